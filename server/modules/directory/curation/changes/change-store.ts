// The SQL of the history: what was changed, for those who may see it, and who may change what.
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { OrganisationId, PersonId } from '../../../identity/contract.ts';
import { LineId } from '../../contract.ts';
import { type By, type Change, ChangeKind, ChangePart } from './contract.ts';
import { isUndoable } from './parts.ts';

type Tx = Transaction<DB>;

/** Which changes are asked for. */
export type HistoryQuery = {
  readonly line?: string | undefined;
  readonly kind?: ChangeKind | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** ISO text in the zone of everything here. */
export const atChina = (at: Temporal.Instant): string => at.toString({ timeZone: 'Asia/Shanghai' });

type ByRow = {
  readonly person_id: string;
  readonly person_name: string | null;
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly at: Temporal.Instant;
};

/** Who and when, from a row. */
export const byOf = (row: ByRow): By => ({
  person: { id: PersonId.parse(row.person_id), name: row.person_name },
  organisation: { id: OrganisationId.parse(row.organisation_id), name: row.organisation_name },
  at: atChina(row.at),
});

const changeRows = (tx: Tx) =>
  tx
    .selectFrom('directory.change as change')
    .leftJoin('identity.person as person', 'person.id', 'change.person_id')
    .leftJoin('directory.change as undone', 'undone.undoes', 'change.id')
    .selectAll('change')
    .select(['person.name as person_name', 'undone.id as undone_by'])
    .select(sql<string>`directory.organisation_name(change.organisation_id)`.as('organisation_name'))
    .select(mayUndo.as('may_undo'));

/** What concerns an event takes the top of a tree; everything else, every line whose facts were set. */
const mayUndo = sql<boolean>`case
  when change.parts @> '[{"field": "facts"}]' then directory.leads()
  else not exists (select from unnest(change.line_ids) as line where not directory.curates(line)) end`;

/** The changes that the caller may see, newest first. */
export async function loadChanges(tx: Tx, query: HistoryQuery): Promise<{ changes: Change[]; more: boolean }> {
  const rows = await changeRows(tx)
    .$if(query.line !== undefined, (some) =>
      some.where(sql<boolean>`change.line_ids @> array[${query.line ?? ''}]::text[]`),
    )
    .$if(query.kind !== undefined, (some) => some.where('change.kind', '=', query.kind ?? ''))
    .$if(query.before !== undefined, (some) => some.where('change.id', '<', query.before ?? 0))
    .orderBy('change.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  const names = await lineNames(
    tx,
    shown.flatMap((row) => row.line_ids.slice(0, MOST_LINES)),
  );
  return {
    changes: shown.map((row) => changeOf({ ...row, line_ids: row.line_ids.slice(0, MOST_LINES) }, names)),
    more: rows.length > query.limit,
  };
}

/** One change that the caller may see. */
export async function findChange(tx: Tx, id: number): Promise<Change | undefined> {
  const row = await changeRows(tx).where('change.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : changeOf(row, await lineNames(tx, row.line_ids));
}

/** Who set what, by change, as far as the caller may see it. */
export async function loadDeeds(
  tx: Tx,
  changes: readonly number[],
): Promise<Map<number, { readonly by: By; readonly why: string }>> {
  const rows = await changeRows(tx)
    .where(sql<boolean>`change.id = any(${changes})`)
    .execute();
  return new Map(rows.map((row) => [row.id, { by: byOf(row), why: row.why }]));
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof changeRows>['execute']>>[number];

const MOST_LINES = 50;

function changeOf(row: ChangeRow, names: ReadonlyMap<string, string>): Change {
  const kind = ChangeKind.parse(row.kind);
  return {
    id: row.id,
    kind,
    by: byOf(row),
    why: row.why,
    lines: row.line_ids.map((id) => ({ id: LineId.parse(id), name: names.get(id) ?? null })),
    parts: z.array(ChangePart).parse(row.parts),
    undoes: row.undoes,
    undoneBy: row.undone_by,
    mayUndo: isUndoable(kind) && row.undone_by === null && row.may_undo,
  };
}

/** Names of lines by id. */
export async function lineNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('directory.line')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...new Set(ids)]})`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether the caller may change every one of these lines. */
export async function curatesAll(tx: Tx, lines: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`
    select coalesce(bool_and(directory.curates(line)), true) as all from unnest(${[...lines]}::text[]) as line`.execute(
    tx,
  );
  return rows[0]?.all === true;
}

/** Whether the caller acts for the top of a tree. */
export async function leads(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`select directory.leads() as leads`.execute(tx);
  return rows[0]?.leads === true;
}
