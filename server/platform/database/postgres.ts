// The private PostgreSQL of one data folder: made on the first start, found again after a crash, never as root,
// never on a network port. A killed server leaves its database running (it is adopted); a killed database
// leaves a file that names a dead process (it is started anew, and recovers by itself). PostgreSQL's own lock
// file decides when two starters race.
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, fchownSync, lstatSync, mkdtempSync, openSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import { reachable, type Account } from './account.ts';
import { withClient } from './client.ts';
import { ADMIN, given, makeFolder, prepareFolder, runAs, seenFrom, type Place } from './data-folder.ts';
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

const OUR_SOCKET = /\/xindeng-[A-Za-z0-9]{6}$/;
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
  const place = await prepareFolder(folder);
  const deadline = Date.now() + LONGEST_START;
  let launched: number | null = null;
  let socket = '';
  for (let launches = 0; launches < MOST_LAUNCHES && Date.now() < deadline;) {
    socket = readPostmaster(place.data)?.socket || socket;
    const running = await findRunning(place);
    if (running === 'busy') await wait(10);
    else if (running !== null) return clusterOf(place, running, running.pid !== launched);
    else {
      launches += 1;
      launched = await launch(place, settings, socket);
    }
  }
  throw didNotStart(place);
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
async function launch(place: Place, settings: Settings, socketBefore: string): Promise<number | null> {
  const { data, account, binaries } = place;
  const before = readPostmaster(data);
  const socket = makeSocketFolder(account, socketBefore);
  const log = openLog(place);
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, to]) => ['-c', `${name}=${to}`]);
  const child = spawn(binaries.postgres, ['-D', seenFrom(data, account), '-k', socket, ...options], {
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
    if (makeFolder(before)) chmodSync(given(before, account), 0o700);
    if (isPrivateFolder(before, account?.uid ?? process.getuid?.())) return before;
  }
  const parent = [tmpdir(), '/tmp'].find((path) => path.length <= 70 && reachable(path, account)) ?? '/tmp';
  return given(mkdtempSync(join(parent, 'xindeng-')), account);
}

function isPrivateFolder(path: string, uid: number | undefined): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === uid && (stat.mode & 0o777) === 0o700;
}

function removeSocket(socket: string): void {
  if (OUR_SOCKET.test(socket)) rmSync(socket, { recursive: true, force: true });
}

function openLog({ folder, account }: Place): number {
  const file = join(folder, 'postgresql.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000) truncateSync(file);
  const log = openSync(file, 'a', 0o600);
  if (account !== null) fchownSync(log, account.uid, account.gid);
  return log;
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
