// The SQL of curating lines: who may, how a line stands in both layers, and lists of work over all of them.
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { OrganisationId } from '../../../identity/contract.ts';
import { Flag } from '../../../sources/contract.ts';
import { Validity } from '../../../sources/contract.ts';
import { LineId } from '../../contract.ts';
import { loadCurated, loadPublishedFacts } from '../../curated-store.ts';
import { type CuratedFields, type Facts, overtakenFields } from '../../facts.ts';
import { leads } from '../changes/change-store.ts';
import type { Field } from '../changes/contract.ts';
import type { Steward } from './contract.ts';
import type { WorkLine } from './work.ts';

type Tx = Transaction<DB>;

/** A line in both layers, with what decides who may change it. */
export type StandingLine = {
  readonly id: LineId;
  readonly revision: number;
  readonly published: Facts;
  readonly curated: CuratedFields;
  readonly mayCurate: boolean;
};

/** A line that is not merged into another. Undefined also for a hidden one of somebody else. */
export async function findStandingLine(tx: Tx, id: string): Promise<StandingLine | undefined> {
  const row = await tx
    .selectFrom('directory.line')
    .select(['id', 'revision', 'published'])
    .select(sql<boolean>`directory.curates(id)`.as('may_curate'))
    .where('id', '=', id)
    .where('joined_into', 'is', null)
    .executeTakeFirst();
  if (row === undefined || (!row.published && !row.may_curate)) return undefined;
  const published = (await loadPublishedFacts(tx, [id])).get(id);
  if (published === undefined) return undefined;
  const curated = (await loadCurated(tx, [id])).get(id) ?? new Map<string, unknown>();
  return { id: published.id, revision: row.revision, published, curated, mayCurate: row.may_curate };
}

/** The fields of a line that its latest `count` changes set. */
export async function latestFields(tx: Tx, id: string, count: number): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`
    with latest as (
      select change.parts from directory.change as change
       where change.line_ids @> array[${id}]::text[]
         and change.parts @> jsonb_build_array(jsonb_build_object('subject', 'line:' || ${id}::text))
       order by change.id desc limit ${Math.min(count, 100)})
    select distinct part ->> 'field' as field from latest, jsonb_array_elements(latest.parts) as part
     where part ->> 'subject' = 'line:' || ${id}::text
     order by 1`.execute(tx);
  return rows.map(({ field }) => field);
}

type Holder = { readonly steward: Steward; readonly reaches: boolean };

/** Who curates which line, and whether the caller reaches them. */
export async function loadStewards(tx: Tx, lines?: readonly string[]): Promise<Map<string, Holder>> {
  const rows = await tx
    .selectFrom('directory.stewardship')
    .select(['line_id', 'organisation_id', 'decided_at', 'asked_at'])
    .select(sql<string>`directory.organisation_name(organisation_id)`.as('name'))
    .select(sql<boolean>`platform.reaches(organisation_id)`.as('reaches'))
    .where('state', '=', 'confirmed')
    .$if(lines !== undefined, (query) => query.where(sql<boolean>`line_id = any(${lines ?? []})`))
    .execute();
  return new Map(
    rows.map((row) => {
      const since = (row.decided_at ?? row.asked_at).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
      const steward = { id: OrganisationId.parse(row.organisation_id), name: row.name, since };
      return [row.line_id, { steward, reaches: row.reaches }];
    }),
  );
}

const Verified = z.object({ on: z.string(), how: z.enum(['phone-call', 'web-site', 'letter', 'visit']) });
const Asked = z.object({
  on: z.string(),
  how: Verified.shape.how,
  answer: z.enum(['open', 'ended']).nullable(),
  answeredOn: z.string().nullable(),
  until: z.string().nullable(),
});

/** A verification as a person put it on file. */
export const verifiedOf = (curated: CuratedFields) => Verified.optional().parse(curated.get('verified'));

/** The question to the owner, and the answer. */
export const askedOf = (curated: CuratedFields) => Asked.optional().parse(curated.get('asked'));

