// Identity keys in a PostgreSQL of their own, for an installation on several machines. It makes its one small table by
// itself. It must not be the server of the main database: the two would share a write-ahead log and physical backups.
// Rows are kept where vacuum clears them soon; what docs/keys.md says about this server's backups is part of the promise.
import { Pool, type ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import { columnTypes, SESSION_OPTIONS } from '#platform/database/column-types.ts';
import { withoutValues } from '#platform/database/errors.ts';
import { KeyId } from '../contract.ts';
import type { StoredKey } from './key-file.ts';
import type { IdentityStore } from '../ports.ts';

const SCHEMA = `
  create schema if not exists identity_keys;
  create table if not exists identity_keys.key (
    id          uuid primary key,
    subject     text not null check (octet_length(subject) <= 100),
    fingerprint text not null,
    master_id   text not null,
    wrapped     bytea not null,
    created_at  timestamptz not null
  ) with (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
  alter table identity_keys.key alter column wrapped set storage plain;
  comment on table identity_keys.key is 'Identity keys, each wrapped by a master key. Never back this up: see docs/keys.md.'`;

const LOCK = 78_101;

type Row = {
  readonly id: string;
  readonly subject: string;
  readonly fingerprint: string;
  readonly master_id: string;
  readonly wrapped: Buffer;
  readonly created_at: Temporal.Instant;
};

/** Opens the database, making its table if need be. Throws CannotStart when it cannot be reached. */
export async function openIdentityDatabase(connection: ClientConfig): Promise<IdentityStore> {
  const pool = new Pool({
    ...connection,
    types: columnTypes,
    options: SESSION_OPTIONS,
    max: 4,
    application_name: 'xindeng identity keys',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 15_000,
    keepAlive: true,
  });
  pool.on('error', () => undefined);
  const ask: Ask = (text, values = []) =>
    pool.query<Row>(text, [...values]).then(
      ({ rows, rowCount }) => ({ rows, count: rowCount ?? 0 }),
      (error: unknown) => {
        throw withoutValues(error);
      },
    );
  try {
    await prepare(pool);
  } catch (error) {
    await pool.end();
    throw unreachable(error);
  }
  return storeOn(ask, () => pool.end());
}

type Ask = (text: string, values?: readonly unknown[]) => Promise<{ rows: readonly Row[]; count: number }>;

function storeOn(ask: Ask, close: () => Promise<void>): IdentityStore {
  return {
    create: async (key) => {
      const [wrapping] = key.wrappings;
      await ask(
        `insert into identity_keys.key (id, subject, fingerprint, master_id, wrapped, created_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [key.id, key.subject, key.fingerprint, wrapping?.masterId, wrapping?.wrapped, key.createdAt.toString()],
      );
    },
    read: async (id) => (await ask('select * from identity_keys.key where id = $1', [id])).rows.map(storedOf)[0],
    renew: async (id, from, { masterId, wrapped }) => {
      const change = 'update identity_keys.key set master_id = $3, wrapped = $4 where id = $1 and master_id = $2';
      return (await ask(change, [id, from, masterId, wrapped])).count === 1;
    },
    destroy: async (id) => (await ask('delete from identity_keys.key where id = $1', [id])).count === 1,
    list: async (after, limit) => {
      const rows = 'select * from identity_keys.key where $1::uuid is null or id > $1 order by id limit $2';
      return (await ask(rows, [after, limit])).rows.map(storedOf);
    },
    close,
  };
}

async function prepare(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rows } = await client.query<{ made: boolean }>(
      `select to_regclass('identity_keys.key') is not null as made`,
    );
    if (rows[0]?.made !== true) await client.query(SCHEMA);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function storedOf(row: Row): StoredKey {
  return {
    id: KeyId.parse(row.id),
    subject: row.subject,
    fingerprint: row.fingerprint,
    createdAt: row.created_at,
    wrappings: [{ masterId: row.master_id, wrapped: row.wrapped }],
  };
}

function unreachable(error: unknown): CannotStart {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return new CannotStart(
    `连不上 KEYS_DATABASE_URL 所指的数据库，或不能在其中建表（${code}）。`,
    `The database named by KEYS_DATABASE_URL cannot be reached, or no table can be made in it (${code}).`,
  );
}
