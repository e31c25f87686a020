// What a thief of the database finds, and what a backup brings back on another machine.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { CannotStart } from '#platform/cannot-start.ts';
import { clockAt } from '#platform/clock.ts';
import { accessWithin, prepareCluster } from '#platform/database/access.ts';
import { backup } from '#platform/database/backup.ts';
import { withClient } from '#platform/database/client.ts';
import { migrate } from '#platform/database/migrate.ts';
import { startPostgres } from '#platform/database/postgres.ts';
import { testDatabase } from '#testing/database.ts';
import { testKeys } from '#testing/keys.ts';
import { openKeys, type Place } from './index.ts';

const NOW = '2026-11-22T18:00:00+08:00';
const place: Place = { table: 'scratch.contact', column: 'details', row: '1' };
const { access, close } = await testDatabase();
const keys = await testKeys(access.app, clockAt(NOW));
after(async () => {
  await keys.close();
  await close();
});

const PLANTED = '住在岳麓山下的小满 15573148888';

/** Every file under a folder, in one. */
async function everything(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0)))));
}

test(
  'neither the files of the database nor a backup of it hold what was sealed, nor any identity key [S3-71]',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xindeng-stolen-'));
    const cluster = await startPostgres(folder, { fsync: 'off' });
    const stolen = await databaseIn(cluster);
    const mine = await testKeys(stolen.app);
    try {
      const [identity, record] = [await mine.identity.create('contact:1'), await mine.record.create('contact:1')];
      const sealed = [
        await mine.identity.seal(identity, place, PLANTED),
        await mine.record.seal(record, place, PLANTED),
        await mine.purpose.seal('audit', place, PLANTED),
      ];
      const control = 'this is not sealed and must be found 青山';
      for (const value of [...sealed, Buffer.from(control)]) await stolen.keep(value);
      await stolen.checkpoint();
      const files = await everything(join(folder, 'database'));
      await backup(stolen.owner, join(folder, 'b.backup'));
      const archive = zstdDecompressSync(await readFile(join(folder, 'b.backup')));
      const keyFile = await readFile(join(mine.folder, 'identity-keys', identity.slice(0, 2), identity));
      const master = (await readFile(join(mine.folder, 'keys/master.key'), 'utf8')).trim().split(' ').at(-1) ?? '';
      assert.ok(files.includes(control), 'the search finds what is there');
      assert.ok(archive.includes(Buffer.from(control).toString('hex')), 'the search finds what is there');
      const secrets = [Buffer.from(PLANTED), keyFile.subarray(176, 236), Buffer.from(master, 'base64')];
      const forms = secrets.flatMap((secret) => [secret, secret.toString('hex'), secret.toString('base64')]);
      for (const form of forms) assert.deepEqual([files.includes(form), archive.includes(form)], [false, false]);
    } finally {
      await mine.close();
      await cluster.stop();
      await rm(folder, { recursive: true });
    }
  },
);

test('restored on a machine without its master key the program does not start, and without its identity keys they stay shut', async () => {
  const identity = await keys.identity.create('contact:1');
  const record = await keys.record.create('contact:1');
  const [contact, note] = [
    await keys.identity.seal(identity, place, PLANTED),
    await keys.record.seal(record, place, 'note'),
  ];
  const folder = await mkdtemp(join(tmpdir(), 'xindeng-new-machine-'));
  const options = { app: access.app, clock: clockAt(NOW), onAltered: () => undefined };
  try {
    await assert.rejects(openKeys({ ...options, settings: { dataDir: folder, masterKeys: [] } }), (error) => {
      assert.ok(error instanceof CannotStart);
      assert.match(error.message, /缺少主密钥[\s\S]*master key .* is missing.*master\.key/);
      return true;
    });
    const line = (await readFile(join(keys.folder, 'keys/master.key'), 'utf8')).trim().split(' ').at(-1) ?? '';
    const settings = { dataDir: folder, masterKeys: [Buffer.from(line, 'base64')] };
    const there = await openKeys({ ...options, settings });
    const opened = await there.record.open(record, place, note);
    assert.equal(opened.ok && opened.value.toString(), 'note');
    const shut = await there.identity.open(identity, place, contact);
    assert.equal(!shut.ok && shut.refusal, 'key-destroyed');
    await there.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test(
  'identity keys are refused a home on the server of the main database, and find one on another',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xindeng-keys-server-'));
    const cluster = await startPostgres(folder, { fsync: 'off' });
    const urlOf = ({ user, database, host }: { user?: unknown; database?: unknown; host?: unknown }) =>
      `postgres://${String(user)}@localhost/${String(database)}?host=${encodeURIComponent(String(host))}`;
    const open = (keysDatabaseUrl: string) =>
      openKeys({
        app: access.app,
        settings: { dataDir: keys.folder, masterKeys: [], keysDatabaseUrl },
        clock: clockAt(NOW),
        onAltered: () => undefined,
      });
    try {
      await assert.rejects(open(access.owner.connectionString ?? urlOf(access.owner)), (error) => {
        assert.ok(error instanceof CannotStart);
        assert.match(error.message, /主数据库所在的服务器[\s\S]*server of the main database/);
        return true;
      });
      const apart = await open(urlOf({ ...cluster.admin, database: 'postgres' }));
      const key = await apart.identity.create('contact:1');
      const sealed = await apart.identity.seal(key, place, 'x');
      assert.equal((await apart.identity.open(key, place, sealed)).ok, true);
      assert.equal((await apart.identity.destroy(key)).ok, true);
      assert.equal((await apart.identity.open(key, place, sealed)).ok, false);
      await apart.close();
    } finally {
      await cluster.stop();
      await rm(folder, { recursive: true });
    }
  },
);

/** A database with our tables and a scratch table, in a cluster of its own. */
async function databaseIn(cluster: Awaited<ReturnType<typeof startPostgres>>) {
  await prepareCluster(cluster);
  const within = accessWithin(cluster);
  await migrate(within.owner);
  const ask = (text: string, values: unknown[] = []) =>
    withClient(within.owner, 'tests', (client) => client.query(text, values));
  await ask('create schema scratch; create table scratch.contact (details bytea)');
  return {
    ...within,
    keep: (value: Buffer) => ask('insert into scratch.contact values ($1)', [value]),
    checkpoint: () => withClient(cluster.admin, 'tests', (client) => client.query('checkpoint')),
  };
}
