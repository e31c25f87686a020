import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { sql } from 'kysely';
import { CannotStart } from '#platform/cannot-start.ts';
import { openDatabase, visitDatabase } from '#platform/database/open.ts';
import { isAlive } from '#platform/database/processes.ts';
import { runFile, runProgram } from '#testing/program.ts';

const places: string[] = [];
after(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xindeng-open-'));
  places.push(folder);
  return folder;
}

/** Making a data folder is slow; most tests only need one that is at rest. */
const used = newFolder();

const serving = (dataDir: string): string => `
  import { openDatabase } from '#platform/database/open.ts';
  import { runCommand } from '#platform/command.ts';
  await runCommand(async () => {
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('serving');
    process.on('SIGTERM', () => void database.close().then(() => process.exit(0)));
    setInterval(() => undefined, 1000);
  });`;

test('a second server on the same folder says so in one sentence and ends; the first goes on', async () => {
  const dataDir = used;
  const database = await openDatabase({ dataDir });
  const second = runProgram(serving(dataDir));
  assert.equal(await second.ended, 1);
  assert.match(second.output(), /^另一个心灯程序正在使用.*\nAnother Xindeng program is using .*\n$/);
  assert.equal(await database.ready(), true);
  await database.close();
});

test('of four servers that start at once on a new folder one serves and three say so', async () => {
  const dataDir = newFolder();
  const programs = [1, 2, 3, 4].map(() => runProgram(serving(dataDir)));
  const codes = await Promise.race([
    Promise.all(programs.map(({ ended }) => ended)),
    (async () => {
      for (;;) {
        const told = programs.filter(({ output }) => output() !== '');
        if (told.length === 4) return null;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })(),
  ]);
  assert.equal(codes, null);
  const said = (words: string): number => programs.filter(({ output }) => output().startsWith(words)).length;
  assert.deepEqual([said('serving'), said('另一个心灯程序正在使用')], [1, 3]);
  programs.forEach(({ signal }) => signal('SIGTERM'));
  await Promise.all(programs.map(({ ended }) => ended));
});

test('after the server was killed the next one starts without a hand, at once', async () => {
  const dataDir = used;
  const first = runProgram(serving(dataDir));
  await first.says('serving');
  first.signal('SIGKILL');
  const database = await openDatabase({ dataDir });
  assert.equal(await database.ready(), true);
  await database.close();
  await first.ended;
});

test('a server that is told to stop leaves no database and no socket behind', async () => {
  const dataDir = used;
  const database = await openDatabase({ dataDir });
  const { host } = database.access.app;
  await database.close();
  assert.equal(existsSync(host ?? ''), false);
  assert.equal(existsSync(join(dataDir, 'database/postmaster.pid')), false);
  await assert.rejects(sql`select 1`.execute(database.db));
});

test('a command beside a server does not wait for it to go', async () => {
  const dataDir = used;
  const database = await openDatabase({ dataDir });
  const waited: number[] = [];
  for (let visits = 0; visits < 5; visits += 1) {
    const begun = performance.now();
    const visit = await visitDatabase({ dataDir }, 'beside', 'test');
    waited.push(performance.now() - begun);
    await visit.leave();
  }
  const ready = await database.ready();
  await database.close();
  assert.ok(ready);
  assert.ok(Math.min(...waited) < 1000, `${waited.join(', ')} ms`);
});

test('a backup runs beside a server and leaves it alone; a restore does not', async () => {
  const dataDir = used;
  const server = runProgram(serving(dataDir));
  await server.says('serving');
  const file = join(newFolder(), 'backup');
  const made = runFile('server/commands/backup.ts', [file, '--data-dir', dataDir]);
  assert.equal(await made.ended, 0, made.output());
  const refused = runFile('server/commands/restore.ts', [file, '--data-dir', dataDir]);
  assert.equal(await refused.ended, 1);
  assert.match(refused.output(), /正在使用/);
  assert.ok(isAlive(server.pid));
  server.signal('SIGTERM');
  assert.equal(await server.ended, 0);
  const elsewhere = newFolder();
  const restored = runFile('server/commands/restore.ts', [file, `--data-dir=${elsewhere}`]);
  assert.equal(await restored.ended, 0, restored.output());
  const database = await openDatabase({ dataDir: elsewhere });
  assert.equal(await database.ready(), true);
  await database.close();
});

test('a command that is interrupted takes the database it started down with it', async () => {
  const dataDir = used;
  const program = runProgram(`
    import { visitDatabase } from '#platform/database/open.ts';
    import { withClient } from '#platform/database/client.ts';
    const visit = await visitDatabase({ dataDir: ${JSON.stringify(dataDir)} }, 'beside', 'test');
    console.log('working');
    await withClient(visit.access.owner, 'test', (client) => client.query('select pg_sleep(60)')).finally(visit.leave);`);
  await program.says('working');
  program.signal('SIGINT');
  assert.notEqual(await program.ended, 0);
  assert.equal(existsSync(join(dataDir, 'database/postmaster.pid')), false);
});

test('while a command has the folder to itself, a server does not start', async () => {
  const dataDir = used;
  const visit = await visitDatabase({ dataDir }, 'alone', 'test');
  await assert.rejects(openDatabase({ dataDir }), CannotStart);
  await visit.leave();
  const database = await openDatabase({ dataDir });
  await database.close();
});
