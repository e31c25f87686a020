// Writes a schedule back in words, in one plain form that the reader reads again as the same schedule. So a
// page can show what was understood beside what was published, and a person can see whether it is right.
import type { Band, DaySet, HoursScope, OpeningRule, Schedule } from './contract.ts';

/** The languages hours are written in. */
export type HoursLanguage = 'zh' | 'en';

/**
 * A schedule in plain words: "周一至周五（节假日除外）8:00–12:00、14:00–17:00" or "Mon–Fri (except public
 * holidays) 8:00–12:00, 14:00–17:00". Scopes are named as published; English has words of its own for
 * devices, shifts and events. Times are those of Asia/Shanghai.
 */
export function writeHours(schedule: Schedule, language: HoursLanguage): string {
  const words = LANGUAGES[language];
  const parts = schedule.parts.map(({ scope, rules }) => {
    const replaced = rules.some(({ days }) => days.kind === 'public-holidays');
    const hours = grouped(rules).map((group) => ruleIn(words, group, replaced));
    return `${scope === null ? '' : words.scope(scope)}${hours.join(words.betweenRules)}`;
  });
  return `${schedule.since === undefined ? '' : words.since(schedule.since)}${parts.join(words.betweenRules)}`;
}

const DAY = 1440;

/** Days that share their bands; public holidays are said in one breath with the weekdays they are like. */
type Group = { readonly days: DaySet; readonly withHolidays: boolean; readonly bands: readonly Band[] };

function grouped(rules: readonly OpeningRule[]): Group[] {
  const groups: Group[] = [];
  for (const { days, bands } of rules) {
    const like = days.kind === 'public-holidays' ? groups.findIndex((group) => joinsHolidays(group, bands)) : -1;
    const group = groups[like];
    if (group === undefined) groups.push({ days, bands, withHolidays: false });
    else groups[like] = { ...group, withHolidays: true };
  }
  return groups;
}

function joinsHolidays({ days, bands }: Group, others: readonly Band[]): boolean {
  const same =
    bands.length === others.length &&
    bands.every((band, at) => band.from === others[at]?.from && band.to === others[at].to);
  return same && days.kind === 'weekdays' && days.holidays === 'closed' && days.days.length < 7;
}

function ruleIn(words: Words, { days, withHolidays, bands }: Group, replaced: boolean): string {
  const said = daysIn(words, days, withHolidays, replaced);
  const allDay = bands.some(({ from, to }) => from === 0 && to === DAY);
  const gap = said.endsWith('）') ? '' : allDay ? words.beforeAllDay : ' ';
  return `${said}${gap}${bands.map((band) => bandIn(words, band)).join(words.betweenBands)}`;
}

function daysIn(words: Words, days: DaySet, withHolidays: boolean, replaced: boolean): string {
  if (days.kind !== 'weekdays') return words.days[days.kind];
  const said = days.days.length === 7 ? words.everyDay : runsOf(days.days).map(words.run).join(words.betweenDays);
  if (withHolidays) return `${said}${words.andHolidays}`;
  if (days.holidays === 'closed') return `${said}${words.exceptHolidays}`;
  return replaced ? `${said}${words.includingHolidays}` : said;
}

/** Weekdays as runs: three or more in a row are said from first to last. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.flatMap((run) => (run.length === 2 ? run.map((day) => [day]) : [run]));
}

function bandIn(words: Words, { from, to }: Band): string {
  if (from === 0 && to === DAY) return words.allDay;
  return `${clock(from)}–${to > DAY ? words.nextDay(clock(to - DAY)) : clock(to)}`;
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

type Words = {
  readonly everyDay: string;
  readonly days: Readonly<Record<Exclude<DaySet['kind'], 'weekdays'>, string>>;
  readonly run: (days: readonly number[]) => string;
  readonly andHolidays: string;
  readonly exceptHolidays: string;
  readonly includingHolidays: string;
  readonly betweenDays: string;
  readonly betweenBands: string;
  readonly betweenRules: string;
  readonly allDay: string;
  readonly beforeAllDay: string;
  readonly nextDay: (clock: string) => string;
  readonly scope: (scope: HoursScope) => string;
  readonly since: (date: string) => string;
};

const ZH_DAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const EN_DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function runIn(names: readonly string[], through: string): Words['run'] {
  return (days) => {
    const first = names[days[0] ?? 0] ?? '';
    return days.length === 1 ? first : `${first}${through}${names[days.at(-1) ?? 0] ?? ''}`;
  };
}

const LANGUAGES: Readonly<Record<HoursLanguage, Words>> = {
  zh: {
    everyDay: '每天',
    days: { 'working-days': '工作日', 'rest-days': '非工作日', 'public-holidays': '节假日' },
    run: runIn(ZH_DAYS, '至'),
    andHolidays: '及节假日',
    exceptHolidays: '（节假日除外）',
    includingHolidays: '（含节假日）',
    betweenDays: '、',
    betweenBands: '、',
    betweenRules: '；',
    allDay: '24小时',
    beforeAllDay: '',
    nextDay: (clock) => `次日${clock}`,
    scope: ({ raw }) => `${raw}：`,
    since: (date) => {
      const { year, month, day } = Temporal.PlainDate.from(date);
      return `自${year}年${month}月${day}日起，`;
    },
  },
  en: {
    everyDay: 'Every day',
    days: { 'working-days': 'Working days', 'rest-days': 'Days off', 'public-holidays': 'Public holidays' },
    run: runIn(EN_DAYS, '–'),
    andHolidays: ' and public holidays',
    exceptHolidays: ' (except public holidays)',
    includingHolidays: ' (public holidays too)',
    betweenDays: ', ',
    betweenBands: ', ',
    betweenRules: '; ',
    allDay: '24 hours',
    beforeAllDay: ', ',
    nextDay: (clock) => `${clock} next day`,
    scope: (scope) => `${scopeInEnglish(scope)}: `,
    since: (date) => {
      const { year, month, day } = Temporal.PlainDate.from(date);
      return `From ${day} ${MONTHS[month - 1] ?? ''} ${year}: `;
    },
  },
};

const SHIFTS: Readonly<Record<string, string>> = {
  白班: 'Day shift',
  日班: 'Day shift',
  早班: 'Morning shift',
  中班: 'Middle shift',
  晚班: 'Evening shift',
  夜班: 'Night shift',
  大夜班: 'Late night shift',
  小夜班: 'Early night shift',
};

function scopeInEnglish({ kind, raw }: HoursScope): string {
  if (kind === 'shift') return SHIFTS[raw] ?? raw;
  if (kind === 'otherwise') return raw.includes('疫情') ? 'After the epidemic' : 'Others';
  return DEVICES[kind] ?? raw;
}

const DEVICES: Readonly<Partial<Record<HoursScope['kind'], string>>> = {
  landline: 'From a landline',
  mobile: 'From a mobile phone',
  'during-event': 'During the epidemic',
};
