import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, suite, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { codeOf, faultIn } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { listChanges } from '../changes/contract.ts';
import { CuratedLine } from '../lines/contract.ts';
import { applyImport, ImportPreview } from './contract.ts';
import { readInThread } from './files.ts';

const ROUND = readFileSync(new URL(import.meta.resolve('#data/published/recommended-round-5.csv')), 'utf8');
const NEW_LIST = [
  '编号,地区,热线名称,号码,服务时间',
  '1,山东省,泉城心理热线,0531-88888888,周一至周五9:00-17:00',
  '2,山东省,海边心理热线,0532-8888,24小时',
].join('\n');

const all = await openCurators();
after(all.close);
const { province } = all;

suite('importing a list', () => {
  const fileOf = (text: string, name = 'list.csv') => ({ name, base64: Buffer.from(text).toString('base64') });
  const preview = async (text: string, who = province): Promise<ImportPreview> => {
    const response = await who.post('/api/directory/import/preview', fileOf(text));
    assert.equal(response.status, 200, await response.clone().text());
    return ImportPreview.parse(await response.json());
  };
  const apply = (text: string, { digest, revision }: ImportPreview, who = province): Promise<Response> =>
    who.post('/api/directory/import', { ...fileOf(text), digest, revision });

  test('nobody, counsellors and other groups import nothing', async () => {
    const { server, made } = all;
    const code = async (who: Acting) => await codeOf(who.post('/api/directory/import/preview', fileOf(NEW_LIST)));
    assert.equal(await code(server.as(null, null)), 'not-signed-in');
    assert.equal(await code(server.as(made.university.counselling, made.university.organisation)), 'not-allowed');
    assert.equal(await code(server.as(made.province.custody, made.province.organisation)), 'not-allowed');
  });

  test('an institution does not bring new lines or change those of others', async () => {
    const { server, made } = all;
    const university = server.as(made.university.administration, made.university.organisation);
    const seen = await preview(NEW_LIST, university);
    const refused = await faultIn(await apply(NEW_LIST, seen, university));
    assert.equal(refused.code, 'not-yours');
    assert.equal(refused.detail, '泉城心理热线、海边心理热线');
    const changed = ROUND.replace('大连市心理援助热线', '大连市心理支持热线');
    const other = await faultIn(await apply(changed, await preview(changed, university), university));
    assert.equal(other.code, 'not-yours');
  });

  test('what cannot be read is refused in plain words', async () => {
    const response = await province.post('/api/directory/import/preview', fileOf('一二三', 'list.txt'));
    const fault = await faultIn(response);
    assert.equal(fault.code, 'not-readable');
    assert.ok(fault.detail?.includes('没有找到热线'));
  });

  test('a list that is there already changes nothing, and says so', async () => {
    const seen = await preview(ROUND);
    assert.equal(seen.source.known, 'same');
    assert.deepEqual([seen.counts.added, seen.counts.changed, seen.counts.gone], [0, 0, 0]);
  });

  test('a preview saves nothing; what is saved is what it showed, and stands in the history', async () => {
    const revision = all.directory.revision();
    const seen = await preview(NEW_LIST);
    assert.equal(seen.source.known, 'new');
    assert.deepEqual(
      seen.added.map(({ name }) => name),
      ['泉城心理热线', '海边心理热线'],
    );
    assert.ok(seen.flags.some(({ code }) => code === 'not-diallable'));
    await all.directory.refresh();
    assert.equal(all.directory.revision(), revision);
    const other = await apply(NEW_LIST.replace('24小时', '全天'), seen);
    assert.equal(await codeOf(other), 'another-reading');
    const done = applyImport.output.parse(await (await apply(NEW_LIST, seen)).json());
    assert.equal(done.linesAdded, 2);
    const names = all.directory.snapshot().lines.map(({ line }) => line.name);
    assert.ok(names.includes('泉城心理热线'));
    assert.equal(await codeOf(apply(NEW_LIST, seen)), 'changed-meanwhile');
    const { changes } = listChanges.output.parse(
      await (await province.get('/api/directory/curation/changes?kind=import')).json(),
    );
    assert.equal(changes[0]?.id, done.change);
    assert.equal(changes[0]?.mayUndo, false);
    const undo = await province.post(`/api/directory/curation/changes/${done.change}/undo`, { why: '试试' });
    assert.equal(await codeOf(undo), 'cannot-be-undone');
  });

  test('a field that a person has set is shown as kept, stays, and is then listed as overtaken', async () => {
    const id = all.directory.snapshot().lines.find(({ line }) => line.name === '大连市心理援助热线')?.line.id ?? '';
    const path = `/api/directory/curation/lines/${id}`;
    const read = async (): Promise<CuratedLine> => CuratedLine.parse(await (await province.get(path)).json());
    const set = { name: '大连心理热线' };
    await province.patch(path, { revision: (await read()).revision, set, why: '主办方更名' });
    const edition = ROUND.replace('大连市心理援助热线', '大连市心理支持热线');
    const seen = await preview(edition);
    assert.equal(seen.source.known, 'changed');
    const line = seen.changed.find((one) => one.id === id);
    assert.deepEqual(line?.fields, [
      { field: 'name', before: '大连市心理援助热线', after: '大连市心理支持热线', kept: true },
    ]);
    assert.equal((await apply(edition, seen)).status, 200);
    const now = await read();
    assert.equal(now.line.name, '大连心理热线');
    const name = now.fields.find(({ field }) => field === 'name');
    assert.equal(name?.published, '大连市心理支持热线');
    assert.ok(name?.overtaken);
    const release = { revision: now.revision, release: ['name'], why: '按新名单' };
    assert.equal((await province.patch(path, release)).status, 200);
    assert.equal((await read()).line.name, '大连市心理支持热线');
  });

  test('a workbook is read as well, and reading a long list leaves the server free to answer', async () => {
    const cell = (ref: string, words: string): string => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;
    const row = (at: number, words: readonly string[]): string =>
      `<row r="${at}">${words.map((word, column) => cell(`${'ABCD'[column]}${at}`, word)).join('')}</row>`;
    const rows = Array.from({ length: 2000 }, (_, at) =>
      row(at + 2, [`第${at}心理热线`, `0371-6${String(1_000_000 + at * 37)}`, '周一至周五9:00-17:00', '河南省']),
    );
    const xml = `<worksheet><sheetData>${row(1, ['热线名称', '热线电话', '开放时间', '地区'])}${rows.join('')}</sheetData></worksheet>`;
    const bytes = zipSync({
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="表" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(xml),
    });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const read = await readInThread({ name: 'list.xlsx', bytes, today: '2026-11-22', events: [] });
    clearInterval(turning);
    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(read.value.lines.length, 2000);
    assert.ok(turns >= 10, `the server came to its turn ${turns} times`);
  });
});
