// The same line stands in several publications, each knowing something the others do not (S2-33). One line is
// put together from them by rules that do not depend on the order in which documents arrive: the newest dated
// publication decides each field it speaks of, an undated one never overrules a dated one, and what two of
// them say differently stays countable as a doubt.
import { compareLines, isComparison } from '#sources/index.ts';
import type { RegionRef } from '../regions/contract.ts';
import type { ReadAccessPoint, ReadLine, ReadSource, Reading, Validity } from '../sources/contract.ts';
import { LineId, type AccessPoint, type Line, type LineHours } from './contract.ts';
import { accessKey, listingsAlike, plainName } from './likeness.ts';

/** A listing with the publication it stands in. */
export type Published = { readonly line: ReadLine; readonly source: ReadSource };

/** A number under more names than this is a platform's: there only equal names are one line. */
const PLATFORM_NAMES = 24;

/** So many listings of one name are compared with those of another; a hostile list cannot make it quadratic. */
const COMPARED = 8;

/**
 * Puts readings together into lines, sorted by id. The same readings give the same lines in whatever order
 * they come. Throws if a line names a source that its reading does not hold.
 */
export function toLines(readings: readonly Reading[]): Line[] {
  const taken = new Set<string>();
  return groupListings(readings)
    .map((group) => lineOf(group, freeId(group, taken)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** All listings in groups that each make one line, oldest listing first in each and groups by their oldest. */
export function groupListings(readings: readonly Reading[]): Published[][] {
  const sources = new Map(readings.flatMap((reading) => reading.sources).map((source) => [source.id, source]));
  const listings = comparedAnew(readings)
    .map((line) => ({ line, source: sourceOf(line, sources) }))
    .sort(oldestFirst);
  const leader = new Map<Published, Published>();
  const leaderOf = (listing: Published): Published => {
    const next = leader.get(listing);
    return next === undefined ? listing : leaderOf(next);
  };
  for (const [first, second] of [...listingsByNumber(listings).values()].flatMap((sharing) => alikePairs(sharing))) {
    const [one, other] = [leaderOf(first), leaderOf(second)].sort(oldestFirst) as [Published, Published];
    if (one !== other) leader.set(other, one);
  }
  return [...Map.groupBy(listings, leaderOf).values()];
}

/** Readings made apart know nothing of each other; what they disagree on is found again over all of them. */
function comparedAnew(readings: readonly Reading[]): ReadLine[] {
  const lines = readings
    .flatMap((reading) => reading.lines)
    .map((line) => ({ ...line, flags: line.flags.filter((flag) => !isComparison(flag)) }));
  return compareLines(
    lines,
    readings.flatMap((reading) => reading.sources),
  );
}

type Pair = [Published, Published];

/** Pairs among listings with one number that are the same line. */
function alikePairs(sharing: readonly Published[]): Pair[] {
  const byName = [...Map.groupBy(sharing, ({ line }) => plainName(line.name)).values()];
  const sameName = byName.flatMap((same) => same.slice(1).map((other) => [same[0], other] as Pair));
  if (byName.length > PLATFORM_NAMES) return sameName;
  const someOfEach = byName.map((same) => same.slice(0, COMPARED));
  const alike = someOfEach.flatMap((names, index) =>
    someOfEach
      .slice(0, index)
      .flatMap((earlier) => earlier.flatMap((one) => names.map((other) => [one, other] as Pair)))
      .filter(([one, other]) => listingsAlike(one.line, other.line)),
  );
  return [...sameName, ...alike];
}

function listingsByNumber(listings: readonly Published[]): Map<string, Published[]> {
  const byNumber = new Map<string, Published[]>();
  for (const listing of listings) {
    for (const key of new Set(listing.line.accessPoints.map((point) => accessKey(point, listing.line)))) {
      const sharing = byNumber.get(key);
      if (sharing === undefined) byNumber.set(key, [listing]);
      else sharing.push(listing);
    }
  }
  return byNumber;
}

function sourceOf(line: ReadLine, sources: ReadonlyMap<string, ReadSource>): ReadSource {
  const source = sources.get(line.source);
  if (source === undefined) throw new Error(`a line names the unknown source ${line.source}`);
  return source;
}

/** By date, undated first, then by source and by row as people count. */
function oldestFirst(a: Published, b: Published): number {
  const order = (one: string, other: string) => (one < other ? -1 : Number(one > other));
  return (
    order(a.source.date ?? '', b.source.date ?? '') ||
    order(a.source.id, b.source.id) ||
    a.line.row.localeCompare(b.line.row, 'en', { numeric: true })
  );
}

/** `s2-26` from the oldest listing, so that a new publication of a known line keeps its address. */
function freeId(group: readonly Published[], taken: Set<string>): LineId {
  const first = group[0]?.line;
  const wanted = `${first?.source}-${first?.row}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const base = (wanted === '' ? 'line' : wanted).slice(0, 56);
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}-${next}`;
  taken.add(id);
  return LineId.parse(id);
}

/** `group` is oldest first. */
function lineOf(group: readonly Published[], id: LineId): Line {
  const newest = group.map(({ line }) => line).reverse();
  const first = <T>(pick: (line: ReadLine) => T | null | undefined): T | null => {
    for (const line of newest) {
      const found = pick(line);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
  const name = newest[0]?.name ?? '';
  const base = { audience: newest[0]?.audience as Line['audience'], hours: first((line) => line.hours) };
  const dates = group.map(({ source }) => source.date).filter((date) => date !== null);
  return {
    id,
    name,
    formerNames: otherNames(name, newest),
    region: narrowest(newest.map((line) => line.region)),
    hosts: [...(first((line) => (line.hosts.length > 0 ? line.hosts : null)) ?? [])],
    accessPoints: unitedAccess(newest, base),
    audience: base.audience,
    hours: hoursOf(base.hours),
    sessionMinutes: first((line) => line.sessionMinutes),
    opened: first((line) => line.opened)?.date ?? null,
    validity: first((line) => statedValidity(line)) ?? { raw: '', kind: 'unstated' },
    confirmedOn: dates.at(-1) ?? null,
    verifiedOn: null,
    listings: group.map(({ line, source }) => ({
      source: source.id,
      title: source.title,
      number: source.number,
      issuers: source.issuers,
      date: source.date,
      row: line.row,
    })),
    openFlags: group.reduce((sum, { line }) => sum + line.flags.length, 0),
  };
}

const statedValidity = (line: ReadLine): Validity | null => (line.validity.kind === 'unstated' ? null : line.validity);

const hoursOf = (hours: ReadLine['hours'] | undefined): LineHours | null =>
  hours === null || hours === undefined ? null : { raw: hours.raw, schedule: hours.schedule };

/** Every other name it was ever listed under, unless the name in use holds it already. */
function otherNames(name: string, newest: readonly ReadLine[]): string[] {
  const names = new Map<string, string>();
  for (const other of newest.flatMap((line) => [...line.formerNames, line.name])) {
    const plain = plainName(other);
    if (plain !== '' && !plainName(name).includes(plain) && !names.has(plain)) names.set(plain, other);
  }
  return [...names.values()];
}

/** The newest region that is given; a city within it, named by an older publication, is the better answer. */
function narrowest(regions: readonly (RegionRef | null)[]): RegionRef | null {
  const given = regions.filter((region) => region !== null);
  const newest = given[0] ?? null;
  if (newest === null || !newest.code.endsWith('0000')) return newest;
  const within = (region: RegionRef) => region.code !== newest.code && region.code.startsWith(newest.code.slice(0, 2));
  return given.find(within) ?? newest;
}

/** All access points of all listings, newest first; what only an older listing gives keeps that listing's terms. */
function unitedAccess(
  newest: readonly ReadLine[],
  base: { audience: Line['audience']; hours: ReadLine['hours'] },
): AccessPoint[] {
  const united = new Map<string, AccessPoint>();
  for (const line of newest) {
    const ownHours = line.hours !== null && line.hours.raw !== base.hours?.raw ? line.hours : undefined;
    const ownAudience = line.audience.raw === base.audience.raw ? undefined : line.audience;
    for (const read of line.accessPoints) {
      const key = accessKey(read, line);
      const before = united.get(key);
      if (before === undefined) {
        const terms = { hours: read.hours ?? ownHours, audience: read.audience ?? ownAudience };
        united.set(key, accessPointOf({ ...read, ...definedOnly(terms) }, line));
      } else {
        united.set(key, completed(before, accessPointOf(read, line)));
      }
    }
  }
  return [...united.values()];
}

const definedOnly = <T extends object>(terms: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

/** What the newer listing leaves open about the same number, the older one may fill in. */
const completed = (newer: AccessPoint, older: AccessPoint): AccessPoint => ({
  ...newer,
  tel: newer.tel ?? older.tel,
  e164: newer.e164 ?? older.e164,
  suggestedTel: newer.suggestedTel ?? older.suggestedTel,
  note: newer.note ?? older.note,
  hours: newer.hours ?? older.hours,
  audience: newer.audience ?? older.audience,
});

function accessPointOf(read: ReadAccessPoint, line: ReadLine): AccessPoint {
  return {
    kind: read.kind,
    raw: read.raw,
    display: read.display,
    e164: read.e164 ?? null,
    tel: read.tel ?? null,
    suggestedTel: suggestedTel(read, line),
    number: read.number ?? null,
    lineType: read.lineType ?? null,
    menuKeys: read.menuKeys ?? [],
    note: read.note ?? null,
    hours: hoursOf(read.hours),
    audience: read.audience ?? null,
  };
}

/** The correction that a doubt about this very number proposes; only digits that could be dialled. */
function suggestedTel(read: ReadAccessPoint, line: ReadLine): string | null {
  if (read.kind !== 'phone' && read.kind !== 'short-code') return null;
  const doubt = line.flags.find(
    (flag) => flag.field === 'accessPoints' && flag.suggestion !== undefined && sameText(flag.raw, read.raw),
  );
  const digits = doubt?.suggestion?.normalize('NFKC').replaceAll(/[\s()-]/g, '') ?? '';
  return /^\+?\d{3,15}$/.test(digits) && digits !== read.tel ? digits : null;
}

const sameText = (one: string, other: string): boolean =>
  one.normalize('NFKC').replaceAll(/\s/g, '') === other.normalize('NFKC').replaceAll(/\s/g, '');
