// The reading of the published tables beside a start: it touches nothing before it is told to save.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-published-'));
after(() => rmSync(folder, { recursive: true }));
const dataDir = path.join(folder, 'data');

async function read(table: string, told: string): Promise<{ code: unknown; said: string }> {
  const env = { ...process.env, DATA_DIR: dataDir };
  const command = path.join(import.meta.dirname, 'import-published.ts');
  const child = spawn(process.execPath, [command, table], { env, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(told);
  const [code]: unknown[] = await once(child, 'close');
  return { code, said };
}

const table = path.resolve(import.meta.dirname, '../../data/published/henan-2020.csv');

test('a server that is gone, or needs no tables, leaves no database and no word behind', async () => {
  assert.deepEqual(await read(table, ''), { code: 0, said: '' });
  assert.deepEqual(await read(path.join(folder, 'none.csv'), ''), { code: 0, said: '' });
  assert.equal(existsSync(dataDir), false);
});

test('a table that cannot be read ends it with one sentence in two languages, and nothing is saved', async () => {
  const { code, said } = await read(path.join(folder, 'none.csv'), 'save\n');
  assert.equal(code, 1);
  assert.match(said, /^.*none\.csv：没有这个文件。\n.*none\.csv: There is no such file\.\n$/);
  assert.equal(existsSync(dataDir), false);
});
