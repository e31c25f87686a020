// The people of the demonstration: where they are refused, and that each of them can sign in as printed; at the end by the
// real command on an empty folder, as a newcomer starts it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CannotStart } from '#platform/cannot-start.ts';
import { openSlowHash } from '#platform/slow-hash.ts';
import { Me } from '#sign-in/contract.ts';
import { codeAt } from '#sign-in/index.ts';
import { testDatabase } from '#testing/database.ts';
import { type Program, runFile } from '#testing/program.ts';
import { openTestBrowser, serveSignIn, testSealing } from '#testing/sign-in.ts';
import { demoLines, demoLogins, demoPassword, refuseDemoFor, refuseKeptDemo, seedDemo } from './demo.ts';

const database = await testDatabase();
const { db, owner } = database;
const hash = openSlowHash({ cost: { memory: 64, passes: 1, parallelism: 1 }, threads: 2 });
const sealing = testSealing();
const server = await serveSignIn(database, { hash, sealing });
const folder = await mkdtemp(join(tmpdir(), 'xindeng-demo-'));
after(async () => {
  await server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
const needs = { db, slowHash: hash, sealing, host: '127.0.0.1', now: server.clock.now() };

describe('they are refused', () => {
  test('where others could reach the server', async () => {
    for (const host of ['0.0.0.0', '192.0.2.1', 'help.example', '::', '127.0.0.1.example'])
      await assert.rejects(seedDemo({ ...needs, host }), CannotStart);
    assert.throws(() => refuseDemoFor({ host: '127.0.0.1', publicUrl: 'https://help.example' }), CannotStart);
    for (const publicUrl of ['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080', undefined])
      refuseDemoFor({ host: '::1', publicUrl });
  });

  test('where an organisation has been set up already', async () => {
    const values = { name: '河东大学', kind: 'university' } as const;
    await owner.insertInto('identity.organisation').values(values).execute();
    await assert.rejects(seedDemo(needs), CannotStart);
    await owner.deleteFrom('identity.organisation').execute();
  });
});

test('are entered once, and everybody signs in as printed', async () => {
  await refuseKeptDemo(db, { host: '0.0.0.0' });
  assert.equal(await seedDemo(needs), 'seeded');
  await owner.insertInto('identity.person').values({ name: '林一', email: 'invited@later.example' }).execute();
  assert.equal(await seedDemo(needs), 'there', 'also after somebody has been invited');
  for (const { email, secret, name } of demoLogins) {
    const browser = server.browser();
    const first = await browser.post('/api/sign-in/password', { who: email, password: demoPassword });
    assert.equal(first.status, 200, email);
    const code = secret === null ? null : codeAt(secret, server.clock.now());
    if (code !== null) assert.equal((await browser.post('/api/sign-in/second-step/code', { code })).status, 200, email);
    const me = Me.parse(await (await browser.get('/api/sign-in/me')).json());
    assert.deepEqual([me.person.name, me.toDo, me.session.twoFactors], [name, [], secret !== null]);
    assert.match(demoLines({ console: '' }), new RegExp(`${email} +${secret === null ? '' : '\\* +'}${name}`));
  }
  const { rows } = { rows: await owner.selectFrom('audit.entry').select('word').execute() };
  assert.deepEqual(rows, [{ word: 'identity.enter-demo' }]);
});

test('a folder that has them is not served to others later on', async () => {
  await assert.rejects(refuseKeptDemo(db, { host: '0.0.0.0' }), CannotStart);
  await assert.rejects(refuseKeptDemo(db, { host: '127.0.0.1', publicUrl: 'https://help.example' }), CannotStart);
  await refuseKeptDemo(db, { host: '127.0.0.1' });
});

describe('the command', () => {
  const env = { PATH: process.env['PATH'], DATA_DIR: join(folder, 'var'), PORT: '0', LOG_LEVEL: 'error' };
  const start = (words: readonly string[], more = {}): Program =>
    runFile('server/commands/serve.ts', words, { ...env, ...more });

  test('does not start the demonstration where others could reach it, and then makes no folder', async () => {
    const refused = start(['--demo'], { HOST: '0.0.0.0' });
    assert.equal(await refused.ended, 1);
    assert.equal(existsSync(env.DATA_DIR), false);
    assert.match(refused.output(), /演示账号.*\nThe passwords of the demonstration are public/);
  });

  test('starts on an empty folder, prints the logins, and lets one of them in with both steps', async () => {
    const running = start(['--demo']);
    try {
      await running.says('expert@province.demo');
      await running.says('npm run code -- ');
      const url = /http:\/\/localhost:\d+/.exec(running.output())?.[0] ?? '';
      const browser = openTestBrowser(url);
      const who = 'custody@university.demo';
      const first = await browser.post('/api/sign-in/password', { who, password: demoPassword });
      assert.deepEqual(await first.json(), { next: 'second-step', ways: ['code', 'recovery-code'] });
      const told = runFile('server/commands/demo-code.ts', [who]);
      assert.equal(await told.ended, 0, told.output());
      const second = await browser.post('/api/sign-in/second-step/code', { code: told.output().trim() });
      assert.equal(second.status, 200, await second.clone().text());
      const me = Me.parse(await (await browser.get('/api/sign-in/me')).json());
      assert.deepEqual([me.person.name, me.toDo, me.organisations[0]?.groups], ['孙平', [], ['custody']]);
    } finally {
      running.signal('SIGTERM');
      assert.equal(await running.ended, 0, running.output());
    }
  });

  test('without the flag it prints no logins, and a code is told for the demonstration only', async () => {
    const running = start([]);
    await running.says('/hsds/');
    running.signal('SIGTERM');
    await running.ended;
    assert.doesNotMatch(running.output(), /demo/);
    for (const words of [['somebody@real.example'], ['counselling@university.demo']]) {
      const refused = runFile('server/commands/demo-code.ts', words);
      assert.equal(await refused.ended, 1);
      assert.match(refused.output(), /^用法.*\nUsage/);
    }
  });
});
