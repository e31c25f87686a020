// The tables change only by plain SQL files, forward, in order, each in a transaction of its own. What was
// applied is never edited: a changed, missing or unknown file means that program and database do not belong
// together, and then nothing starts. Any number of processes may try at once; one does it, the others wait.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClientBase, ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import { inTransaction, withClient } from './client.ts';
import { withoutValues } from './errors.ts';
import { LOCK } from './locks.ts';

/** One change of the tables. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** What is recorded of an applied one. */
export type Applied = { readonly name: string; readonly checksum: string };

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Reads `NNNN-name.sql` files in order. Throws CannotStart on a name out of line or a number used twice. */
export function readMigrations(folder = FOLDER): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const numbers = files.map((file) => /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
  if (numbers.some((number) => number === undefined) || new Set(numbers).size !== files.length)
    throw new CannotStart(
      `${folder} 中的迁移文件名须为 0001-name.sql 的形式，且编号不得重复。`,
      `Migrations in ${folder} must be named like 0001-name.sql, each number once.`,
    );
  return files.map((file) => {
    const sql = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n');
    return { name: file.slice(0, -'.sql'.length), sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Names and contents of all migrations in one short word: what a database made by them can be known by. */
export function fingerprint(migrations: readonly Applied[]): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 12);
}

/**
 * Brings the database to the last migration, as its owner. Returns the names of those applied now.
 * Throws CannotStart if the record does not fit the files, or if a file fails (its changes are undone).
 */
export async function migrate(
  owner: ClientConfig,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  return withClient(owner, 'migrate', async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK.migrating]);
    const waiting = migrations.slice((await fittingRecord(client, migrations)).length);
    // Only the last one waits for the disk, and with it all before it.
    await client.query('set synchronous_commit = off');
    for (const migration of waiting) {
      if (migration === waiting.at(-1)) await client.query('set synchronous_commit = on');
      await inTransaction(client, () => apply(client, migration));
    }
    return waiting.map(({ name }) => name);
  });
}

/** What the database has, after making sure that it is a beginning of `migrations`. */
async function fittingRecord(client: ClientBase, migrations: readonly Migration[]): Promise<readonly Applied[]> {
  await prepareRecord(client);
  const applied = await loadApplied(client);
  for (const [index, { name, checksum }] of applied.entries()) {
    const file = migrations[index];
    if (file?.name !== name) throw doesNotKnow(name);
    if (file.checksum !== checksum) throw wasChanged(name);
  }
  return applied;
}

/** Makes the record itself, if it is missing. */
export async function prepareRecord(client: ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
}

/** The applied migrations in order. */
export async function loadApplied(client: ClientBase): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>('select name, checksum from platform.migration order by name');
  return rows;
}

/** Applies one and records it; the caller holds the transaction. Throws CannotStart without any value in it. */
export async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    throw failed(name, withoutValues(error));
  }
  await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [name, checksum]);
}

const doesNotKnow = (name: string): CannotStart =>
  new CannotStart(
    `数据库中已有迁移 ${name}，而本程序没有；数据库可能由更新的版本建立，请使用该版本。`,
    `The database has the migration ${name}, which this program does not; it was probably made by a newer version, please use that one.`,
  );

const wasChanged = (name: string): CannotStart =>
  new CannotStart(
    `迁移文件 ${name}.sql 在执行之后被改动过；请恢复原文件，新的改动请写成新的迁移。`,
    `The migration ${name}.sql was changed after it had been applied; restore the file and write the change as a new migration.`,
  );

const failed = (name: string, cause: unknown): CannotStart => {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CannotStart(
    `迁移 ${name} 没有成功，已全部撤销：${why}`,
    `The migration ${name} failed and was undone: ${why}`,
  );
};
