// The question that stands before every call of staff, answered in one statement: does this person belong to this
// organisation now, in which groups, and does the right asked for hold. Sign-in asks it once it knows the person.
import { sql, type Kysely } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Group, OrganisationId, PersonId } from './contract.ts';
import { decideRight, dependsOnDuty, type Reach } from './rights.ts';

/** Somebody who belongs to an organisation now. */
export type Member = {
  readonly person: PersonId;
  readonly organisation: OrganisationId;
  /** Never empty. */
  readonly groups: readonly Group[];
};

/** Tells whether a member passes the duty gate; answered by workforce. */
export type OnDuty = (db: Kysely<DB>, member: Member) => Promise<boolean>;

/** A member, and how far the right asked for reaches; null: it is not held. */
export type Standing = { readonly member: Member; readonly reach: Reach | null };

/** Who asks for what. Without an organisation only `identity.see-self` is decided, in the one they joined first. */
export type Asked = { readonly may: string; readonly person: string; readonly organisation: string | null };

/**
 * The membership of somebody in an organisation (null: the one they have belonged to for longest). Undefined when there
 * is none, when they have left, when the organisation has closed or never was. Needs no scope.
 */
export async function loadMember(
  db: Kysely<DB>,
  person: string,
  organisation: string | null,
): Promise<Member | undefined> {
  const asked = OrganisationId.nullable().safeParse(organisation);
  if (!asked.success) return undefined;
  const { rows } = await sql<{ organisation_id: string; groups: string[] }>`
    select organisation_id, groups from identity.member(${person}::uuid, ${organisation}::uuid)`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    person: PersonId.parse(person),
    organisation: OrganisationId.parse(row.organisation_id),
    groups: row.groups.map((name) => Group.parse(name)),
  };
}

/** Where somebody stands towards a right. Undefined: not a member of that organisation, or no organisation was named. */
export async function loadStanding(db: Kysely<DB>, asked: Asked, onDuty: OnDuty): Promise<Standing | undefined> {
  const { may, person, organisation } = asked;
  if (organisation === null && may !== 'identity.see-self') return undefined;
  const member = await loadMember(db, person, organisation);
  if (member === undefined) return undefined;
  return standingOf(db, member, may, onDuty);
}

/** The same for a member who is known already: sign-in reads session and membership in one statement. */
export async function standingOf(db: Kysely<DB>, member: Member, may: string, onDuty: OnDuty): Promise<Standing> {
  const { groups } = member;
  const gate = dependsOnDuty(may, groups) && (await onDuty(db, member));
  const decided = decideRight(may, { groups, onDuty: gate });
  return { member, reach: decided === 'not-allowed' ? null : decided.reach };
}