/** Every line that is not merged into another, with what the lists of work need; one's own hidden ones too. */
export async function loadWorkLines(tx: Tx): Promise<WorkLine[]> {
  const [top, stewards, curated, flags, rows] = [
    await leads(tx),
    await loadStewards(tx),
    await loadCurated(tx),
    await openFlags(tx),
    await workRows(tx),
  ];
  const overtaken = await loadOvertaken(
    tx,
    rows.filter((row) => row.has_base).map((row) => row.id),
    curated,
  );
  return rows.flatMap(({ validity, ...row }): WorkLine[] => {
    const holder = stewards.get(row.id);
    const mayCurate = holder === undefined ? top : holder.reaches;
    if (!row.published && !mayCurate) return [];
    const own = curated.get(row.id) ?? new Map<string, unknown>();
    return [
      {
        ...row,
        id: LineId.parse(row.id),
        validity: Validity.parse(validity),
        mayCurate,
        steward: holder?.steward ?? null,
        openFlags: flags.get(row.id) ?? 0,
        curated: own,
        verified: verifiedOf(own),
        asked: askedOf(own),
        overtaken: overtaken.get(row.id) ?? [],
      },
    ];
  });
}

const workRows = (tx: Tx) =>
  tx
    .selectFrom('directory.line as line')
    .select(['id', 'name', 'former_names', 'hosts', 'region_code', 'region_name', 'revision', 'published'])
    .select(['opened_on', 'validity', 'verified_on', sql<boolean>`base is not null`.as('has_base')])
    .select(
      sql<string>`coalesce((select string_agg(p.display || ' ' || coalesce(p.tel, '') || ' ' || coalesce(p.number, ''), ' ')
                              from directory.access_point p where p.line_id = line.id), '')`.as('numbers'),
    )
    .where('joined_into', 'is', null)
    .orderBy('id')
    .execute();

async function openFlags(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('directory.flag as flag')
    .innerJoin('directory.listing as listing', (join) =>
      join.onRef('listing.source_id', '=', 'flag.source_id').onRef('listing.row', '=', 'flag.row'),
    )
    .select(['listing.line_id', (eb) => eb.fn.countAll<number>().as('open')])
    .where('flag.state', '=', 'open')
    .groupBy('listing.line_id')
    .execute();
  return new Map(rows.map((row) => [row.line_id, row.open]));
}

async function loadOvertaken(
  tx: Tx,
  lines: readonly string[],
  curated: ReadonlyMap<string, CuratedFields>,
): Promise<Map<string, Field[]>> {
  if (lines.length === 0) return new Map();
  const published = await loadPublishedFacts(tx, lines);
  return new Map(
    [...published].map(([line, facts]) => [line, overtakenFields(facts, curated.get(line) ?? new Map())] as const),
  );
}

/** The changes that set each field of a line. */
export async function loadSetBy(tx: Tx, id: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('directory.curated')
    .select(['field', 'change_id'])
    .where('line_id', '=', id)
    .execute();
  return new Map(rows.map((row) => [row.field, row.change_id]));
}

/** Open doubts about a line, by its listings. */
export async function loadFlagsOf(tx: Tx, id: string) {
  const rows = await tx
    .selectFrom('directory.flag as flag')
    .innerJoin('directory.listing as listing', (join) =>
      join.onRef('listing.source_id', '=', 'flag.source_id').onRef('listing.row', '=', 'flag.row'),
    )
    .selectAll('flag')
    .where('listing.line_id', '=', id)
    .where('flag.state', '=', 'open')
    .orderBy('flag.id')
    .execute();
  return rows.map(({ id: flag, source_id, row, suggestion, ...rest }) => ({
    ...Flag.parse({ ...rest, ...(suggestion !== null && { suggestion }) }),
    id: flag,
    source: source_id,
    row,
  }));
}

/** Ids that lead to a line since their own was merged into it. */
export async function loadFormerIds(tx: Tx, id: string): Promise<LineId[]> {
  const rows = await tx.selectFrom('directory.line').select('id').where('joined_into', '=', id).orderBy('id').execute();
  return rows.map((row) => LineId.parse(row.id));
}
