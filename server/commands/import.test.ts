// The import as a program: what it writes where, and how it ends. No database is touched here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CannotStart } from '#platform/cannot-start.ts';
import { Reading } from '../modules/sources/contract.ts';
import { progressBar, readImportOptions, summaryOf } from './import-files.ts';

const root = path.resolve(import.meta.dirname, '../..');
const tables = globSync(path.join(root, 'data/published/*.csv')).toSorted();

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const command = path.join(root, 'server/commands/import.ts');
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

suite('npm run import', () => {
  const dry = run(...tables, '--dry-run', '--json', '--at', '2020-06-15');

  test('--dry-run --json writes one JSON document to standard output and nothing else', () => {
    assert.equal(dry.status, 0);
    const reading = Reading.parse(JSON.parse(dry.stdout));
    assert.equal(reading.lines.length, 139);
    assert.match(dry.stderr, /热线 139 条/);
  });

  test('what it writes is valid against the schema in docs', () => {
    const schema: object = JSON.parse(readFileSync(path.join(root, 'docs/import-format.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    assert.ok(validate(JSON.parse(dry.stdout)), JSON.stringify(validate.errors));
    assert.equal(validate({ sources: [], lines: [{}], notHotlines: [] }), false);
  });

  test('the order of the words does not matter, and the summary goes to standard output without --json', () => {
    const { status, stdout, stderr } = run('--dry-run', '--at=2020-06-15', ...tables);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /139 lines, 207 ways to reach them/);
    assert.match(stdout, /没有写入数据库/);
  });

  test('--quiet says nothing when all is well', () => {
    const { status, stdout, stderr } = run('--dry-run', '--quiet', ...tables);
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });

  test('a file that cannot be read ends it with 1, one sentence in two languages, and an empty standard output', () => {
    const { status, stdout, stderr } = run('--dry-run', '--json', ...tables, 'none.csv');
    assert.deepEqual([status, stdout], [1, '']);
    assert.equal(stderr, 'none.csv：没有这个文件。\nnone.csv: There is no such file.\n');
  });

  test('a flag that is none is answered with the flags of the import and those of the program', () => {
    const { status, stderr } = run('--dry', ...tables);
    assert.equal(status, 1);
    assert.match(stderr, /--dry-run、--json、--quiet、--at 2020-05-27、--database-url/);
    assert.match(stderr, /--dry-run, --json, --quiet, --at 2020-05-27, --database-url/);
    assert.equal(stderr.trim().split('\n').length, 2);
  });

  test('without a file it says how it is used', () => {
    const { status, stderr } = run('--dry-run');
    assert.equal(status, 1);
    assert.match(stderr, /^用法：npm run import -- 文件…/);
  });
});

suite('the words of the import', () => {
  test('a day that does not exist is refused', () => {
    for (const day of ['2020-02-30', 'yesterday', '', '2020-5-7']) {
      assert.throws(() => readImportOptions(['--at', day]), CannotStart);
    }
    assert.equal(readImportOptions(['a.csv', '--at', '2020-05-07']).at, '2020-05-07');
  });

  test('the bar is empty at the beginning, full at the end, and then ends its line', () => {
    assert.match(progressBar(0, 4), /^\r░{30} 0\/4$/);
    assert.match(progressBar(4, 4), /^\r█{30} 4\/4\n$/);
  });

  test('the summary says what was added, changed and removed, or that nothing was', () => {
    const counts = { sources: 1, lines: 2, accessPoints: 3, notHotlines: 0, flags: { expired: 12, duplicate: 1 } };
    const saved = { sourcesChanged: 1, sourcesUnchanged: 0, linesAdded: 2, linesChanged: 1, linesRemoved: 0 };
    assert.match(
      summaryOf(counts, saved),
      / {2}12 {2}已过有效期 · expired\n {3}1 {2}别处也有 · duplicate\n新增热线 2 条，更新 1 条/,
    );
    assert.match(summaryOf(counts, { ...saved, sourcesChanged: 0 }), /没有改动/);
  });

  test('one of a thing is one in English too', () => {
    const none = { sources: 2, lines: 0, accessPoints: 0, notHotlines: 0, flags: {} };
    assert.match(
      summaryOf(none, null),
      /2 sources, 0 lines, 0 ways to reach them; 0 other numbers and addresses are no/,
    );
    const one = { sources: 1, lines: 1, accessPoints: 1, notHotlines: 1, flags: {} };
    const saved = { sourcesChanged: 1, sourcesUnchanged: 0, linesAdded: 1, linesChanged: 1, linesRemoved: 0 };
    assert.match(summaryOf(one, saved), /1 source, 1 line, 1 way to reach it; 1 other number or address is no hotline/);
    assert.match(summaryOf(one, saved), /1 line added, 1 changed, 0 removed/);
  });
});
