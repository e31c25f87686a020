// One line with everything its editor shows, gathered from both layers, its listings and its history.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { effectiveFacts, overtakenFields } from '../../facts.ts';
import { loadLines } from '../../store.ts';
import { serviceAt } from '../../validity.ts';
import { loadPublished } from '../changes/applying-store.ts';
import { loadDeeds } from '../changes/change-store.ts';
import { Field } from '../changes/contract.ts';
import type { CuratedLine } from './contract.ts';
import {
  askedOf,
  findStandingLine,
  loadFlagsOf,
  loadFormerIds,
  loadSetBy,
  loadStewards,
  type StandingLine,
  verifiedOf,
} from './curated-line-store.ts';
import type { Today } from './work.ts';

type Tx = Transaction<DB>;
type Deeds = Awaited<ReturnType<typeof loadDeeds>>;

/** Undefined when there is no such line, or it is hidden and somebody else's. */
export async function loadCuratedLine(tx: Tx, id: string, today: Today): Promise<CuratedLine | undefined> {
  const standing = await findStandingLine(tx, id);
  if (standing === undefined) return undefined;
  const [line] = await loadLines(tx, { hidden: true, only: [id] });
  if (line === undefined) return undefined;
  const setBy = await loadSetBy(tx, id);
  const deeds = await loadDeeds(tx, [...setBy.values()]);
  const deedOf = (field: string) => deeds.get(setBy.get(field) ?? 0);
  const verified = verifiedOf(standing.curated);
  const verification = line.verifiedOn === null ? null : { on: line.verifiedOn, how: verified?.how ?? null };
  const verifiedBy = deedOf('verified');
  return {
    line,
    revision: standing.revision,
    shown: !standing.curated.has('shown'),
    hiddenWhy: standing.curated.has('shown') ? (deedOf('shown')?.why ?? '') : null,
    service: serviceAt(line, today.events, today.day),
    steward: (await loadStewards(tx, [id])).get(id)?.steward ?? null,
    mayCurate: standing.mayCurate,
    claim: (await hasAsked(tx, id)) ? 'asked' : 'none',
    fields: fieldsOf(standing, setBy, deeds),
    verification: verification && { ...verification, by: verifiedBy?.by ?? null, note: verifiedBy?.why ?? '' },
    asked: askedOf(standing.curated) ?? null,
    listings: await listingsOf(tx, line),
    flags: await loadFlagsOf(tx, id),
    formerIds: await loadFormerIds(tx, id),
  };
}

function fieldsOf(standing: StandingLine, setBy: ReadonlyMap<string, number>, deeds: Deeds): CuratedLine['fields'] {
  const overtaken = new Set(overtakenFields(standing.published, standing.curated));
  const published = effectiveFacts(standing.published, new Map());
  return Field.options.map((field) => {
    const change = setBy.get(field);
    const deed = change === undefined ? undefined : deeds.get(change);
    return {
      field,
      published: JSON.parse(JSON.stringify(published[field])),
      curated: change === undefined ? null : { by: deed?.by ?? null, why: deed?.why ?? '', change },
      overtaken: overtaken.has(field),
    };
  });
}

async function listingsOf(tx: Tx, line: CuratedLine['line']): Promise<CuratedLine['listings']> {
  const read = await loadPublished(tx, [line.id]);
  return line.listings.map((listing) => ({
    listing,
    cells: read.find((one) => one.source.id === listing.source && one.line.row === listing.row)?.line.cells ?? {},
  }));
}

async function hasAsked(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('directory.stewardship')
    .select('id')
    .where('line_id', '=', id)
    .where('state', '=', 'asked')
    .where(sql<boolean>`organisation_id = platform.organisation()`)
    .executeTakeFirst();
  return row !== undefined;
}
