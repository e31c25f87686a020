// The SQL of importing. Publications are kept as read; lines are put together from them anew whenever one
// changes, so that the same documents always give the same directory, in whatever order they arrive.
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { compareLines, isComparison } from '#sources/index.ts';
import { ReadLine, ReadSource, type Reading } from '../sources/contract.ts';
import type { Line } from './contract.ts';
import { loadCurated, loadDecided, loadPublishedFacts } from './curated-store.ts';
import { factsOf, factsText } from './facts.ts';
import { chunks, type PinyinOf, pinyinHere, writeLines } from './line-store.ts';
import { saveFlags, saveListings } from './listing-store.ts';
import { toLines } from './merging.ts';

/** What saving a reading changed. */
export type SaveSummary = {
  readonly sourcesChanged: number;
  readonly sourcesUnchanged: number;
  readonly linesAdded: number;
  readonly linesChanged: number;
  readonly linesRemoved: number;
};

type Tx = Transaction<DB>;

/**
 * Saves what was read, in one transaction: all of it or nothing. Saving the same again changes nothing.
 * A source read anew replaces its former listings; doubts already settled by a person stay settled.
 */
export function saveReading(db: Kysely<DB>, reading: Reading, pinyinOf: PinyinOf = pinyinHere): Promise<SaveSummary> {
  return db.transaction().execute((tx) => saveReadingWithin(tx, reading, pinyinOf));
}

/** The same within a transaction of the caller's. */
export async function saveReadingWithin(tx: Tx, reading: Reading, pinyinOf: PinyinOf): Promise<SaveSummary> {
  await sql`select number from directory.revision for update`.execute(tx);
  const changed = await changedSources(tx, reading);
  const sourcesUnchanged = reading.sources.length - changed.length;
  if (changed.length === 0) {
    return { sourcesChanged: 0, sourcesUnchanged, linesAdded: 0, linesChanged: 0, linesRemoved: 0 };
  }
  const kept = await loadReadings(
    tx,
    changed.map((source) => source.id),
  );
  const fresh: Reading = {
    ...reading,
    sources: changed,
    lines: linesOf(reading, changed).map((line) => alone(line)),
  };
  const lines = toLines([...kept, fresh], await loadDecided(tx));
  for (const source of changed) await saveSource(tx, source, reading);
  const difference = await saveLines(tx, lines, pinyinOf);
  await saveListings(tx, fresh, lines);
  const all = [...kept, fresh];
  await saveFlags(
    tx,
    compareLines(
      all.flatMap((one) => one.lines),
      all.flatMap((one) => one.sources),
    ),
  );
  const linesRemoved = await removeUnlisted(tx, lines);
  await sql`update directory.revision set number = number + 1`.execute(tx);
  return { sourcesChanged: changed.length, sourcesUnchanged, ...difference, linesRemoved };
}

const linesOf = (reading: Reading, sources: readonly ReadSource[]): ReadLine[] => {
  const ids = new Set(sources.map((source) => source.id));
  return reading.lines.filter((line) => ids.has(line.source));
};

/** A line without the doubts that come from other publications: those are found anew whenever one changes. */
export const alone = (line: ReadLine): ReadLine => ({
  ...line,
  flags: line.flags.filter((flag) => !isComparison(flag)),
});

const SourceFacts = ReadSource.omit({ file: true, format: true, sha256: true });

/**
 * SHA-256 over everything read from a source; the file's own name, format and bytes do not count, nor the order in which
 * facts were noted.
 */
function digestOf(source: ReadSource, reading: Reading): string {
  const { file: _file, format: _format, sha256: _sha256, ...facts } = source;
  const lines = reading.lines
    .filter((line) => line.source === source.id)
    .map((line) => ReadLine.parse(alone({ ...line, cells: {} })));
  const notHotlines = reading.notHotlines.filter((other) => other.source === source.id).map((other) => other.raw);
  return createHash('sha256')
    .update(JSON.stringify([SourceFacts.parse(facts), lines, notHotlines]))
    .digest('hex');
}

