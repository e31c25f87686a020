// The private PostgreSQL of one data folder: made on the first start, found again after a crash, never as root,
// never on a network port. A killed server leaves its database running (it is adopted); a killed database
// leaves a file that names a dead process (it is started anew, and recovers by itself). PostgreSQL's own lock
// file decides when two starters race; the data folder is made aside and moved into place in one step.
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { withClient } from './client.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { chooseAccount, reachable, type Account } from './account.ts';
import { findBinaries, noDatabaseHere, type Binaries } from './binaries.ts';
import { isAlive, processState } from './processes.ts';

/** A running private PostgreSQL. */
export type Cluster = {
  /** The data folder given by the settings, absolute. */
  readonly folder: string;
  /** How its administrator connects; the way in is a folder that only the database's account may enter. */
  readonly admin: ClientConfig & { readonly host: string };
  /** True when it was already running, as after a kill -9 of the server. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Ends all connections, writes everything out and waits until the database is down. */
  readonly stop: () => Promise<void>;
};

/** PostgreSQL settings by name, added to or replacing ours. */
export type Settings = Readonly<Record<string, string>>;

type Place = { folder: string; data: string; account: Account | null; binaries: Binaries; settings: Settings };

const OUR_SOCKET = /\/xindeng-[A-Za-z0-9]{6}$/;
const ADMIN = 'postgres';
const MOST_LAUNCHES = 100;
const LONGEST_START = 10 * 60_000;
const LONGEST_STOP = 20_000;

