// The SQL of codes: the secret they are made from, the steps already taken, and the recovery codes left.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Sealing } from '../ports.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery.ts';
import { stepOf } from './totp.ts';

const placeOf = (person: string) => ({ table: 'sign_in.totp', column: 'secret', row: person }) as const;

/** Keeps a new secret that does not count yet; false when one counts already. */
export async function saveSecret(
  tx: Transaction<DB>,
  sealing: Sealing,
  { person, secret }: { readonly person: string; readonly secret: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const sealed = await sealing.seal(placeOf(person), secret);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('sign_in.totp')
    .values({ person_id: person, secret: sealed, begun_at: now })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet({ secret: sealed, begun_at: now, last_step: null })
        .where('sign_in.totp.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A code that somebody typed. */
export type TypedCode = { readonly person: string; readonly code: string; readonly confirmed: boolean };

/**
 * Takes a code of the secret that counts, or of the one being set up. Each step is taken once: of two requests with the
 * same code at the same time the database lets one pass.
 */
export async function takeCode(
  tx: Transaction<DB>,
  sealing: Sealing,
  { person, code, confirmed }: TypedCode,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_in.totp')
    .select('secret')
    .where('person_id', '=', person)
    .where('confirmed_at', confirmed ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (row === undefined) return false;
  const opened = await sealing.open(placeOf(person), row.secret);
  if (!opened.ok) throw new Error('A TOTP secret cannot be opened.');
  const step = stepOf(opened.value.toString('utf8'), code, now);
  if (step === null) return false;
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.totp')
    .set({ last_step: step, confirmed_at: sql`coalesce(confirmed_at, ${now})` })
    .where('person_id', '=', person)
    .where('secret', '=', row.secret)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes the codes' secret away; whether there was one that counted. */
export async function removeSecret(tx: Transaction<DB>, person: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in.totp')
    .where('person_id', '=', person)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Takes a recovery code; each is taken once. */
export async function takeRecoveryCode(
  tx: Transaction<DB>,
  { person, code }: Pick<TypedCode, 'person' | 'code'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const hash = hashOfRecoveryCode(person, code);
  if (hash === undefined) return false;
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', person)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ten new codes in place of all earlier ones; they are told this once. */
export async function replaceRecoveryCodes(
  tx: Transaction<DB>,
  person: string,
  now: Temporal.Instant,
): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.deleteFrom('sign_in.recovery_code').where('person_id', '=', person).execute();
  const hashes = codes.flatMap((code) => hashOfRecoveryCode(person, code) ?? []);
  await tx
    .insertInto('sign_in.recovery_code')
    .values(hashes.map((hash) => ({ person_id: person, hash, made_at: now })))
    .execute();
  return codes;
}

/** Recovery codes that have not been used. */
export async function countRecoveryCodes(tx: Transaction<DB>, person: string): Promise<number> {
  const row = await tx
    .selectFrom('sign_in.recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.left;
}

/** How many second factors a person has, held until the transaction ends so that two removals come one by one. */
export async function loadFactorCount(tx: Transaction<DB>, person: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 6))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from sign_in.totp where person_id = ${person} and confirmed_at is not null)::int
         + (select count(*) from sign_in.passkey where person_id = ${person})::int as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Without a second factor there is nothing to recover. */
export async function removeRecoveryCodes(tx: Transaction<DB>, person: string): Promise<void> {
  await tx.deleteFrom('sign_in.recovery_code').where('person_id', '=', person).execute();
}
