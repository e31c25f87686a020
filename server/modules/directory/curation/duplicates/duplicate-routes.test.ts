import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { saveReading } from '#directory/index.ts';
import { loadPublished } from '#sources/index.ts';
import { codeOf } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { Changed } from '../changes/contract.ts';
import { CuratedLine } from '../lines/contract.ts';
import { listDuplicates, previewMerge } from './contract.ts';

const all = await openCurators();
after(all.close);
const { province } = all;

suite('merging lines', () => {
  const merges = '/api/directory/curation/merges';
  const read = async (id: string): Promise<CuratedLine> =>
    CuratedLine.parse(await (await province.get(`/api/directory/curation/lines/${id}`)).json());
  const everything = (): string => JSON.stringify(all.directory.snapshot().lines.map(({ line }) => line));
  const two = (): readonly [string, string] => {
    const lines = all.directory.snapshot().lines.map(({ line }) => line);
    const one = lines.find(({ name }) => name.includes('郑州大学'));
    const other = lines.find(({ name }) => name.includes('大连'));
    assert.ok(one !== undefined && other !== undefined);
    return [other.id, one.id];
  };
  const preview = async (lines: readonly string[], choices: object = {}) => {
    const response = await province.post(`${merges}/preview`, { lines, choices });
    assert.equal(response.status, 200, await response.clone().text());
    return previewMerge.output.parse(await response.json());
  };
  const merge = async (lines: readonly string[], choices: object = {}, who = province): Promise<Response> => {
    const { revisions } = await preview(lines);
    return who.post(merges, { lines, revisions, choices, why: '同一条热线' });
  };

  test('nobody, counsellors and institutions merge nothing; one line is not merged with itself', async () => {
    const { server, made } = all;
    const lines = two();
    const code = async (who: Acting) => await codeOf(merge(lines, {}, who));
    assert.equal(await code(server.as(null, null)), 'not-signed-in');
    assert.equal(await code(server.as(made.university.counselling, made.university.organisation)), 'not-allowed');
    assert.equal(await code(server.as(made.university.administration, made.university.organisation)), 'not-yours');
    const twice = await province.post(`${merges}/preview`, { lines: [lines[0], lines[0]] });
    assert.equal(await codeOf(twice), 'same-line');
  });

  test('lines that share a number or a name are proposed, likeliest first', async () => {
    const [one, other] = two();
    const { line, revision } = await read(other);
    const [point] = (await read(one)).line.accessPoints;
    assert.ok(point !== undefined);
    const given = (raw: string, kind = 'phone') => ({ kind, text: raw, note: null, hours: null, audience: null });
    const accessPoints = [...line.accessPoints.map(({ raw, kind }) => given(raw, kind)), given('0411-84689595')];
    const path = `/api/directory/curation/lines/${other}`;
    const edited = await province.patch(path, { revision, set: { accessPoints }, why: '补一个号码' });
    assert.equal(edited.status, 200, await edited.clone().text());
    const fixed = [
      ...(await read(one)).line.accessPoints.map(({ raw, kind }) => given(raw, kind)),
      given('0411-84689595'),
    ];
    const first = { revision: (await read(one)).revision, set: { accessPoints: fixed }, why: '补一个号码' };
    assert.equal((await province.patch(`/api/directory/curation/lines/${one}`, first)).status, 200);
    const response = await province.get(`/api/directory/curation/duplicates?line=${one}`);
    const { candidates, total } = listDuplicates.output.parse(await response.json());
    assert.ok(total > 0);
    assert.ok(candidates.some(({ lines }) => lines.some(({ id }) => id === other)));
    assert.deepEqual(candidates[0]?.shared, ['0411-8468 9595']);
    assert.ok(candidates.every(({ shared, sameName }) => shared.length > 0 || sameName));
    assert.ok(candidates.every(({ mayMerge }) => mayMerge));
    const weights = candidates.map(({ shared }) => shared.length);
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    );
  });

  test('a merged line has the listings of both, takes chosen values, and its former id leads to it [S2-33]', async () => {
    const lines = two();
    const before = everything();
    const { keeps, leadsThere, fields } = await preview(lines);
    assert.ok(fields.find(({ field }) => field === 'name')?.differs);
    const [kept, gone] = [await read(keeps), await read(leadsThere)];
    const stale = await province.post(merges, {
      lines,
      revisions: { [keeps]: kept.revision, [leadsThere]: gone.revision - 1 },
      why: '同一条热线',
    });
    assert.equal(await codeOf(stale), 'changed-meanwhile');
    const response = await merge(lines, { name: leadsThere });
    assert.equal(response.status, 200, await response.clone().text());
    const { change } = Changed.parse(await response.json());
    const merged = await read(keeps);
    assert.equal(merged.line.name, gone.line.name);
    assert.equal(merged.line.listings.length, kept.line.listings.length + gone.line.listings.length);
    const raws = new Set(merged.line.accessPoints.map(({ raw }) => raw));
    for (const { raw } of [...kept.line.accessPoints, ...gone.line.accessPoints]) assert.ok(raws.has(raw), raw);
    assert.deepEqual(merged.formerIds, [leadsThere]);
    const old = await (await province.get(`/api/lines/${leadsThere}`)).text();
    assert.ok(old.includes(`"id":"${keeps}"`));
    assert.equal((await read(leadsThere)).line.id, keeps);
    const undo = await province.post(`/api/directory/curation/changes/${change}/undo`, { why: '不是同一条' });
    assert.equal(undo.status, 200, await undo.clone().text());
    assert.equal(everything(), before);
  });

  test('lines that a person merged stay one when their publications are read anew', async () => {
    const lines = two();
    const { keeps, leadsThere } = await preview(lines);
    const { change } = Changed.parse(await (await merge(lines, { hours: leadsThere })).json());
    const merged = (await read(keeps)).line;
    const published = await loadPublished('2026-11-22');
    const reworded = published.sources.map((source) => ({ ...source, signature: `${source.signature ?? ''}。` }));
    await saveReading(all.database.db, { ...published, sources: reworded });
    await all.directory.announce();
    assert.deepEqual((await read(keeps)).line, merged);
    assert.equal(all.directory.movedTo(leadsThere), keeps);
    assert.ok(!all.directory.snapshot().position.has(leadsThere));
    assert.equal((await province.post(`/api/directory/curation/changes/${change}/undo`, { why: '拆开' })).status, 200);
    assert.ok(all.directory.snapshot().position.has(leadsThere));
  });

  test('a merge into a line that was merged itself since is undone only after the later one', async () => {
    const [one, other] = two();
    const first = Changed.parse(await (await merge([one, other])).json());
    const { keeps } = { keeps: all.directory.movedTo(one) ?? all.directory.movedTo(other) ?? '' };
    const third = all.directory.snapshot().lines.find(({ line }) => line.listings.some(({ date }) => date === null));
    assert.ok(third !== undefined);
    const second = Changed.parse(await (await merge([keeps, third.line.id])).json());
    const undo = (change: number) => province.post(`/api/directory/curation/changes/${change}/undo`, { why: '拆开' });
    if (all.directory.movedTo(keeps) !== undefined) assert.equal(await codeOf(undo(first.change)), 'changed-since');
    assert.equal((await undo(second.change)).status, 200);
    assert.equal((await undo(first.change)).status, 200);
  });
});
