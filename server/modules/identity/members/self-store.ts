// What somebody sees of themselves, in all organisations they belong to.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Group, OrganisationId, OrganisationKind, PersonId } from '../contract.ts';
import type { Place, Self } from './contract.ts';

/** Somebody and where they belong; rights are for the caller to fill in. Their own scope is needed. */
export async function loadSelf(
  tx: Transaction<DB>,
  person: PersonId,
): Promise<Omit<Self, 'places'> & { readonly places: readonly Omit<Place, 'rights'>[] }> {
  const { id, name, email, language } = await tx
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('identity.membership as m')
    .innerJoin('identity.organisation as o', 'o.id', 'm.organisation_id')
    .select(['o.id', 'o.name', 'o.kind'])
    .select(sql<string[]>`array_agg(m.group_name order by m.group_name)`.as('groups'))
    .where('m.person_id', '=', person)
    .where('m.ended_at', 'is', null)
    .where('o.closed_at', 'is', null)
    .groupBy(['o.id', 'o.name', 'o.kind'])
    .orderBy(sql`min(m.since)`)
    .orderBy('o.id')
    .execute();
  const places = rows.map((row) => ({
    id: OrganisationId.parse(row.id),
    name: row.name,
    kind: OrganisationKind.parse(row.kind),
    groups: row.groups.map((group) => Group.parse(group)),
  }));
  return { id: PersonId.parse(id), name, email, language: language === 'en' ? 'en' : 'zh', places };
}

/** Saves how somebody is called, and in which language they read. */
export async function saveSelf(
  tx: Transaction<DB>,
  person: PersonId,
  { name, language }: { readonly name?: string | undefined; readonly language?: 'zh' | 'en' | undefined },
): Promise<void> {
  const changed = { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) };
  if (Object.keys(changed).length > 0)
    await tx.updateTable('identity.person').set(changed).where('id', '=', person).execute();
}
