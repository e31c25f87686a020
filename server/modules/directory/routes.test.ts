import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { DALIAN, LIAONING, line, SHANXI } from '#testing/lines.ts';
import { serve, type Served } from '#testing/serve.ts';
import { snapshotOf } from '#testing/snapshots.ts';
import { directoryRoutes } from './routes.ts';

const ended = { validity: { raw: '', kind: 'until' as const, until: '2020-12-31' } };
const snapshot = snapshotOf([
  line('dalian', { region: DALIAN }),
  line('liaoning', { region: LIAONING }),
  line('liaoning-ended', { region: LIAONING, ...ended }),
  line('shanxi', { region: SHANXI }),
  line('shanxi-other', { region: SHANXI, name: '别的' }),
]);

let served: Served;
before(async () => {
  const directory = { snapshot: () => snapshot, notices: () => [], movedTo: () => undefined };
  served = await serve(directoryRoutes(directory, 'https://xindeng.example'));
});
after(() => served.close(0));

const Listed = z.object({ total: z.int(), lines: z.array(z.object({ line: z.object({ id: z.string() }) })) });
const ask = (query: Record<string, string>): Promise<Response> =>
  fetch(`${served.url}/api/lines?${new URLSearchParams(query).toString()}`);

/** The ids of a page, and how many there are in all. */
async function listed(query: Record<string, string>): Promise<string> {
  const { total, lines } = Listed.parse(await (await ask(query)).json());
  return `${lines.map(({ line }) => line.id).join(' ')} of ${total}`;
}

test('a search within a region that does not exist is refused', async () => {
  assert.equal((await ask({ q: '热线', region: '亚特兰蒂斯' })).status, 422);
});

test('a search keeps to the region and the service it is asked for, and counts only what fits', async () => {
  assert.equal(await listed({ q: '热线', region: '辽宁' }), 'dalian liaoning liaoning-ended of 3');
  assert.equal(await listed({ q: '热线', region: '210200' }), 'dalian of 1');
  assert.equal(await listed({ q: '热线', service: 'expired' }), 'liaoning-ended of 1');
  assert.equal(await listed({ q: '热线', region: '山西', service: 'expired' }), ' of 0');
  assert.equal(await listed({ q: '热线', region: '辽宁', page: '2', per_page: '2' }), 'liaoning-ended of 3');
});

test('without a region a search finds lines everywhere, without a search the region lists all its lines', async () => {
  assert.equal(await listed({ q: '热线' }), 'dalian liaoning shanxi liaoning-ended of 4');
  assert.equal(await listed({ region: '山西' }), 'shanxi shanxi-other of 2');
});
