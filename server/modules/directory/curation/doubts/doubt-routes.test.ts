import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { z } from 'zod';
import { saveReading } from '#directory/index.ts';
import { loadPublished } from '#sources/index.ts';
import { codeOf } from '#testing/asking.ts';
import { type Curators, openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { Changed } from '../changes/contract.ts';
import { type Doubt, listDoubts } from './contract.ts';

suite('settling doubts', () => {
  let all: Curators;
  let manager: Acting;
  before(async () => {
    all = await openCurators();
    manager = all.server.as(all.made.province.administration, all.made.province.organisation);
  });
  after(() => all.close());

  const list = async (query: string): Promise<z.infer<typeof listDoubts.output>> => {
    const response = await manager.get(`/api/directory/curation/flags?${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return listDoubts.output.parse(await response.json());
  };
  const settle = (body: object): Promise<Response> => manager.post('/api/directory/curation/flags/settle', body);
  const settled = async (body: object): Promise<Changed> => {
    const response = await settle(body);
    assert.equal(response.status, 200, await response.clone().text());
    return Changed.parse(await response.json());
  };
  const undo = async (change: number): Promise<number> =>
    (await manager.post(`/api/directory/curation/changes/${change}/undo`, { why: '撤销' })).status;
  const lineOf = (id: string) => all.directory.snapshot().lines.find(({ line }) => line.id === id)?.line;
  const doubtOf = async (raw: string): Promise<Doubt> => {
    const { flags } = await list('perPage=200');
    const found = flags.find((flag) => flag.raw === raw && flag.suggestion !== undefined);
    assert.ok(found !== undefined, raw);
    return found;
  };

  test('nobody, counsellors and institutions settle nothing', async () => {
    const { server, made } = all;
    const { id } = await doubtOf('041-8468 9595');
    const body = { as: 'accept', flags: [id] };
    const code = async (who: Acting) => await codeOf(who.post('/api/directory/curation/flags/settle', body));
    assert.equal(await code(server.as(null, null)), 'not-signed-in');
    assert.equal(await code(server.as(made.hospital.counselling, made.hospital.organisation)), 'not-allowed');
    assert.equal(await code(server.as(made.hospital.administration, made.hospital.organisation)), 'not-yours');
    assert.equal(await codeOf(settle({ ...body, flags: [999_999] })), 'no-such-flag');
    const noneOpen = await server
      .as(made.hospital.administration, made.hospital.organisation)
      .get('/api/directory/curation/flags');
    assert.equal(listDoubts.output.parse(await noneOpen.json()).total, 0);
  });

  test('an accepted number is read like a published one, and is what help-seekers dial', async () => {
    const doubt = await doubtOf('041-8468 9595');
    assert.ok(doubt.writes);
    const before = lineOf(doubt.line.id);
    const done = await settled({ as: 'accept', flags: [doubt.id] });
    const point = lineOf(doubt.line.id)?.accessPoints.find(({ raw }) => raw === '0411-84689595');
    assert.equal(point?.tel, '041184689595');
    assert.equal(point?.display, '0411-8468 9595');
    assert.equal(point?.suggestedTel, null);
    assert.ok(!all.directory.doubts(doubt.line.id).some(({ raw }) => raw === doubt.raw));
    assert.equal(await codeOf(settle({ as: 'accept', flags: [doubt.id] })), 'settled-already');
    const { flags } = await list(`state=accepted&line=${doubt.line.id}`);
    assert.equal(flags[0]?.settled?.by.person.id, all.made.province.administration);
    assert.equal(await undo(done.change), 200);
    assert.deepEqual(lineOf(doubt.line.id), before);
    assert.equal((await doubtOf('041-8468 9595')).state, 'open');
  });

  test('a corrected address survives reading the same publication in another edition, and so does the settled doubt [S1-30]', async () => {
    const doubt = await doubtOf('hngyx1zx@163.com');
    await settled({ as: 'accept', flags: [doubt.id] });
    const published = await loadPublished('2026-11-22');
    const edition = {
      ...published,
      sources: published.sources.map((source) => ({ ...source, title: `${source.title}（更新）` })),
    };
    const saved = await saveReading(all.database.db, edition);
    assert.ok(saved.sourcesChanged > 0);
    await all.directory.announce();
    const numbers = lineOf(doubt.line.id)?.accessPoints.map(({ number }) => number);
    assert.ok(numbers?.includes('hngyxlzx@163.com') === true);
    assert.ok(!numbers.includes('hngyx1zx@163.com'));
    const { flags } = await list(`state=accepted&line=${doubt.line.id}`);
    assert.equal(flags.length, 1);
  });

  test('a doubtful region is accepted by its name, and a confirmed assumption writes nothing', async () => {
    const { flags } = await list('code=region-doubtful');
    const doubt = flags.find(({ suggestion }) => suggestion === '洛阳市');
    assert.ok(doubt?.writes === true);
    await settled({ as: 'accept', flags: [doubt.id] });
    assert.equal(lineOf(doubt.line.id)?.region?.name, '洛阳市');
    const assumed = (await list('code=assumption')).flags.find(({ field }) => field === 'validity');
    assert.ok(assumed?.writes === false);
    const before = lineOf(assumed.line.id);
    if (assumed.suggestion !== undefined) await settled({ as: 'accept', flags: [assumed.id] });
    assert.deepEqual(lineOf(assumed.line.id)?.validity, before?.validity);
  });

  test('equal doubts are counted, dismissed together with one reason, and opened again together', async () => {
    const first = (await list('code=assumption&perPage=200')).flags.find(({ equal }) => equal > 2);
    assert.ok(first !== undefined);
    const equal = await list(`equalTo=${first.id}&perPage=200`);
    assert.equal(equal.total, first.equal);
    const ids = equal.flags.map(({ id }) => id);
    const countOf = async () => (await list('')).byCode.find(({ code }) => code === 'assumption')?.open ?? 0;
    const before = await countOf();
    const done = await settled({ as: 'dismiss', flags: ids, why: '名单都没有写，不影响使用' });
    assert.equal(await countOf(), before - ids.length);
    assert.equal(await undo(done.change), 200);
    assert.equal(await countOf(), before);
  });

  test('another value may be given for a doubt of one line, not for doubts of several', async () => {
    const { flags } = await list('code=region-doubtful');
    const [one, other] = flags;
    assert.ok(one !== undefined && other !== undefined && one.line.id !== other.line.id);
    const body = { as: 'edit', flags: [one.id, other.id], set: { region: '410100' }, why: '按主办单位所在地' };
    assert.equal(await codeOf(settle(body)), 'several-lines');
    await settled({ ...body, flags: [one.id] });
    assert.equal(lineOf(one.line.id)?.region?.code, '410100');
    const { flags: edited } = await list(`state=edited&line=${one.line.id}`);
    assert.equal(edited[0]?.settled?.why, '按主办单位所在地');
  });
});
