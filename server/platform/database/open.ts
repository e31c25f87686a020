// Opens the database for serving: finds or starts PostgreSQL, makes sure that nobody else serves from the same
// folder, brings the tables up to date, checks the app's role, and keeps a private database alive: should it be
// killed under us, it is started again while requests wait, and nothing that was acknowledged is missing.
import { setTimeout as wait } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { CannotStart } from '#platform/cannot-start.ts';
import { accessByUrl, accessWithin, ensureAppLogin, prepareCluster } from './access.ts';
import { refuseMightyRole, refuseUnfitServer, type Access } from './access.ts';
import { hold, type Hold } from './locks.ts';
import { migrate } from './migrate.ts';
import { openPool, type PoolCounts, type RawQuery } from './pool.ts';
import { startPostgres, type Cluster } from './postgres.ts';
import type { DB } from './types.generated.ts';

/** Where the database is: a server's address, or else the folder of a private one. */
export type DatabaseSettings = {
  readonly databaseUrl?: string | undefined;
  readonly appDatabaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly databaseConnections?: number | undefined;
};

/** The open database. */
export type Database = {
  /** Queries as the app's role: row-level security holds. */
  readonly db: Kysely<DB>;
  /** For a library that brings its own SQL. */
  readonly raw: RawQuery;
  /** How the app connects, for the few who need a connection of their own (the bus listens on one). */
  readonly access: Access;
  /** 'private' when the program runs its own PostgreSQL. */
  readonly kind: 'private' | 'server';
  /** Whether a query is answered within two seconds. */
  readonly ready: () => Promise<boolean>;
  readonly counts: () => PoolCounts;
  /** Lets running queries finish, closes all connections, and stops a private database. */
  readonly close: () => Promise<void>;
};

export type OpenOptions = {
  /** Told in plain words when a private database had to be started again, or a connection was lost. */
  readonly tell?: (words: string) => void;
  /** Called once if the database cannot be had back; the program should then end. */
  readonly onLost?: (why: unknown) => void;
};

/** The database and our claim on it, without a pool. */
type Seat = {
  readonly access: Access;
  readonly renew: () => Promise<Seat>;
  readonly hold: Hold;
  readonly leave: () => Promise<void>;
};

/** Opens the database for serving. Throws CannotStart with one sentence when a person has to act. */
export async function openDatabase(settings: DatabaseSettings, options: OpenOptions = {}): Promise<Database> {
  let seat = await takeSeat(settings);
  try {
    await migrate(seat.access.owner);
    if (settings.databaseUrl !== undefined) await ensureAppLogin(seat.access);
    await refuseMightyRole(seat.access.app);
  } catch (error) {
    await seat.leave();
    throw error;
  }
  const pool = openPool(seat.access.app, { name: 'xindeng server', connections: settings.databaseConnections });
  const kept = keepSeat(seat, options);
  const close = async (): Promise<void> => {
    await Promise.race([pool.close(), wait(5000, undefined, { ref: false })]);
    await kept.leave();
  };
  const kind = settings.databaseUrl === undefined ? 'private' : 'server';
  const { db, raw, counts } = pool;
  return { db, raw, access: seat.access, kind, ready: () => isReady(db), counts, close };
}

/**
 * Takes the seat again whenever it is lost, until it is left. A database may be killed once more while it comes
 * back; only what a person must mend is the end.
 */
function keepSeat(first: Seat, { tell, onLost }: OpenOptions): { readonly leave: () => Promise<void> } {
  let seat = first;
  let leaving = false;
  let trying = Promise.resolve(true);
  const tryAgain = async (): Promise<boolean> => {
    try {
      seat = await seat.renew();
      if (seat.access.app.host !== first.access.app.host) throw hasMoved();
      return true;
    } catch (error) {
      if (error instanceof CannotStart) throw error;
      await wait(100);
      return false;
    }
  };
  const keep = async (): Promise<void> => {
    while (!leaving) {
      await seat.hold.lost;
      if (!leaving) tell?.('the database was lost and is being reached again');
      for (let back = false; !back && !leaving; back = await trying) trying = tryAgain();
    }
  };
  const kept = keep().catch((why: unknown) => onLost?.(why));
  const leave = async (): Promise<void> => {
    leaving = true;
    await trying.catch(() => false);
    await seat.leave();
    await kept;
  };
  return { leave };
}

