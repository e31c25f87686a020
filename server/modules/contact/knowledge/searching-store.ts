// Finding texts: for the desk those that may be sent now, for whoever keeps them all with how they stand. An organisation
// has a few thousand at most, so they are looked through; what is sent is decided here and nowhere else.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { PersonId } from '../../identity/contract.ts';
import { type DeskText, type listTexts, TextId, TextKind, type TextRow, type TextWork } from './contract.ts';
import { standingOf } from './standing.ts';

type Tx = Transaction<DB>;

/** What a counsellor looks for; `today` is a day in Asia/Shanghai. */
export type Looking = {
  readonly q: string;
  readonly kind?: TextKind | undefined;
  readonly tag?: string | undefined;
  readonly today: string;
};

/** The newest approved version of each text in use, with its latest day of review. */
const inForce = sql`
  select distinct on (v.text_id) v.*, d.decided_at,
         (select r.review_by from contact.text_decision r
           where r.text_id = v.text_id and r.version = v.version and r.what <> 'returned'
           order by r.number desc limit 1) as review_by
    from contact.text_decision d
    join contact.text_version v on v.text_id = d.text_id and v.version = d.version
    join contact.text t on t.id = v.text_id and t.withdrawn_at is null
   where d.what = 'approved'
   order by v.text_id, v.version desc`;

/** Texts that may be sent now, best first, at most 30. */
export async function searchSendable(tx: Tx, { q, kind, tag, today }: Looking): Promise<DeskText[]> {
  const words = wordsOf(q);
  const whole = escaped(q.trim());
  const { rows } = await sql<SendableRow>`
    select f.*, (f.decided_at at time zone 'Asia/Shanghai')::date::text as approved_on
      from (${inForce}) f
     where f.review_by >= ${today}::date and ${hasAll(words)}
       and (${kind ?? null}::text is null or f.kind = ${kind ?? null})
       and (${tag ?? null}::text is null or ${tag ?? null} = any (f.tags))
     order by case when ${whole} = '' then 0
                   when f.title ilike ${whole} || '%' then 0
                   when f.initials like lower(${whole}) || '%' then 1
                   when f.title ilike '%' || ${whole} || '%' then 2
                   when exists (select from unnest(f.tags) one where one ilike ${whole} || '%') then 3
                   else 4 end,
              f.decided_at desc, f.text_id
     limit 30`.execute(tx);
  return rows.map(deskTextOf);
}

/** One text that may be sent now; undefined: there is none of this id, or it may not be. */
export async function findSendable(tx: Tx, id: string, today: string): Promise<DeskText | undefined> {
  const { rows } = await sql<SendableRow>`
    select f.*, (f.decided_at at time zone 'Asia/Shanghai')::date::text as approved_on
      from (${inForce}) f where f.text_id = ${id} and f.review_by >= ${today}::date`.execute(tx);
  const [row] = rows;
  return row === undefined ? undefined : deskTextOf(row);
}

type SendableRow = {
  readonly text_id: string;
  readonly version: number;
  readonly kind: string;
  readonly title: string;
  readonly zh: string;
  readonly en: string | null;
  readonly tags: string[];
  readonly source: string | null;
  readonly source_date: string | null;
  readonly approved_on: string;
  readonly review_by: string;
};

const deskTextOf = (row: SendableRow): DeskText => ({
  id: TextId.parse(row.text_id),
  version: row.version,
  kind: TextKind.parse(row.kind),
  title: row.title,
  zh: row.zh,
  en: row.en,
  tags: row.tags,
  source: row.source,
  sourceDate: row.source_date,
  approvedOn: row.approved_on,
  reviewBy: row.review_by,
});

