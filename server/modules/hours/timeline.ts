// Answers "is somebody there?" for any instant. A schedule is unrolled once into rows, one for each class of
// day (weekday × what the calendar says of it), cut into slots of the largest length that fits all its bands;
// asking is then two table look-ups. Where the calendar does not tell what a day is, the row holds what all
// the possible days agree on and `unknown` elsewhere.
//
// China keeps one time, UTC+8 without daylight saving since 1992, so an offset is enough.
import { DAY_CLASSES, dayClass, dayNumber, kindOfClass, lastDay, type WorkingDayCalendar } from './calendar.ts';
import type { Band, DaySet, HoursAnswer, HoursScope, HoursState, OpeningRule, Schedule } from './contract.ts';

const MINUTES_OF_DAY = 1440;
const MS_OF_MINUTE = 60_000;
const MS_OF_DAY = MINUTES_OF_DAY * MS_OF_MINUTE;
const OFFSET = 8 * 60 * MS_OF_MINUTE;

const CLOSED = 0;
const UNKNOWN = 1;
const OPEN = 2;
const STATES = ['closed', 'unknown', 'open'] as const satisfies readonly HoursState[];

/** A schedule that is ready to be asked; made by `compileHours`. Instants are whole milliseconds since 1970. */
export type CompiledHours = {
  readonly stateAt: (epochMs: number) => HoursState;
  /** The first instant after `epochMs` at which the state differs; null: never, as far as can be known. */
  readonly nextChange: (epochMs: number) => number | null;
};

/**
 * Prepares a schedule for asking. With a scope, only the parts of that scope count, or, if there are none, the
 * parts that speak of the whole line. Without, all parts are united: open if any of them is.
 */
export function compileHours(schedule: Schedule, calendar: WorkingDayCalendar, scope?: HoursScope): CompiledHours {
  return new Timeline(rulesFor(schedule, scope), calendar, schedule.since);
}

/** The state at an instant and the next instant at which it truly differs. */
export function stateAt(hours: CompiledHours, instant: Temporal.Instant): HoursAnswer {
  const next = hours.nextChange(instant.epochMilliseconds);
  return {
    state: hours.stateAt(instant.epochMilliseconds),
    nextChange: next === null ? null : Temporal.Instant.fromEpochMilliseconds(next),
  };
}

/**
 * The bands that begin on a date of Asia/Shanghai, merged where they touch; those of the evening before that
 * reach into the date are the evening's. `unknown` where the calendar does not tell which hours hold.
 */
export function bandsOn(
  schedule: Schedule,
  date: Temporal.PlainDate,
  calendar: WorkingDayCalendar,
  scope?: HoursScope,
): Band[] | 'unknown' {
  const rules = rulesFor(schedule, scope);
  if (rules.length === 0 || (schedule.since !== undefined && date.toString() < schedule.since)) return 'unknown';
  const possible = possibleDays(dayClass(calendar, dayNumber(date))).map((day) => bandsOfDay(rules, day));
  const [first = [], ...others] = possible;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : 'unknown';
}

/** Whether somebody is there at every hour of every day, whatever the calendar says. */
export function isAllDay(schedule: Schedule, scope?: HoursScope): boolean {
  return new Timeline(rulesFor(schedule, scope), NO_CALENDAR, undefined).constant === OPEN;
}
const NO_CALENDAR: WorkingDayCalendar = { firstDay: 0, classes: new Uint8Array(0) };

function rulesFor({ parts }: Schedule, scope: HoursScope | undefined): OpeningRule[] {
  const [first, ...more] = parts;
  if (scope === undefined && more.length === 0) return first?.rules ?? [];
  if (scope === undefined) return parts.flatMap((part) => part.rules);
  const own = parts.filter((part) => part.scope?.kind === scope.kind && part.scope.raw === scope.raw);
  return (own.length > 0 ? own : parts.filter((part) => part.scope === null)).flatMap((part) => part.rules);
}

type RealDay = { readonly weekday: number; readonly kind: 'working' | 'weekend' | 'public-holiday' | 'make-up' };

const WORKWEEK = ['working', 'public-holiday'] as const;
const WEEKEND = ['weekend', 'public-holiday', 'make-up'] as const;
const REAL_DAYS: readonly RealDay[] = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
  (weekday > 5 ? WEEKEND : WORKWEEK).map((kind) => ({ weekday, kind })),
);

