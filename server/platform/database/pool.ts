// How the program talks to the database: a small pool of connections as the app's role, typed queries through
// Kysely. Every statement that carries values is prepared once under a name and then only named, which the
// database answers about a third faster; every error leaves its values behind; no statement runs for ever.
import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult, Transaction } from 'kysely';
import { Pool as Connections, types, type ClientConfig, type PoolClient, type QueryConfig } from 'pg';
import { columnTypes, SESSION_OPTIONS, writeValue } from './column-types.ts';
import { withoutValues } from './errors.ts';
import { readScoped, type ReadScope } from './scoped-read.ts';
import type { DB } from './types.generated.ts';

export type PoolOptions = {
  /** Connections at most. */
  readonly connections?: number | undefined;
  /** Shown by the database's own list of sessions. */
  readonly name?: string;
  /** After which a statement is given up, in milliseconds. */
  readonly statementTimeout?: number;
};

/** Open connections now: all, those with nothing to do, and callers waiting for one. */
export type PoolCounts = { readonly total: number; readonly idle: number; readonly waiting: number };

/** A statement for a library with its own SQL: without a name, and with the driver's own reading of values. */
export type RawQuery = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ readonly rows: Record<string, unknown>[] }>;

export type Pool = {
  readonly db: Kysely<DB>;
  readonly raw: RawQuery;
  readonly counts: () => PoolCounts;
  readonly close: () => Promise<void>;
};

/** For whom a transaction runs; row-level security reads it (see 0004-organisations.sql). */
export type Scope = {
  /** The organisation acted for. */
  readonly organisation?: string;
  /** The person who acts. */
  readonly person?: string;
  /**
   * How far it reaches: the organisation alone (when left out), those below it too, or the whole installation. The last
   * is for the program's own work (sign-in, clocks, commands), never for what a caller asks.
   */
  readonly reach?: 'own' | 'below' | 'everywhere';
};

const MOST_NAMES = 500;
const LONGEST_NAMED = 8000;

/** Opens a pool. Nothing is connected before the first query. */
export function openPool(connection: ClientConfig, options: PoolOptions = {}): Pool {
  const pool = new Connections({
    ...connection,
    types: columnTypes,
    options: SESSION_OPTIONS,
    max: options.connections ?? 10,
    application_name: options.name ?? 'xindeng',
    statement_timeout: options.statementTimeout ?? 15_000,
    idle_in_transaction_session_timeout: 30_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  const nameOf = statementNames();
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await connectPatiently(pool);
    const known = wrapped.get(client) ?? prepared(client, nameOf);
    wrapped.set(client, known);
    return known;
  };
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end(), options: {} } });
  const db = new Kysely<DB>({ dialect });
  const counts = () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
  const raw: RawQuery = (text, values) => runRaw(pool, text, values);
  const close = async (): Promise<void> => {
    await db.destroy();
    if (!pool.ending) await pool.end();
  };
  return { db, raw, counts, close };
}

/**
 * Runs `work` in one transaction on behalf of `scope`; commits what it did, or undoes everything if it throws.
 * The scope ends with the transaction, so the next user of the connection does not inherit it.
 */
export function transaction<Value>(
  db: Kysely<DB>,
  scope: Scope,
  work: (tx: Transaction<DB>) => Promise<Value>,
): Promise<Value> {
  return db.transaction().execute(async (tx) => {
    if (scope.organisation !== undefined || scope.person !== undefined || scope.reach !== undefined)
      await sql`select set_config('app.organisation', ${sql.lit(scope.organisation ?? '')}, true),
                       set_config('app.person', ${sql.lit(scope.person ?? '')}, true),
                       set_config('app.reach', ${sql.lit(scope.reach ?? 'own')}, true)`.execute(tx);
    return work(tx);
  });
}

/** Told to the connection, not to the database: the scope of the reads that follow. */
const SCOPE = 'scope';

/**
 * Runs `work`, which only reads, on behalf of `scope`. Each statement is a transaction of its own that ends with its
 * answer, so one statement is one way to the database; as in `transaction`, each sees what was committed before it.
 * A statement that writes or locks is refused by the database.
 */
