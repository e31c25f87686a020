// No acknowledged row is ever lost: thirty times the program is killed under writes from eight clients, every third
// time its database with it, and thirty times the database is killed under a program that lives on.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { withClient } from '#platform/database/client.ts';
import { openDatabase } from '#platform/database/open.ts';
import { startPostgres, type Cluster } from '#platform/database/postgres.ts';
import { runProgram } from '#testing/program.ts';
import { until } from '#testing/until.ts';

const ROUNDS = 30;
const CLIENTS = 8;
const WRITING = 60;

const places: string[] = [];
after(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

/** A folder with a table for rows and, to make a commit span two tables, one for their shadows. */
async function newFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xindeng-durability-'));
  places.push(folder);
  const database = await openDatabase({ dataDir: folder });
  await withClient(database.access.owner, 'test', (client) =>
    client.query(
      'create table platform.said (words text primary key); create table platform.shadow (words text primary key)',
    ),
  );
  await database.close();
  return folder;
}

/** Writes as fast as it can and says of each row that it was acknowledged, after it was. */
const writer = (folder: string, round: number): string => `
  import { writeSync } from 'node:fs';
  import { sql } from 'kysely';
  import { openDatabase } from '#platform/database/open.ts';
  const { db } = await openDatabase({ dataDir: ${JSON.stringify(folder)} });
  const write = async (client) => {
    for (let n = 0; ; n += 1) {
      const words = '${round}.' + client + '.' + n;
      await db.transaction().execute(async (tx) => {
        await sql\`insert into platform.said values (\${words})\`.execute(tx);
        await sql\`insert into platform.shadow values (\${words})\`.execute(tx);
      });
      writeSync(1, words + '\\n');
    }
  };
  await Promise.all(Array.from({ length: ${CLIENTS} }, (_, client) => write(client)));`;

async function rowsOf(cluster: Cluster): Promise<{ said: Set<string>; torn: number }> {
  return withClient({ ...cluster.admin, database: 'xindeng' }, 'test', async (client) => {
    const { rows } = await client.query<{ words: string; torn: boolean }>(
      'select coalesce(a.words, b.words) as words, a.words is null or b.words is null as torn from platform.said a full join platform.shadow b using (words)',
    );
    return { said: new Set(rows.map(({ words }) => words)), torn: rows.filter(({ torn }) => torn).length };
  });
}

/** The rows that a writer acknowledged; whatever else its process printed, and a line cut short by its end, are none. */
const rowsIn = (output: string): string[] =>
  output
    .split('\n')
    .slice(0, -1)
    .filter((line) => /^\d+\.\d+\.\d+$/.test(line));

const missing = (acknowledged: readonly string[], said: ReadonlySet<string>): string[] =>
  acknowledged.filter((words) => !said.has(words));

test('after every kill -9 of the program, with or without its database, the next start finds every acknowledged row', async () => {
  const folder = await newFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = runProgram(writer(folder, round));
    await until(
      () => rowsIn(program.output()).length >= CLIENTS,
      () => `nothing was written: ${program.output()}`,
    );
    await wait(WRITING);
    const orphan = round % 3 === 2 ? (await startPostgres(folder)).pid : null;
    program.signal('SIGKILL');
    if (orphan !== null) process.kill(orphan, 'SIGKILL');
    await program.ended;
    acknowledged.push(...rowsIn(program.output()));
  }
  const cluster = await startPostgres(folder);
  const { said, torn } = await rowsOf(cluster);
  await cluster.stop();
  assert.ok(acknowledged.length > ROUNDS * CLIENTS, `only ${acknowledged.length} rows`);
  assert.deepEqual([missing(acknowledged, said), torn], [[], 0]);
});

test('after every kill -9 of the database the living program goes on by itself, with every acknowledged row', async (t) => {
  const folder = await newFolder();
  const lost: unknown[] = [];
  const database = await openDatabase({ dataDir: folder }, { onLost: (why) => lost.push(why) });
  t.after(() => database.close());
  const acknowledged: string[] = [];
  let ended = false;
  const write = async (client: number): Promise<void> => {
    for (let n = 0; !ended; n += 1) {
      const words = `${client}.${n}`;
      const written = database.db.transaction().execute(async (tx) => {
        await sql`insert into platform.said values (${words})`.execute(tx);
        await sql`insert into platform.shadow values (${words})`.execute(tx);
      });
      await written.then(
        () => acknowledged.push(words),
        () => undefined,
      );
    }
  };
  const writers = Array.from({ length: CLIENTS }, (_, client) => write(client));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = acknowledged.length;
      await until(
        () => acknowledged.length >= before + CLIENTS,
        () => `nothing was written after kill ${round}: ${inspect(lost)}`,
      );
      await wait(WRITING);
      process.kill((await startPostgres(folder)).pid, 'SIGKILL');
    }
  } finally {
    ended = true;
    await Promise.all(writers);
  }
  await until(() => database.ready(), 'the database is not ready again');
  const { said, torn } = await rowsOf(await startPostgres(folder));
  assert.deepEqual([lost, missing(acknowledged, said), torn], [[], [], 0]);
});