/** Durable, small, in UTC; and a log that never repeats a value which somebody wrote. */
const SETTINGS: Settings = {
  listen_addresses: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '48MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  io_method: 'sync',
  jit: 'off',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/**
 * Starts or adopts the PostgreSQL of `folder`. Safe to call from several processes at once: all get the same
 * database. Throws CannotStart when a person has to act.
 */
export async function startPostgres(folder: string, settings: Settings = {}): Promise<Cluster> {
  const place = prepare(resolve(folder), settings);
  const deadline = Date.now() + LONGEST_START;
  let launched: number | null = null;
  let socket = '';
  for (let launches = 0; launches < MOST_LAUNCHES && Date.now() < deadline;) {
    socket = readPostmaster(place.data)?.socket ?? socket;
    const running = await findRunning(place);
    if (running === 'busy') await wait(10);
    else if (running !== null) return clusterOf(place, running, running.pid !== launched);
    else {
      launches += 1;
      launched = await launch(place, socket);
    }
  }
  throw didNotStart(place);
}

function prepare(folder: string, settings: Settings): Place {
  if (process.platform === 'win32') throw noDatabaseHere('Windows');
  const data = join(folder, 'database');
  mkdirSync(folder, { recursive: true });
  const account = chooseAccount(data);
  const place = { folder, data, account, binaries: findBinaries(account), settings };
  if (!existsSync(join(data, 'PG_VERSION'))) createData(place);
  else if (account !== null && statSync(data).uid === 0) giveTo(data, account);
  refuseOtherVersion(place);
  return place;
}

function createData({ folder, data, account, binaries }: Place): void {
  removeUnfinished(folder);
  const fresh = mkdtempSync(`${data}.new-`);
  if (account !== null) chownSync(fresh, account.uid, account.gid);
  const options = ['-U', ADMIN, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const auth = ['--auth-local=trust', '--auth-host=reject', '--no-instructions'];
  const made = spawnSync(binaries.initdb, ['-D', seenFrom(fresh, account), ...options, ...auth], {
    ...runAs(fresh, account),
    encoding: 'utf8',
  });
  if (made.error !== undefined && 'code' in made.error && made.error.code === 'ENOENT')
    throw noDatabaseHere(`${process.platform}-${process.arch}, musl`);
  if (made.status !== 0) throw didNotCreate(folder, made.stderr ?? String(made.error));
  try {
    renameSync(fresh, data);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Data copied by root belong to root; PostgreSQL opens only its own. */
function giveTo(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), account);
}

/** What a start that was killed while making the data folder left behind, long ago enough not to be at it still. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith('database.new-') && Date.now() - statSync(path).mtimeMs > 600_000)
      rmSync(path, { recursive: true });
  }
}

function refuseOtherVersion({ data, binaries }: Place): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const carried = binaries.version.split('.')[0] ?? '';
  if (made === carried) return;
  throw new CannotStart(
    `${data} 由 PostgreSQL ${made} 建立，而本程序带的是 ${carried}；请用原来的版本备份（npm run backup），再在新的 DATA_DIR 中恢复。`,
    `${data} was made by PostgreSQL ${made} and this program carries ${carried}; back up with the earlier version (npm run backup), then restore into a new DATA_DIR.`,
  );
}

/** The account may be unable to walk to the folder by name (under /root), but it can always stand in it. */
function seenFrom(data: string, account: Account | null): string {
  return process.platform === 'linux' && !reachable(data, account) ? '/proc/self/cwd' : data;
}

function runAs(cwd: string, account: Account | null) {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return { cwd, env, ...account };
}

type Postmaster = { readonly pid: number; readonly socket: string; readonly ready: boolean; readonly text: string };

function readPostmaster(data: string): Postmaster | null {
  try {
    const text = readFileSync(join(data, 'postmaster.pid'), 'utf8');
    const [pid = '', , , , socket = '', , , status = ''] = text.split('\n');
    return { pid: Math.abs(Number(pid)), socket, ready: status.trim() === 'ready', text };
  } catch {
    return null;
  }
}

/** The database that already runs and answers, or 'busy' while one is starting or stopping, or null. */
async function findRunning({ data }: Place): Promise<Postmaster | 'busy' | null> {
  const postmaster = readPostmaster(data);
  if (postmaster === null) return null;
  const state = processState(postmaster.pid);
  if (state === 'gone') return null;
  const command = state === 'zombie' ? '' : state.command;
  const named = postmaster.socket !== '';
  if (!command.includes(named ? postmaster.socket : 'postgres')) {
    forget(data, postmaster);
    return null;
  }
  return postmaster.ready && (await answers(adminOf(postmaster.socket))) ? postmaster : 'busy';
}

/** Removes a lock file whose number is nobody's, or by now another program's; PostgreSQL alone would wait for it. */
function forget(data: string, postmaster: Postmaster): void {
  const file = join(data, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== postmaster.text) return renameSync(aside, file);
    rmSync(aside);
    if (OUR_SOCKET.test(postmaster.socket))
      for (const name of readdirSync(postmaster.socket)) rmSync(join(postmaster.socket, name));
  } catch {
    return;
  }
}

function answers(admin: ClientConfig): Promise<boolean> {
  return withClient(admin, 'launcher', async () => true).catch(() => false);
}

/** One attempt to start; the process id when it is ready, null when another starter or a dying database was in the way. */
async function launch(place: Place, socketBefore: string): Promise<number | null> {
  const { folder, data, account, binaries } = place;
  const before = readPostmaster(data);
  const socket = makeSocketFolder(account, socketBefore);
  const log = openLog(folder);
  const settings = Object.entries({ ...SETTINGS, ...place.settings }).flatMap(([name, to]) => ['-c', `${name}=${to}`]);
  const child = spawn(binaries.postgres, ['-D', seenFrom(data, account), '-k', socket, ...settings], {
    ...runAs(data, account),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const postmaster = readPostmaster(data);
    if (postmaster?.pid === child.pid && postmaster.ready) return child.pid;
    await wait(5);
  }
  if (socket !== socketBefore) removeSocket(socket);
  if (child.signalCode === null && before === null && readPostmaster(data) === null) throw didNotStart(place);
  await wait(50);
  return null;
}

/**
 * A short path of its own: a socket's name may be no longer than about a hundred bytes, a checkout's may. The one
 * used before a crash is taken again, so that a server that outlived its database finds it in the same place.
 */
function makeSocketFolder(account: Account | null, before: string): string {
  if (OUR_SOCKET.test(before)) {
    if (isPrivateFolder(before, account?.uid ?? process.getuid?.())) return before;
    if (makeFolder(before)) return given(before, account);
  }
  const parent = [tmpdir(), '/tmp'].find((path) => path.length <= 70 && reachable(path, account)) ?? '/tmp';
  return given(mkdtempSync(join(parent, 'xindeng-')), account);
}

function makeFolder(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

function given(path: string, account: Account | null): string {
  if (account !== null) chownSync(path, account.uid, account.gid);
  return path;
}

function isPrivateFolder(path: string, uid: number | undefined): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === uid && (stat.mode & 0o777) === 0o700;
}

function removeSocket(socket: string): void {
  if (OUR_SOCKET.test(socket)) rmSync(socket, { recursive: true, force: true });
}

function openLog(folder: string): number {
  const file = join(folder, 'postgresql.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000) truncateSync(file);
  return openSync(file, 'a', 0o600);
}

function adminOf(socket: string): ClientConfig & { readonly host: string } {
  return { host: socket, port: 5432, user: ADMIN, database: ADMIN, ssl: false };
}

function clusterOf(place: Place, { pid, socket }: Postmaster, adopted: boolean): Cluster {
  return { folder: place.folder, admin: adminOf(socket), adopted, pid, stop: () => stopPostmaster(pid, socket) };
}

async function stopPostmaster(pid: number, socket: string): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 5) {
    if (waited === LONGEST_STOP) signal(pid, 'SIGQUIT');
    await wait(5);
  }
  removeSocket(socket);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    return;
  }
}

function didNotStart({ folder }: Place): CannotStart {
  const log = join(folder, 'postgresql.log');
  const last = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ') : '';
  return new CannotStart(`数据库没能启动，详见 ${log}：${last}`, `The database did not start; see ${log}: ${last}`);
}

function didNotCreate(folder: string, why: string): CannotStart {
  const words = why.trim().split('\n').slice(-3).join(' | ');
  return new CannotStart(
    `无法在 ${folder} 建立数据库：${words}`,
    `The database could not be made in ${folder}: ${words}`,
  );
}
