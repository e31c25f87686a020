// The SQL of reading the directory: everything a process needs to build its snapshot, and the notices.
import { sql, type Kysely } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Flag, type NotHotline } from '../sources/contract.ts';
import { Line, LineId, type Listing, Notice, type PinyinKeys } from './contract.ts';

/** Counts the changes of the directory; a snapshot with the same number is in step. */
export async function loadRevision(db: Kysely<DB>): Promise<number> {
  const row = await db.selectFrom('directory.revision').select('number').executeTakeFirstOrThrow();
  return row.number;
}

/** All lines that are shown, or with `hidden` all there are, in a stable order. */
export async function loadLines(db: Kysely<DB>, options: { readonly hidden?: boolean } = {}): Promise<Line[]> {
  const shown = options.hidden === true ? [true, false] : [true];
  const [lines, points, listings, flags] = await Promise.all([
    db.selectFrom('directory.line').selectAll().where('published', 'in', shown).orderBy('id').execute(),
    db.selectFrom('directory.access_point').selectAll().orderBy('line_id').orderBy('position').execute(),
    loadListings(db),
    loadOpenFlags(db),
  ]);
  const pointsOf = Map.groupBy(points, (point) => point.line_id);
  return lines.map((row) =>
    Line.parse({
      id: row.id,
      name: row.name,
      formerNames: row.former_names,
      region: row.region_code === null ? null : { code: row.region_code, name: row.region_name },
      hosts: row.hosts,
      accessPoints: (pointsOf.get(row.id) ?? []).map((point) => accessPointOf(point)),
      audience: row.audience,
      hours: row.hours,
      sessionMinutes: row.session_minutes,
      opened: row.opened_on,
      validity: row.validity,
      confirmedOn: row.confirmed_on,
      verifiedOn: row.verified_on,
      listings: listings.get(row.id) ?? [],
      openFlags: flags.get(LineId.parse(row.id))?.length ?? 0,
    }),
  );
}

/** What lines are found by in Latin letters. */
export async function loadPinyin(db: Kysely<DB>): Promise<Map<LineId, PinyinKeys>> {
  const rows = await db.selectFrom('directory.line').select(['id', 'pinyin_initials', 'pinyin_full']).execute();
  return new Map(rows.map((row) => [LineId.parse(row.id), { initials: row.pinyin_initials, full: row.pinyin_full }]));
}

type PointRow = {
  kind: string;
  raw: string;
  display: string;
  e164: string | null;
  tel: string | null;
  suggested_tel: string | null;
  number: string | null;
  line_type: string | null;
  menu_keys: string[];
  note: string | null;
  hours: unknown;
  audience: unknown;
};

const accessPointOf = (row: PointRow): unknown => ({
  kind: row.kind,
  raw: row.raw,
  display: row.display,
  e164: row.e164,
  tel: row.tel,
  suggestedTel: row.suggested_tel,
  number: row.number,
  lineType: row.line_type,
  menuKeys: row.menu_keys,
  note: row.note,
  hours: row.hours,
  audience: row.audience,
});

async function loadListings(db: Kysely<DB>): Promise<Map<string, Listing[]>> {
  const rows = await db
    .selectFrom('directory.listing as listing')
    .innerJoin('directory.source as source', 'source.id', 'listing.source_id')
    .select([
      'listing.line_id',
      'listing.row',
      'source.id',
      'source.title',
      'source.number',
      'source.issuers',
      'source.issued_on',
    ])
    .orderBy('source.issued_on')
    .orderBy('source.id')
    .orderBy('listing.row')
    .execute();
  const byLine = new Map<string, Listing[]>();
  for (const row of rows) {
    const listing = {
      source: row.id,
      title: row.title,
      number: row.number,
      issuers: row.issuers,
      date: row.issued_on,
      row: row.row,
    };
    byLine.set(row.line_id, [...(byLine.get(row.line_id) ?? []), listing]);
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
export async function loadNoticeContents(db: Kysely<DB>): Promise<NoticeContent[]> {
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
    const rows = (rowsOf.get(source.id) ?? []).map(({ row, line_id }) => ({ row, id: LineId.parse(line_id) }));
    const notHotlines = (othersOf.get(source.id) ?? []).map(({ raw, why }) => ({ raw, why }));
    return { notice: Notice.parse({ ...source, date: source.issued_on, lines: rows.length }), rows, notHotlines };
  });
}

/** Doubts that nobody has settled yet, by line. */
export async function loadOpenFlags(db: Kysely<DB>): Promise<Map<LineId, Flag[]>> {
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
    const flag = Flag.parse({ ...rest, ...(suggestion === null ? {} : { suggestion }) });
    const id = LineId.parse(line_id);
    flags.set(id, [...(flags.get(id) ?? []), flag]);
  }
  return flags;
}
