// The SQL of members of the organisation acted for. Row-level security keeps all others out; the organisation is named
// all the same, since a person sees their own memberships elsewhere too.
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { Group, type OrganisationId, PersonId } from '../contract.ts';
import type { MemberChange } from './belonging.ts';
import { Background, type Member, type MemberDetail } from './contract.ts';

/** Which members are asked for. */
export type MemberQuery = {
  readonly search?: string | undefined;
  readonly group?: Group | undefined;
  /** Only this one. */
  readonly person?: PersonId | undefined;
  /** Which page of them; all of them when left out. */
  readonly page?: number;
  readonly perPage?: number;
};

/** Members now by name, and how many there are. */
export async function loadMembers(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  { search = '', group, person, page = 1, perPage }: MemberQuery,
): Promise<{ members: Member[]; total: number }> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await memberRows(tx, organisation)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .having(sql<boolean>`bool_or(m.ended_at is null)`)
    .$if(person !== undefined, (query) => query.where('p.id', '=', person ?? ''))
    .$if(group !== undefined, (query) =>
      query.having(sql<boolean>`bool_or(m.group_name = ${group} and m.ended_at is null)`),
    )
    .$if(search !== '', (query) =>
      query.where((eb) => eb.or([eb('p.name', 'ilike', pattern), eb('number.number', 'ilike', pattern)])),
    )
    .orderBy('p.name')
    .orderBy('p.id')
    .$if(perPage !== undefined, (query) => query.limit(perPage ?? 0).offset((page - 1) * (perPage ?? 0)))
    .execute();
  return { members: rows.map(memberOf), total: rows[0]?.total ?? 0 };
}

/** Somebody who belongs here, or did (then without groups, and without the address, which is no longer ours). */
export async function loadMemberDetail(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  person: PersonId,
): Promise<MemberDetail | undefined> {
  const row = await memberRows(tx, organisation)
    .select('p.email')
    .groupBy('p.email')
    .where('p.id', '=', person)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const memberships = await tx
    .selectFrom('identity.membership')
    .select(['group_name', 'since', 'ended_at'])
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .orderBy('since')
    .orderBy('group_name')
    .execute();
  return {
    ...memberOf(row),
    email: row.groups.length === 0 ? null : row.email,
    memberships: memberships.map(({ group_name, since, ended_at }) => ({
      group: Group.parse(group_name),
      since: since.toString(),
      endedAt: ended_at?.toString() ?? null,
    })),
  };
}

function memberRows(tx: Transaction<DB>, organisation: OrganisationId) {
  return tx
    .selectFrom('identity.membership as m')
    .innerJoin('identity.person as p', 'p.id', 'm.person_id')
    .leftJoin('identity.staff_number as number', (join) =>
      join.onRef('number.person_id', '=', 'p.id').onRef('number.organisation_id', '=', 'm.organisation_id'),
    )
    .select(['p.id', 'p.name', 'p.background', 'p.practising_since', 'number.number as staff_number'])
    .select(
      sql<string[]>`coalesce(array_agg(m.group_name order by m.group_name) filter (where m.ended_at is null), '{}')`.as(
        'groups',
      ),
    )
    .select(sql<Temporal.Instant>`min(m.since)`.as('since'))
    .where('m.organisation_id', '=', organisation)
    .where('p.left_at', 'is', null)
    .groupBy(['p.id', 'p.name', 'p.background', 'p.practising_since', 'number.number']);
}

type MemberRow = Awaited<ReturnType<ReturnType<typeof memberRows>['execute']>>[number];

const memberOf = (row: MemberRow): Member => ({
  person: PersonId.parse(row.id),
  name: row.name,
  groups: row.groups.map((name) => Group.parse(name)),
  staffNumber: row.staff_number,
  background: Background.nullable().parse(row.background),
  practisingSince: row.practising_since,
  since: row.since.toString(),
});

/** Who administers the organisation now. */
export async function loadAdministrators(tx: Transaction<DB>, organisation: OrganisationId): Promise<PersonId[]> {
  const { members } = await loadMembers(tx, organisation, { group: 'administration' });
  return members.map(({ person }) => person);
}

/** Puts somebody into groups from now on; groups they are in already stay as they are. */
export async function saveMemberships(
  tx: Transaction<DB>,
  about: { readonly organisation: OrganisationId; readonly person: PersonId; readonly groups: readonly Group[] },
  now: Temporal.Instant,
): Promise<void> {
  const { organisation: organisation_id, person: person_id, groups } = about;
  await tx
    .insertInto('identity.membership')
    .values(groups.map((group_name) => ({ organisation_id, person_id, group_name, since: now })))
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'person_id', 'group_name']).where('ended_at', 'is', null).doNothing(),
    )
    .execute();
}

/** Ends somebody's belonging to these groups. */
export async function saveEnding(
  tx: Transaction<DB>,
  about: { readonly organisation: OrganisationId; readonly person: PersonId; readonly groups: readonly Group[] },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('identity.membership')
    .set({ ended_at: sql`greatest(since, ${now}::timestamptz)` })
    .where('organisation_id', '=', about.organisation)
    .where('person_id', '=', about.person)
    .where('group_name', 'in', about.groups)
    .where('ended_at', 'is', null)
    .execute();
}

/** Saves what is changed about somebody. */
export async function saveProfile(
  tx: Transaction<DB>,
  person: PersonId,
  { name, background, practisingSince }: MemberChange,
): Promise<void> {
  const changed = {
    ...(name === undefined ? {} : { name }),
    ...(background === undefined ? {} : { background }),
    ...(practisingSince === undefined ? {} : { practising_since: practisingSince }),
  };
  if (Object.keys(changed).length > 0)
    await tx.updateTable('identity.person').set(changed).where('id', '=', person).execute();
}

/** Gives somebody a number, or takes it away (null). */
export async function saveStaffNumber(
  tx: Transaction<DB>,
  about: { readonly organisation: OrganisationId; readonly person: PersonId },
  number: string | null,
): Promise<Result<null, 'staff-number-taken'>> {
  const { organisation: organisation_id, person: person_id } = about;
  try {
    if (number === null)
      await tx
        .deleteFrom('identity.staff_number')
        .where('organisation_id', '=', organisation_id)
        .where('person_id', '=', person_id)
        .execute();
    else
      await tx
        .insertInto('identity.staff_number')
        .values({ organisation_id, person_id, number })
        .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doUpdateSet({ number }))
        .execute();
    return ok(null);
  } catch (error) {
    const refusal = refusalOf(error, { staff_number_taken: 'staff-number-taken' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}