/** The days a class may stand for: itself, or beyond the calendar every kind its weekday can have. */
function possibleDays(dayClass: number): readonly RealDay[] {
  const kind = kindOfClass(dayClass);
  const weekday = (dayClass % 7) + 1;
  return REAL_DAYS.filter((day) => day.weekday === weekday && (kind === 'unknown' || day.kind === kind));
}

function holds(days: DaySet, { weekday, kind }: RealDay): boolean {
  if (days.kind === 'weekdays')
    return days.days.includes(weekday) && !(days.holidays === 'closed' && kind === 'public-holiday');
  return KINDS_IN[days.kind].includes(kind);
}

const KINDS_IN: Readonly<Record<Exclude<DaySet['kind'], 'weekdays'>, readonly RealDay['kind'][]>> = {
  'working-days': ['working', 'make-up'],
  'rest-days': ['weekend', 'public-holiday'],
  'public-holidays': ['public-holiday'],
};

/** The union of the bands that begin on a day, in order. */
function bandsOfDay(rules: readonly OpeningRule[], day: RealDay): Band[] {
  const bands = rules.flatMap((rule) => (holds(rule.days, day) ? rule.bands : []));
  const merged: Band[] = [];
  for (const band of bands.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || band.from > last.to) merged.push({ ...band });
    else if (band.to > last.to) merged[merged.length - 1] = { from: last.from, to: band.to };
  }
  return merged;
}

/** Weekly hours repeat within so many days once no notice changes them; one more for bands past midnight. */
const SETTLED = 9;

class Timeline implements CompiledHours {
  readonly #rules: readonly OpeningRule[];
  readonly #calendar: WorkingDayCalendar;
  readonly #since: number;
  readonly #slots: number;
  readonly #msOfSlot: number;
  readonly #overnight: boolean;
  /** Every second line answers day and night: it needs no table. */
  readonly #always: boolean;
  /** By day class: the states of two days' slots, as far as the bands that begin on the first of them go. */
  readonly #rows: (Uint8Array | undefined)[] = [];
  #constant: number | undefined;

  constructor(rules: readonly OpeningRule[], calendar: WorkingDayCalendar, since: string | undefined) {
    const { slot, last } = grainOf(rules);
    this.#rules = rules;
    this.#calendar = calendar;
    this.#since = since === undefined ? -Infinity : dayNumber(Temporal.PlainDate.from(since));
    if (rules.length === 0) this.#since = Infinity;
    this.#slots = MINUTES_OF_DAY / slot;
    this.#msOfSlot = slot * MS_OF_MINUTE;
    this.#overnight = last > MINUTES_OF_DAY;
    this.#always = since === undefined && rules.some(neverEnds);
  }

