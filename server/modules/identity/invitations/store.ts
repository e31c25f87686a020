// The SQL of invitations that an administration makes, sees and takes back. Using one is in accepting-store.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Group, type OrganisationId, type PersonId } from '../contract.ts';
import { type Invitation, InvitationId } from './contract.ts';
import { expiryOf, hashOfToken, stateOf } from './tokens.ts';

/** Who is invited where, and by whom (null: the program). */
export type Invited = {
  readonly organisation: OrganisationId;
  readonly name: string;
  readonly email: string | null;
  readonly staffNumber: string | null;
  readonly groups: readonly Group[];
  readonly by: PersonId | null;
};

/** The secret of a link, which is not kept, and what it opens. */
export type Link = { readonly id: InvitationId; readonly token: string; readonly expiresAt: Temporal.Instant };

/** Makes an invitation. */
export async function saveInvitation(tx: Transaction<DB>, invited: Invited, now: Temporal.Instant): Promise<Link> {
  const token = randomBytes(32).toString('base64url');
  const link = { id: InvitationId.parse(randomUUID()), token, expiresAt: expiryOf(now) };
  await tx
    .insertInto('identity.invitation')
    .values({
      id: link.id,
      organisation_id: invited.organisation,
      token_hash: hashOfToken(token),
      name: invited.name,
      email: invited.email,
      staff_number: invited.staffNumber,
      groups: [...new Set(invited.groups)],
      invited_by: invited.by,
      invited_at: now,
      expires_at: link.expiresAt,
    })
    .execute();
  return link;
}

/** Invitations of the organisation acted for: open ones and those of the last 90 days, newest first; or one by its id. */
export async function loadInvitations(
  tx: Transaction<DB>,
  asked: { readonly organisation: OrganisationId; readonly id?: InvitationId; readonly now: Temporal.Instant },
): Promise<Invitation[]> {
  const { organisation, id, now } = asked;
  const rows = await tx
    .selectFrom('identity.invitation as i')
    .leftJoin('identity.person as inviter', 'inviter.id', 'i.invited_by')
    .select(['i.id', 'i.name', 'i.email', 'i.staff_number', 'i.groups', 'inviter.name as invited_by'])
    .select(['i.invited_at', 'i.expires_at', 'i.revoked_at', 'i.accepted_at'])
    .where('i.organisation_id', '=', organisation)
    .where('i.invited_at', '>', now.subtract({ hours: 24 * 90 }))
    .$if(id !== undefined, (query) => query.where('i.id', '=', id ?? ''))
    .orderBy('i.invited_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: InvitationId.parse(row.id),
    name: row.name,
    email: row.email,
    staffNumber: row.staff_number,
    groups: row.groups.map((name) => Group.parse(name)),
    state: stateOf({ acceptedAt: row.accepted_at, revokedAt: row.revoked_at, expiresAt: row.expires_at }, now),
    invitedBy: row.invited_by,
    invitedAt: row.invited_at.toString(),
    expiresAt: row.expires_at.toString(),
  }));
}

/** Takes back an open invitation of the organisation; whether there was one. */
export async function saveRevocation(
  tx: Transaction<DB>,
  about: { readonly organisation: OrganisationId; readonly id: InvitationId; readonly by: PersonId },
  now: Temporal.Instant,
): Promise<boolean> {
  const { organisation, id, by } = about;
  const { numUpdatedRows } = await tx
    .updateTable('identity.invitation')
    .set({ revoked_at: now, revoked_by: by })
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a number is somebody else's in the organisation. */
export async function staffNumberInUse(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  { number, email }: { readonly number: string; readonly email: string | null },
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.staff_number as n')
    .innerJoin('identity.person as p', 'p.id', 'n.person_id')
    .select('p.email')
    .where('n.organisation_id', '=', organisation)
    .where('n.number', '=', number)
    .executeTakeFirst();
  return row !== undefined && (email === null || row.email !== email);
}

/** The e-mail of somebody within reach. */
export async function loadEmail(tx: Transaction<DB>, person: PersonId): Promise<string | null> {
  const row = await tx.selectFrom('identity.person').select('email').where('id', '=', person).executeTakeFirstOrThrow();
  return row.email;
}
