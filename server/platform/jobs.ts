// What is to be done later, or on hearing that something happened: kept in the database, created in the same
// transaction as its cause, so that neither can exist without the other, and taken up again by another process
// when the one that was doing it dies. A job may therefore run more than once. Every handler is idempotent:
// it asks whether its work is already done, or uses the job's id where it writes.
import type { PgBoss } from 'pg-boss';
import { CompiledQuery, type Transaction } from 'kysely';
import type { z } from 'zod';
import { ZONE } from './clock.ts';
import type { DB, Database } from './database/index.ts';
import { withClient } from './database/client.ts';

/** A kind of job. Its data holds ids and times only: what a person wrote stays where it is protected. */
export type JobKind<Data extends object> = {
  /** `module.what`, as in `privacy.forget-contact`. */
  readonly name: string;
  readonly data: z.ZodType<Data>;
  /** How often it is tried before it is given up and kept for a person to look at; 8 unless told. */
  readonly attempts?: number;
  /** How long one attempt may take, in seconds; 300 unless told. */
  readonly longestSeconds?: number;
};

/** One attempt at a job. */
export type Job<Data> = {
  /** The same for every attempt at this job. */
  readonly id: string;
  readonly data: Data;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Ends when the program stops or the attempt has taken too long. */
  readonly signal: AbortSignal;
};

/** The part of a database that jobs need. */
type Store = Pick<Database, 'raw' | 'access'>;

export type JobOptions = {
  /** Told in plain words, with the name of the kind, when an attempt failed; the cause goes to the log. */
  readonly tell?: (words: string, cause: unknown) => void;
};

/** The queue of jobs; nothing is started before a kind is declared. */
export type Jobs = {
  /** Says who does the jobs of a kind. Before `start`. */
  readonly handle: <Data extends object>(kind: JobKind<Data>, run: (job: Job<Data>) => Promise<void>) => void;
  /** Creates a job of this kind by the clock: five fields of cron, Asia/Shanghai. Before `start`. */
  readonly schedule: <Data extends object>(kind: JobKind<Data>, cron: string, data: Data) => void;
  /** Creates a job, now or to be done not before `at`. It exists if and only if `tx` commits. */
  readonly enqueue: <Data extends object>(
    tx: Transaction<DB>,
    kind: JobKind<Data>,
    data: Data,
    at?: Temporal.Instant,
  ) => Promise<void>;
  readonly start: () => Promise<void>;
  /** Waits up to ten seconds for running attempts; what is not done by then is done again later. */
  readonly close: () => Promise<void>;
};

type Handled = { readonly kind: JobKind<object>; readonly run: (job: Job<object>) => Promise<void> };
type Scheduled = { readonly kind: JobKind<object>; readonly cron: string; readonly data: object };

const SCHEMA = 'pgboss';
/** The form of pg-boss's tables that the pinned version wants; a test compares it with the package. */
export const JOBS_VERSION = 43;

/** How often a process looks for work, and how soon it notices that another one died, in seconds. */
const LOOK = 0.5;
const HEARTBEAT = 10;
const MONITOR = 5;

/** Opens the queue. The tables are made on the first start that has something to do. */
export function openJobs(store: Store, options: JobOptions = {}): Jobs {
  const handled: Handled[] = [];
  const scheduled: Scheduled[] = [];
  const queues = new Set<string>();
  const tell = options.tell ?? (() => undefined);
  let starting: Promise<PgBoss> | null = null;
  const boss = (): Promise<PgBoss> => (starting ??= startBoss(store, tell));
  const queueFor = async (kind: JobKind<object>): Promise<PgBoss> => {
    const started = await boss();
    if (!queues.has(kind.name)) await started.createQueue(kind.name, settingsOf(kind));
    queues.add(kind.name);
    return started;
  };
  const start = async (): Promise<void> => {
    for (const { kind, run } of handled) await work(await queueFor(kind), kind, run, tell);
    for (const { kind, cron, data } of scheduled)
      await (await queueFor(kind)).schedule(kind.name, cron, data, { tz: ZONE });
    if (starting !== null) await forgetOthers(await boss(), scheduled);
  };
  return {
    handle: (kind, run) => void handled.push(untyped(kind, run)),
    schedule: (kind, cron, data) => void scheduled.push({ kind, cron, data: kind.data.parse(data) }),
    enqueue: async (tx, kind, data, at) => {
      const startAfter = at === undefined ? {} : { startAfter: new Date(at.epochMilliseconds) };
      const queue = await queueFor(kind);
      await queue.send(kind.name, kind.data.parse(data), { ...startAfter, db: within(tx) });
    },
    start,
    close: async () => {
      if (starting !== null) await (await starting).stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/** The handler of a kind as one of any kind: what comes out of the database is read by the kind's own schema. */
function untyped<Data extends object>(kind: JobKind<Data>, run: (job: Job<Data>) => Promise<void>): Handled {
  return { kind, run: async (job) => run({ ...job, data: kind.data.parse(job.data) }) };
}

const settingsOf = (kind: JobKind<object>) => ({
  retryLimit: (kind.attempts ?? 8) - 1,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: kind.longestSeconds ?? 300,
  heartbeatSeconds: HEARTBEAT,
});

async function startBoss(store: Store, tell: (words: string, cause: unknown) => void): Promise<PgBoss> {
  await installJobs(store.access);
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: { executeSql: (text, values) => store.raw(text, values) },
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: MONITOR,
    monitorIntervalSeconds: MONITOR,
  });
  boss.on('error', (cause) => tell('the queue of jobs met an error', cause));
  return boss.start();
}

/** Makes or renews the queue's tables, as the owner of the database, if they are not what this version wants. */
export async function installJobs({ owner }: Store['access']): Promise<void> {
  await withClient(owner, 'jobs', async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('pgboss.version') is not null as there`,
    );
    if (rows[0]?.there === true) {
      const found = await client.query<{ version: number }>('select version from pgboss.version');
      if (found.rows[0]?.version === JOBS_VERSION) return;
    }
    const { PgBoss } = await import('pg-boss');
    const db = {
      executeSql: (text: string, values?: unknown[]) => client.query<Record<string, unknown>>(text, values),
    };
    const installer = new PgBoss({ db, schema: SCHEMA, supervise: false, schedule: false });
    installer.on('error', () => undefined);
    await installer.start();
    await installer.stop({ graceful: false });
  });
}

/** Statements of the queue inside the caller's transaction. */
function within(tx: Transaction<DB>) {
  const executeSql = async (text: string, values: unknown[] = []) => {
    const { rows } = await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
    return { rows };
  };
  return { executeSql };
}

/** The words of an error may quote what a person wrote, and pg-boss stores them: so only its kind is kept. */
async function work(
  boss: PgBoss,
  kind: JobKind<object>,
  run: Handled['run'],
  tell: (words: string, cause: unknown) => void,
): Promise<void> {
  const options = { pollingIntervalSeconds: LOOK, burstWhenBatchFull: true, batchSize: 1 } as const;
  await boss.work<object>(kind.name, options, async (batch) => {
    for (const { id, data, retryCount, signal } of batch) {
      try {
        await run({ id, data, attempt: retryCount + 1, signal });
      } catch (cause) {
        tell(`a job of ${kind.name} failed`, cause);
        throw new JobFailure(cause);
      }
    }
  });
}

class JobFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.name : typeof cause);
    this.name = 'JobFailure';
    this.stack = '';
  }
}

async function forgetOthers(boss: PgBoss, scheduled: readonly Scheduled[]): Promise<void> {
  const wanted = new Set(scheduled.map(({ kind }) => kind.name));
  for (const { name, key } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name, key);
}