/** Every word stands somewhere in it: in title, tags or body, or its initials begin so. */
function hasAll(words: readonly string[]) {
  const each = words.map(
    (word) => sql<boolean>`(f.title ilike ${`%${word}%`} or f.initials like ${`%${word.toLowerCase()}%`}
      or f.zh ilike ${`%${word}%`} or f.en ilike ${`%${word}%`} or array_to_string(f.tags, ' ') ilike ${`%${word}%`})`,
  );
  return each.length === 0 ? sql<boolean>`true` : sql.join<boolean>(each, sql` and `);
}

const wordsOf = (q: string): string[] =>
  q
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map(escaped);

/** The signs that `like` would take for others are meant as they stand. */
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

type ListQuery = z.output<typeof listTexts.input.query>;
type Page = z.input<typeof listTexts.output>;

/** All texts of the organisation with how they stand on a day, one page of them, and how many there are of each work. */
export async function loadPage(
  tx: Tx,
  { q, work, kind, page, perPage }: ListQuery,
  { me, today }: { readonly me: string; readonly today: string },
): Promise<Page> {
  const { rows } = await sql<ListRow>`
    select f.text_id, f.kind, f.title, f.tags, f.version, f.written_by, f.written_at, p.name,
           t.withdrawn_at is not null as withdrawn, d.what, a.version as approved_version, a.review_by
      from (select distinct on (text_id) * from contact.text_version order by text_id, version desc) f
      join contact.text t on t.id = f.text_id
      left join identity.person p on p.id = f.written_by
      left join contact.text_decision d
             on d.text_id = f.text_id and d.version = f.version and d.what <> 'reviewed'
      left join (${inForce}) a on a.text_id = f.text_id
     where ${hasAll(wordsOf(q))} and (${kind ?? null}::text is null or f.kind = ${kind ?? null})
     order by f.written_at desc, f.text_id`.execute(tx);
  const texts = rows.map((row) => rowOf(row, me, today));
  const of = (one: TextWork) => texts.filter((text) => belongsTo(text, one));
  const counts = { all: 0, waiting: 0, expiring: 0, returned: 0, withdrawn: 0 } satisfies Record<TextWork, number>;
  for (const one of ['all', 'waiting', 'expiring', 'returned', 'withdrawn'] as const) counts[one] = of(one).length;
  const shown = of(work);
  const ordered =
    work === 'expiring' ? shown.toSorted((a, b) => (a.row.reviewBy ?? '').localeCompare(b.row.reviewBy ?? '')) : shown;
  return {
    total: shown.length,
    texts: ordered.slice((page - 1) * perPage, page * perPage).map(({ row }) => row),
    counts,
  };
}

type ListRow = {
  readonly text_id: string;
  readonly kind: string;
  readonly title: string;
  readonly tags: string[];
  readonly version: number;
  readonly written_by: string;
  readonly written_at: Temporal.Instant;
  readonly name: string | null;
  readonly withdrawn: boolean;
  readonly what: 'approved' | 'returned' | null;
  readonly approved_version: number | null;
  readonly review_by: string | null;
};

type Listed = { readonly row: TextRow; readonly expiring: boolean };

function rowOf(row: ListRow, me: string, today: string): Listed {
  const { approved_version: version, review_by: reviewBy } = row;
  const { state, sendable, expiring } = standingOf(
    {
      withdrawn: row.withdrawn,
      latest: { version: row.version, decision: row.what },
      approved: version === null || reviewBy === null ? null : { version, reviewBy },
    },
    today,
  );
  return {
    expiring,
    row: {
      id: TextId.parse(row.text_id),
      kind: TextKind.parse(row.kind),
      title: row.title,
      tags: row.tags,
      state,
      version: row.version,
      sendable,
      by: { id: PersonId.parse(row.written_by), name: row.name ?? '' },
      at: row.written_at.toString(),
      reviewBy,
      mine: row.written_by === me,
    },
  };
}

function belongsTo({ row: { state }, expiring }: Listed, work: TextWork): boolean {
  if (work === 'all') return state !== 'withdrawn';
  return work === 'expiring' ? expiring : state === work;
}
