// The papers themselves, where the checkout has them beside it: nothing in them may be lost, and the tables
// that the project carries must say the same.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import type { ReadLine, Reading } from './contract.ts';
import { loadPublished, readFiles } from './index.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/documents');
const files = globSync(path.join(folder, '*.txt')).toSorted();
const skip: string | false = existsSync(folder)
  ? false
  : 'the documents are not beside this checkout: ../shared/documents';
const today = '2026-11-22';

async function readAll(names: readonly string[]): Promise<Reading> {
  const read = await readFiles(names, { today });
  assert.ok(read.ok, JSON.stringify(read).slice(0, 300));
  return read.value;
}

/** What was read of a line, without the printed row number that a table of ours has and a sentence has not. */
function facts({ cells: { row: _row, ...cells }, ...line }: ReadLine): unknown {
  return { ...line, cells: Object.fromEntries(Object.entries(cells).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

const byId = (reading: Reading) => new Map(reading.lines.map((line) => [`${line.source} ${line.row}`, facts(line)]));

suite('the documents as they are', { skip }, () => {
  test('five papers give 139 lines: 19 of 湖南, 43 of 河南, 75 recommended, none of the guideline, 2 of 陕西', async () => {
    const reading = await readAll(files);
    const counts = reading.sources.map((source) => reading.lines.filter((line) => line.source === source.id).length);
    assert.deepEqual(counts, [19, 43, 75, 0, 2]);
  });

  test('a guideline is a source without lines: title, number, issuer and date are kept', async () => {
    const { sources } = await readAll(files);
    const guideline = sources[3];
    assert.equal(guideline?.number, '肺炎机制发[2020]24号');
    assert.deepEqual([guideline.issuers, guideline.date], [['国家卫生健康委员会'], '2020-02-07']);
    assert.match(guideline.title, /^国家卫生健康委员会关于印发.*工作指南的通知$/);
  });

  for (const file of files) {
    test(`no number of five digits and no address of ${path.basename(file).slice(0, 3)} is dropped silently`, async () => {
      const { lines, notHotlines } = await readAll([file]);
      const cells = lines.flatMap((line) => Object.values(line.cells));
      const kept = [...cells, ...notHotlines.map(({ raw }) => raw)].join('\n');
      for (const [found] of readFileSync(file, 'utf8').matchAll(/\d{5,}|[\w.-]+@[\w.-]+/g)) {
        assert.ok(kept.includes(found), found);
      }
    });
  }

  test('the tables of the project say the same as the papers they come from, flag by flag', async () => {
    const papers = await readAll(files.filter((file) => !path.basename(file).startsWith('003')));
    const tables = await loadPublished(today);
    assert.deepEqual(byId(tables), byId(papers));
    const imprint = ({ sources }: Reading) =>
      new Map(sources.map(({ file: _file, format: _format, sha256: _sha256, ...said }) => [said.id, said]));
    assert.deepEqual(imprint(tables), imprint(papers));
    const others = ({ notHotlines }: Reading) => new Set(notHotlines.map((other) => JSON.stringify(other)));
    assert.deepEqual(others(tables), others(papers));
  });

  test('the same text under another name is the same source', async () => {
    const [one, other] = [await readAll(files.slice(2, 3)), await loadPublished(today)];
    assert.ok(other.sources.some(({ id }) => id === one.sources[0]?.id));
  });

  test('all five are read in a moment', async () => {
    const begun = performance.now();
    await readAll(files);
    assert.ok(performance.now() - begun < 10_000);
  });
});
