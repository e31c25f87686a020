// The SQL of organisations. Row-level security decides which of them a caller has before them; what is filtered here
// besides is only what they asked for.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { Group, OrganisationId, OrganisationKind } from '../contract.ts';
import { type Organisation, PublicBasis } from './contract.ts';
import type { Changeable } from './standing.ts';

/** Organisations the caller acts for, parents before children; with an id only that one. */
export async function loadOrganisations(tx: Transaction<DB>, id?: OrganisationId): Promise<Organisation[]> {
  const rows = await tx
    .selectFrom('identity.organisation as o')
    .leftJoin('identity.organisation as above', 'above.id', 'o.parent_id')
    .select(['o.id', 'above.id as parent', 'o.name', 'o.kind', 'o.department', 'o.closed_at'])
    .select(['o.duty_mode_from', 'o.public_from', 'o.public_basis'])
    .where(sql<boolean>`platform.reaches(o.id)`)
    .$if(id !== undefined, (query) => query.where('o.id', '=', id ?? ''))
    .orderBy(sql`cardinality(o.ancestors)`)
    .orderBy('o.name')
    .execute();
  return rows.map((row) => ({
    id: OrganisationId.parse(row.id),
    parent: OrganisationId.nullable().parse(row.parent),
    name: row.name,
    kind: OrganisationKind.parse(row.kind),
    department: row.department,
    dutyModeFrom: row.duty_mode_from,
    publicFrom: row.public_from,
    publicBasis: PublicBasis.nullable().parse(row.public_basis),
    closedAt: row.closed_at?.toString() ?? null,
  }));
}

/** One organisation within reach, held until the transaction ends so that decisions about it come one by one. */
export async function loadOrganisationForUpdate(
  tx: Transaction<DB>,
  id: OrganisationId,
): Promise<Organisation | undefined> {
  await tx
    .selectFrom('identity.organisation')
    .select('id')
    .where('id', '=', id)
    .where(sql<boolean>`platform.reaches(id)`)
    .forUpdate()
    .execute();
  return (await loadOrganisations(tx, id))[0];
}

/** How many belong to each group, by organisation within reach; groups without anybody are left out. */
export async function loadMemberCounts(
  tx: Transaction<DB>,
): Promise<ReadonlyMap<string, Partial<Record<Group, number>>>> {
  const { rows } = await sql<{ organisation_id: string; group_name: string; people: number }>`
    select organisation_id, group_name, people from identity.member_counts()`.execute(tx);
  const counts = new Map<string, Partial<Record<Group, number>>>();
  for (const { organisation_id, group_name, people } of rows)
    counts.set(organisation_id, { ...counts.get(organisation_id), [Group.parse(group_name)]: people });
  return counts;
}

/** Enters an organisation; `parent` null: the top of a tree. */
export async function saveNewOrganisation(
  tx: Transaction<DB>,
  given: Pick<Changeable, 'name' | 'kind' | 'department'> & { readonly parent: OrganisationId | null },
): Promise<Result<OrganisationId, 'name-taken'>> {
  const id = OrganisationId.parse(randomUUID());
  const { parent: parent_id, name, kind, department } = given;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identity.organisation')
    .values({ id, parent_id, name, kind, department })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? refuse('name-taken') : ok(id);
}

/** Saves a change that was decided. */
export async function saveOrganisation(
  tx: Transaction<DB>,
  id: OrganisationId,
  changed: Changeable,
): Promise<Result<null, 'name-taken'>> {
  const { name, kind, department, dutyModeFrom, publicFrom, publicBasis } = changed;
  try {
    await tx
      .updateTable('identity.organisation')
      .set({ name, kind, department, duty_mode_from: dutyModeFrom, public_from: publicFrom, public_basis: publicBasis })
      .where('id', '=', id)
      .execute();
    return ok(null);
  } catch (error) {
    const refusal = refusalOf(error, { organisation_parent_id_name_key: 'name-taken' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

/** Closes it; whoever belongs to it cannot act for it any more. */
export async function saveClosing(tx: Transaction<DB>, id: OrganisationId, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('identity.organisation').set({ closed_at: now }).where('id', '=', id).execute();
}
