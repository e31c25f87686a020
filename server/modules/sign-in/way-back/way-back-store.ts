// The SQL of ways back: links, and what is taken from an account when one is used. All of it needs a transaction that
// reaches everywhere; the secret of a link is not kept.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { findAccount, loadMember } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import { PersonId } from '../../identity/contract.ts';
import { belongsElsewhere } from '../account-store.ts';
import { removeRecoveryCodes } from '../factors/factor-store.ts';
import { hashOfToken, newToken } from '../tokens.ts';
import { type WayBack, wayBackHours, WayBackId } from './contract.ts';
import { stateOf, type WayBackState } from './way-back.ts';

/** For whom a link is made, and by whom; nulls: by an operator. */
export type Making = {
  readonly person: string;
  readonly secondFactor: boolean;
  readonly organisation: string | null;
  readonly by: string | null;
};

/** Whether the person belongs to the organisation now, and to any other. */
export async function loadBelonging(
  tx: Transaction<DB>,
  person: string,
  organisation: string,
): Promise<{ readonly member: boolean; readonly elsewhere: boolean }> {
  const member = await loadMember(tx, person, organisation);
  return { member: member !== undefined, elsewhere: await belongsElsewhere(tx, person, organisation) };
}

/** Makes a link; earlier ones of the person are void from now on. */
export async function saveWayBack(
  tx: Transaction<DB>,
  { person, secondFactor, organisation, by }: Making,
  now: Temporal.Instant,
): Promise<{ readonly id: WayBackId; readonly token: string; readonly expiresAt: Temporal.Instant }> {
  await holdAccount(tx, person);
  await tx
    .updateTable('sign_in.way_back')
    .set({ revoked_at: now })
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  const token = newToken();
  const link = { id: WayBackId.parse(randomUUID()), token, expiresAt: now.add({ hours: wayBackHours }) };
  await tx
    .insertInto('sign_in.way_back')
    .values({
      id: link.id,
      person_id: person,
      organisation_id: organisation,
      token_hash: hashOfToken(token),
      second_factor: secondFactor,
      made_by: by,
      made_at: now,
      expires_at: link.expiresAt,
    })
    .execute();
  return link;
}

/** Makes a link on the word of whoever runs the server. Undefined: nobody has this address. */
export async function makeOperatorsWayBack(
  tx: Transaction<DB>,
  { email, secondFactor }: { readonly email: string; readonly secondFactor: boolean },
  now: Temporal.Instant,
): Promise<{ readonly person: string; readonly organisation: string | null; readonly token: string } | undefined> {
  const person = await findAccount(tx, { email });
  if (person === undefined) return undefined;
  const { token } = await saveWayBack(tx, { person, secondFactor, organisation: null, by: null }, now);
  const home = await loadMember(tx, person, null);
  return { person, organisation: home?.organisation ?? null, token };
}

/** Links that an organisation's administration made in the last ninety days, newest first; of one person, or by id. */
export async function loadWaysBack(
  tx: Transaction<DB>,
  asked: { readonly organisation: string; readonly person?: string | undefined; readonly id?: string },
  now: Temporal.Instant,
): Promise<WayBack[]> {
  const { organisation, person, id } = asked;
  const rows = await tx
    .selectFrom('sign_in.way_back as w')
    .leftJoin('identity.person as maker', 'maker.id', 'w.made_by')
    .select(['w.id', 'w.person_id', 'w.second_factor', 'maker.name', 'w.made_at', 'w.expires_at'])
    .select(['w.used_at', 'w.revoked_at'])
    .where('w.organisation_id', '=', organisation)
    .where('w.made_at', '>', now.subtract({ hours: KEPT_HOURS }))
    .$if(person !== undefined, (query) => query.where('w.person_id', '=', person ?? ''))
    .$if(id !== undefined, (query) => query.where('w.id', '=', id ?? ''))
    .orderBy('w.made_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: WayBackId.parse(row.id),
    person: PersonId.parse(row.person_id),
    secondFactor: row.second_factor,
    state: stateOf({ usedAt: row.used_at, revokedAt: row.revoked_at, expiresAt: row.expires_at }, now),
    madeBy: row.name,
    madeAt: row.made_at.toString(),
    expiresAt: row.expires_at.toString(),
  }));
}

