// The SQL of reading what people have set: values above the published facts, and which listings they hold together.
import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { DirectoryEvent, LineId } from './contract.ts';
import { type CuratedFields, Facts } from './facts.ts';
import { type Decided, listingKey } from './merging.ts';
import { loadEvents } from './files.ts';
import { loadLines } from './store.ts';

type Tx = Transaction<DB>;

/** A line that was merged into another: where it went, the two listings that hold them together, and what was its own. */
export const Joined = z.object({
  into: LineId,
  pair: z.tuple([z.string(), z.string()]).nullable(),
  listings: z.array(z.string()),
});
export type Joined = z.infer<typeof Joined>;

/** What people have set, by line; of all lines, or of those named. */
export async function loadCurated(tx: Tx, lines?: readonly string[]): Promise<Map<string, CuratedFields>> {
  const rows = await tx
    .selectFrom('directory.curated')
    .select(['line_id', 'field', 'value'])
    .$if(lines !== undefined, (query) => query.where(sql<boolean>`line_id = any(${lines ?? []})`))
    .execute();
  const byLine = Map.groupBy(rows, (row) => row.line_id);
  return new Map([...byLine].map(([line, set]) => [line, new Map(set.map((row) => [row.field, row.value]))]));
}

/** The facts as published, by line; of all lines there are, or of those named. */
export async function loadPublishedFacts(tx: Tx, lines?: readonly string[]): Promise<Map<string, Facts>> {
  const [held, bases] = [
    await loadLines(tx, { hidden: true, ...(lines && { only: lines }) }),
    await tx
      .selectFrom('directory.line')
      .select(['id', 'base'])
      .where('base', 'is not', null)
      .$if(lines !== undefined, (query) => query.where(sql<boolean>`id = any(${lines ?? []})`))
      .execute(),
  ];
  return new Map<string, Facts>([
    ...held.map((line) => [line.id, Facts.parse(line)] as const),
    ...bases.map((row) => [row.id, Facts.parse(row.base)] as const),
  ]);
}

/** Which listings people hold together, and which ids must stay because people have set something for them. */
export async function loadDecided(tx: Tx): Promise<Decided> {
  const joined = await tx.selectFrom('directory.curated').select('value').where('field', '=', 'joined').execute();
  const pinned = await tx
    .selectFrom('directory.listing as listing')
    .select(['source_id', 'row', 'line_id'])
    .where(
      sql<boolean>`exists (select from directory.curated c where c.line_id = listing.line_id)
        or exists (select from directory.line j where j.joined_into = listing.line_id)
        or directory.has_steward(listing.line_id)`,
    )
    .execute();
  const all = await tx.selectFrom('directory.listing').select(['source_id', 'row', 'line_id']).execute();
  const byListing = (rows: typeof all) =>
    new Map(rows.map((row) => [listingKey(row.source_id, row.row), LineId.parse(row.line_id)]));
  return {
    joins: joined.flatMap((row) => {
      const { pair } = Joined.parse(row.value);
      return pair === null ? [] : [pair];
    }),
    pins: byListing(pinned),
    known: byListing(all),
  };
}

/** Where the ids of merged lines lead, however often they were merged. */
export async function loadMoved(db: Kysely<DB>): Promise<Map<string, LineId>> {
  const rows = await db
    .selectFrom('directory.line')
    .select(['id', 'joined_into'])
    .where('joined_into', 'is not', null)
    .execute();
  const next = new Map(rows.map((row) => [row.id, row.joined_into ?? row.id]));
  const lastOf = (id: string, steps = 0): string => {
    const into = next.get(id);
    return into === undefined || steps > next.size ? id : lastOf(into, steps + 1);
  };
  return new Map(rows.map(({ id }) => [id, LineId.parse(lastOf(id))]));
}

/** The events that come with the program, as they stand after what was declared here, and those entered here. */
export async function loadAllEvents(db: Kysely<DB>): Promise<DirectoryEvent[]> {
  const rows = await db
    .selectFrom('directory.event')
    .select(['id', 'zh', 'en', 'begins', 'ends', 'source'])
    .orderBy('begins')
    .orderBy('id')
    .execute();
  const declared = new Map(rows.map((row) => [row.id, DirectoryEvent.parse(row)]));
  const carried = loadEvents().map((event) => declared.get(event.id) ?? event);
  const known = new Set(carried.map(({ id }) => id));
  return [...carried, ...[...declared.values()].filter(({ id }) => !known.has(id))];
}
