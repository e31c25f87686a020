// The two commands by which an operator lets somebody in, as a person would use them, on a folder of their own: the first
// administrator of all, and a way back for whoever no administrator can help.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withClient } from '#platform/database/client.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { openTestBrowser, type TestBrowser } from '#testing/sign-in.ts';
import { type Program, runFile } from '#testing/program.ts';
import { Me } from '#sign-in/contract.ts';

const PASSWORD = '雨天的窗台上有一只安静的橘猫呢';
const NEXT = '山那边的风车一直在慢慢地转着哟';
const folder = await mkdtemp(join(tmpdir(), 'xindeng-first-administrator-'));
const env = { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' };
let running: Program;
let url = '';

before(async () => {
  running = runFile('server/commands/serve.ts', [], env);
  await running.says('/hsds/');
  url = /http:\/\/127[^/]+/.exec(running.output())?.[0] ?? '';
});
after(async () => {
  running.signal('SIGTERM');
  await running.ended;
  await rm(folder, { recursive: true, force: true });
});

async function run(command: string, ...words: readonly string[]): Promise<{ code: number | null; said: string }> {
  const program = runFile(`server/commands/${command}.ts`, words, env);
  return { code: await program.ended, said: program.output() };
}
const tokenIn = (said: string): string => /#(?:back\.)?([\w-]{43})\n$/.exec(said)?.[1] ?? said;
const first = ['--organisation', '甲大学心理中心', '--name', '陈静', '--email', 'chenjing@jia.example'];
const browser = (): TestBrowser => openTestBrowser(url);

test('what is missing or unknown is answered with how each is used, in both languages', async () => {
  for (const words of [[], [...first, '--kind', 'shop']])
    assert.deepEqual([(await run('first-administrator', ...words)).code], [1]);
  for (const words of [['--email'], ['--email', 'a@b.example', '--colour', 'red']]) {
    const { code, said } = await run('way-back', ...words);
    assert.deepEqual([code, said.trim().split('\n').length], [1, 2], words.join(' '));
  }
  const nobody = await run('way-back', '--email', 'nobody@jia.example');
  assert.deepEqual([nobody.code, /Nobody signs in here/.test(nobody.said)], [1, true]);
});

test('a second run voids the link of the first, and once somebody has joined there is none any more', async () => {
  const lost = await run('first-administrator', ...first);
  assert.equal(lost.code, 0, lost.said);
  const { said } = await run('first-administrator', ...first);
  const take = (token: string): Promise<Response> =>
    browser().post('/api/sign-in/invitation', { token, password: PASSWORD });
  assert.equal((await take(tokenIn(lost.said))).status, 410);
  assert.equal((await take(tokenIn(said))).status, 200);
  const late = await run('first-administrator', ...first);
  assert.deepEqual([late.code, /Somebody has joined already/.test(late.said)], [1, true]);
  assert.equal(
    (await browser().post('/api/sign-in/password', { who: 'chenjing@jia.example', password: PASSWORD })).status,
    200,
  );
});

test('the last administrator comes in again by the operator’s link, is told so, and the audit holds', async () => {
  const database = await visitDatabase({ dataDir: folder }, 'beside', 'tests');
  const { code, said } = await run('way-back', '--email=ChenJing@jia.example', '--second-factor');
  assert.equal(code, 0, said);
  const again = browser();
  const taken = await again.post('/api/sign-in/way-back', { token: tokenIn(said), password: NEXT });
  assert.equal(taken.status, 200, await taken.clone().text());
  const me = Me.parse(await (await again.get('/api/sign-in/me')).json());
  assert.deepEqual([me.toDo, me.renewed?.by], [['second-factor', 'renewal-notice'], null]);
  const lines = await withClient(database.access.owner, 'tests', (client) =>
    client.query<{ word: string; here: boolean }>(
      "select word, chain = '00000000-0000-0000-0000-000000000000' as here from audit.entry where person is null order by at, here",
    ),
  );
  assert.deepEqual(
    lines.rows.filter(({ word }) => !word.startsWith('directory.')).map(({ word, here }) => [word, here]),
    [
      ['identity.found-organisation', true],
      ['identity.found-organisation', true],
      ['sign-in.invitation-accepted', false],
      ['sign-in.way-back-made', false],
      ['sign-in.way-back-made', true],
    ],
  );
  const { code: fine, said: verified } = await run('audit', 'verify');
  assert.equal(fine, 0, verified);
});
