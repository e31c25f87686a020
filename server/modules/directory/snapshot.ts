// Matching must answer in a millisecond over ten thousand lines, so what a question can be asked about is
// worked out once, when the directory changes: an access point becomes three small numbers, its terms, its
// seat and its hours, each a position in a short list of distinct ones, and a question is put to those lists.
// A snapshot is never changed; a new directory is a new snapshot.
import { compileHours, isAllDay, type CompiledHours, type WorkingDayCalendar } from '#hours/index.ts';
import { provinceOf, regionByCode } from '#regions/index.ts';
import type { Schedule } from '../hours/contract.ts';
import type { RegionIndex } from '../regions/contract.ts';
import { AudienceGroup } from '../sources/contract.ts';
import type { AccessPoint, CrisisNumber, DirectoryEvent, Line, LineId, PinyinKeys } from './contract.ts';
import { ANYWHERE, seatOf, type Seat } from './coverage.ts';
import { REACH } from './ranking.ts';
import { dependsOnPerson, eventOf, hoursFor } from './scopes.ts';
import { buildSearchIndex, type SearchIndex } from './search.ts';
import { termsOf, type Terms } from './terms.ts';
import { dayNumber, DAWN, NEVER_ENDS, servicePeriod, serviceWithin, type ServicePeriod } from './validity.ts';

/** What a snapshot is built from. `pinyin` may lack lines: those are not found by pinyin. */
export type SnapshotParts = {
  readonly lines: readonly Line[];
  readonly events: readonly DirectoryEvent[];
  readonly crisisNumbers: readonly CrisisNumber[];
  readonly calendar: WorkingDayCalendar;
  readonly regions: RegionIndex;
  readonly pinyin?: ReadonlyMap<LineId, PinyinKeys>;
};

/** A line with what matching needs to know of it as a whole. */
export type LineFacts = {
  readonly line: Line;
  readonly period: ServicePeriod;
  /** First and last day of the event that its own words speak of; see `ServicePeriod` for days as numbers. */
  readonly event: { readonly begins: number; readonly ends: number };
  readonly seat: Seat;
  /** The day of the last verification; `DAWN` for never. */
  readonly verified: number;
  /** Its access points, as published. */
  readonly points: readonly PointFacts[];
};

/** Hours while the event lasts and outside it, as positions in `Snapshot.hours`. */
export type HoursPlaces = { readonly during: number; readonly outside: number };

/** One access point as matching sees it. */
export type PointFacts = {
  readonly point: AccessPoint;
  /** Position in `Snapshot.terms`. */
  readonly terms: number;
  /** One of `WAY`, from the terms. */
  readonly way: number;
  /** A number that can be dialled as published. */
  readonly dialled: boolean;
  /** Position in `Snapshot.seats`: the line's, or the region it takes people of where the line has none. */
  readonly seat: number;
  readonly hours: HoursPlaces;
  /** Where the hours differ from person to person: by group. */
  readonly hoursOf: ReadonlyMap<AudienceGroup, HoursPlaces> | null;
};

/** The place of hours that are not known, and of hours of which none is for this person. */
export const HOURS = { unknown: 0, never: 1 } as const;

export type Snapshot = {
  /** Sorted by id; positions in this list are the order of equal lines. */
  readonly lines: readonly LineFacts[];
  readonly position: ReadonlyMap<string, number>;
  /** The lines in service on a day (as a number), by position; worked out once a day. */
  readonly inServiceOn: (day: number) => readonly number[];
  /** Every distinct schedule; the first two places are those of `HOURS`. */
  readonly hours: readonly { readonly compiled: CompiledHours | null; readonly allDay: boolean }[];
  /** Every distinct terms. */
  readonly terms: readonly Terms[];
  /** Every distinct seat, as a region number. */
  readonly seats: readonly number[];
  readonly events: readonly DirectoryEvent[];
  readonly crisisNumbers: readonly CrisisNumber[];
  readonly calendar: WorkingDayCalendar;
  readonly regions: RegionIndex;
  readonly search: SearchIndex;
};

/** Builds the snapshot: some 0.2 s for 10,000 lines. The same parts give the same snapshot. */
export function buildSnapshot(parts: SnapshotParts): Snapshot {
  const sorted = parts.lines.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const books: Books = {
    hours: hoursBook(parts.calendar),
    terms: distinct<Terms>(),
    seats: distinct<number>(),
    same: sameOnes(),
  };
  const lines = sorted.map((line) => factsOf(line, parts, books));
  return {
    lines,
    position: new Map(lines.map(({ line }, index) => [line.id, index])),
    inServiceOn: inServiceOf(lines),
    hours: books.hours.all,
    terms: books.terms.all,
    seats: books.seats.all,
    events: parts.events,
    crisisNumbers: parts.crisisNumbers,
    calendar: parts.calendar,
    regions: parts.regions,
    search: buildSearchIndex(sorted, parts.pinyin ?? new Map(), (line) => regionText(line, parts.regions)),
  };
}

