// Whether a day is worked in China cannot be computed: the State Council announces it year by year and
// moves weekends to make long holidays (调休). So the calendar is data, and a day no notice speaks of is
// `unknown`, never assumed to be ordinary.

/** What the State Council's notices say of a day. `make-up` is a weekend day worked in exchange for a holiday. */
export type DayKind = 'working' | 'weekend' | 'public-holiday' | 'make-up' | 'unknown';

/** One year's notice, read from `data/working-days.json`: days off as dates or closed intervals `from/to`. */
export type YearOfHolidays = {
  readonly year: number;
  readonly holidays: readonly { readonly off: readonly string[]; readonly makeUp: readonly string[] }[];
};

/**
 * The days of all covered years as one table: `classes[i]` is the day class of `firstDay + i`.
 * Days are counted from 1970-01-01, as dates of Asia/Shanghai.
 */
export type WorkingDayCalendar = { readonly firstDay: number; readonly classes: Uint8Array };

/** A day's kind and weekday in one small number, so that a schedule can prepare its answer for each. */
export const DAY_KINDS = ['working', 'weekend', 'public-holiday', 'make-up', 'unknown'] as const;
export const DAY_CLASSES = DAY_KINDS.length * 7;
const KIND = { working: 0, weekend: 1, publicHoliday: 2, makeUp: 3, unknown: 4 } as const;

const MS_OF_DAY = 86_400_000;

/** Days from 1970-01-01 to `date`. */
export function dayNumber(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds / MS_OF_DAY;
}

/** ISO weekday of a day number, 1 Monday … 7 Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The class of a day; outside the calendar its kind is `unknown`. */
export function dayClass(calendar: WorkingDayCalendar, day: number): number {
  return calendar.classes[day - calendar.firstDay] ?? KIND.unknown * 7 + weekdayOf(day) - 1;
}

/** What the notices say of a date. */
export function dayKind(calendar: WorkingDayCalendar, date: Temporal.PlainDate): DayKind {
  return kindOfClass(dayClass(calendar, dayNumber(date)));
}

/** The kind a day class stands for. */
export function kindOfClass(dayClass: number): DayKind {
  return DAY_KINDS[Math.floor(dayClass / 7)] ?? 'unknown';
}

/** Whether an instant lies within the years the notices speak of. */
export function calendarCovers(calendar: WorkingDayCalendar, instant: Temporal.Instant): boolean {
  const day = dayNumber(instant.toZonedDateTimeISO('+08:00').toPlainDate());
  return day >= calendar.firstDay && day <= lastDay(calendar);
}

/** The last day the notices speak of, as a day number: beyond it, whatever depends on holidays is unknown. */
export function lastDay(calendar: WorkingDayCalendar): number {
  return calendar.firstDay + calendar.classes.length - 1;
}

/**
 * Builds the table from the notices. Years must follow one another without a gap; a notice may name days
 * of the December before its year. Throws RangeError where the data contradict themselves.
 */
export function buildCalendar(years: readonly YearOfHolidays[]): WorkingDayCalendar {
  const [first] = years;
  if (first === undefined) throw new RangeError('The working-day calendar has no year.');
  years.forEach(({ year }, index) => {
    if (year !== first.year + index) throw new RangeError(`The working-day calendar jumps to ${year}.`);
  });
  const firstDay = dayNumber(new Temporal.PlainDate(first.year, 1, 1));
  const days = dayNumber(new Temporal.PlainDate(first.year + years.length, 1, 1)) - firstDay;
  const calendar = {
    firstDay,
    classes: Uint8Array.from({ length: days }, (_, index) => ordinaryClass(firstDay + index)),
  };
  for (const holiday of years.flatMap((year) => year.holidays)) {
    for (const off of holiday.off) for (const day of daysOf(off)) mark(calendar, day, KIND.publicHoliday);
    for (const date of holiday.makeUp) for (const day of daysOf(date)) mark(calendar, day, KIND.makeUp);
  }
  return calendar;
}

function ordinaryClass(day: number): number {
  const weekday = weekdayOf(day);
  return (weekday > 5 ? KIND.weekend : KIND.working) * 7 + weekday - 1;
}

function daysOf(interval: string): number[] {
  const [from = '', to = from] = interval.split('/');
  const first = dayNumber(Temporal.PlainDate.from(from));
  const last = dayNumber(Temporal.PlainDate.from(to));
  if (last < first || last - first > 30)
    throw new RangeError(`The working-day calendar has a wrong interval: ${interval}`);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function mark(calendar: WorkingDayCalendar, day: number, kind: number): void {
  const index = day - calendar.firstDay;
  if (index < 0) return;
  const ordinary = ordinaryClass(day);
  const weekend = ordinary >= KIND.weekend * 7;
  if (calendar.classes[index] !== ordinary || (kind === KIND.makeUp && !weekend))
    throw new RangeError(
      `The working-day calendar contradicts itself on ${Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString()}.`,
    );
  calendar.classes[index] = kind * 7 + weekdayOf(day) - 1;
}
