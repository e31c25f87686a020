// The SQL of reading the directory: everything a process needs to build its snapshot, and the notices.
import { sql, type Kysely } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { RegionRef } from '../regions/contract.ts';
import { AccessKind, Audience, Flag, type NotHotline, SessionMinutes, Validity } from '../sources/contract.ts';
import { AccessPoint, type Line, LineHours, LineId, type Listing, Notice, type PinyinKeys } from './contract.ts';
import { createThrift, sharing, type Thrift } from './shared-values.ts';

/** Counts the changes of the directory; a snapshot with the same number is in step. */
export async function loadRevision(db: Kysely<DB>): Promise<number> {
  const row = await db.selectFrom('directory.revision').select('number').executeTakeFirstOrThrow();
  return row.number;
}

const PAGE = 2000;

/** Which lines are wanted: also hidden ones and those merged into others; only those of these ids. Who shares texts. */
type Wanted = { readonly hidden?: boolean; readonly only?: readonly string[]; readonly thrift?: Thrift };

/** All lines that are shown, or with `hidden` all there are, by id. Equal hours and audiences are one object. */
export async function loadLines(db: Kysely<DB>, options: Wanted = {}): Promise<Line[]> {
  const read = { ...readers(), ...(options.thrift ?? createThrift()) };
  const [listings, flags] = [await loadListings(db, read), await loadOpenFlags(db, read)];
  const lines: Line[] = [];
  for (let last = ''; ; last = lines.at(-1)?.id ?? '') {
    const rows = await lineRows(db, last, options);
    const pointsOf = await loadAccessPoints(db, rows, read);
    for (const row of rows) {
      const id = LineId.parse(read.text(row.id));
      const known = { accessPoints: read.list(pointsOf.get(id) ?? []), listings: read.list(listings.get(id) ?? []) };
      lines.push({ ...lineOf(row, read), ...known, openFlags: flags.get(id)?.length ?? 0 });
    }
    if (rows.length < PAGE) return lines;
  }
}

/** Reads JSON columns; equal texts become one value for all lines. */
const readers = () => ({
  audience: sharing((value) => Audience.parse(value)),
  hours: sharing((value) => LineHours.parse(value)),
  session: sharing((value) => SessionMinutes.parse(value)),
  validity: sharing((value) => Validity.parse(value)),
  region: sharing((value) => RegionRef.parse(value)),
});
type Readers = ReturnType<typeof readers> & Thrift;

const asText = (column: 'audience' | 'hours' | 'session_minutes' | 'validity') => sql<string>`${sql.ref(column)}::text`;
const orNull = <T>(read: (text: string) => T, text: string | null): T | null => (text === null ? null : read(text));

