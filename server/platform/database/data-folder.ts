// The folder of a private PostgreSQL: made aside by initdb and moved into place in one step, so that a start which
// was killed, or two that race, never leave half a database; owned by the account the database runs as; and left
// alone when another version of PostgreSQL made it.
import { spawn, type SpawnOptions } from 'node:child_process';
import { chownSync, existsSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CannotStart } from '#platform/cannot-start.ts';
import { chooseAccount, reachable, type Account } from './account.ts';
import { findBinaries, noDatabaseHere, type Binaries } from './binaries.ts';

/** A data folder that is ready to be started from. */
export type Place = {
  /** The folder given by the settings, absolute. */
  readonly folder: string;
  /** Where PostgreSQL keeps its files. */
  readonly data: string;
  /** Who it runs as; null: as ourselves. */
  readonly account: Account | null;
  readonly binaries: Binaries;
};

/** The name of the administrator inside the database. */
export const ADMIN = 'postgres';

const preparing = new Map<string, Promise<Place>>();

/**
 * Makes the folder if need be. Throws CannotStart when a person has to act. Who asks while it is being made waits for
 * that: the start begins it before it loads the rest of the program.
 */
export function prepareFolder(dataDir: string): Promise<Place> {
  const folder = resolve(dataDir);
  const begun = preparing.get(folder) ?? prepare(folder).finally(() => preparing.delete(folder));
  preparing.set(folder, begun);
  return begun;
}

async function prepare(folder: string): Promise<Place> {
  if (process.platform === 'win32') throw noDatabaseHere('Windows');
  const data = join(folder, 'database');
  const account = chooseAccount(data);
  const place = { folder, data, account, binaries: findBinaries(account) };
  try {
    if (makeFolder(folder) && account?.uid === statSync(dirname(folder)).uid) given(folder, account);
    if (!existsSync(join(data, 'PG_VERSION'))) await createData(place);
    else if (account !== null && statSync(data).uid === 0) giveTo(data, account);
  } catch (error) {
    throw error instanceof CannotStart ? error : cannotWrite(folder, error);
  }
  refuseOtherVersion(place);
  return place;
}

async function createData({ folder, data, account, binaries }: Place): Promise<void> {
  removeUnfinished(folder);
  const fresh = mkdtempSync(`${data}.new-`);
  if (account !== null) chownSync(fresh, account.uid, account.gid);
  const options = ['-U', ADMIN, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const auth = ['--auth-local=trust', '--auth-host=reject', '--no-instructions'];
  const sync = process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
  const words = ['-D', seenFrom(fresh, account), ...options, ...auth, ...sync];
  const made = await ended(binaries.initdb, words, runAs(fresh, account));
  try {
    if (made.code === 'ENOENT') throw noDatabaseHere(`${process.platform}-${process.arch}, musl`);
    if (made.code !== 0) throw didNotCreate(folder, made.said);
    renameSync(fresh, data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(data, 'PG_VERSION'))) throw error;
  }
}

/** Runs a program to its end: its exit code, or why it could not be run, and what it said on standard error. */
function ended(
  program: string,
  words: readonly string[],
  options: SpawnOptions,
): Promise<{ readonly code: number | string | null; readonly said: string }> {
  return new Promise((resolved) => {
    let said = '';
    const child = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    child.once('error', (error) => resolved({ code: 'code' in error ? String(error.code) : '', said: String(error) }));
    child.once('close', (code) => resolved({ code, said }));
  });
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
export function seenFrom(data: string, account: Account | null): string {
  return process.platform === 'linux' && !reachable(data, account) ? '/proc/self/cwd' : data;
}

/** How to start a program of the database: where it stands, as whom, with nothing of our environment. */
export function runAs(cwd: string, account: Account | null) {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return { cwd, env, ...account };
}

/** True if it was not there before. */
export function makeFolder(path: string): boolean {
  return mkdirSync(path, { recursive: true }) !== undefined;
}

/** Gives a path to the account and says it again. */
export function given(path: string, account: Account | null): string {
  if (account !== null) chownSync(path, account.uid, account.gid);
  return path;
}

function cannotWrite(folder: string, error: unknown): CannotStart {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new CannotStart(
    `无法写入数据文件夹 ${folder}（${code}）；请检查权限与剩余空间，或用 DATA_DIR 指定另一个文件夹。`,
    `The data folder ${folder} cannot be written (${code}); see to its rights and the free space, or choose another with DATA_DIR.`,
  );
}

function didNotCreate(folder: string, why: string): CannotStart {
  const words = why.trim().split('\n').slice(-3).join(' | ');
  return new CannotStart(
    `无法在 ${folder} 建立数据库：${words}`,
    `The database could not be made in ${folder}: ${words}`,
  );
}
