import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { codeOf, faultIn } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { type Change, Changed, listChanges } from '../changes/contract.ts';
import { CuratedLine, listCuratedLines } from './contract.ts';

const all = await openCurators();
after(all.close);
const { province: manager } = all;

suite('curating lines', () => {
  const idOf = (name: string): string => {
    const found = all.directory.snapshot().lines.find(({ line }) => line.name.includes(name));
    assert.ok(found !== undefined, name);
    return found.line.id;
  };
  const read = async (id: string, who = manager): Promise<CuratedLine> => {
    const response = await who.get(`/api/directory/curation/lines/${id}`);
    assert.equal(response.status, 200, await response.clone().text());
    return CuratedLine.parse(await response.json());
  };
  const edit = async (id: string, set: object, who = manager, release: readonly string[] = []): Promise<Response> => {
    const { revision } = await read(id);
    return who.patch(`/api/directory/curation/lines/${id}`, { revision, set, release, why: '电话核实' });
  };
  const changed = async (response: Response): Promise<Changed> => {
    assert.equal(response.status, 200, await response.clone().text());
    return Changed.parse(await response.json());
  };
  const history = async (id: string): Promise<readonly Change[]> => {
    const response = await manager.get(`/api/directory/curation/changes?line=${id}`);
    return listChanges.output.parse(await response.json()).changes;
  };
  const undo = (change: number, who = manager): Promise<Response> =>
    who.post(`/api/directory/curation/changes/${change}/undo`, { why: '改错了' });

  test('nobody, counsellors and institutions that have no claim change no line', async () => {
    const { server, made } = all;
    const id = idOf('大连');
    const at = `/api/directory/curation/lines/${id}`;
    const body = { revision: 1, set: { name: '大连热线' }, why: '试一试' };
    const code = async (who: Acting) => await codeOf(who.patch(at, body));
    assert.equal(await code(server.as(null, null)), 'not-signed-in');
    assert.equal(await code(server.as(made.university.counselling, made.university.organisation)), 'not-allowed');
    assert.equal(await code(server.as(made.university.administration, made.university.organisation)), 'not-yours');
    assert.equal(await code(server.as(made.province.supervision, made.province.organisation)), 'not-allowed');
    assert.equal((await server.as(made.university.counselling, made.university.organisation).get(at)).status, 403);
  });

  test('a line that does not exist is not found, and its fields are not changed', async () => {
    assert.equal((await manager.get('/api/directory/curation/lines/nowhere-1')).status, 404);
    const response = await manager.patch('/api/directory/curation/lines/nowhere-1', {
      revision: 1,
      set: { name: '热线' },
      why: '试一试',
    });
    assert.equal(await codeOf(response), 'no-such-line');
  });

  test('a changed field is shown to help-seekers at once, keeps its published text beside it, and tells who and why', async () => {
    const id = idOf('大连');
    const before = await read(id);
    const done = await changed(await edit(id, { hours: '周一至周五9:00-17:00', formerNames: ['大连老热线'] }));
    const line = all.directory.snapshot().lines.find((one) => one.line.id === id)?.line;
    assert.equal(line?.hours?.raw, '周一至周五9:00-17:00');
    assert.ok(line?.hours?.schedule !== null);
    const now = await read(id);
    assert.equal(now.revision, before.revision + 1);
    const hours = now.fields.find(({ field }) => field === 'hours');
    assert.deepEqual(hours?.published, before.line.hours);
    assert.equal(hours?.curated?.why, '电话核实');
    assert.equal(hours?.curated?.by?.person.id, all.made.province.authority);
    assert.equal(hours?.curated?.by?.person.name, 'province authority');
    assert.deepEqual(now.listings, before.listings);
    const found = await (await all.server.as(null, null).get('/api/lines?q=dllrx')).text();
    assert.ok(found.includes(id), 'found by the pinyin of its new former name');
    assert.equal((await undo(done.change)).status, 200);
    assert.deepEqual((await read(id)).line, before.line);
  });

  test('two editors: the later one is told which fields changed, and nothing of theirs is written', async () => {
    const id = idOf('大连');
    const { revision } = await read(id);
    const at = `/api/directory/curation/lines/${id}`;
    const both = await Promise.all(
      ['甲热线', '乙热线'].map((name) => manager.patch(at, { revision, set: { name }, why: '同时修改' })),
    );
    const refused = both.filter(({ status }) => status === 409);
    assert.equal(refused.length, 1);
    const fault = await faultIn(refused[0]!);
    assert.equal(fault.code, 'changed-meanwhile');
    assert.equal(fault.detail, 'name');
    const [last] = await history(id);
    await changed(await undo(last?.id ?? 0));
  });

  test('a number is read as a published one would be, and one that cannot be dialled is refused', async () => {
    const id = idOf('大连');
    const { line } = await read(id);
    const given = line.accessPoints.map(({ kind, raw, note }) => ({
      kind,
      text: raw,
      note,
      hours: null,
      audience: null,
    }));
    const bad = await edit(id, { accessPoints: [...given, { ...given[0], text: '0411-12' }] });
    assert.equal(await codeOf(bad), 'not-readable');
    const good = await changed(await edit(id, { accessPoints: [{ ...given[0], text: '0411-84689595' }, ...given] }));
    const [point] = (await read(id)).line.accessPoints;
    assert.equal(point?.tel, '041184689595');
    assert.equal(point?.e164, '+8641184689595');
    await changed(await undo(good.change));
    assert.deepEqual((await read(id)).line.accessPoints, line.accessPoints);
  });

  test('a value changed since is not undone over, and an undone change is not undone twice', async () => {
    const id = idOf('大连');
    const first = await changed(await edit(id, { sessionMinutes: '30分钟' }));
    const second = await changed(await edit(id, { sessionMinutes: '45分钟' }));
    assert.equal(await codeOf(undo(first.change)), 'changed-since');
    await changed(await undo(second.change));
    await changed(await undo(first.change));
    assert.equal(await codeOf(undo(first.change)), 'undone-already');
    const [undoing, , , latest] = await history(id);
    assert.equal(undoing?.undoes, first.change);
    assert.equal(latest?.undoneBy, undoing?.id);
  });

  test('a hidden line is not shown, its reason is kept, and others do not learn of it', async () => {
    const id = idOf('大连');
    const { revision } = await read(id);
    const at = `/api/directory/curation/lines/${id}`;
    await changed(await manager.put(`${at}/shown`, { revision, shown: false, why: '号码已停用' }));
    assert.equal((await all.server.as(null, null).get(`/api/lines/${id}`)).status, 404);
    assert.equal((await read(id)).hiddenWhy, '号码已停用');
    const { university } = all.made;
    const other = all.server.as(university.administration, university.organisation);
    assert.equal((await other.get(at)).status, 404);
    await changed(await undo((await history(id))[0]?.id ?? 0));
    assert.equal((await all.server.as(null, null).get(`/api/lines/${id}`)).status, 200);
  });

  test('a verification is on file with its how and note; it counts for ninety days [S2-26]', async () => {
    const id = idOf('大连');
    const { revision } = await read(id);
    const stale = async (): Promise<boolean> => {
      const response = await manager.get('/api/directory/curation/lines?work=stale&perPage=200');
      return listCuratedLines.output.parse(await response.json()).lines.some((line) => line.id === id);
    };
    assert.ok(await stale());
    const at = `/api/directory/curation/lines/${id}/verifications`;
    const later = await manager.post(at, { revision, on: '2026-11-23', how: 'phone-call' });
    assert.equal(await codeOf(later), 'in-the-future');
    await changed(await manager.post(at, { revision, on: '2026-08-25', how: 'phone-call', note: '接听的是值班员' }));
    assert.ok(!(await stale()));
    const { verification } = await read(id);
    assert.equal(verification?.how, 'phone-call');
    assert.equal(verification?.note, '接听的是值班员');
    await changed(await manager.post(at, { revision: revision + 1, on: '2026-08-23', how: 'visit' }));
    assert.ok(await stale());
  });
});
