// The SQL of changing: facts are set one by one, the lines they belong to are written anew, and the record of it all is
// made in the same transaction. Whoever changes anything holds the directory's revision until it is done.
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { json } from '#platform/database/index.ts';
import { DirectoryEvent, LineId } from '../../contract.ts';
import { Joined, loadCurated, loadPublishedFacts } from '../../curated-store.ts';
import { type Facts, factsOf } from '../../facts.ts';
import { type PinyinOf, writeLines } from '../../line-store.ts';
import { lineOf, listingKey, oldestFirst } from '../../merging.ts';
import { ReadLine, ReadSource } from '../../../sources/contract.ts';
import type { Changed, ChangeKind, ChangePart } from './contract.ts';
import { factKey, linesIn, type Standing, subjectOf } from './parts.ts';

type Tx = Transaction<DB>;

/** A change to be made, by whom and why. */
export type Deed = {
  readonly kind: ChangeKind;
  readonly why: string;
  readonly caller: { readonly person: string; readonly organisation: string };
  readonly at: Temporal.Instant;
  readonly parts: readonly ChangePart[];
  /** Lines it touches besides those whose facts it sets. */
  readonly alsoLines?: readonly string[];
  readonly undoes?: number;
};

/** Everybody who changes the directory waits here for whoever is at it. */
export async function holdDirectory(tx: Tx): Promise<number> {
  const held = await sql<{ number: number }>`select number from directory.revision for update`.execute(tx);
  return held.rows[0]?.number ?? 0;
}

/** Makes a change and puts it on record; `holdDirectory` has been asked before. Answers how its lines count now. */
export async function makeChange(tx: Tx, deed: Deed, pinyinOf: PinyinOf): Promise<Changed> {
  const touched = [...new Set([...linesIn(deed.parts), ...targetsOf(deed.parts)])];
  const lines = [...new Set([...touched, ...(deed.alsoLines ?? [])])];
  const id = await recordChange(tx, deed, lines);
  const published = await loadPublishedFacts(tx, touched);
  for (const part of deed.parts) await setFact(tx, part, id);
  const regrouped = await moveListings(tx, deed.parts);
  for (const line of regrouped) {
    const facts = await publishedByListings(tx, line);
    if (facts !== null) published.set(line, facts);
  }
  const curated = await loadCurated(tx, touched);
  const written = touched.flatMap((line) => {
    const facts = published.get(line);
    return facts === undefined ? [] : [{ published: facts, curated: curated.get(line) ?? new Map() }];
  });
  await writeLines(tx, written, pinyinOf);
  await sql`update directory.revision set number = number + 1`.execute(tx);
  return { change: id, lines: await revisions(tx, lines) };
}

