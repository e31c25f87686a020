// Lists of work over all lines: what nobody has verified for long, what is about to end, what a publication has
// overtaken. Each list is a question to one line and an order, so that they can be counted all at once.
import type { RegionCode } from '../../../regions/contract.ts';
import type { DirectoryEvent, LineId } from '../../contract.ts';
import type { Validity } from '../../../sources/contract.ts';
import type { CuratedFields } from '../../facts.ts';
import { dayNumber, serviceAt } from '../../validity.ts';
import { type Field, Field as Fields } from '../changes/contract.ts';
import {
  ASK_BEFORE_DAYS,
  type LineRow,
  LineWork,
  STALE_AFTER_DAYS,
  type Steward,
  type VerifiedHow,
} from './contract.ts';

/** A line as the lists see it. `numbers` are all its access points as one text. */
export type WorkLine = {
  readonly id: LineId;
  readonly name: string;
  readonly former_names: readonly string[];
  readonly hosts: readonly string[];
  readonly numbers: string;
  readonly region_code: string | null;
  readonly region_name: string | null;
  readonly revision: number;
  readonly published: boolean;
  readonly opened_on: string | null;
  readonly verified_on: string | null;
  readonly validity: Validity;
  readonly mayCurate: boolean;
  readonly steward: Steward | null;
  readonly openFlags: number;
  readonly curated: CuratedFields;
  readonly verified: { readonly on: string; readonly how: VerifiedHow } | undefined;
  readonly asked: { readonly on: string; readonly answer: 'open' | 'ended' | null } | undefined;
  readonly overtaken: readonly Field[];
};

/** The day, as ISO text in China, and the events. */
export type Today = { readonly day: string; readonly events: readonly DirectoryEvent[] };

/** What is asked for. */
export type WorkQuery = {
  readonly q?: string | undefined;
  readonly region?: RegionCode | undefined;
  readonly work: LineWork;
  readonly mine: boolean;
  readonly page: number;
  readonly perPage: number;
};

/** A line as a row of a list. */
export function rowOf(line: WorkLine, today: Today): LineRow {
  const { day, events } = today;
  const validated = { opened: line.opened_on, validity: line.validity, verifiedOn: line.verified_on };
  return {
    id: line.id,
    name: line.name,
    region: line.region_name,
    revision: line.revision,
    shown: line.published,
    service: serviceAt(validated, events, day),
    openFlags: line.openFlags,
    curatedFields: Fields.options.filter((field) => line.curated.has(field)).length,
    overtaken: line.overtaken.length,
    steward: line.steward,
    mayCurate: line.mayCurate,
    verified: line.verified_on === null ? null : { on: line.verified_on, how: line.verified?.how ?? null },
    stale: isStale(line.verified_on, day),
    ends: endOf(line.validity, events),
    asked: line.asked === undefined ? null : { on: line.asked.on, answer: line.asked.answer },
  };
}

/** Never verified, or longer ago than the days after which it has to be done again. */
export const isStale = (verifiedOn: string | null, day: string): boolean =>
  verifiedOn === null || Temporal.PlainDate.from(verifiedOn).until(day).days > STALE_AFTER_DAYS;

/** The last day of a validity, where one is known. */
export function endOf({ kind, until, event }: Validity, events: readonly DirectoryEvent[]): string | null {
  if (kind === 'event') return events.find(({ id }) => id === event)?.ends ?? null;
  return kind === 'until' || kind === 'at-least' ? (until ?? null) : null;
}

const IS: Readonly<Record<LineWork, (row: LineRow, today: Today) => boolean>> = {
  all: () => true,
  stale: (row) => row.stale && row.shown && row.service === 'in-service',
  expiring: (row, { day }) => row.ends !== null && row.service === 'in-service' && isSoon(row.ends, day),
  ended: (row) => row.service === 'expired' || row.service === 'event-over',
  hidden: (row) => !row.shown,
  overtaken: (row) => row.overtaken > 0,
  unclaimed: (row) => row.steward === null,
};

const isSoon = (ends: string, day: string): boolean =>
  dayNumber(ends) <= dayNumber(Temporal.PlainDate.from(day).add({ days: ASK_BEFORE_DAYS }).toString());

const by =
  (text: (row: LineRow) => string) =>
  (a: LineRow, b: LineRow): number =>
    text(a) < text(b) ? -1 : Number(text(a) > text(b));

const ORDER: Readonly<Partial<Record<LineWork, (a: LineRow, b: LineRow) => number>>> = {
  stale: by((row) => row.verified?.on ?? ''),
  expiring: by((row) => row.ends ?? ''),
};

/** One page of a list, and how long every list is for the same search. */
export function workList(lines: readonly WorkLine[], query: WorkQuery, today: Today) {
  const wanted = lines.filter((line) => (!query.mine || line.mayCurate) && fits(line, query));
  const rows = wanted.map((line) => rowOf(line, today));
  const listed = (work: LineWork) => rows.filter((row) => IS[work](row, today));
  const counts = Object.fromEntries(LineWork.options.map((work) => [work, listed(work).length]));
  const order = ORDER[query.work];
  const ordered = order === undefined ? listed(query.work) : listed(query.work).toSorted(order);
  const { page, perPage } = query;
  return {
    total: ordered.length,
    lines: ordered.slice((page - 1) * perPage, page * perPage),
    counts: LineWork.options.reduce((all, work) => ({ ...all, [work]: counts[work] ?? 0 }), NO_COUNTS),
  };
}

const NO_COUNTS = { all: 0, stale: 0, expiring: 0, ended: 0, hidden: 0, overtaken: 0, unclaimed: 0 };

function fits(line: WorkLine, { q, region }: WorkQuery): boolean {
  if (region !== undefined && !isWithinRegion(line.region_code, region)) return false;
  if (q === undefined || q.trim() === '') return true;
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/g, '');
  return plain([line.id, line.name, ...line.former_names, ...line.hosts, line.numbers].join(' ')).includes(plain(q));
}

/** Whether a place is a region or lies in it; a province takes its cities in. */
export const isWithinRegion = (code: string | null, region: string): boolean =>
  code !== null && (code === region || (region.endsWith('0000') && code.slice(0, 2) === region.slice(0, 2)));
