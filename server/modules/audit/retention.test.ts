import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { DatabaseFailure } from '#platform/database/index.ts';
import { A, B, lineFor, tamperable } from '#testing/chains.ts';
import { readAnchors, writeAnchors } from './anchors.ts';
import { loadNamedHeads, verifyChains } from './chain-store.ts';
import { type Fates, removeBefore } from './removal-store.ts';
import type { Fate } from './retention.ts';

const { append, tamper, asOwner, close } = await tamperable();
after(close);

const now = Temporal.Instant.from('2026-11-22T15:40:00Z');
const day = (text: string): Temporal.Instant => Temporal.Instant.from(`${text}T00:00:00+08:00`);

/** One line a half-year from 2020 on; the third speaks of record 3. */
beforeEach(async () => {
  await tamper('delete from audit.entry', 'delete from audit.head', 'delete from audit.checkpoint');
  for (let half = 0; half < 14; half += 1)
    await append([
      lineFor(A, { at: day(`20${20 + (half >> 1)}-0${half % 2 === 0 ? 1 : 7}-01`), subject: `record:${half + 1}` }),
    ]);
  await append([lineFor(B, { at: now })]);
});

const knows =
  (fates: Readonly<Record<string, Fate>>): Fates =>
  async () =>
    new Map(Object.entries(fates));
const remove = (before: string, fates: Readonly<Record<string, Fate>> = {}) =>
  asOwner((client) => removeBefore(client, { before: day(before), now, fates: knows(fates) }));
const removed = async (before: string, fates: Readonly<Record<string, Fate>> = {}): Promise<number | null> => {
  const result = await remove(before, fates);
  assert.ok(result.ok);
  assert.ok(result.value.every(({ chain }) => chain === A));
  return result.value[0]?.number ?? null;
};
const verify = (anchors = {}) => asOwner((client) => verifyChains(client, anchors));

describe('old lines leave behind a checkpoint', () => {
  test('nothing leaves within three years and a half', async () => {
    assert.deepEqual(await remove('2023-05-24'), { ok: false, refusal: 'within-term' });
    assert.deepEqual(await remove('2026-11-22'), { ok: false, refusal: 'within-term' });
    assert.equal((await remove('2023-05-22')).ok, true);
  });

  test('what is left is verified from the checkpoint on [S3-73]', async () => {
    assert.equal(await removed('2022-02-01'), 5);
    assert.deepEqual(await verify(), { chains: 2, lines: 11, findings: [], found: 0, anchorsBehind: 0 });
    assert.equal(await removed('2022-08-01'), 6);
    assert.deepEqual((await verify()).findings, []);
    await append([lineFor(A)]);
    assert.deepEqual((await verify()).findings, []);
  });

  test('a line is kept while what it speaks of is kept, and half a year longer', async () => {
    assert.equal(await removed('2023-01-01', { 'record:3': 'kept' }), 2);
    assert.equal(await removed('2023-01-01', { 'record:3': day('2026-06-01') }), null);
    assert.equal(await removed('2023-01-01', { 'record:3': day('2026-05-01') }), 6);
  });

  test('a line dropped behind the checkpoint is still found', async () => {
    await removed('2022-02-01');
    await tamper(`delete from audit.entry where chain = '${A}' and number = 6`);
    assert.deepEqual((await verify()).findings, [{ chain: A, what: 'missing', number: 6, to: 6 }]);
  });

  test('the database refuses a checkpoint over lines of the last half-year, or with another hash', async () => {
    const insert = (number: number, hash: string) =>
      asOwner((client) =>
        client.query(
          `insert into audit.checkpoint select chain, number, ${hash} from audit.entry where chain = '${A}' and number = ${number}`,
        ),
      );
    await append([lineFor(A, { at: Temporal.Now.instant() })]);
    for (const [number, hash] of [
      [15, 'hash'],
      [3, `sha256('')`],
    ] as const)
      await assert.rejects(
        insert(number, hash),
        (error) => error instanceof DatabaseFailure && error.constraint === 'checkpoint_after_term',
      );
  });
});

describe('anchors', () => {
  test('are read back from what was printed, however it was copied', async () => {
    const text = writeAnchors(await asOwner(loadNamedHeads), '2026-11-22T23:40:00+08:00');
    const anchors = readAnchors(text);
    assert.deepEqual(
      anchors?.map(({ chain, number }) => [chain, number]),
      [
        [A, 14],
        [B, 1],
      ],
    );
    assert.deepEqual(readAnchors(text.replaceAll('\n', '\r\n').toUpperCase()), anchors);
    assert.deepEqual((await verify({ anchors })).findings, []);
  });

  test('a damaged or empty file is no file of anchors', async () => {
    const text = writeAnchors(await asOwner(loadNamedHeads), 'x');
    for (const bad of ['', '# nothing', text.slice(0, -6), `${text}\nx`]) assert.equal(readAnchors(bad), null);
  });

  test('one that lies behind a checkpoint is told as not compared; the checkpoint itself is compared', async () => {
    const anchors = readAnchors(writeAnchors(await asOwner(loadNamedHeads), 'x')) ?? [];
    const early = anchors.map((anchor) => ({ ...anchor, number: Math.min(anchor.number, 3) }));
    await removed('2022-02-01');
    assert.equal((await verify({ anchors: early.filter(({ chain }) => chain === A) })).anchorsBehind, 1);
  });
});