/** The publications that are not stored as they were read now. */
export async function changedSources(tx: Tx, reading: Reading): Promise<ReadSource[]> {
  const known = new Map(
    (await tx.selectFrom('directory.source').select(['id', 'digest']).execute()).map((row) => [row.id, row.digest]),
  );
  return reading.sources.filter((source) => known.get(source.id) !== digestOf(source, reading));
}

/** What was read from all publications but these. */
export async function loadReadings(tx: Tx, without: readonly string[]): Promise<Reading[]> {
  let query = tx.selectFrom('directory.source').selectAll();
  let listings = tx.selectFrom('directory.listing').select(['source_id', 'reading']);
  if (without.length > 0) {
    query = query.where('id', 'not in', without);
    listings = listings.where('source_id', 'not in', without);
  }
  const sources = (await query.execute()).map((row) => ReadSource.parse({ ...row, date: row.issued_on, sha256: '' }));
  const lines = (await listings.execute()).map((row) => ReadLine.parse(row.reading));
  return [{ sources, lines, notHotlines: [] }];
}

async function saveSource(tx: Tx, source: ReadSource, reading: Reading): Promise<void> {
  const facts = {
    title: source.title,
    number: source.number,
    issuers: [...source.issuers],
    issued_on: source.date,
    round: source.round,
    signature: source.signature,
    contacts: JSON.stringify(source.contacts),
    format: source.format,
    file: source.file,
    digest: digestOf(source, reading),
  };
  await tx
    .insertInto('directory.source')
    .values({ id: source.id, ...facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...facts, imported_at: sql`now()` }))
    .execute();
  await tx.deleteFrom('directory.not_hotline').where('source_id', '=', source.id).execute();
  const others = reading.notHotlines
    .filter((other) => other.source === source.id)
    .map((other, position) => ({ source_id: source.id, position, raw: other.raw, why: other.why }));
  for (const chunk of chunks(others)) await tx.insertInto('directory.not_hotline').values(chunk).execute();
}

async function saveLines(
  tx: Tx,
  lines: readonly Line[],
  pinyinOf: PinyinOf,
): Promise<{ linesAdded: number; linesChanged: number }> {
  const [before, curated] = [await loadPublishedFacts(tx), await loadCurated(tx)];
  const changed = lines
    .map((line) => factsOf(line))
    .filter((facts) => {
      const known = before.get(facts.id);
      return known === undefined || factsText(known) !== factsText(facts);
    });
  await writeLines(
    tx,
    changed.map((facts) => ({ published: facts, curated: curated.get(facts.id) ?? new Map() })),
    pinyinOf,
  );
  const linesAdded = changed.filter((facts) => !before.has(facts.id)).length;
  return { linesAdded, linesChanged: changed.length - linesAdded };
}

/** Lines that no publication lists any more; not those that a person verified, set something for, or answers for. */
export async function unlistedIds(tx: Tx, lines: readonly Line[]): Promise<string[]> {
  const listed = new Set<string>(lines.map((line) => line.id));
  const stored = await tx
    .selectFrom('directory.line as line')
    .select('id')
    .where('verified_on', 'is', null)
    .where(sql<boolean>`not exists (select from directory.curated c where c.line_id = line.id)`)
    .where(sql<boolean>`not exists (select from directory.line j where j.joined_into = line.id)`)
    .where(sql<boolean>`not directory.has_steward(line.id)`)
    .execute();
  return stored.map((row) => row.id).filter((id) => !listed.has(id));
}

async function removeUnlisted(tx: Tx, lines: readonly Line[]): Promise<number> {
  const gone = await unlistedIds(tx, lines);
  for (const chunk of chunks(gone)) await tx.deleteFrom('directory.line').where('id', 'in', chunk).execute();
  return gone.length;
}