/** Puts a change on record, with the lines it touches. */
export async function recordChange(tx: Tx, deed: Deed, lines: readonly string[]): Promise<number> {
  const { id } = await tx
    .insertInto('directory.change')
    .values({
      at: deed.at,
      person_id: deed.caller.person,
      organisation_id: deed.caller.organisation,
      kind: deed.kind,
      why: deed.why,
      line_ids: [...lines],
      parts: json(deed.parts),
      undoes: deed.undoes ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The lines that others go into, or come out of. */
const targetsOf = (parts: readonly ChangePart[]): string[] =>
  parts.filter(({ field }) => field === 'joined').map(({ before, after }) => Joined.parse(after ?? before).into);

async function setFact(tx: Tx, part: ChangePart, change: number): Promise<void> {
  const subject = subjectOf(part);
  if (subject.kind === 'flag') {
    const state = z.string().parse(part.after);
    await tx
      .updateTable('directory.flag')
      .set({ state, change_id: state === 'open' ? null : change })
      .where('id', '=', subject.id)
      .execute();
    return;
  }
  if (subject.kind === 'event') return setEvent(tx, subject.id, part.after, change);
  const { id: line_id } = subject;
  const { field } = part;
  if (part.after === null) {
    await tx.deleteFrom('directory.curated').where('line_id', '=', line_id).where('field', '=', field).execute();
    return;
  }
  const value = json(part.after);
  await tx
    .insertInto('directory.curated')
    .values({ line_id, field, value, change_id: change })
    .onConflict((conflict) => conflict.columns(['line_id', 'field']).doUpdateSet({ value, change_id: change }))
    .execute();
}

const EventFacts = DirectoryEvent.omit({ id: true });

async function setEvent(tx: Tx, id: string, facts: unknown, change: number): Promise<void> {
  if (facts === null) {
    await tx.deleteFrom('directory.event').where('id', '=', id).execute();
    return;
  }
  const row = { ...EventFacts.parse(facts), change_id: change };
  await tx
    .insertInto('directory.event')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** A merged line's listings go with it, and come back with it. Answers the lines that have others now. */
async function moveListings(tx: Tx, parts: readonly ChangePart[]): Promise<string[]> {
  const regrouped: string[] = [];
  for (const part of parts) {
    const subject = subjectOf(part);
    if (part.field !== 'joined' || subject.kind !== 'line') continue;
    const goes = part.after !== null;
    const { into, listings } = Joined.parse(goes ? part.after : part.before);
    await tx
      .updateTable('directory.listing')
      .set({ line_id: goes ? into : subject.id })
      .where('line_id', '=', goes ? subject.id : into)
      .where(sql<boolean>`source_id || chr(10) || row = any(${listings})`)
      .execute();
    regrouped.push(into, subject.id);
  }
  return regrouped;
}

/** The listings of lines with their publications, oldest first. */
export async function loadPublished(tx: Tx, lines: readonly string[]) {
  const rows = await tx
    .selectFrom('directory.listing as listing')
    .innerJoin('directory.source as source', 'source.id', 'listing.source_id')
    .selectAll('source')
    .select(['listing.line_id', 'listing.reading', 'listing.row'])
    .where(sql<boolean>`listing.line_id = any(${lines})`)
    .execute();
  return rows
    .map((row) => ({
      lineId: row.line_id,
      key: listingKey(row.id, row.row),
      line: ReadLine.parse(row.reading),
      source: ReadSource.parse({ ...row, date: row.issued_on, sha256: '' }),
    }))
    .sort(oldestFirst);
}

/** A line's facts put together anew from its listings; null when it has none. */
async function publishedByListings(tx: Tx, line: string): Promise<Facts | null> {
  const listings = await loadPublished(tx, [line]);
  return listings.length === 0 ? null : factsOf(lineOf(listings, LineId.parse(line)));
}

/** How lines count now. */
export async function revisions(tx: Tx, lines: readonly string[]): Promise<Changed['lines']> {
  const rows = await tx
    .selectFrom('directory.line')
    .select(['id', 'revision'])
    .where(sql<boolean>`id = any(${lines})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: LineId.parse(row.id), revision: row.revision }));
}

/** How the facts of parts stand now; and for a merge, whether the line it went into has gone further. */
export async function loadStandingFacts(tx: Tx, parts: readonly ChangePart[]): Promise<Standing> {
  const targets = targetsOf(parts).map((into) => ({ subject: `line:${into}`, field: 'joined' }));
  const asked = [...parts, ...targets];
  const subjects = asked.map(subjectOf);
  const lines = subjects.flatMap((one) => (one.kind === 'line' ? [one.id] : []));
  const flags = subjects.flatMap((one) => (one.kind === 'flag' ? [one.id] : []));
  const events = subjects.flatMap((one) => (one.kind === 'event' ? [one.id] : []));
  const curated = await loadCurated(tx, lines);
  const states = await tx
    .selectFrom('directory.flag')
    .select(['id', 'state'])
    .where(sql<boolean>`id = any(${flags})`)
    .execute();
  const known = await tx
    .selectFrom('directory.event')
    .select(['id', 'zh', 'en', 'begins', 'ends', 'source'])
    .where(sql<boolean>`id = any(${events})`)
    .execute();
  const stateOf = new Map(states.map((row) => [row.id, row.state]));
  const eventOf = new Map(known.map(({ id, ...facts }) => [id, facts]));
  const standing = new Map<string, unknown>();
  for (const part of asked) {
    const subject = subjectOf(part);
    if (subject.kind === 'line') standing.set(factKey(part), curated.get(subject.id)?.get(part.field) ?? null);
    if (subject.kind === 'event') standing.set(factKey(part), eventOf.get(subject.id) ?? null);
    const state = subject.kind === 'flag' ? stateOf.get(subject.id) : undefined;
    if (state !== undefined) standing.set(factKey(part), state);
  }
  return standing;
}
