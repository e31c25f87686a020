// How the program talks to the database: a small pool of connections as the app's role, typed queries through
// Kysely. Every statement that carries values is prepared once under a name and then only named, which the
// database answers about a third faster; every error leaves its values behind; no statement runs for ever.
import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult, Transaction } from 'kysely';
import { Pool as Connections, types, type ClientConfig, type PoolClient } from 'pg';
import { columnTypes, SESSION_OPTIONS, writeValue } from './column-types.ts';
import { withoutValues } from './errors.ts';
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

/** For whom a transaction runs; row-level security reads it as `current_setting('app.organisation', true)`. */
export type Context = { readonly organisation?: string; readonly person?: string };

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
 * Runs `work` in one transaction on behalf of `context`; commits what it did, or undoes everything if it throws.
 * The context ends with the transaction, so the next user of the connection does not inherit it.
 */
export function transaction<Value>(
  db: Kysely<DB>,
  context: Context,
  work: (tx: Transaction<DB>) => Promise<Value>,
): Promise<Value> {
  return db.transaction().execute(async (tx) => {
    if (context.organisation !== undefined || context.person !== undefined)
      await sql`select set_config('app.organisation', ${context.organisation ?? ''}, true),
                       set_config('app.person', ${context.person ?? ''}, true)`.execute(tx);
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

function prepared(client: PoolClient, nameOf: NameOf): PostgresPoolClient {
  function query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Rows are not read through a cursor here.');
    const values = parameters.map(writeValue);
    const name = values.length === 0 ? undefined : nameOf(text);
    return client.query(name === undefined ? { text, values } : { name, text, values }).catch(rethrowWithoutValues);
  }
  return { query, release: (destroy) => client.release(destroy) };
}
