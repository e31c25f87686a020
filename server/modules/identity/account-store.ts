// What sign-in and the first run need: finding the person who wants to sign in, and an installation's first organisation.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, type Result } from '#platform/result.ts';
import { type OrganisationId, type OrganisationKind, PersonId } from './contract.ts';
import { type Link, saveInvitation } from './invitations/store.ts';
import { firstGroups } from './members/belonging.ts';
import { saveNewOrganisation } from './organisations/store.ts';

/** By what somebody names themselves when they sign in. */
export type AccountName = { readonly email: string } | { readonly staffNumber: string; readonly organisation: string };

/**
 * Who an account name belongs to: an e-mail in any case, or a staff number with the official name or the id of the
 * organisation, where they belong to it now. Undefined also when two organisations of that name gave the number, and for
 * somebody who has left. Needs a transaction that reaches everywhere.
 */
export async function findAccount(tx: Transaction<DB>, by: AccountName): Promise<PersonId | undefined> {
  const rows = 'email' in by ? await byEmail(tx, by.email) : await byNumber(tx, by);
  const [row] = rows;
  return row === undefined || rows.length > 1 ? undefined : PersonId.parse(row.id);
}

function byEmail(tx: Transaction<DB>, email: string) {
  return tx
    .selectFrom('identity.person')
    .select('id')
    .where('email', '=', email.trim().toLowerCase())
    .where('left_at', 'is', null)
    .execute();
}

function byNumber(
  tx: Transaction<DB>,
  { staffNumber, organisation }: { readonly staffNumber: string; readonly organisation: string },
) {
  return tx
    .selectFrom('identity.staff_number as n')
    .innerJoin('identity.organisation as o', 'o.id', 'n.organisation_id')
    .innerJoin('identity.person as p', 'p.id', 'n.person_id')
    .select('p.id')
    .distinct()
    .where('n.number', '=', staffNumber.trim())
    .where((eb) => eb.or([eb('o.name', '=', organisation.trim()), eb(eb.cast('o.id', 'text'), '=', organisation)]))
    .where('o.closed_at', 'is', null)
    .where('p.left_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('identity.membership as m')
          .select('m.id')
          .whereRef('m.organisation_id', '=', 'o.id')
          .whereRef('m.person_id', '=', 'p.id')
          .where('m.ended_at', 'is', null),
      ),
    )
    .execute();
}

/** What the top of a tree is set up with. */
export type Founding = {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly department: string | null;
  readonly administrator: { readonly name: string; readonly email: string };
};

/**
 * Sets up the top of a tree and invites its first administrator, who in an authority belongs to its group too. Needs a
 * transaction that reaches everywhere.
 */
export async function foundOrganisation(
  tx: Transaction<DB>,
  { name, kind, department, administrator }: Founding,
  now: Temporal.Instant,
): Promise<Result<{ readonly organisation: OrganisationId; readonly invitation: Link }, 'name-taken'>> {
  const made = await saveNewOrganisation(tx, { parent: null, name, kind, department });
  if (!made.ok) return made;
  const { name: called, email } = administrator;
  const invited = { organisation: made.value, name: called, email: email.trim().toLowerCase(), staffNumber: null };
  return ok({
    organisation: made.value,
    invitation: await saveInvitation(tx, { ...invited, groups: firstGroups(kind), by: null }, now),
  });
}
