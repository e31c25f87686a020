import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { A, lineFor, tamperable } from '#testing/chains.ts';

const { url, append, fill, tamper, close } = await tamperable();
const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-audit-'));
before(fill);
after(async () => {
  rmSync(folder, { recursive: true });
  await close();
});

function audit(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const command = path.join(import.meta.dirname, 'audit.ts');
  const env = { ...process.env, DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', env });
  return { code: status, out: stdout, err: stderr };
}

test('a whole audit is verified, with exit code 0 [S3-73]', () => {
  const { code, out, err } = audit('verify');
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /核对了 3 条链、15 条留痕，没有发现改动/);
});

test('anchors are printed, and a chain that was cut behind them is found', async () => {
  const file = path.join(folder, 'anchors.txt');
  const { code, out } = audit('anchor');
  assert.equal(code, 0);
  writeFileSync(file, out);
  assert.equal(audit('verify', '--against', file).code, 0);
  await tamper(
    `delete from audit.entry where chain = '${A}' and number > 9`,
    `update audit.head h set number = e.number, hash = e.hash from audit.entry e where e.chain = h.chain and e.chain = '${A}' and e.number = 9`,
  );
  assert.equal(audit('verify').code, 0);
  const found = audit('verify', `--against=${file}`);
  assert.equal(found.code, 1);
  assert.match(found.out, /第 12 条与另存的锚点不符/);
});

test('an altered line ends the command with 1 and is named', async () => {
  await append([lineFor(A)]);
  await tamper(`update audit.entry set subject = 'line:x' where chain = '${A}' and number = 4`);
  const { code, out } = audit('verify', '--organisation', A);
  assert.equal(code, 1);
  assert.match(out, /第 4 条被改动过/);
});

test('what is asked wrongly is refused with one sentence and nothing is done', () => {
  writeFileSync(path.join(folder, 'bad.txt'), 'nothing');
  for (const args of [
    ['everything'],
    ['verify', '--organisation', 'x'],
    ['verify', '--against', path.join(folder, 'bad.txt')],
    ['checkpoint', '--before', '2023-02-30'],
    ['checkpoint', '--before', '2026-11-01', '--now', '2026-11-22T23:40'],
  ]) {
    const { code, out, err } = audit(...args);
    assert.deepEqual([code, out], [1, ''], args.join(' '));
    assert.match(err, /[。]|用法/);
    assert.doesNotMatch(err, /\n\s+at /);
  }
});

test('a checkpoint with nothing old enough removes nothing; a strange file is not confirmed', () => {
  assert.match(audit('checkpoint', '--before', '2020-01-01').out, /没有可清除的留痕/);
  const { code, out } = audit('confirm', path.join(folder, 'bad.txt'));
  assert.equal(code, 1);
  assert.match(out, /不能证实/);
});
