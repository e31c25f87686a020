// Files as they lie on a disk: too large, missing, not readable, half of them good.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, suite, test } from 'node:test';
import { loadPublished, readFiles } from './index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-import-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: string | Uint8Array): string {
  const target = path.join(folder, name);
  writeFileSync(target, bytes);
  return target;
}

async function answer(...names: readonly string[]): Promise<string> {
  const read = await readFiles(names, { today: '2024-05-01' });
  return read.ok ? `${read.value.lines.length} lines` : `${read.refusal} ${read.detail}`;
}

const good = file('good.csv', '# 标题: 某市热线\n名称,电话\n甲热线,12355\n');

suite('files', () => {
  test('a file of 200 MB is refused by its size, and never held in memory', async () => {
    const huge = file('huge.csv', '名称,电话\n');
    truncateSync(huge, 200 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    assert.match(await answer(huge), /^too-large .*huge\.csv：文件有 200 MB，最多只读 20 MB · The file is 200 MB/);
    assert.ok(process.memoryUsage().rss - before < 30 * 1024 * 1024);
  });

  test('a missing file, a folder, an empty file and a picture each get one sentence', async () => {
    assert.match(await answer(path.join(folder, 'none.csv')), /^missing .*none\.csv：没有这个文件/);
    assert.match(await answer(folder), /^missing .*：这是一个文件夹，请写出里面的文件 · This is a folder/);
    assert.match(await answer(file('empty.csv', '')), /^empty /);
    assert.match(await answer(file('picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1))), /^not-text /);
  });

  test('an old or password-protected workbook is told apart from a broken one', async () => {
    assert.match(await answer(file('old.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0))), /去掉密码并另存为 \.xlsx/);
    assert.match(await answer(file('cut.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0))), /^broken-workbook /);
  });

  test('bytes that only bear the name of a workbook are said to be none; a list under that name is read', async () => {
    for (const bytes of [Uint8Array.of(0x9f, 0, 0x13, 0x77), Uint8Array.of(0x9f, 0xff, 0x13, 0x77)])
      assert.match(await answer(file('random.xlsx', bytes)), /random\.xlsx：这不是 Excel 工作簿，或者文件已损坏/);
    assert.equal(await answer(file('list.xlsx', '# 标题: 某市热线\n名称,电话\n甲热线,12355\n')), '1 lines');
  });

  test('of several files all are read or none; the one that could not be read is named', async () => {
    assert.match(await answer(good, file('bad.csv', '名称,地址\n甲,乙\n')), /^columns-missing .*bad\.csv：/);
    assert.equal(await answer(good, file('more.csv', '# 标题: 另一市\n名称,电话\n乙热线,12338\n')), '2 lines');
  });

  test('one list under two names is one source', async () => {
    assert.equal(await answer(good, file('copy.csv', '# 标题: 某市热线\n名称,电话\n甲热线,12355\n')), '1 lines');
  });

  test('more lines than a country has are refused', async () => {
    const rows = Array.from({ length: 20_001 }, (_, at) => `热线${at},12355`).join('\n');
    assert.match(await answer(file('many.csv', `名称,电话\n${rows}\n`)), /^too-large /);
  });

  test('progress is told before each file and at the end', async () => {
    const told: string[] = [];
    await readFiles([good, good], { today: '2024-05-01', onProgress: (done, total) => told.push(`${done}/${total}`) });
    assert.deepEqual(told, ['0/2', '1/2', '2/2']);
  });

  test('the tables of the project are read whole, in the same way every time', async () => {
    const [one, other] = [await loadPublished('2024-05-01'), await loadPublished('2024-05-01')];
    assert.equal(one.lines.length, 139);
    assert.deepEqual(one, other);
  });
});