  stateAt(epochMs: number): HoursState {
    if (this.#always) return 'open';
    const local = epochMs + OFFSET;
    const day = Math.floor(local / MS_OF_DAY);
    return STATES[this.#at(day, ((local - day * MS_OF_DAY) / this.#msOfSlot) | 0)] ?? 'unknown';
  }

  nextChange(epochMs: number): number | null {
    if (this.#always || this.#since === Infinity) return null;
    const local = epochMs + OFFSET;
    const today = Math.floor(local / MS_OF_DAY);
    const begun = today >= this.#since;
    const day = begun ? today : this.#since - 1;
    const slot = begun ? Math.floor((local - today * MS_OF_DAY) / this.#msOfSlot) : this.#slots - 1;
    const soon = this.#search(day, slot, day + SETTLED);
    if (soon !== null || (begun && this.constant !== null)) return soon;
    return this.#search(day, slot, Math.max(day, lastDay(this.#calendar)) + SETTLED);
  }

  /** The state of all slots of all days, if they are alike; null otherwise. */
  get constant(): number | null {
    this.#constant ??= this.#findConstant();
    return this.#constant < 0 ? null : this.#constant;
  }

  #at(day: number, slot: number): number {
    if (day < this.#since) return UNKNOWN;
    const own = this.#row(dayClass(this.#calendar, day))[slot] ?? CLOSED;
    const evening = this.#overnight ? (this.#eveningOf(day)?.[this.#slots + slot] ?? CLOSED) : CLOSED;
    return evening > own ? evening : own;
  }

  /** The row of the day before, whose second half reaches into `day`. */
  #eveningOf(day: number): Uint8Array | null {
    return this.#overnight && day > this.#since ? this.#row(dayClass(this.#calendar, day - 1)) : null;
  }

  /** Looks day by day, but passes over the time before the calendar, when every week is like the next. */
  #search(first: number, slot: number, last: number): number | null {
    const state = this.#at(first, slot);
    const covered = this.#calendar.firstDay - 1;
    for (let day = first; day <= last; day += 1) {
      const other = this.#firstOther(day, day === first ? slot + 1 : 0, state);
      if (other >= 0) return instantOf(day, other * this.#msOfSlot);
      if (day === first + SETTLED && day < covered) day = covered - 1;
    }
    return null;
  }

  /** The first slot of a day, not before `from`, whose state is another; -1 if there is none. */
  #firstOther(day: number, from: number, state: number): number {
    if (day < this.#since) return -1;
    const own = this.#row(dayClass(this.#calendar, day));
    const evening = this.#eveningOf(day);
    for (let slot = from; slot < this.#slots; slot += 1) {
      const begun = evening?.[this.#slots + slot] ?? CLOSED;
      if (Math.max(own[slot] ?? CLOSED, begun) !== state) return slot;
    }
    return -1;
  }

  #row(dayClass: number): Uint8Array {
    return (this.#rows[dayClass] ??= this.#unroll(dayClass));
  }

  #unroll(dayClass: number): Uint8Array {
    const days = possibleDays(dayClass);
    const row = new Uint8Array(2 * this.#slots);
    const perMinute = this.#slots / MINUTES_OF_DAY;
    for (const day of days)
      for (const { from, to } of bandsOfDay(this.#rules, day))
        for (let slot = Math.round(from * perMinute); slot < Math.round(to * perMinute); slot += 1)
          row[slot] = (row[slot] ?? 0) + 1;
    const states = row.map((open) => (open === 0 ? CLOSED : open === days.length ? OPEN : UNKNOWN));
    return (
      this.#rows.find((other) => other !== undefined && other.every((state, at) => state === states[at])) ?? states
    );
  }

  #findConstant(): number {
    const seen = new Set<number>();
    for (const weekday of [1, 2, 3, 4, 5, 6, 7])
      for (const own of this.#rowsOf(weekday))
        for (const evening of this.#rowsOf(weekday === 1 ? 7 : weekday - 1))
          own
            .subarray(0, this.#slots)
            .forEach((state, slot) => seen.add(Math.max(state, evening[this.#slots + slot] ?? CLOSED)));
    const [first = UNKNOWN] = seen;
    return seen.size === 1 ? first : -1;
  }

  /** The different rows a weekday can have. */
  #rowsOf(weekday: number): Set<Uint8Array> {
    const classes = Array.from({ length: DAY_CLASSES / 7 }, (_, kind) => kind * 7 + weekday - 1);
    return new Set(classes.filter((each) => possibleDays(each).length > 0).map((each) => this.#row(each)));
  }
}

function neverEnds({ days, bands }: OpeningRule): boolean {
  if (days.kind !== 'weekdays' || days.days.length < 7 || days.holidays === 'closed') return false;
  return bands.some(({ from, to }) => from === 0 && to >= MINUTES_OF_DAY);
}

/** The longest slot, in minutes, at whose edges every band begins and ends; and the last minute of any band. */
function grainOf(rules: readonly OpeningRule[]): { readonly slot: number; readonly last: number } {
  let slot = MINUTES_OF_DAY;
  let last = 0;
  for (const { bands } of rules)
    for (const { from, to } of bands) {
      slot = greatestCommonDivisor(greatestCommonDivisor(slot, from), to);
      if (to > last) last = to;
    }
  return { slot, last };
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

const LAST_INSTANT = 8.64e15;

function instantOf(day: number, msOfDay: number): number | null {
  const epochMs = day * MS_OF_DAY + msOfDay - OFFSET;
  return epochMs <= LAST_INSTANT ? epochMs : null;
}