function lineRows(db: Kysely<DB>, after: string, { hidden, only }: Wanted) {
  return db
    .selectFrom('directory.line')
    .select(['id', 'name', 'former_names', 'region_code', 'region_name', 'hosts'])
    .select(['opened_on', 'confirmed_on', 'verified_on'])
    .select([asText('audience').as('audience'), asText('validity').as('validity')])
    .select([asText('hours').$castTo<string | null>().as('hours')])
    .select([asText('session_minutes').$castTo<string | null>().as('session')])
    .$if(hidden !== true, (query) => query.where('published', '=', true).where('joined_into', 'is', null))
    .$if(only !== undefined, (query) => query.where(sql<boolean>`id = any(${only ?? []})`))
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

type LineRow = Awaited<ReturnType<typeof lineRows>>[number];

const lineOf = (row: LineRow, read: Readers): Omit<Line, 'accessPoints' | 'listings' | 'openFlags'> => ({
  id: LineId.parse(read.text(row.id)),
  name: read.text(row.name),
  formerNames: read.list(row.former_names),
  region:
    row.region_code === null ? null : read.region(JSON.stringify({ code: row.region_code, name: row.region_name })),
  hosts: read.list(row.hosts),
  audience: read.audience(row.audience),
  hours: orNull(read.hours, row.hours),
  sessionMinutes: orNull(read.session, row.session),
  opened: read.text(row.opened_on),
  validity: read.validity(row.validity),
  confirmedOn: read.text(row.confirmed_on),
  verifiedOn: read.text(row.verified_on),
});

function accessPointRows(db: Kysely<DB>, lines: readonly { readonly id: string }[]) {
  return db
    .selectFrom('directory.access_point')
    .select(['line_id', 'kind', 'raw', 'display', 'e164', 'tel', 'suggested_tel', 'number'])
    .select(['line_type', 'menu_keys', 'note'])
    .select([asText('hours').$castTo<string | null>().as('hours')])
    .select([asText('audience').$castTo<string | null>().as('audience')])
    .where(sql<boolean>`line_id = any(${lines.map((line) => line.id)})`)
    .orderBy('line_id')
    .orderBy('position')
    .execute();
}

type AccessPointRow = Awaited<ReturnType<typeof accessPointRows>>[number];

const accessPointOf = (row: AccessPointRow, read: Readers): AccessPoint => ({
  kind: AccessKind.parse(read.text(row.kind)),
  raw: read.text(row.raw),
  display: read.text(row.display),
  e164: read.text(row.e164),
  tel: read.text(row.tel),
  suggestedTel: read.text(row.suggested_tel),
  number: read.text(row.number),
  lineType: AccessPoint.shape.lineType.parse(read.text(row.line_type)),
  menuKeys: read.list(row.menu_keys),
  note: read.text(row.note),
  hours: orNull(read.hours, row.hours),
  audience: orNull(read.audience, row.audience),
});

async function loadAccessPoints(
  db: Kysely<DB>,
  lines: readonly { readonly id: string }[],
  read: Readers,
): Promise<Map<string, AccessPoint[]>> {
  const byLine = new Map<string, AccessPoint[]>();
  for (const row of await accessPointRows(db, lines)) {
    byLine.set(row.line_id, [...(byLine.get(row.line_id) ?? []), accessPointOf(row, read)]);
  }
  return byLine;
}

/** What lines are found by in Latin letters. */
export async function loadPinyin(db: Kysely<DB>): Promise<Map<LineId, PinyinKeys>> {
  const rows = await db.selectFrom('directory.line').select(['id', 'pinyin_initials', 'pinyin_full']).execute();
  return new Map(rows.map((row) => [LineId.parse(row.id), { initials: row.pinyin_initials, full: row.pinyin_full }]));
}

async function loadListings(db: Kysely<DB>, { text }: Thrift): Promise<Map<string, Listing[]>> {
  const sources = new Map((await db.selectFrom('directory.source').selectAll().execute()).map((row) => [row.id, row]));
  const rows = await db
    .selectFrom('directory.listing as listing')
    .innerJoin('directory.source as source', 'source.id', 'listing.source_id')
    .select(['listing.line_id', 'listing.source_id', 'listing.row'])
    .orderBy('source.issued_on')
    .orderBy('source.id')
    .orderBy('listing.row')
    .execute();
  const byLine = new Map<string, Listing[]>();
  for (const { line_id, source_id, row } of rows) {
    const source = sources.get(source_id);
    if (source === undefined) continue;
    const { title, number, issuers, issued_on: date } = source;
    const listing = { source: source.id, title, number, issuers, date, row: text(row) };
    byLine.set(line_id, [...(byLine.get(line_id) ?? []), listing]);
  }
  return byLine;
}

/** A publication with what it lists and what looks like a hotline and is none. */
export type NoticeContent = {
  readonly notice: Notice;
  readonly rows: readonly { readonly row: string; readonly id: LineId }[];
  readonly notHotlines: readonly Pick<NotHotline, 'raw' | 'why'>[];
};

/** The publications, newest first, with their rows in the order of the print. */
export async function loadNoticeContents(db: Kysely<DB>, { text }: Thrift = createThrift()): Promise<NoticeContent[]> {
  const [sources, listings, others] = await Promise.all([
    db
      .selectFrom('directory.source')
      .selectAll()
      .orderBy(sql`issued_on desc nulls last`)
      .orderBy('id')
      .execute(),
    db.selectFrom('directory.listing').select(['source_id', 'row', 'line_id']).orderBy('position').execute(),
    db.selectFrom('directory.not_hotline').selectAll().orderBy('position').execute(),
  ]);
  const rowsOf = Map.groupBy(listings, (listing) => listing.source_id);
  const othersOf = Map.groupBy(others, (other) => other.source_id);
  return sources.map((source) => {
    const rows = (rowsOf.get(source.id) ?? []).map(({ row, line_id }) => ({
      row: text(row),
      id: LineId.parse(text(line_id)),
    }));
    const notHotlines = (othersOf.get(source.id) ?? []).map(({ raw, why }) => ({ raw, why }));
    return { notice: Notice.parse({ ...source, date: source.issued_on, lines: rows.length }), rows, notHotlines };
  });
}

/** Doubts that nobody has settled yet, by line. */
export async function loadOpenFlags(
  db: Kysely<DB>,
  { text, list }: Thrift = createThrift(),
): Promise<Map<LineId, Flag[]>> {
  const rows = await db
    .selectFrom('directory.flag as flag')
    .innerJoin('directory.listing as listing', (join) =>
      join.onRef('listing.source_id', '=', 'flag.source_id').onRef('listing.row', '=', 'flag.row'),
    )
    .select(['listing.line_id', 'flag.code', 'flag.field', 'flag.raw', 'flag.suggestion', 'flag.why'])
    .where('flag.state', '=', 'open')
    .orderBy('flag.id')
    .execute();
  const flags = new Map<LineId, Flag[]>();
  for (const { line_id, suggestion, ...rest } of rows) {
    const [code, field, raw, why] = [text(rest.code), text(rest.field), text(rest.raw), text(rest.why)];
    const flag = Flag.parse({
      code,
      field,
      raw,
      why,
      ...(suggestion === null ? {} : { suggestion: text(suggestion) }),
    });
    const id = LineId.parse(text(line_id));
    flags.set(id, list([...(flags.get(id) ?? []), flag]));
  }
  return flags;
}
