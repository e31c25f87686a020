// What texts do with days: add them up (周六、周日及节假日), narrow them (工作日(周一至周五)), take some out
// (节假日除外) or keep them in (节假日不休). Where two words contradict each other, or their sum would be a
// guess, the answer is null and the text is not read.
import type { DaySet } from './contract.ts';

/**
 * Days as a text means them: weekdays as bits (bit 1 Monday … bit 7 Sunday), the classes of the working-day
 * calendar, and what was said of public holidays, if anything was.
 */
export type Days = {
  readonly weekdays: number;
  readonly working: boolean;
  readonly rest: boolean;
  readonly holidays: boolean;
  readonly holidayWord: 'as-usual' | 'closed' | null;
};

const NONE: Days = { weekdays: 0, working: false, rest: false, holidays: false, holidayWord: null };
const MONDAY_TO_FRIDAY = 0b0011_1110;
const WEEKEND = 0b1100_0000;
/** What bands without days hold on. */
export const EVERY_DAY: Days = { ...NONE, weekdays: MONDAY_TO_FRIDAY | WEEKEND };
/** 全年无休: there is no day without hours. */
export const YEAR_ROUND: Days = { ...EVERY_DAY, holidays: true };
const WORKING_DAYS: Days = { ...NONE, working: true };

/** The sets of days that have a name of their own. */
export const NAMED_DAYS: Readonly<Record<string, Days>> = {
  'every-day': EVERY_DAY,
  'working-days': WORKING_DAYS,
  'rest-days': { ...NONE, rest: true },
  'public-holidays': { ...NONE, holidays: true },
  weekend: { ...NONE, weekdays: WEEKEND },
};

/** Weekdays given as bits. */
export function onWeekdays(weekdays: number): Days {
  return { ...NONE, weekdays };
}

/** Whether days from Monday to Friday are among them. */
export function hasWorkweek({ weekdays, working }: Days): boolean {
  return working || (weekdays & MONDAY_TO_FRIDAY) !== 0;
}

/** Whether all of them are. */
export function hasWholeWorkweek({ weekdays, working }: Days): boolean {
  return working || (weekdays & MONDAY_TO_FRIDAY) === MONDAY_TO_FRIDAY;
}

const isPlain = ({ working, rest, holidays }: Days): boolean => !working && !rest && !holidays;
const isEveryDay = (days: Days): boolean => isPlain(days) && days.weekdays === EVERY_DAY.weekdays;
const isSame = (one: Days, other: Days): boolean =>
  one.weekdays === other.weekdays &&
  one.working === other.working &&
  one.rest === other.rest &&
  one.holidays === other.holidays;

/** All the days of a list. Null for an empty list, and for a sum nobody would mean (周一至周五和工作日). */
export function sumOf(list: readonly Days[]): Days | null {
  if (list.length === 0) return null;
  const weekdays = list.reduce((bits, days) => bits | days.weekdays, 0);
  const working = list.some((days) => days.working);
  const rest = list.some((days) => days.rest);
  if ((working && (weekdays & MONDAY_TO_FRIDAY) !== 0) || (rest && weekdays !== 0)) return null;
  return { weekdays, working, rest, holidays: !rest && list.some((days) => days.holidays), holidayWord: null };
}

/**
 * The days that two descriptions have in common: 工作日(周一至周五) is Monday to Friday without public
 * holidays and without make-up days, for of those only one of the two speaks.
 */
export function inCommon(one: Days, other: Days): Days | null {
  const holidayWord = one.holidayWord ?? other.holidayWord;
  if (other.holidayWord !== null && other.holidayWord !== holidayWord) return null;
  const common = overlapOf(one, other);
  if (common === null) return null;
  const contradicts =
    holidayWord === 'closed' ? common.rest || common.holidays : holidayWord !== null && common.holidayWord === 'closed';
  return contradicts ? null : { ...common, holidayWord: holidayWord ?? common.holidayWord };
}

function overlapOf(one: Days, other: Days): Days | null {
  if (isEveryDay(one) || isSame(one, other)) return { ...other, holidayWord: null };
  if (isEveryDay(other)) return { ...one, holidayWord: null };
  const [byCalendar, plain] = isPlain(one) ? [other, one] : [one, other];
  if (isSame(byCalendar, WORKING_DAYS) && isPlain(plain) && (plain.weekdays & WEEKEND) === 0)
    return { ...plain, holidayWord: 'closed' };
  const weekdays = one.weekdays & other.weekdays;
  return isPlain(one) && isPlain(other) && weekdays !== 0 ? onWeekdays(weekdays) : null;
}

/** `days` without `out` (节假日除外, 周日休息). Days that were not among them anyway may be taken out. */
export function without(days: Days, out: Days): Days | null {
  if (out.working || out.rest) return null;
  const byCalendar = days.rest || days.holidays;
  if (byCalendar || (out.holidays && days.holidayWord === 'as-usual')) return null;
  if (days.working && (out.weekdays & MONDAY_TO_FRIDAY) !== 0) return null;
  const weekdays = days.weekdays & ~out.weekdays;
  if (weekdays === 0 && !days.working) return null;
  return { ...days, weekdays, holidayWord: out.holidays ? 'closed' : days.holidayWord };
}

/** `days` where `kept` are said to be served as well (节假日不休, 含周末): they must be among them already. */
export function withKept(days: Days, kept: Days): Days | null {
  if (kept.working || kept.rest || days.working) return null;
  if ((kept.weekdays & ~days.weekdays) !== 0 || (kept.holidays && days.holidayWord === 'closed')) return null;
  return kept.holidays ? { ...days, holidayWord: 'as-usual' } : days;
}

/** The same days as the schedule stores them. `replaced`: hours for public holidays stand beside these. */
export function daySetsOf(days: Days, replaced: boolean): DaySet[] {
  const sets: DaySet[] = [];
  const closed = days.holidayWord === 'closed' || (days.holidayWord === null && replaced);
  if (days.weekdays !== 0)
    sets.push({ kind: 'weekdays', days: weekdaysIn(days.weekdays), holidays: closed ? 'closed' : 'as-usual' });
  if (days.working) sets.push({ kind: 'working-days' });
  if (days.rest) sets.push({ kind: 'rest-days' });
  if (days.holidays) sets.push({ kind: 'public-holidays' });
  return sets;
}

function weekdaysIn(bits: number): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => (bits & (1 << day)) !== 0);
}

/** Whether a day can belong to both sets, but for the odd make-up day and holiday. */
export function meet(one: DaySet, other: DaySet): boolean {
  if (one.kind === 'weekdays') return meetsWeekdays(one.days, other);
  if (other.kind === 'weekdays') return meetsWeekdays(other.days, one);
  return one.kind === other.kind || (one.kind !== 'working-days' && other.kind !== 'working-days');
}

function meetsWeekdays(days: readonly number[], other: DaySet): boolean {
  return days.some((day) => (other.kind === 'weekdays' ? other.days : USUAL[other.kind]).includes(day));
}

/** The weekdays that days of the calendar usually are; hours for public holidays replace those of the weekday. */
const USUAL: Readonly<Record<Exclude<DaySet['kind'], 'weekdays'>, readonly number[]>> = {
  'working-days': [1, 2, 3, 4, 5],
  'rest-days': [6, 7],
  'public-holidays': [],
};
