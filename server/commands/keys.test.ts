// The command for keys, as a person would use it, on a folder of its own.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runFile } from '#testing/program.ts';

const folder = await mkdtemp(join(tmpdir(), 'xindeng-keys-command-'));
after(() => rm(folder, { recursive: true, force: true }));

async function keys(...words: readonly string[]): Promise<{ code: number | null; said: string }> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder };
  const program = runFile('server/commands/keys.ts', words, env);
  return { code: await program.ended, said: program.output() };
}

test('words it does not know are answered with its usage, in both languages', async () => {
  for (const words of [[], ['turn'], ['rotate', 'everything'], ['forget'], ['status', 'now']]) {
    const { code, said } = await keys(...words);
    assert.deepEqual([code, said.trim().split('\n').length], [1, 2]);
    assert.match(said, /用法.*rotate[\s\S]*Usage.*rotate sign-in\/sso\/audit\/privacy/);
  }
});

test('a master key is shown, replaced and forgotten, and never printed', { timeout: 120_000 }, async () => {
  const first = await keys('status');
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, /^[0-9a-f]{8} {2}在用 current {2}file {2}\d{4}-\d\d-\d\d {2}-\n$/);
  const id = first.said.slice(0, 8);
  const rotated = await keys('rotate');
  assert.equal(rotated.code, 0, rotated.said);
  assert.match(rotated.said, /已换用主密钥 [0-9a-f]{8}[\s\S]*The master key is now/);
  assert.match((await keys('rotate', 'audit')).said, /audit 已有新密钥/);
  const both = (await keys('status')).said;
  assert.match(both, new RegExp(`${id} {2}已停用 retired[^\\n]*-\\n[0-9a-f]{8} {2}在用 current[^\\n]* audit 1\\n`));
  const current = both.trim().split('\n')[1]?.slice(0, 8) ?? '';
  const refused = await keys('forget', current);
  assert.equal(refused.code, 1);
  assert.match(refused.said, /还在使用[\s\S]*in use/);
  const forgotten = await keys('forget', id);
  assert.equal(forgotten.code, 0, forgotten.said);
  assert.match((await keys('status')).said, new RegExp(`${id} {2}已销毁 forgotten`));
  const file = await readFile(join(folder, 'keys/master.key'), 'utf8');
  const secret = file.trim().split(' ').at(-1) ?? '?';
  for (const said of [first.said, rotated.said, both, forgotten.said]) assert.equal(said.includes(secret), false);
});
