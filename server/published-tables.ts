// The published tables that come with the program, read into a directory that is still empty. It is done by a
// process of its own: the pinyin dictionary that only an import needs then never weighs on the server, and where
// the database has yet to be made, the reading goes on beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from '#platform/cannot-start.ts';
import type { Config } from '#platform/config.ts';

/** The tables on their way into the directory. */
export type PublishedTables = {
  /** Saves them into the database, which is now there. Throws CannotStart when they could not be read. */
  readonly save: () => Promise<void>;
  /** Ends the process that reads them, if there is one. */
  readonly close: () => void;
};

const root = path.resolve(import.meta.dirname, '..');

/** Begins to read at once where no database has been made yet, otherwise not before they are asked for. */
export function publishedTables(config: Config): PublishedTables {
  const isFirst = config.databaseUrl === undefined && !existsSync(path.join(config.dataDir, 'database'));
  let reader = isFirst ? startReader(config) : null;
  const save = async (): Promise<void> => {
    reader ??= startReader(config);
    reader.child.stdin?.end('save\n');
    if ((await reader.ended) !== 0) throw notRead();
  };
  return { save, close: () => void reader?.child.stdin?.end() };
}

type Reader = { readonly child: ChildProcess; readonly ended: Promise<number | null> };

function startReader(config: Config): Reader {
  const command = path.join(root, 'server', 'commands', 'import-published.ts');
  const tables = globSync(path.join(root, 'data', 'published', '*.csv'));
  const env = {
    ...process.env,
    DATA_DIR: config.dataDir,
    DATABASE_URL: config.databaseUrl,
    APP_DATABASE_URL: config.appDatabaseUrl,
    NATS_URL: config.natsUrl,
  };
  const child = spawn(process.execPath, [command, ...tables], { env, stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  return { child, ended };
}

const notRead = (): CannotStart =>
  new CannotStart('自带的名单没有读进来。', 'The published tables that come with the program could not be read.');
