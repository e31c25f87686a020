// The SQL of importing. Publications are kept as read; lines are put together from them anew whenever one
// changes, so that the same documents always give the same directory, in whatever order they arrive.
import { createHash } from 'node:crypto';
import { sql, type Insertable, type Kysely, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { compareLines, isComparison } from '#sources/index.ts';
import { ReadLine, ReadSource, type Reading } from '../sources/contract.ts';
import { Line, type PinyinKeys } from './contract.ts';
import { chunks, saveFlags, saveListings } from './listing-store.ts';
import { toLines } from './merging.ts';
import { loadLines } from './store.ts';

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
export async function saveReading(db: Kysely<DB>, reading: Reading): Promise<SaveSummary> {
  return db.transaction().execute(async (tx) => {
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
    const lines = toLines([...kept, fresh]);
    for (const source of changed) await saveSource(tx, source, reading);
    const difference = await saveLines(tx, lines);
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
  });
}

const linesOf = (reading: Reading, sources: readonly ReadSource[]): ReadLine[] => {
  const ids = new Set(sources.map((source) => source.id));
  return reading.lines.filter((line) => ids.has(line.source));
};

/** A line without the doubts that come from other publications: those are found anew whenever one changes. */
const alone = (line: ReadLine): ReadLine => ({ ...line, flags: line.flags.filter((flag) => !isComparison(flag)) });

/** SHA-256 over everything read from a source; the file's own name, format and bytes do not count. */
function digestOf(source: ReadSource, reading: Reading): string {
  const { file: _file, format: _format, sha256: _sha256, ...facts } = source;
  const lines = reading.lines.filter((line) => line.source === source.id).map((line) => alone({ ...line, cells: {} }));
  const notHotlines = reading.notHotlines.filter((other) => other.source === source.id).map((other) => other.raw);
  return createHash('sha256')
    .update(JSON.stringify([facts, lines, notHotlines]))
    .digest('hex');
}

async function changedSources(tx: Tx, reading: Reading): Promise<ReadSource[]> {
  const known = new Map(
    (await tx.selectFrom('directory.source').select(['id', 'digest']).execute()).map((row) => [row.id, row.digest]),
  );
  return reading.sources.filter((source) => known.get(source.id) !== digestOf(source, reading));
}

async function loadReadings(tx: Tx, without: readonly string[]): Promise<Reading[]> {
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

const lineRow = (line: Line, pinyin: PinyinKeys): Insertable<DB['directory.line']> => ({
  id: line.id,
  name: line.name,
  former_names: [...line.formerNames],
  pinyin_initials: pinyin.initials,
  pinyin_full: pinyin.full,
  region_code: line.region?.code ?? null,
  region_name: line.region?.name ?? null,
  hosts: [...line.hosts],
  audience: JSON.stringify(line.audience),
  hours: asJson(line.hours),
  session_minutes: asJson(line.sessionMinutes),
  opened_on: line.opened,
  validity: JSON.stringify(line.validity),
  confirmed_on: line.confirmedOn,
});

const pointRow = (
  line: Line,
  point: Line['accessPoints'][number],
  position: number,
): Insertable<DB['directory.access_point']> => ({
  line_id: line.id,
  position,
  kind: point.kind,
  raw: point.raw,
  display: point.display,
  e164: point.e164,
  tel: point.tel,
  suggested_tel: point.suggestedTel,
  number: point.number,
  line_type: point.lineType,
  menu_keys: [...point.menuKeys],
  note: point.note,
  hours: asJson(point.hours),
  audience: asJson(point.audience),
});

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The facts a publication gives, as one text to compare by: what a person adds later does not count. */
function factsOf(line: Line): string {
  const { verifiedOn: _verified, openFlags: _flags, listings: _listings, ...facts } = line;
  return JSON.stringify(Line.omit({ verifiedOn: true, openFlags: true, listings: true }).parse(facts));
}

async function saveLines(tx: Tx, lines: readonly Line[]): Promise<{ linesAdded: number; linesChanged: number }> {
  const before = new Map((await loadLines(tx, { hidden: true })).map((line) => [line.id, factsOf(line)]));
  const changed = lines.filter((line) => before.get(line.id) !== factsOf(line));
  // The dictionary takes 40 MB: only a process that really writes lines loads it.
  const { pinyinKeys } = await import('./pinyin.ts');
  for (const chunk of chunks(changed)) {
    await tx
      .insertInto('directory.line')
      .values(chunk.map((line) => lineRow(line, pinyinKeys([line.name, ...line.formerNames]))))
      .onConflict((conflict) => conflict.column('id').doUpdateSet(overwritten()))
      .execute();
    await tx
      .deleteFrom('directory.access_point')
      .where(
        'line_id',
        'in',
        chunk.map((line) => line.id),
      )
      .execute();
    const points = chunk.flatMap((line) => line.accessPoints.map((point, position) => pointRow(line, point, position)));
    for (const part of chunks(points)) await tx.insertInto('directory.access_point').values(part).execute();
  }
  const linesAdded = changed.filter((line) => !before.has(line.id)).length;
  return { linesAdded, linesChanged: changed.length - linesAdded };
}

/** Every column a publication may change; what a person added (verified, published) stays. */
const overwritten = () => {
  const column = (name: string) => sql<never>`excluded.${sql.ref(name)}`;
  return {
    name: column('name'),
    former_names: column('former_names'),
    pinyin_initials: column('pinyin_initials'),
    pinyin_full: column('pinyin_full'),
    region_code: column('region_code'),
    region_name: column('region_name'),
    hosts: column('hosts'),
    audience: column('audience'),
    hours: column('hours'),
    session_minutes: column('session_minutes'),
    opened_on: column('opened_on'),
    validity: column('validity'),
    confirmed_on: column('confirmed_on'),
    changed_at: sql<never>`now()`,
  };
};

/** Lines that no publication lists any more go, unless a person verified them. */
async function removeUnlisted(tx: Tx, lines: readonly Line[]): Promise<number> {
  const listed = new Set<string>(lines.map((line) => line.id));
  const stored = await tx.selectFrom('directory.line').select('id').where('verified_on', 'is', null).execute();
  const gone = stored.map((row) => row.id).filter((id) => !listed.has(id));
  for (const chunk of chunks(gone)) await tx.deleteFrom('directory.line').where('id', 'in', chunk).execute();
  return gone.length;
}