/** Takes back an open link of the organisation; whether there was one. */
export async function saveRevocation(
  tx: Transaction<DB>,
  { organisation, id }: { readonly organisation: string; readonly id: WayBackId },
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.way_back')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A link found by its secret. */
export type Found = {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly secondFactor: boolean;
  /** The administrator; nulls: an operator. */
  readonly maker: string | null;
  readonly madeBy: string | null;
  readonly expiresAt: Temporal.Instant;
  readonly state: WayBackState;
};

/** The link of a secret, held until the transaction ends. Undefined also when its person has left for good. */
export async function findByToken(
  tx: Transaction<DB>,
  token: string,
  now: Temporal.Instant,
): Promise<Found | undefined> {
  const row = await tx
    .selectFrom('sign_in.way_back as w')
    .innerJoin('identity.person as p', 'p.id', 'w.person_id')
    .leftJoin('identity.person as maker', 'maker.id', 'w.made_by')
    .select(['w.id', 'w.person_id', 'p.name', 'w.organisation_id', 'w.second_factor', 'maker.name as maker'])
    .select(['w.made_by', 'w.expires_at', 'w.used_at', 'w.revoked_at'])
    .where('w.token_hash', '=', hashOfToken(token))
    .where('p.left_at', 'is', null)
    .forUpdate('w')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    person: row.person_id,
    name: row.name,
    organisation: row.organisation_id,
    secondFactor: row.second_factor,
    maker: row.made_by,
    madeBy: row.maker,
    expiresAt: row.expires_at,
    state: stateOf({ usedAt: row.used_at, revokedAt: row.revoked_at, expiresAt: row.expires_at }, now),
  };
}

/** Uses a link: whatever opened the account before is gone, but for the second factor where it is kept. */
export async function saveUse(
  tx: Transaction<DB>,
  { id, person, secondFactor }: Pick<Found, 'id' | 'person' | 'secondFactor'>,
  now: Temporal.Instant,
): Promise<void> {
  await holdAccount(tx, person);
  await tx.updateTable('sign_in.way_back').set({ used_at: now }).where('id', '=', id).execute();
  await removeRecoveryCodes(tx, person);
  if (secondFactor) {
    await tx.deleteFrom('sign_in.totp').where('person_id', '=', person).execute();
    await tx.deleteFrom('sign_in.passkey').where('person_id', '=', person).execute();
  }
  // Whoever is just being signed in holds what opened the door; they are waited for, and end with the others.
  await tx.selectFrom('sign_in.password').select('person_id').where('person_id', '=', person).forUpdate().execute();
  await tx.deleteFrom('sign_in.session').where('person_id', '=', person).execute();
  await tx.deleteFrom('sign_in.known_device').where('person_id', '=', person).execute();
}

/** The groups somebody belongs to anywhere. */
export async function loadGroups(tx: Transaction<DB>, person: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('identity.membership')
    .select('group_name')
    .distinct()
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.group_name);
}

/** How somebody's access was last renewed, and whether they have confirmed having been told. */
export async function loadRenewal(tx: Transaction<DB>, person: string, now: Temporal.Instant) {
  const row = await tx
    .selectFrom('sign_in.way_back as w')
    .leftJoin('identity.person as maker', 'maker.id', 'w.made_by')
    .select(['w.used_at', 'w.seen_at', 'w.second_factor', 'maker.name'])
    .where('w.person_id', '=', person)
    .where('w.used_at', '>', now.subtract({ hours: KEPT_HOURS }))
    .orderBy('w.used_at', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.used_at === null) return null;
  const { used_at: at, name: by, second_factor: secondFactor } = row;
  return { renewed: { at: at.toString(), by, secondFactor }, told: row.seen_at !== null };
}

/** Notes that the person has been told; whether there was anything to tell. */
export async function saveTold(tx: Transaction<DB>, person: string, now: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sign_in.way_back')
    .set({ seen_at: now })
    .where('person_id', '=', person)
    .where('used_at', 'is not', null)
    .where('seen_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes links made more than ninety days ago. */
export async function removeOldWaysBack(tx: Transaction<DB>, now: Temporal.Instant): Promise<void> {
  await tx
    .deleteFrom('sign_in.way_back')
    .where('made_at', '<=', now.subtract({ hours: KEPT_HOURS }))
    .execute();
}

const KEPT_HOURS = 24 * 90;

/** One change of a person's factors at a time; the same lock as where factors are taken away. */
async function holdAccount(tx: Transaction<DB>, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 6))`.execute(tx);
}
