// The SQL of listings: which row of which publication belongs to which line, and the doubts about each.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { ReadLine, Reading } from '../sources/contract.ts';
import type { Line } from './contract.ts';
import { chunks } from './line-store.ts';
import { listingKey } from './merging.ts';

type Tx = Transaction<DB>;

/** Saves the listings of the publications read anew and lets the others follow their lines. */
export async function saveListings(tx: Tx, fresh: Reading, lines: readonly Line[]): Promise<void> {
  const home = new Map(lines.flatMap((line) => line.listings.map((one) => [listingKey(one.source, one.row), line.id])));
  const rows = fresh.lines.map((reading, position) => {
    const lineId = home.get(listingKey(reading.source, reading.row));
    if (lineId === undefined) throw new Error('a listing was put into no line');
    return { source_id: reading.source, row: reading.row, position, line_id: lineId, reading: JSON.stringify(reading) };
  });
  await removeFormerListings(tx, fresh);
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('directory.listing')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'row']).doUpdateSet({
          line_id: sql`excluded.line_id`,
          position: sql`excluded.position`,
          reading: sql`excluded.reading`,
        }),
      )
      .execute();
  }
  await moveOtherListings(tx, home);
}

async function removeFormerListings(tx: Tx, { sources, lines }: Reading): Promise<void> {
  for (const { id } of sources) {
    const rows = lines.filter((line) => line.source === id).map((line) => line.row);
    await tx
      .deleteFrom('directory.listing')
      .where('source_id', '=', id)
      .where(sql<boolean>`row <> all(${rows}::text[])`)
      .execute();
  }
}

/** A new publication can join lines that stood apart: the older listings then follow their line. */
async function moveOtherListings(tx: Tx, home: ReadonlyMap<string, string>): Promise<void> {
  const stored = await tx.selectFrom('directory.listing').select(['source_id', 'row', 'line_id']).execute();
  for (const { source_id, row, line_id } of stored) {
    const lineId = home.get(listingKey(source_id, row));
    if (lineId === undefined || lineId === line_id) continue;
    await tx
      .updateTable('directory.listing')
      .set({ line_id: lineId })
      .where('source_id', '=', source_id)
      .where('row', '=', row)
      .execute();
  }
}

/** Doubts that are still the same keep their state; those that no longer arise go; new ones are open. */
export async function saveFlags(tx: Tx, readLines: readonly ReadLine[]): Promise<void> {
  const flags = readLines.flatMap((line) =>
    line.flags.map((flag) => ({ source_id: line.source, row: line.row, suggestion: null, ...flag })),
  );
  const key = (flag: {
    source_id: string;
    row: string;
    code: string;
    field: string;
    raw: string;
    why: string;
  }): string => JSON.stringify([flag.source_id, flag.row, flag.code, flag.field, flag.raw, flag.why]);
  const wanted = new Set(flags.map((flag) => key(flag)));
  const sources = [...new Set(readLines.map((line) => line.source))];
  const stored =
    sources.length === 0
      ? []
      : await tx.selectFrom('directory.flag').selectAll().where('source_id', 'in', sources).execute();
  const gone = stored.filter((flag) => !wanted.has(key(flag))).map((flag) => flag.id);
  for (const chunk of chunks(gone)) await tx.deleteFrom('directory.flag').where('id', 'in', chunk).execute();
  for (const chunk of chunks(flags)) {
    await tx
      .insertInto('directory.flag')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
