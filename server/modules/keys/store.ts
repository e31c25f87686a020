// All SQL of this module on the main database: the registry of master keys, and wrapped keys of records and purposes.
// It keeps two connections of its own: a caller who holds one and waits for a key must not wait for another caller.
import { sql, type Transaction } from 'kysely';
import type { ClientConfig } from 'pg';
import { type DB, transaction } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import { KeyId, Purpose } from './contract.ts';
import type { Wrapping } from './identity-stores/key-file.ts';
import type { MasterKind } from './ports.ts';

/** What is known of a master key. */
export type MasterRow = {
  readonly id: string;
  readonly kind: MasterKind;
  readonly state: 'current' | 'old' | 'retired' | 'forgotten';
  readonly wrapped: Buffer | null;
  readonly createdAt: Temporal.Instant;
  readonly retiredAt: Temporal.Instant | null;
};

/** A wrapped key of a record or a purpose. */
export type KeyRow = Wrapping & {
  readonly id: KeyId;
  readonly fingerprint: string;
  readonly of: { readonly record: string } | { readonly purpose: Purpose };
  readonly current: boolean;
  readonly createdAt: Temporal.Instant;
};

/** A key that is being added. */
export type NewKeyRow = Omit<KeyRow, 'createdAt'>;

/** The tables of this module. */
export type KeyStore = ReturnType<typeof openKeyStore>;

const LOCK = 78_102;
const BATCH = 500;

