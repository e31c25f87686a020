import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { CannotStart } from '#platform/cannot-start.ts';
import {
  accessByUrl,
  ensureAppLogin,
  prepareCluster,
  refuseMightyRole,
  scramVerifier,
} from '#platform/database/access.ts';
import { withClient } from '#platform/database/client.ts';
import { openDatabase } from '#platform/database/open.ts';
import { startPostgres } from '#platform/database/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'xindeng-access-'));
const cluster = await startPostgres(folder);
await prepareCluster(cluster);
const host = encodeURIComponent(cluster.admin.host);
const url = (user: string, password = ''): string =>
  `postgres:///xindeng?host=${host}&user=${user}&password=${password}`;
after(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

const asAdmin = (text: string) => withClient(cluster.admin, 'test', (client) => client.query(text));
const settings = (databaseUrl: string, appDatabaseUrl?: string) => ({ databaseUrl, appDatabaseUrl, dataDir: folder });

/** From here on the server asks for passwords, as a real one does. */
await asAdmin(`alter role xindeng_owner password 'owner secret'; alter role postgres password 'admin secret'`);
writeFileSync(join(folder, 'database/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n');
await asAdmin('select pg_reload_conf()');

test('on a server with passwords, DATABASE_URL alone is enough: the login of the app is derived from it', async () => {
  const database = await openDatabase(settings(url('xindeng_owner', 'owner secret')));
  assert.equal(await database.ready(), true);
  assert.equal(database.kind, 'server');
  const { rows } = await database.raw('select session_user as name');
  assert.deepEqual(rows, [{ name: 'xindeng_app' }]);
  await database.close();
});

test('another process with the same DATABASE_URL gets in as well, without changing the password', async () => {
  const stored = async () => (await asAdmin(`select rolpassword from pg_authid where rolname = 'xindeng_app'`)).rows;
  const before = await stored();
  const [first, second] = await Promise.all(
    [1, 2].map(() => openDatabase(settings(url('xindeng_owner', 'owner secret')))),
  );
  assert.deepEqual(await stored(), before);
  await Promise.all([first?.close(), second?.close()]);
});

test('when the password of the owner changes, the app gets in again with the next start', async () => {
  await asAdmin(`alter role xindeng_owner password 'another'`);
  const access = accessByUrl(url('xindeng_owner', 'another'));
  await ensureAppLogin(access);
  await refuseMightyRole(access.app);
});

test('a login of the app that does not work stops the start with one sentence, without any password', async () => {
  const wrong = settings(url('xindeng_owner', 'another'), url('nobody_there', 'hunter2'));
  await assert.rejects(openDatabase(wrong), (error) => {
    assert.ok(error instanceof CannotStart);
    assert.match(error.zh, /APP_DATABASE_URL/);
    assert.doesNotMatch(error.message, /hunter2|another|secret/);
    return true;
  });
});

test('a server that cannot be reached, or does not let the owner in, is told in one sentence', async () => {
  for (const [address, code] of [
    ['postgres://u:hunter2@127.0.0.1:1/d', 'ECONNREFUSED'],
    [url('xindeng_owner', 'hunter2'), '28P01'],
  ] as const)
    await assert.rejects(openDatabase(settings(address)), (error) => {
      assert.ok(error instanceof CannotStart && error.en.includes(code));
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
});

for (const [who, user] of [
  ['a superuser', 'postgres'],
  ['the owner of the tables', 'xindeng_owner'],
  ['a member of the owner', 'climber'],
  ['a role that bypasses the policies', 'ghost'],
] as const)
  test(`${who} is not let in as the role that serves people`, async () => {
    await asAdmin(`drop role if exists climber; create role climber login noinherit password 'another' in role xindeng_owner;
                   drop role if exists ghost; create role ghost login bypassrls password 'another'`);
    const mighty = settings(url('xindeng_owner', 'another'), url(user, 'another'));
    await assert.rejects(openDatabase(mighty), (error) => error instanceof CannotStart && /行级安全/.test(error.zh));
  });

test('what is stored for a password lets in who knows it and nobody else', async () => {
  await asAdmin(`drop role if exists checked; create role checked login password '${scramVerifier('心 灯')}'`);
  const there = { host: cluster.admin.host, user: 'checked', database: 'xindeng', ssl: false };
  const enter = (password: string) => withClient({ ...there, password }, 'test', async () => true);
  assert.equal(await enter('心 灯'), true);
  await assert.rejects(enter('心灯'), { code: '28P01' });
});
