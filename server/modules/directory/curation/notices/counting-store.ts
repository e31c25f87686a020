// The SQL of who runs which line, for counting.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { OrganisationId, OrganisationKind } from '../../../identity/contract.ts';
import { lineNames } from '../changes/change-store.ts';
import type { WithLines } from './counting.ts';

type Tx = Transaction<DB>;

/** Institutions below the organisation acted for, by name, with the lines they curate. */
export async function loadInstitutions(tx: Tx): Promise<WithLines[]> {
  const rows = await tx
    .selectFrom('identity.organisation as organisation')
    .leftJoin('directory.stewardship as steward', (join) =>
      join.onRef('steward.organisation_id', '=', 'organisation.id').on('steward.state', '=', 'confirmed'),
    )
    .select(['organisation.id', 'organisation.name', 'organisation.kind'])
    .select(sql<string[]>`array_remove(array_agg(steward.line_id order by steward.line_id), null)`.as('lines'))
    .where(sql<boolean>`platform.reaches(organisation.id)`)
    .where('organisation.kind', '<>', 'authority')
    .where('organisation.closed_at', 'is', null)
    .groupBy(['organisation.id', 'organisation.name', 'organisation.kind'])
    .orderBy('organisation.name')
    .execute();
  return rows.map(({ id, name, kind, lines }) => ({
    organisation: { id: OrganisationId.parse(id), name, kind: OrganisationKind.parse(kind) },
    lineIds: lines,
  }));
}

/** Names of universities that curate, by line. */
export async function loadUniversityStewards(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('directory.stewardship as steward')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'steward.organisation_id')
    .select(['steward.line_id', 'organisation.name'])
    .where('steward.state', '=', 'confirmed')
    .where('organisation.kind', '=', 'university')
    .execute();
  return new Map(rows.map((row) => [row.line_id, row.name]));
}

/** Of these ids, the first that is no line. */
export async function unknownLine(tx: Tx, ids: readonly string[]): Promise<string | undefined> {
  const known = await lineNames(tx, ids);
  return ids.find((id) => !known.has(id));
}
