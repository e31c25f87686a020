// Puts a backup into an empty database: the migrations up to where the backup stood, then every row, then the
// sequences, in one transaction. Either all of it is there afterwards and every table has been counted and
// digested, or the database is as empty as before. Newer migrations run on the next start.
import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { escapeIdentifier, type Client, type ClientConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { CannotStart } from '#platform/cannot-start.ts';
import {
  Count,
  counting,
  damaged,
  Ending,
  Header,
  readArchive,
  Sequence,
  type ArchiveReader,
  type Table,
} from './archive.ts';
import { loadDetour, loadTables, quoted } from './catalog.ts';
import { inTransaction, withClient } from './client.ts';
import { apply, prepareRecord, readMigrations, type Migration } from './migrate.ts';

/** What was put back. */
export type RestoreSummary = { readonly tables: number; readonly rows: number; readonly made: string };

export type RestoreOptions = {
  readonly migrations?: readonly Migration[];
  /** Makes the tables of the job queue, and the version it makes them in. */
  readonly jobs?: { readonly version: number; readonly install: (owner: ClientConfig) => Promise<void> };
};

/**
 * Restores `file` into the empty database of `owner`; the caller makes sure that nobody uses it. Throws
 * CannotStart if the database is not empty, or the file is damaged or does not fit this program.
 */
export async function restore(
  owner: ClientConfig,
  file: string,
  { migrations = readMigrations(), jobs }: RestoreOptions = {},
): Promise<RestoreSummary> {
  if (!existsSync(file)) throw notFound(file);
  const source = createReadStream(file);
  const bytes = source.pipe(createZstdDecompress());
  source.on('error', (error) => bytes.destroy(error));
  const archive = readArchive(bytes);
  const header = await archive.read(Header);
  const wanted = fitting(header, migrations, jobs?.version ?? null);
  try {
    return await withClient(owner, 'restore', async (client) => {
      await refuseUnlessEmpty(client);
      if (header.jobs !== null) await jobs?.install(owner);
      let rows = 0;
      await inTransaction(client, async () => {
        await prepareRecord(client);
        for (const migration of wanted) await apply(client, migration);
        rows = await putBack(client, archive, header);
      });
      return { tables: header.tables.length, rows, made: header.made };
    });
  } finally {
    source.destroy();
    bytes.destroy();
  }
}

/** The migrations the backup had: exactly the first ones of this program. */
function fitting(header: Header, migrations: readonly Migration[], jobs: number | null): readonly Migration[] {
  const had = header.migrations;
  const fits = had.every(({ name, checksum }, place) => {
    const ours = migrations[place];
    return ours?.name === name && ours.checksum === checksum;
  });
  if (!fits || (header.jobs !== null && header.jobs !== jobs)) throw otherProgram();
  return migrations.slice(0, had.length);
}

/** Empty means: no table at all, except those of a job queue that never had a queue. */
async function refuseUnlessEmpty(client: Client): Promise<void> {
  const tables = await loadTables(client);
  const queued = tables.some((table) => quoted(table) === '"pgboss"."queue"')
    ? (await client.query('select from pgboss.queue limit 1')).rowCount !== 0
    : false;
  if (queued || tables.some(({ schema }) => schema !== 'pgboss')) throw notEmpty();
}

async function putBack(client: Client, archive: ArchiveReader, header: Header): Promise<number> {
  await makePartitions(client, header);
  await refuseMissingTables(client, header.tables);
  const detour = await loadDetour(client);
  for (const statement of detour.before) await client.query(statement);
  await client.query(`truncate ${header.tables.map(quoted).join(', ')}`);
  let rows = 0;
  for (const table of header.tables) rows += await putBackTable(client, archive, table);
  for (const { schema, name, value, called } of await archive.read(z.array(Sequence)))
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted({ schema, name }), value, called]);
  const ending = await archive.read(Ending);
  if (ending.tables !== header.tables.length || ending.rows !== rows) throw damaged();
  await client.query('set constraints all immediate');
  for (const statement of detour.after) await client.query(statement);
  return rows;
}

async function makePartitions(client: Client, { partitions }: Header): Promise<void> {
  for (const partition of partitions) {
    const { bound, key, parent } = partition;
    const divided = key === null ? '' : `partition by ${key}`;
    await client.query(
      `create table if not exists ${quoted(partition)} partition of ${quoted(parent)} ${bound} ${divided}`,
    );
  }
}

async function refuseMissingTables(client: Client, tables: readonly Table[]): Promise<void> {
  const there = new Set((await loadTables(client)).map(quoted));
  const missing = tables.map(quoted).filter((name) => !there.has(name));
  if (missing.length > 0) throw noSuchTables(missing);
}

async function putBackTable(client: Client, archive: ArchiveReader, table: Table): Promise<number> {
  const { table: name } = await archive.read(z.object({ table: z.string() }));
  if (name !== `${table.schema}.${table.name}`) throw damaged();
  const { pass, count } = counting();
  const through = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of archive.rows()) yield pass(chunk);
  };
  const columns = table.columns.map(escapeIdentifier).join(', ');
  await pipeline(Readable.from(through()), client.query(copyFrom(`copy ${quoted(table)} (${columns}) from stdin`)));
  const written = await archive.read(Count);
  const read = count();
  if (read.rows !== written.rows || read.sha256 !== written.sha256) throw damaged();
  return read.rows;
}

const notFound = (file: string): CannotStart => new CannotStart(`找不到文件 ${file}。`, `There is no file ${file}.`);

const notEmpty = (): CannotStart =>
  new CannotStart(
    '这个数据库里已有数据；备份只能恢复到空数据库，请用 DATA_DIR 指定一个新文件夹，或新建一个数据库。',
    'This database holds data already; a backup is restored into an empty one only: choose a new folder with DATA_DIR, or make a new database.',
  );

const otherProgram = (): CannotStart =>
  new CannotStart(
    '这个备份由另一个版本的程序所作；请用作备份时的版本恢复，再升级。',
    'This backup was made by another version of the program; restore it with that version, then upgrade.',
  );

const noSuchTables = (names: readonly string[]): CannotStart =>
  new CannotStart(
    `备份中的这些表不是由本程序建立的，无法恢复：${names.join('、')}。`,
    `The backup has tables that this program does not make, so it cannot be restored: ${names.join(', ')}.`,
  );