async function isReady(db: Kysely<DB>): Promise<boolean> {
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, wait(2000, false, { ref: false })]);
}

async function takeSeat(settings: DatabaseSettings): Promise<Seat> {
  if (settings.databaseUrl === undefined) return takePrivateSeat(settings.dataDir);
  const access = accessByUrl(settings.databaseUrl, settings.appDatabaseUrl);
  await refuseUnfitServer(access.owner);
  return takeServerSeat(access);
}

async function takePrivateSeat(dataDir: string): Promise<Seat> {
  const cluster = await startPostgres(dataDir);
  const mine = await hold(cluster.admin, 'alone', 'server');
  if (mine === null) throw inUse(cluster.folder);
  await prepareCluster(cluster).catch(async (error: unknown) => {
    await mine.release();
    throw error;
  });
  const leave = () => stopAndRelease(cluster, mine);
  return { access: accessWithin(cluster), hold: mine, leave, renew: () => takePrivateSeat(dataDir) };
}

/** The lock is kept until the database is down, so that nobody can move in while it is stopping. */
async function stopAndRelease(cluster: Cluster, mine: Hold): Promise<void> {
  await cluster.stop();
  await mine.release();
}

async function takeServerSeat(access: Access): Promise<Seat> {
  const mine = await hold(access.owner, 'together', 'server');
  if (mine === null) throw beingRestored();
  return { access, hold: mine, leave: () => mine.release(), renew: () => takeServerSeat(access) };
}

/** A visit of a command: the ways in, and how to leave. */
export type Visit = { readonly access: Access; readonly leave: () => Promise<void> };

/**
 * Reaches the database for a command. `beside`: a server may be running and goes on undisturbed; `alone`: it may
 * not, and CannotStart says so. A private database that was not running is stopped on leaving.
 */
export async function visitDatabase(
  settings: DatabaseSettings,
  how: 'beside' | 'alone',
  purpose: string,
): Promise<Visit> {
  const { databaseUrl, appDatabaseUrl, dataDir } = settings;
  if (databaseUrl !== undefined) return visitServer(accessByUrl(databaseUrl, appDatabaseUrl), how, purpose);
  const cluster = await startPostgres(dataDir);
  const mine = await hold(cluster.admin, 'alone', purpose, how === 'beside' ? 0 : undefined);
  if (mine === null && how === 'alone') throw inUse(cluster.folder);
  if (mine === null) return { access: accessWithin(cluster), leave: async () => undefined };
  await prepareCluster(cluster);
  return { access: accessWithin(cluster), leave: leaveOnSignal(() => stopAndRelease(cluster, mine)) };
}

/** A command that is interrupted takes its database down with it; its own work then ends with an error. */
function leaveOnSignal(leave: () => Promise<void>): () => Promise<void> {
  let left: Promise<void> | null = null;
  const once = (): Promise<void> => (left ??= leave());
  const signalled = (): void => void once();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, signalled);
  return async () => {
    await once();
    for (const signal of signals) process.off(signal, signalled);
  };
}

async function visitServer(access: Access, how: 'beside' | 'alone', purpose: string): Promise<Visit> {
  await refuseUnfitServer(access.owner);
  if (how === 'beside') return { access, leave: async () => undefined };
  const mine = await hold(access.owner, 'alone', purpose);
  if (mine === null) throw inUse('DATABASE_URL');
  return { access, leave: () => mine.release() };
}

const hasMoved = (): CannotStart =>
  new CannotStart(
    '数据库重新启动后换了位置；请重新启动本程序。',
    'The database came back in another place; start this program again.',
  );

const inUse = (where: string): CannotStart =>
  new CannotStart(
    `另一个心灯程序正在使用 ${where}；请先停止它，或用 DATA_DIR 指定另一个文件夹。`,
    `Another Xindeng program is using ${where}; stop it first, or choose another folder with DATA_DIR.`,
  );

const beingRestored = (): CannotStart =>
  new CannotStart(
    '该数据库正在恢复备份；请等恢复结束后再启动。',
    'A backup is being restored into this database; start again when that is done.',
  );
