// The SQL of texts and of who accepted them. A text is in force from its day until a newer one of its kind is.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { PersonId } from '../contract.ts';
import { type Statement, StatementKind } from './contract.ts';

/** Texts in force on a day, and when a person accepted each; those still to be accepted first. */
export async function loadStatements(tx: Transaction<DB>, person: PersonId, today: string): Promise<Statement[]> {
  const rows = await tx
    .selectFrom('identity.statement as s')
    .distinctOn('s.kind')
    .leftJoin('identity.acceptance as a', (join) =>
      join.onRef('a.kind', '=', 's.kind').onRef('a.version', '=', 's.version').on('a.person_id', '=', person),
    )
    .select(['s.kind', 's.version', 's.in_force_from', 'a.accepted_at'])
    .select(['s.title_zh', 's.title_en', 's.text_zh', 's.text_en'])
    .where('s.in_force_from', '<=', today)
    .orderBy('s.kind')
    .orderBy('s.version', 'desc')
    .execute();
  const order = StatementKind.options;
  return rows
    .map((row) => ({
      kind: StatementKind.parse(row.kind),
      version: row.version,
      inForceFrom: row.in_force_from,
      title: { zh: row.title_zh, en: row.title_en },
      text: { zh: row.text_zh, en: row.text_en },
      acceptedAt: row.accepted_at?.toString() ?? null,
    }))
    .toSorted(
      (a, b) =>
        Number(a.acceptedAt !== null) - Number(b.acceptedAt !== null) || order.indexOf(a.kind) - order.indexOf(b.kind),
    );
}

/** Puts on file that somebody accepts a text; the first time counts. Their own scope is needed. */
export async function saveAcceptance(
  tx: Transaction<DB>,
  accepted: { readonly person: PersonId; readonly kind: StatementKind; readonly version: number },
  now: Temporal.Instant,
): Promise<void> {
  const { person: person_id, kind, version } = accepted;
  await tx
    .insertInto('identity.acceptance')
    .values({ person_id, kind, version, accepted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
