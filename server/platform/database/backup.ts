// A backup by the program itself, since the PostgreSQL that npm carries has no pg_dump: every table in one
// snapshot, while the server goes on working. It fits the private database and a server alike, and carries the
// data from one to the other and over versions of PostgreSQL. The file appears under its name only when it is
// whole and on the disk.
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { escapeIdentifier, type Client, type ClientConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CannotStart } from '#platform/cannot-start.ts';
import { counting, endOfRows, line, type Header, type Sequence } from './archive.ts';
import { loadObstacles, loadPartitions, loadSequences, loadTables, quoted } from './catalog.ts';
import { withClient } from './client.ts';
import { loadApplied } from './migrate.ts';

/** What was written. */
export type BackupSummary = { readonly tables: number; readonly rows: number };

type Tables = Awaited<ReturnType<typeof loadTables>>;

/**
 * Writes a backup of the database to `file`, as its owner. Throws CannotStart if the file exists, if the database
 * is not ours, or if it holds something a backup cannot carry.
 */
export async function backup(owner: ClientConfig, file: string): Promise<BackupSummary> {
  if (await exists(file)) throw alreadyThere(file);
  if (!(await isFolder(dirname(file)))) throw noSuchFolder(dirname(file));
  const part = `${file}.part`;
  const done = { tables: 0, rows: 0 };
  try {
    await withClient(owner, 'backup', async (client) => {
      const zstd = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
      const target = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true });
      await pipeline(Readable.from(archive(client, done)), zstd, target);
    });
    await rename(part, file);
    await sync(dirname(file));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) await rm(part, { force: true });
    throw refusalOf(error, file);
  }
  return done;
}

async function* archive(client: Client, done: { tables: number; rows: number }): AsyncGenerator<Buffer> {
  await client.query('begin isolation level repeatable read read only; set local row_security = off');
  const tables = await loadTables(client);
  yield line(await headerOf(client, tables));
  for (const table of tables) {
    yield line({ table: `${table.schema}.${table.name}` });
    const { pass, count } = counting();
    for await (const chunk of client.query(copyTo(copyOf(table)))) yield pass(chunk);
    const counted = count();
    yield endOfRows(counted);
    done.tables += 1;
    done.rows += counted.rows;
  }
  yield line(await sequencesOf(client));
  yield line(done);
  await client.query('commit');
}

/** The first query has taken the snapshot; now nobody may reshape the tables before they are read. */
async function headerOf(client: Client, tables: Tables): Promise<Header> {
  if (!tables.some(({ schema, name }) => schema === 'platform' && name === 'migration')) throw notOurs();
  await client.query(`lock table ${tables.map(quoted).join(', ')} in access share mode`);
  const obstacles = await loadObstacles(client);
  if (obstacles.length > 0) throw cannotCarry(obstacles);
  const { rows } = await client.query<{ made: string; postgres: string }>(
    `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made, current_setting('server_version') as postgres`,
  );
  return {
    format: 'xindeng-backup',
    version: 1,
    made: rows[0]?.made ?? '',
    postgres: rows[0]?.postgres ?? '',
    migrations: [...(await loadApplied(client))],
    jobs: await jobsVersion(client, tables),
    partitions: [...(await loadPartitions(client))],
    tables: tables.map(({ schema, name, columns }) => ({ schema, name, columns })),
  };
}

async function jobsVersion(client: Client, tables: Tables): Promise<number | null> {
  if (!tables.some(({ schema, name }) => schema === 'pgboss' && name === 'version')) return null;
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version');
  return rows[0]?.version ?? null;
}

/** Only a query reads a table through all its partitions. */
function copyOf(table: Tables[number]): string {
  const columns = table.columns.map(escapeIdentifier).join(', ');
  return table.parted
    ? `copy (select ${columns} from ${quoted(table)}) to stdout`
    : `copy ${quoted(table)} (${columns}) to stdout`;
}

/** Read after the tables: a sequence may be ahead of the snapshot's rows, but never behind. */
async function sequencesOf(client: Client): Promise<Sequence[]> {
  const sequences: Sequence[] = [];
  for (const sequence of await loadSequences(client)) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(sequence)}`,
    );
    sequences.push(...rows.map((row) => ({ ...sequence, ...row })));
  }
  return sequences;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** What only the person can mend, in a sentence; anything else as it came. */
function refusalOf(error: unknown, file: string): unknown {
  if (isCode(error, 'EEXIST')) return alreadyThere(`${file}.part`);
  return isCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC') ? cannotWrite(file) : error;
}

const alreadyThere = (file: string): CannotStart =>
  new CannotStart(`${file} 已经存在，请换一个文件名。`, `${file} exists already; choose another name.`);

const noSuchFolder = (folder: string): CannotStart =>
  new CannotStart(
    `没有 ${folder} 这个文件夹，请先建好，或换一个地方。`,
    `There is no folder ${folder}; make it first, or choose another place.`,
  );

const cannotWrite = (file: string): CannotStart =>
  new CannotStart(
    `${file} 写不进去，可能是没有权限或空间不够。`,
    `${file} cannot be written; permission or space may be missing.`,
  );

const notOurs = (): CannotStart =>
  new CannotStart('这个数据库里没有心灯的数据。', 'This database holds no data of Xindeng.');

const cannotCarry = (obstacles: readonly { zh: string; en: string }[]): CannotStart =>
  new CannotStart(
    `没有备份：${obstacles.map(({ zh }) => zh).join('；')}。`,
    `No backup was made: ${obstacles.map(({ en }) => en).join('; ')}.`,
  );
