// The same line stands in several publications, each knowing something the others do not (S2-33). One line is
// put together from them by rules that do not depend on the order in which documents arrive: the newest dated
// publication decides each field it speaks of, an undated one never overrules a dated one, and what two of
// them say differently stays countable as a doubt.
import { compareLines, isComparison } from '#sources/index.ts';
import type { RegionRef } from '../regions/contract.ts';
import type { ReadLine, ReadSource, Reading, Validity } from '../sources/contract.ts';
import { hoursOf, unitedAccess } from './access-merging.ts';
import { LineId, type Line } from './contract.ts';
import { accessKey, listingsAlike, ownPart, plainName } from './likeness.ts';

/** A listing with the publication it stands in. */
export type Published = { readonly line: ReadLine; readonly source: ReadSource };

/** Names a listing: its publication and its row. */
export const listingKey = (source: string, row: string): string => `${source}\n${row}`;

/** What people have decided about which listings are one line, and which line they are. */
export type Decided = {
  /** Listings, by their keys, that are one line although nothing in them says so. */
  readonly joins: readonly (readonly [string, string])[];
  /** Ids that must stay, by the key of a listing of the line: people have set something for them. */
  readonly pins: ReadonlyMap<string, LineId>;
  /** The ids that lines have now, by the key of each listing. */
  readonly known?: ReadonlyMap<string, LineId>;
};

const NOTHING_DECIDED: Decided = { joins: [], pins: new Map() };

/** A number under more names than this is a platform's: there only equal names are one line. */
const PLATFORM_NAMES = 24;

/** So many listings of one name are compared with those of another; a hostile list cannot make it quadratic. */
const COMPARED = 8;

/**
 * Puts readings together into lines, sorted by id. The same readings give the same lines in whatever order
 * they come. Throws if a line names a source that its reading does not hold.
 */
export function toLines(readings: readonly Reading[], decided: Decided = NOTHING_DECIDED): Line[] {
  const groups = groupListings(readings, decided.joins);
  const held = groups.map((group) => pinOf(group, decided.pins));
  const taken = new Set<string>(held.filter((id) => id !== undefined));
  const pinned = groups.map((group, at) => held[at] ?? keptId(group, decided.known, taken));
  return groups
    .map((group, at) => lineOf(group, pinned[at] ?? freeId(group, taken)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The id that people hold on to; of several the one with the oldest listing. */
function pinOf(group: readonly Published[], pins: Decided['pins']): LineId | undefined {
  for (const { line } of group) {
    const id = pins.get(listingKey(line.source, line.row));
    if (id !== undefined) return id;
  }
  return undefined;
}

/**
 * A list without a date has no place in time: it must not take its address from a line that has one. With dated lists
 * alone the oldest names the line, whatever came in first.
 */
function keptId(group: readonly Published[], known: Decided['known'], taken: Set<string>): LineId | undefined {
  if (known === undefined || group.every(({ source }) => source.date !== null)) return undefined;
  const datedFirst = group.toSorted((a, b) => Number(a.source.date === null) - Number(b.source.date === null));
  const id = pinOf(datedFirst, known);
  if (id === undefined || taken.has(id)) return undefined;
  taken.add(id);
  return id;
}

/** All listings in groups that each make one line, oldest listing first in each and groups by their oldest. */
export function groupListings(readings: readonly Reading[], joins: Decided['joins'] = []): Published[][] {
  const listings = comparedAnew(readings);
  const byKey = new Map(listings.map((one) => [listingKey(one.line.source, one.line.row), one]));
  const joined = joins.flatMap(([first, second]): Pair[] => {
    const [one, other] = [byKey.get(first), byKey.get(second)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
  const alike = [...listingsByNumber(listings).values()].flatMap((sharing) => alikePairs(sharing));
  const leader = new Map<Published, Published>();
  const leaderOf = (listing: Published): Published => {
    const next = leader.get(listing);
    return next === undefined ? listing : leaderOf(next);
  };
  for (const [first, second] of [...alike, ...joined]) {
    const [one, other] = [leaderOf(first), leaderOf(second)];
    if (one === other) continue;
    if (oldestFirst(one, other) < 0) leader.set(other, one);
    else leader.set(one, other);
  }
  return [...Map.groupBy(listings, leaderOf).values()];
}

/** Readings made apart know nothing of each other; what they disagree on is found again over all of them. */
function comparedAnew(readings: readonly Reading[]): Published[] {
  const sources = new Map(readings.flatMap((reading) => reading.sources).map((source) => [source.id, source]));
  const listings = readings
    .flatMap((reading) => reading.lines)
    .map((line) => ({ line, source: sourceOf(line, sources) }))
    .sort(oldestFirst);
  const bare = listings.map(({ line }) => ({ ...line, flags: line.flags.filter((flag) => !isComparison(flag)) }));
  return compareLines(bare, [...sources.values()]).map((line) => ({ line, source: sourceOf(line, sources) }));
}

type Pair = [Published, Published];

/** Pairs among listings with one number that are the same line. */
function alikePairs(sharing: readonly Published[]): Pair[] {
  const byName = [...Map.groupBy(sharing, ({ line }) => plainName(line.name)).values()];
  const sameName = byName.flatMap(([first, ...same]) =>
    first === undefined ? [] : same.map((other): Pair => [first, other]),
  );
  if (byName.length > PLATFORM_NAMES) return sameName;
  const someOfEach = byName.map((same) => same.slice(0, COMPARED));
  const alike = someOfEach.flatMap((names, index) =>
    someOfEach
      .slice(0, index)
      .flatMap((earlier) => earlier.flatMap((one) => names.map((other): Pair => [one, other])))
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
export function oldestFirst(a: Published, b: Published): number {
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

/** The line that listings make together; `group` is oldest first and not empty. */
export function lineOf(group: readonly Published[], id: LineId): Line {
  const newest = group.map(({ line }) => line).toReversed();
  const [current] = newest;
  if (current === undefined) throw new Error('a line without a listing');
  const first = <T>(pick: (line: ReadLine) => T | null | undefined): T | null => {
    for (const line of newest) {
      const found = pick(line);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
  const { name, audience } = current;
  const hours = first((line) => line.hours);
  const dates = group.map(({ source }) => source.date).filter((date) => date !== null);
  return {
    id,
    name,
    formerNames: otherNames(name, newest),
    region: narrowest(newest.map((line) => line.city ?? line.region)),
    hosts: [...(first((line) => (line.hosts.length > 0 ? line.hosts : null)) ?? [])],
    accessPoints: unitedAccess(newest, { audience, hours }),
    audience,
    hours: hoursOf(hours),
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

/** Every other name it was ever listed under, unless it says nothing of its own or the name in use holds it. */
function otherNames(name: string, newest: readonly ReadLine[]): string[] {
  const names = new Map<string, string>();
  for (const other of newest.flatMap((line) => [...line.formerNames, line.name])) {
    const plain = plainName(other);
    if (ownPart(other) !== '' && !plainName(name).includes(plain) && !names.has(plain)) names.set(plain, other);
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
