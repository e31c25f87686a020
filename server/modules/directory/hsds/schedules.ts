// Opening hours in HSDS: weekly rows after iCalendar, which know no holidays. Hours that follow the State
// Council's calendar therefore go out twice: as text, which says the rule, and as rows that are each valid
// between two dates, so that within the horizon every holiday and make-up day comes out right. A program reads
// rows, a person reads text; both must be true.
import { bandsOn, dayKind, writeHours, type WorkingDayCalendar } from '#hours/index.ts';
import type { Band, DaySet, OpeningRule, Schedule } from '../../hours/contract.ts';
import type { LineHours } from '../contract.ts';
import type { HsdsDay, HsdsSchedule } from './objects.ts';
import { uuidOf } from './uuid.ts';

/** What the rows of one schedule hang on and are bounded by. Days are ISO dates, inclusive; null: no bound. */
export type ScheduleSetting = {
  /** Names the schedule in its rows' ids. */
  readonly owner: string;
  readonly calendar: WorkingDayCalendar;
  /** Rows that depend on the calendar begin here. */
  readonly today: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
};

/** Rows that depend on the calendar reach so many days ahead; whoever keeps a copy comes back before. */
const HORIZON_DAYS = 92;
const DAYS: readonly HsdsDay[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MINUTES_OF_DAY = 1440;
const CHINA = 8;

/** The rows of a line's hours. Hours that could not be read are one row that only quotes them. */
export function schedulesOf(hours: LineHours | null, setting: ScheduleSetting): HsdsSchedule[] {
  if (hours === null) return [];
  if (hours.schedule === null) {
    const notes = '原文未能读成时间表，请以原文为准。 The text could not be read as a schedule; go by the text.';
    return [{ id: uuidOf('schedule', setting.owner, 'unread'), description: hours.raw, notes }];
  }
  const { parts, since } = hours.schedule;
  const bounded = { ...setting, validFrom: later(setting.validFrom, since ?? null) };
  return parts
    .flatMap((part) => {
      const description = describe({ parts: [part] }, part.scope?.raw ?? null);
      const rows = part.rules.flatMap((rule) => rowsOf(rule, bounded));
      return rows.length === 0 ? [{ description }] : rows.map((row) => ({ ...WEEKLY, ...row, description }));
    })
    .map((row, index) => ({ id: uuidOf('schedule', setting.owner, String(index)), ...row }));
}

const WEEKLY = { timezone: CHINA, wkst: 'MO', freq: 'WEEKLY', interval: 1 } as const;

/** The later of two ISO dates, of which either may be missing. */
const later = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : one > other ? one : other;

/** The part's rule in both languages, with the scope it holds for. */
function describe(schedule: Schedule, scope: string | null): string {
  const unscoped: Schedule = { parts: schedule.parts.map((part) => ({ ...part, scope: null })) };
  const text = `${writeHours(unscoped, 'zh')} / ${writeHours(unscoped, 'en')}`;
  return scope === null ? text : `${scope}：${text}`;
}

type Row = Pick<HsdsSchedule, 'valid_from' | 'valid_to' | 'dtstart' | 'until' | 'byday' | 'opens_at' | 'closes_at'>;

function rowsOf(rule: OpeningRule, setting: ScheduleSetting): Row[] {
  const spells =
    rule.days.kind === 'weekdays' && rule.days.holidays === 'as-usual'
      ? [spellOf(rule.days.days, setting)]
      : spellsOf(rule.days, setting);
  return spells.flatMap((spell) => rule.bands.flatMap((band) => piecesOf(band).map((piece) => rowOf(spell, piece))));
}

/** Days of the week on which hours hold from one date to another; null: no bound. */
type Spell = { readonly weekdays: readonly number[]; readonly from: string | null; readonly to: string | null };

const spellOf = (weekdays: readonly number[], { validFrom, validTo }: ScheduleSetting): Spell => ({
  weekdays,
  from: validFrom,
  to: validTo,
});

/**
 * The spells of days that depend on the calendar: the usual weekdays between the days that break them, and
 * every extra day by itself. They end with the horizon, the line, or the calendar, whichever is first.
 */
function spellsOf(days: DaySet, setting: ScheduleSetting): Spell[] {
  const usual = USUAL[days.kind] ?? (days.kind === 'weekdays' ? days.days : []);
  const spells: Spell[] = [];
  let begun: string | null = null;
  let last: string | null = null;
  const end = () => {
    if (begun !== null && last !== null && hasDay(begun, last, usual))
      spells.push({ weekdays: usual, from: begun, to: last });
    begun = null;
  };
  for (const { date, weekday, holds } of daysAhead(days, setting)) {
    if (usual.includes(weekday) && !holds) end();
    else begun ??= date;
    if (!usual.includes(weekday) && holds) spells.push({ weekdays: [weekday], from: date, to: date });
    last = date;
  }
  end();
  return spells;
}

const USUAL: Readonly<Record<string, readonly number[]>> = { 'working-days': [1, 2, 3, 4, 5], 'rest-days': [6, 7] };

function hasDay(from: string, to: string, weekdays: readonly number[]): boolean {
  const first = Temporal.PlainDate.from(from);
  const days = Math.min(first.until(to).days, 6);
  return Array.from({ length: days + 1 }, (_, ahead) => first.add({ days: ahead }).dayOfWeek).some((day) =>
    weekdays.includes(day),
  );
}

type DayAhead = { readonly date: string; readonly weekday: number; readonly holds: boolean };

function daysAhead(days: DaySet, { calendar, today, validFrom, validTo }: ScheduleSetting): DayAhead[] {
  const probe: Schedule = { parts: [{ scope: null, rules: [{ days, bands: [{ from: 0, to: MINUTES_OF_DAY }] }] }] };
  const first = Temporal.PlainDate.from(validFrom !== null && validFrom > today ? validFrom : today);
  const ahead: DayAhead[] = [];
  for (let offset = 0; offset < HORIZON_DAYS; offset += 1) {
    const date = first.add({ days: offset });
    const text = date.toString();
    if ((validTo !== null && text > validTo) || dayKind(calendar, date) === 'unknown') break;
    const bands = bandsOn(probe, date, calendar);
    ahead.push({ date: text, weekday: date.dayOfWeek, holds: bands !== 'unknown' && bands.length > 0 });
  }
  return ahead;
}

/** A band as HSDS can say it: within one day, its end 23:59 where it is midnight. */
type Piece = { readonly nextDay: boolean; readonly opens: string; readonly closes: string };

function piecesOf({ from, to }: Band): Piece[] {
  const evening: Piece = { nextDay: false, opens: clock(from), closes: clock(Math.min(to, MINUTES_OF_DAY)) };
  if (to <= MINUTES_OF_DAY) return [evening];
  return [evening, { nextDay: true, opens: clock(0), closes: clock(Math.min(to - MINUTES_OF_DAY, MINUTES_OF_DAY)) }];
}

/** `09:00+08:00`; midnight at the end of a day is 23:59, since 24:00 is no time of HSDS. */
function clock(minutes: number): string {
  const within = Math.min(minutes, MINUTES_OF_DAY - 1);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(within / 60))}:${two(within % 60)}+08:00`;
}

function rowOf(spell: Spell, piece: Piece): Row {
  const shift = piece.nextDay ? 1 : 0;
  const from = moved(spell.from, shift);
  const to = moved(spell.to, shift);
  const single = from !== null && from === to;
  return {
    ...(from !== null && { valid_from: from }),
    ...(to !== null && { valid_to: to }),
    ...(single && { dtstart: from, until: to }),
    byday: spell.weekdays.map((day) => DAYS[(day - 1 + shift) % 7]).join(','),
    opens_at: piece.opens,
    closes_at: piece.closes,
  };
}

const moved = (date: string | null, days: number): string | null =>
  date === null ? null : Temporal.PlainDate.from(date).add({ days }).toString();