/** Made apart from the building, whose parts would otherwise stay in memory with it. */
const inServiceOf = (lines: readonly LineFacts[]): Snapshot['inServiceOn'] =>
  rememberingLast((day) => positionsInService(lines, day));

function positionsInService(lines: readonly LineFacts[], day: number): number[] {
  const positions: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const facts = lines[index];
    if (facts !== undefined && serviceWithin(facts.period, day) === 'in-service') positions.push(index);
  }
  return positions;
}

/** Keeps the answer for the day asked last: all of a day's questions share it. */
function rememberingLast<T>(workOut: (day: number) => T): (day: number) => T {
  let last: { readonly day: number; readonly value: T } | null = null;
  return (day) => {
    if (last?.day !== day) last = { day, value: workOut(day) };
    return last.value;
  };
}

/** A list of different things and the place of each. */
type Distinct<T> = { readonly all: T[]; readonly placeOf: (thing: T) => number };

function distinct<T>(): Distinct<T> {
  const all: T[] = [];
  const places = new Map<string, number>();
  const placeOf = (thing: T): number => {
    const text = JSON.stringify(thing);
    const place = places.get(text) ?? all.push(thing) - 1;
    places.set(text, place);
    return place;
  };
  return { all, placeOf };
}

function sameOnes(): Books['same'] {
  const known = new Map<string, unknown>();
  return <Facts extends object>(facts: Facts): Facts => {
    const text = JSON.stringify(facts);
    const before = known.get(text);
    if (before === undefined) known.set(text, facts);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names and values, so of the same type
    return before === undefined ? facts : (before as Facts);
  };
}

type HoursBook = { readonly all: Snapshot['hours']; readonly placeOf: (schedule: Schedule | 'never' | null) => number };

function hoursBook(calendar: WorkingDayCalendar): HoursBook {
  const none = { compiled: null, allDay: false };
  const all: { compiled: CompiledHours | null; allDay: boolean }[] = [none, none];
  const schedules = distinct<Schedule>();
  const placeOf = (schedule: Schedule): number => {
    const place = schedules.placeOf(schedule) + Object.keys(HOURS).length;
    all[place] ??= { compiled: compileHours(schedule, calendar), allDay: isAllDay(schedule) };
    return place;
  };
  return {
    all,
    placeOf: (schedule) => (schedule === null ? HOURS.unknown : schedule === 'never' ? HOURS.never : placeOf(schedule)),
  };
}

type Books = {
  readonly hours: HoursBook;
  readonly terms: Distinct<Terms>;
  readonly seats: Distinct<number>;
  /** Equal seats, periods and places of hours are one object. */
  readonly same: <Facts extends object>(facts: Facts) => Facts;
};

const NO_EVENT = { begins: NEVER_ENDS, ends: DAWN };

function factsOf(line: Line, { events, regions }: SnapshotParts, books: Books): LineFacts {
  const event = eventOf(line, events);
  const seat = books.same(seatOf(line, regions));
  return {
    line,
    period: books.same(servicePeriod(line, events)),
    event: event === null ? NO_EVENT : { begins: dayNumber(event.begins), ends: dayNumber(event.ends ?? '9999-12-31') },
    seat,
    verified: line.verifiedOn === null ? DAWN : dayNumber(line.verifiedOn),
    points: line.accessPoints.map((point) => pointFacts(line, point, seat, books)),
  };
}

function pointFacts(line: Line, point: AccessPoint, seat: Seat, books: Books): PointFacts {
  const hoursIn = (person: AudienceGroup | null): HoursPlaces =>
    books.same({
      during: books.hours.placeOf(hoursFor(line, point, { person, duringEvent: true })),
      outside: books.hours.placeOf(hoursFor(line, point, { person, duringEvent: false })),
    });
  const schedule = point.hours === null ? (line.hours?.schedule ?? null) : point.hours.schedule;
  const terms = termsOf(line, point);
  return {
    point,
    terms: books.terms.placeOf(terms),
    way: terms.way,
    dialled: terms.reach <= REACH.fromLandline,
    seat: books.seats.placeOf(seat.code === ANYWHERE ? terms.limit : seat.code),
    hours: hoursIn(null),
    hoursOf: dependsOnPerson(schedule) ? new Map(AudienceGroup.options.map((group) => [group, hoursIn(group)])) : null,
  };
}

/** The names a line's region is searched by: its city's and its province's, in full. */
function regionText(line: Line, regions: RegionIndex): string {
  if (line.region === null) return '';
  const region = regionByCode(regions, line.region.code);
  if (region === undefined) return line.region.name;
  return `${region.name} ${provinceOf(regions, region).name}`;
}
