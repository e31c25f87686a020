// Reading and using an invitation by the secret of its link. Nobody is signed in to the organisation yet, so these run
// with the program's own reach; the secret is what they are allowed by.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { Group, OrganisationId, PersonId } from '../contract.ts';
import { saveMemberships, saveStaffNumber } from '../members/store.ts';
import { decideUse, type UseRefusal } from './accepting.ts';
import { hashOfToken, stateOf } from './tokens.ts';

/** Who joined by an invitation. */
export type Joined = {
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  readonly groups: readonly Group[];
  /** Entered just now: a password is still to be set. */
  readonly isNew: boolean;
};

/** An invitation found by its link. */
export async function loadByToken(tx: Transaction<DB>, token: string, now: Temporal.Instant) {
  const row = await tx
    .selectFrom('identity.invitation as i')
    .innerJoin('identity.organisation as o', 'o.id', 'i.organisation_id')
    .leftJoin('identity.person as p', 'p.email', 'i.email')
    .select(['i.id', 'i.organisation_id', 'o.name as organisation', 'i.name', 'i.email', 'i.staff_number', 'i.groups'])
    .select(['i.expires_at', 'i.accepted_at', 'i.revoked_at', 'i.invited_by', 'p.id as account'])
    .where('i.token_hash', '=', hashOfToken(token))
    .where('o.closed_at', 'is', null)
    .forUpdate('i')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    organisation: { id: OrganisationId.parse(row.organisation_id), name: row.organisation },
    name: row.name,
    email: row.email,
    staffNumber: row.staff_number,
    groups: row.groups.map((name) => Group.parse(name)),
    expiresAt: row.expires_at,
    state: stateOf({ acceptedAt: row.accepted_at, revokedAt: row.revoked_at, expiresAt: row.expires_at }, now),
    account: PersonId.nullable().parse(row.account),
    invitedBy: PersonId.nullable().parse(row.invited_by),
  };
}

/**
 * Uses an invitation, once: enters a new person, or adds the signed-in person (`signedIn`) whose account its e-mail is.
 * Needs a transaction that reaches everywhere; to be called in the one that sets the password of somebody new.
 */
export async function acceptInvitation(
  tx: Transaction<DB>,
  use: { readonly token: string; readonly signedIn: string | null; readonly now: Temporal.Instant },
): Promise<Result<Joined, UseRefusal | 'no-such-invitation' | 'staff-number-taken'>> {
  const { token, now } = use;
  const invitation = await loadByToken(tx, token, now);
  if (invitation === undefined) return refuse('no-such-invitation');
  const signedIn = PersonId.nullable().parse(use.signedIn);
  const decided = decideUse({ ...invitation, signedIn });
  if (!decided.ok) return decided;
  const isNew = decided.value === 'new';
  const person = decided.value === 'new' ? await saveNewPerson(tx, invitation) : decided.value;
  if (person === undefined) return refuse('sign-in-first');
  const { groups, staffNumber } = invitation;
  const organisation = invitation.organisation.id;
  await saveMemberships(tx, { organisation, person, groups }, now);
  if (staffNumber !== null) {
    const saved = await saveStaffNumber(tx, { organisation, person }, staffNumber);
    if (!saved.ok) return saved;
  }
  const used = { accepted_at: now, accepted_by: person };
  await tx.updateTable('identity.invitation').set(used).where('id', '=', invitation.id).execute();
  return ok({ person, organisation, groups, isNew });
}

/** Undefined: another invitation to the same e-mail has just been used. */
async function saveNewPerson(
  tx: Transaction<DB>,
  { name, email }: { readonly name: string; readonly email: string | null },
): Promise<PersonId | undefined> {
  const row = await tx
    .insertInto('identity.person')
    .values({ name, email })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row === undefined ? undefined : PersonId.parse(row.id);
}
