// The SQL of doubts as a list of work.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { Flag, FlagCode } from '../../../sources/contract.ts';
import { LineId } from '../../contract.ts';
import { loadDeeds } from '../changes/change-store.ts';
import { type Doubt, FlagState, type listDoubts } from './contract.ts';
import type { z } from 'zod';
import { writesSuggestion } from './settling.ts';

type Tx = Transaction<DB>;
type Query = z.infer<typeof listDoubts.input.query>;

const doubts = (tx: Tx) =>
  tx
    .selectFrom('directory.flag as flag')
    .innerJoin('directory.listing as listing', (join) =>
      join.onRef('listing.source_id', '=', 'flag.source_id').onRef('listing.row', '=', 'flag.row'),
    )
    .innerJoin('directory.line as line', 'line.id', 'listing.line_id')
    .innerJoin('directory.source as source', 'source.id', 'flag.source_id')
    .leftJoin('directory.stewardship as steward', (join) =>
      join.onRef('steward.line_id', '=', 'line.id').on('steward.state', '=', 'confirmed'),
    );

/** What `directory.curates` says, without asking it for every one of thousands of doubts. */
const curates = sql<boolean>`case when steward.id is null then (select directory.leads())
  else platform.reaches(steward.organisation_id) end`;

type Doubts = ReturnType<typeof doubts>;

/** What is asked for, except by code, by publication and by state. */
function narrowed(query: Doubts, { region, line, mine }: Query): Doubts {
  const within = region?.endsWith('0000') === true ? `${region.slice(0, 2)}%` : region;
  return query
    .$if(region !== undefined, (some) => some.where('line.region_code', 'like', within ?? ''))
    .$if(line !== undefined, (some) => some.where('line.id', '=', line ?? ''))
    .where(mine === 'yes' ? curates : sql<boolean>`(line.published or ${curates})`);
}

/** One page of doubts, and how many there are by kind and by publication. */
export async function loadDoubts(tx: Tx, query: Query): Promise<z.input<typeof listDoubts.output>> {
  const { code, source, state, equalTo, page, perPage } = query;
  const listed = narrowed(doubts(tx), query)
    .where('flag.state', '=', state)
    .$if(code !== undefined, (some) => some.where('flag.code', '=', code ?? ''))
    .$if(source !== undefined, (some) => some.where('flag.source_id', '=', source ?? ''))
    .$if(equalTo !== undefined, (some) => some.where(isEqualTo(equalTo ?? 0)));
  const { total } = await listed.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await columns(listed)
    .orderBy('source.issued_on', 'desc')
    .orderBy('source.id')
    .orderBy('listing.position')
    .orderBy('flag.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const deeds = await loadDeeds(
    tx,
    rows.flatMap((row) => row.change_id ?? []),
  );
  return {
    total,
    flags: rows.map((row) => doubtOf(row, deeds)),
    byCode: await countedByCode(tx, query),
    bySource: await countedBySource(tx, query),
  };
}

const isEqualTo = (flag: number) =>
  sql<boolean>`(flag.code, flag.field, flag.raw, coalesce(flag.suggestion, '')) =
    (select f.code, f.field, f.raw, coalesce(f.suggestion, '') from directory.flag f where f.id = ${flag})`;

const columns = (query: Doubts) =>
  query
    .selectAll('flag')
    .select(['line.id as line_id', 'line.name', 'line.region_name', 'line.revision', 'source.title'])
    .select(curates.as('may_curate'))
    .select(
      sql<number>`(select count(*) from directory.flag f where f.state = 'open'
         and (f.code, f.field, f.raw, coalesce(f.suggestion, '')) =
             (flag.code, flag.field, flag.raw, coalesce(flag.suggestion, '')))::integer`.as('equal'),
    );

type Row = Awaited<ReturnType<ReturnType<typeof columns>['execute']>>[number];

function doubtOf(row: Row, deeds: Awaited<ReturnType<typeof loadDeeds>>): Doubt {
  const { suggestion } = row;
  const deed = row.change_id === null ? undefined : deeds.get(row.change_id);
  const { code, field, raw, why } = row;
  return {
    ...Flag.parse({ code, field, raw, why, ...(suggestion !== null && { suggestion }) }),
    id: row.id,
    state: FlagState.parse(row.state),
    line: { id: LineId.parse(row.line_id), name: row.name, region: row.region_name, revision: row.revision },
    listing: { source: row.source_id, title: row.title, row: row.row },
    equal: row.equal,
    writes: writesSuggestion(row),
    settled: deed === undefined || row.change_id === null ? null : { ...deed, change: row.change_id },
    mayCurate: row.may_curate,
  };
}

const open = sql<number>`count(*) filter (where flag.state = 'open')::integer`.as('open');
const settled = sql<number>`count(*) filter (where flag.state <> 'open')::integer`.as('settled');

async function countedByCode(tx: Tx, query: Query) {
  const { source } = query;
  const rows = await narrowed(doubts(tx), query)
    .$if(source !== undefined, (some) => some.where('flag.source_id', '=', source ?? ''))
    .select(['flag.code', open, settled])
    .groupBy('flag.code')
    .orderBy('open', 'desc')
    .orderBy('flag.code')
    .execute();
  return rows.map((row) => ({ ...row, code: FlagCode.parse(row.code) }));
}

const countedBySource = (tx: Tx, query: Query) =>
  narrowed(doubts(tx), query)
    .$if(query.code !== undefined, (some) => some.where('flag.code', '=', query.code ?? ''))
    .select(['flag.source_id as source', 'source.title', open, settled])
    .groupBy(['flag.source_id', 'source.title', 'source.issued_on'])
    .orderBy('source.issued_on', 'desc')
    .orderBy('flag.source_id')
    .execute();

/** Doubts to be settled, with their lines; fewer than asked for when one is unknown. */
export function loadToSettle(tx: Tx, flags: readonly number[]) {
  return doubts(tx)
    .select(['flag.id', 'flag.code', 'flag.field', 'flag.raw', 'flag.suggestion', 'flag.state', 'line.id as line_id'])
    .select(curates.as('may_curate'))
    .select('line.published')
    .where(sql<boolean>`flag.id = any(${flags})`)
    .orderBy('flag.id')
    .execute();
}