/** Opens the tables as the app's role. Nothing is connected before the first query. */
export function openKeyStore(app: ClientConfig) {
  const pool = openPool(app, { name: 'xindeng keys', connections: 2 });
  const within = <Value>(work: (tx: Transaction<DB>) => Promise<Value>): Promise<Value> =>
    transaction(pool.db, { reach: 'everywhere' }, work);
  return {
    masters: () => within(loadMasters),
    /** False when another process has made another one current. */
    addFirstMaster: (row: NewMaster) => within((tx) => addFirst(tx, row)),
    /** From now on keys are wrapped by this one; the current one becomes old. */
    replaceMaster: (row: NewMaster) => within((tx) => replaceMaster(tx, row)),
    retireMaster: (id: string, at: Temporal.Instant) =>
      within((tx) =>
        tx.updateTable('keys.master').set({ state: 'retired', retired_at: at }).where('id', '=', id).execute(),
      ),
    forgetMaster: (id: string) =>
      within((tx) =>
        tx.updateTable('keys.master').set({ state: 'forgotten', wrapped: null }).where('id', '=', id).execute(),
      ),
    addKey: (row: NewKeyRow) => within((tx) => addKey(tx, row)),
    replacePurposeKey: (row: NewKeyRow) => within((tx) => replacePurposeKey(tx, row)),
    findKey: (id: KeyId) => within(async (tx) => (await loadKeys(tx).where('id', '=', id).execute()).map(keyOf)[0]),
    keysOf: (purpose: Purpose) =>
      within(async (tx) => (await loadKeys(tx).where('purpose', '=', purpose).execute()).map(keyOf)),
    deleteRecordKey: (id: KeyId) => within((tx) => deleteRecordKey(tx, id)),
    /** Keys wrapped by another master key than this one, ordered by id, after `after`. */
    wrappedByOthers: (masterId: string, after: KeyId | null) => within((tx) => loadOthers(tx, masterId, after)),
    renewKey: (id: KeyId, from: string, to: Wrapping) => within((tx) => renewKey(tx, id, from, to)),
    counts: () => within(countKeys),
    /** Runs `work` while no other process can do the same; undefined when one does. */
    alone: <Value>(work: () => Promise<Value>): Promise<Value | undefined> =>
      pool.db.connection().execute(async (db) => {
        const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${LOCK}::bigint) as got`.execute(db);
        if (rows[0]?.got !== true) return undefined;
        try {
          return await work();
        } finally {
          await sql`select pg_advisory_unlock(${LOCK}::bigint)`.execute(db);
        }
      }),
    close: () => pool.close(),
  };
}

/** A master key that is being taken into use. */
export type NewMaster = Pick<MasterRow, 'id' | 'kind' | 'wrapped'>;

async function loadMasters(tx: Transaction<DB>): Promise<MasterRow[]> {
  const { rows } = await sql<MasterRow>`
    select id, kind, state, wrapped, created_at as "createdAt", retired_at as "retiredAt"
      from keys.master order by created_at`.execute(tx);
  return rows;
}

async function addFirst(tx: Transaction<DB>, row: NewMaster): Promise<boolean> {
  const added = await tx
    .insertInto('keys.master')
    .values({ ...row, state: 'current' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

async function replaceMaster(tx: Transaction<DB>, row: NewMaster): Promise<void> {
  await tx.updateTable('keys.master').set({ state: 'old' }).where('state', '=', 'current').execute();
  await tx
    .insertInto('keys.master')
    .values({ ...row, state: 'current' })
    .execute();
}

async function addKey(tx: Transaction<DB>, row: NewKeyRow): Promise<void> {
  const { id, fingerprint, masterId, wrapped, current, of } = row;
  const owner = 'record' in of ? { kind: 'record', subject: of.record } : { kind: 'purpose', purpose: of.purpose };
  await tx
    .insertInto('keys.data_key')
    .values({ id, fingerprint, master_id: masterId, wrapped, current, ...owner })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function replacePurposeKey(tx: Transaction<DB>, row: NewKeyRow): Promise<void> {
  if ('purpose' in row.of)
    await tx.updateTable('keys.data_key').set({ current: false }).where('purpose', '=', row.of.purpose).execute();
  await addKey(tx, row);
}

const loadKeys = (tx: Transaction<DB>) =>
  tx
    .selectFrom('keys.data_key')
    .select(['id', 'fingerprint', 'subject', 'purpose', 'current', 'master_id', 'wrapped', 'created_at'])
    .orderBy('created_at');

type Selected = Awaited<ReturnType<ReturnType<typeof loadKeys>['execute']>>[number];

function keyOf(row: Selected): KeyRow {
  return {
    id: KeyId.parse(row.id),
    fingerprint: row.fingerprint,
    of: row.purpose === null ? { record: row.subject ?? '' } : { purpose: Purpose.parse(row.purpose) },
    current: row.current,
    masterId: row.master_id,
    wrapped: row.wrapped,
    createdAt: row.created_at,
  };
}

async function loadOthers(tx: Transaction<DB>, masterId: string, after: KeyId | null): Promise<KeyRow[]> {
  const others = loadKeys(tx).where('master_id', '<>', masterId);
  const rows = after === null ? others : others.where('id', '>', after);
  return (await rows.clearOrderBy().orderBy('id').limit(BATCH).execute()).map(keyOf);
}

async function deleteRecordKey(tx: Transaction<DB>, id: KeyId): Promise<string | undefined> {
  const gone = await tx
    .deleteFrom('keys.data_key')
    .where('id', '=', id)
    .where('kind', '=', 'record')
    .returning('fingerprint')
    .executeTakeFirst();
  return gone?.fingerprint;
}

async function renewKey(tx: Transaction<DB>, id: KeyId, from: string, to: Wrapping): Promise<void> {
  await tx
    .updateTable('keys.data_key')
    .set({ master_id: to.masterId, wrapped: to.wrapped })
    .where('id', '=', id)
    .where('master_id', '=', from)
    .execute();
}

/** How many keys of which kind are wrapped by which master key. */
export type KeyCount = { readonly masterId: string; readonly kind: string; readonly count: number };

async function countKeys(tx: Transaction<DB>): Promise<KeyCount[]> {
  const { rows } = await sql<KeyCount>`
    select master_id as "masterId", coalesce(purpose, kind) as kind, count(*) as count
      from keys.data_key group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
