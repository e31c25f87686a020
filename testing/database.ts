// Every test file gets a real, empty, migrated database of its own, in about ten milliseconds: PostgreSQL copies
// a template, and the template is made once for a set of migrations. The server is the one TEST_DATABASE_URL
// names (its user must be allowed to create databases and roles), else a private one that all test processes share
// and the last one stops; it lives in memory where there is room (a database is some four hundred files, and disks
// take their time), else in var/test.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, escapeLiteral, type ClientConfig } from 'pg';
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { accessByUrl, accessWithin, ensureAppLogin, makeOwner, OWNER, type Access } from '#platform/database/access.ts';
import { withClient } from '#platform/database/client.ts';
import { hold, LOCK } from '#platform/database/locks.ts';
import { fingerprint, migrate, readMigrations } from '#platform/database/migrate.ts';
import { openPool } from '#platform/database/pool.ts';
import { startPostgres } from '#platform/database/postgres.ts';

/** A database for one test file. */
export type TestDatabase = {
  /** Queries as the app's role, as in the server. */
  readonly db: Kysely<DB>;
  /** Queries as the owner, for set-up only: row-level security does not bind it. */
  readonly owner: Kysely<DB>;
  readonly access: Access;
  /** What DATABASE_URL says to a program that is to use it. */
  readonly url: string;
  /** How the administrator of the whole server gets into it, whom no trigger and no policy need bind. */
  readonly admin: ClientConfig;
  /** Closes all connections and drops the database. */
  readonly close: () => Promise<void>;
};

/** A PostgreSQL for tests: how its administrator connects, how one gets into a database, and how to leave it. */
export type TestCluster = {
  readonly admin: ClientConfig;
  readonly adminIn: (database: string) => ClientConfig;
  readonly accessTo: (database: string) => Access;
  /** Leaves; the last to leave a private one stops it. */
  readonly leave: () => Promise<void>;
};

const IN_MEMORY = '/dev/shm';
const ENOUGH = 1_000_000_000;
const QUICK = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * Makes a database for the calling test file; close it when the file is done:
 * `const { db, close } = await testDatabase(); after(close);`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = await startTestCluster();
  const name = `xindeng_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(cluster.admin, 'tests', async (admin) => {
    const template = await templateIn(cluster, admin);
    await admin.query(`create database ${name} template ${template} owner ${OWNER}`);
  });
  const access = cluster.accessTo(name);
  const app = openPool(access.app, { name: 'test app', connections: 5 });
  const owner = openPool(access.owner, { name: 'test owner', connections: 2 });
  const close = async (): Promise<void> => {
    await Promise.all([app.close(), owner.close()]);
    await withClient(cluster.admin, 'tests', (admin) => drop(admin, name));
    await cluster.leave();
  };
  return {
    db: app.db,
    owner: owner.db,
    access,
    url: addressOf(access.owner),
    admin: cluster.adminIn(name),
    close,
  };
}

/** An empty database without any table, for tests of migrating and restoring. `drop` when done. */
export async function emptyDatabase(cluster: TestCluster): Promise<{ access: Access; drop: () => Promise<void> }> {
  const name = `xindeng_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(cluster.admin, 'tests', async (admin) => {
    await prepareOwner(cluster, admin);
    await admin.query(`create database ${name} template template0 owner ${OWNER}`);
  });
  const close = (): Promise<void> => withClient(cluster.admin, 'tests', (admin) => drop(admin, name));
  return { access: cluster.accessTo(name), drop: close };
}

/** Reaches the PostgreSQL for tests and keeps it up until `leave`; a test run holds it from beginning to end. */
export async function startTestCluster(url = process.env['TEST_DATABASE_URL']): Promise<TestCluster> {
  if (url !== undefined && url !== '') return serverCluster(url);
  for (;;) {
    const cluster = await startPostgres(testFolder(), QUICK);
    const stay = await hold(cluster.admin, 'together', 'tests').catch(() => null);
    if (stay === null) continue;
    const leave = async (): Promise<void> => {
      await stay.release();
      const last = await hold(cluster.admin, 'alone', 'tests').catch(() => null);
      if (last === null) return;
      await withClient(cluster.admin, 'tests', (admin) => drop(admin, 'xindeng_test_'));
      await cluster.stop();
    };
    const adminIn = (database: string): ClientConfig => ({ ...cluster.admin, database });
    return { admin: cluster.admin, adminIn, accessTo: (database) => accessWithin(cluster, database), leave };
  }
}

function testFolder(): string {
  const checkout = fileURLToPath(new URL('..', import.meta.url));
  const memory = existsSync(IN_MEMORY) ? statfsSync(IN_MEMORY) : { bavail: 0, bsize: 0 };
  if (memory.bavail * memory.bsize < ENOUGH) return join(checkout, 'var/test');
  const mark = createHash('sha256').update(`${process.getuid?.()} ${checkout}`).digest('hex').slice(0, 8);
  return join(IN_MEMORY, `xindeng-test-${mark}`);
}

function serverCluster(url: string): TestCluster {
  const into = (database: string): URL => {
    const address = new URL(url);
    address.pathname = `/${database}`;
    return address;
  };
  const adminIn = (database: string): ClientConfig => ({ connectionString: into(database).href });
  const accessTo = (database: string): Access => {
    const owner = into(database);
    owner.searchParams.set('user', OWNER);
    return accessByUrl(owner.href);
  };
  return { admin: { connectionString: url }, adminIn, accessTo, leave: async () => undefined };
}

function addressOf({ connectionString, user, host, database }: ClientConfig): string {
  if (connectionString !== undefined) return connectionString;
  const search = new URLSearchParams({ user: String(user), host: String(host) });
  return `postgresql:///${String(database)}?${search.toString()}`;
}

/** The template for the migrations as they are now; whoever comes first makes it, the others wait. */
async function templateIn(cluster: TestCluster, admin: Client): Promise<string> {
  const name = `xindeng_template_${fingerprint(readMigrations())}`;
  if (await exists(admin, name)) return name;
  await admin.query('select pg_advisory_lock($1)', [LOCK.template]);
  try {
    if (await exists(admin, name)) return name;
    await drop(admin, 'xindeng_template_');
    await prepareOwner(cluster, admin);
    await admin.query(`create database ${name}_new template template0 owner ${OWNER}`);
    const access = cluster.accessTo(`${name}_new`);
    await migrate(access.owner);
    await ensureAppLogin(access);
    await admin.query(`alter database ${name}_new rename to ${name}`);
    return name;
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK.template]);
  }
}

async function prepareOwner(cluster: TestCluster, admin: Client): Promise<void> {
  await makeOwner(admin);
  const password = new Client(cluster.admin).password;
  if (typeof password === 'string' && password !== '')
    await admin.query(`alter role ${OWNER} password ${escapeLiteral(password)}`);
}

async function exists(admin: Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

/** Drops earlier templates, or what killed test processes left behind. */
async function drop(admin: Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of rows) await admin.query(`drop database ${name} with (force)`);
}