export function reading<Value>(
  db: Kysely<DB>,
  { organisation = '', person = '', reach }: Scope,
  work: (tx: Transaction<DB>) => Promise<Value>,
): Promise<Value> {
  const within: ReadScope = [organisation, person, reach ?? (organisation + person === '' ? '' : 'own')];
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw(SCOPE, [...within]));
      return work(tx);
    });
}

/** A value for a json or jsonb column. Needed for lists, which the driver would send as a PostgreSQL array. */
export function json(value: unknown) {
  return sql<never>`${JSON.stringify(value)}::jsonb`;
}

const BACK_SOON = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03']);
const PATIENCE = 5000;

/** A database that is starting again (after a crash, a fail-over) is waited for, five seconds at most. */
async function connectPatiently(pool: Connections): Promise<PoolClient> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!BACK_SOON.has(code) || Date.now() > until) throw withoutValues(error);
      await wait(25);
    }
  }
}

/** A failed statement of a library may have left a transaction open: its connection is not used again. */
async function runRaw(pool: Connections, text: string, values?: readonly unknown[]) {
  const client = await connectPatiently(pool);
  try {
    const query = values === undefined ? { text, types } : { text, values: [...values], types };
    const result = await client.query<Record<string, unknown>>(query);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw withoutValues(error);
  }
}

function rethrowWithoutValues(error: unknown): never {
  throw withoutValues(error);
}

type NameOf = (text: string) => string | undefined;

/** Names for the statements seen first; a program that makes up ever new ones must not fill the database's memory. */
function statementNames(): NameOf {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_NAMES || text.length > LONGEST_NAMED) return known;
    const name = `x${names.size}`;
    names.set(text, name);
    return name;
  };
}

const configOf = (nameOf: NameOf, text: string, values: readonly unknown[]): QueryConfig => {
  const name = values.length > 0 ? nameOf(text) : undefined;
  return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
};

type Run = (text: string, values: readonly unknown[]) => Promise<unknown>;

/**
 * `begin` waits for the first statement and, where that carries no values, travels with it: one way less. A read-only
 * transaction is not begun at all: each of its statements carries its scope.
 */
function prepared(client: PoolClient, nameOf: NameOf): PostgresPoolClient {
  let beginning = false;
  let within: ReadScope | null = null;
  const read = (scope: ReadScope): Run => {
    return async (text, values) => {
      if (text === 'commit' || text === 'rollback') within = null;
      else if (text === SCOPE) within = scopeIn(values);
      else return readScoped(client, configOf(nameOf, text, values), scope);
      return nothing;
    };
  };
  const change: Run = async (text, values) => {
    const first = beginning;
    beginning = false;
    if (values.length === 0) {
      if (first && (text === 'commit' || text === 'rollback')) return nothing;
      return lastOf(await client.query(first ? `begin; ${text}` : text));
    }
    if (first) await client.query('begin');
    return client.query(configOf(nameOf, text, values));
  };
  function query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Rows are not read through a cursor here.');
    if (text === 'begin') beginning = true;
    else if (text === READ_ONLY) within = NO_SCOPE;
    else {
      const run = within === null ? change : read(within);
      return run(text, parameters.map(writeValue)).catch(rethrowWithoutValues);
    }
    return Promise.resolve(nothing);
  }
  const release = (destroy?: boolean): void => {
    beginning = false;
    within = null;
    client.release(destroy);
  };
  return { query, release };
}

/** How Kysely begins a transaction that may not write. */
const READ_ONLY = 'start transaction read only';

const NO_SCOPE: ReadScope = ['', '', ''];

function scopeIn([organisation, person, reach]: readonly unknown[]): ReadScope {
  return [String(organisation), String(person), String(reach)];
}

const nothing: PostgresQueryResult<never> = { command: 'SELECT', rowCount: 0, rows: [] };

/** Several statements in one go answer with a list of results. */
function lastOf(answered: unknown): unknown {
  return Array.isArray(answered) ? answered.at(-1) : answered;
}
