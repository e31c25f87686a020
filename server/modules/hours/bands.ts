// Reads times and the bands between them. Chinese lines write the same band in a dozen ways, and many use a
// twelve-hour clock whose 下午 is said once for both ends. What cannot be a time, or could be two, is not read:
// the caller then reports the text as not understood.
import type { Band } from './contract.ts';
import type { Token, TokenKind } from './tokens.ts';
import type { PartOfDay, WordSense } from './words.ts';

/** A place in the token list; the functions of the grammar move `at` past what they read. */
export type Cursor = { readonly tokens: readonly Token[]; at: number };

const DAY = 1440;
const END: Token = { kind: 'end', sense: '', value: 0, from: 0, to: 0 };

/** The token `ahead` places further on. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.at + ahead] ?? END;
}

/** Moves past the next token if it is of the kind, or of the other. */
export function take(cursor: Cursor, kind: TokenKind, other: TokenKind = kind): Token | null {
  const token = peek(cursor);
  if (token.kind !== kind && token.kind !== other) return null;
  cursor.at += 1;
  return token;
}

/** Moves past words that say nothing and marks that only separate. */
export function skipSilent(cursor: Cursor): void {
  while (SILENT.has(peek(cursor).kind)) cursor.at += 1;
}
const SILENT = new Set<TokenKind>(['silent', 'line', 'pause', 'list', 'colon', 'dot', 'from']);

/** Bands that follow one another, or null if none starts here. Null as well when they run backwards or overlap. */
export function readBands(cursor: Cursor): Band[] | null {
  const bands: Band[] = [];
  let end = cursor.at;
  for (let band = readBand(cursor); band !== null; band = readNextBand(cursor)) {
    const last = bands.at(-1);
    const again = last?.from === band.from && last.to === band.to;
    if (last !== undefined && band.from < last.to && !again) return null;
    if (!again) bands.push(band);
    end = cursor.at;
  }
  cursor.at = end;
  return bands.length > 0 ? bands : null;
}

function readNextBand(cursor: Cursor): Band | null {
  skipSilent(cursor);
  take(cursor, 'join');
  return readBand(cursor);
}

/** One band; leaves the cursor where it was if there is none. */
function readBand(cursor: Cursor): Band | null {
  const start = cursor.at;
  const band = readAllDay(cursor) ?? readFromTo(cursor);
  if (band === null) cursor.at = start;
  return band;
}

const ALL_DAY: Band = { from: 0, to: DAY };

/** 随时 as all that is said means at any time; beside other words it may as well mean "at any of these hours". */
function standsAlone({ tokens }: Cursor): boolean {
  return tokens.every(({ kind }) => kind === 'any-time' || kind === 'end' || SILENT.has(kind));
}

/** 全天候, 24小时, 二十四小时, 7×24小时, 24/7, 随时; and 全天, which before other bands means only that they hold every day. */
function readAllDay(cursor: Cursor): Band | null {
  if (take(cursor, 'all-day') !== null) return ALL_DAY;
  if (standsAlone(cursor) && take(cursor, 'any-time') !== null) return ALL_DAY;
  if (take(cursor, 'whole-day') !== null) return readNextBand(cursor) ?? ALL_DAY;
  const start = cursor.at;
  if (peek(cursor).kind === 'digits' && peek(cursor).value !== 24 && peek(cursor).value !== 7) return null;
  const first = readNumber(cursor);
  if (first === 24 && take(cursor, 'hours') !== null) return ALL_DAY;
  if (first === 24 && take(cursor, 'times', 'pause') !== null && readNumber(cursor) === 7) return ALL_DAY;
  cursor.at = start;
  const days = readNumber(cursor);
  const byDays = take(cursor, 'day') !== null;
  const times = take(cursor, 'times') !== null;
  const hours = days === 7 && (byDays || times) ? readNumber(cursor) : null;
  const unit = take(cursor, 'hours') !== null;
  if (hours === 24 && (times || unit)) return ALL_DAY;
  cursor.at = start;
  return null;
}

type Point = {
  readonly hour: number;
  readonly minute: number;
  readonly part: PartOfDay | null;
  readonly nextDay: boolean;
  /** How it was written: 8:30, 8点, or the bare 9 of "9-17点", which is a time only because of the other end. */
  readonly unit: 'mark' | 'word' | 'none';
};

function readFromTo(cursor: Cursor): Band | null {
  take(cursor, 'from');
  const outside = peek(cursor, 1).kind === 'open' ? take(cursor, 'part-of-day') : null;
  if (outside !== null) take(cursor, 'open');
  const start = readPoint(cursor, outside);
  if (start === null || take(cursor, 'range') === null) return null;
  while (take(cursor, 'range') !== null);
  const end = readPoint(cursor, null);
  if (end === null || end.unit === 'none' || start.nextDay) return null;
  return outside !== null && take(cursor, 'close') === null ? null : bandBetween(start, end);
}

/** A time; `outside` is the part of the day that stands before brackets, as in 下午(2:00-5:00). */
function readPoint(cursor: Cursor, outside: Token | null): Point | null {
  const nextDay = take(cursor, 'next-day') !== null;
  const inside = take(cursor, 'part-of-day');
  if (inside !== null) take(cursor, 'colon');
  const clock = readClock(cursor);
  if (clock === null) return null;
  const after = peek(cursor).sense === 'am' || peek(cursor).sense === 'pm' ? take(cursor, 'part-of-day') : null;
  const [part = null, ...more] = [outside, inside, after].filter((token) => token !== null);
  return more.length > 0 ? null : { ...clock, nextDay, part: partOf(part) };
}

function partOf(token: Token | null): PartOfDay | null {
  return token !== null && isPartOfDay(token.sense) ? token.sense : null;
}

type Clock = Pick<Point, 'hour' | 'minute' | 'unit'>;

/** 8:30, 8.30, 8点半, 八点一刻, 8时30分, or a bare 8. */
function readClock(cursor: Cursor): Clock | null {
  const digits = peek(cursor).kind === 'digits';
  const hour = readNumber(cursor);
  if (hour === null) return null;
  if (digits && (peek(cursor).kind === 'colon' || peek(cursor).kind === 'dot') && peek(cursor, 1).kind === 'digits') {
    cursor.at += 1;
    const minute = readTwoDigits(cursor);
    if (minute === null || (peek(cursor).kind === 'colon' && readSeconds(cursor) === null)) return null;
    return { hour, minute, unit: 'mark' };
  }
  if (take(cursor, 'hour') === null) return { hour, minute: 0, unit: 'none' };
  const minute = readMinutesInWords(cursor);
  return minute === null ? null : { hour, minute, unit: 'word' };
}

function readTwoDigits(cursor: Cursor): number | null {
  const token = take(cursor, 'digits');
  return token !== null && token.to - token.from === 2 && token.value < 60 ? token.value : null;
}

/** The ":00" or ":59" that spreadsheets add. */
function readSeconds(cursor: Cursor): number | null {
  return take(cursor, 'colon') === null ? null : readTwoDigits(cursor);
}

function readMinutesInWords(cursor: Cursor): number | null {
  if (take(cursor, 'half') !== null) return 30;
  const start = cursor.at;
  const minute = readNumber(cursor);
  if (minute === null) return 0;
  if ((minute === 1 || minute === 3) && take(cursor, 'quarter') !== null) return minute * 15;
  if (take(cursor, 'minute') === null && (peek(cursor).kind === 'hour' || peek(cursor).kind === 'colon')) {
    cursor.at = start;
    return 0;
  }
  return minute < 60 ? minute : null;
}

/** Digits, or Chinese numerals up to ninety-nine. */
function readNumber(cursor: Cursor): number | null {
  const digits = take(cursor, 'digits');
  if (digits !== null) return digits.to - digits.from <= 2 ? digits.value : null;
  const numerals: number[] = [];
  for (let next = take(cursor, 'numeral'); next !== null; next = take(cursor, 'numeral')) numerals.push(next.value);
  if (numerals.length === 0 || numerals.length > 3) return null;
  const ten = numerals.indexOf(10);
  if (ten < 0) return oneOrTwo(numerals);
  const [tens = 1, ...moreTens] = numerals.slice(0, ten);
  const [ones = 0, ...moreOnes] = numerals.slice(ten + 1);
  return moreTens.length + moreOnes.length > 0 || tens === 0 || ones > 9 ? null : tens * 10 + ones;
}

/** 八, and the 零五 of minutes. */
function oneOrTwo([first = 0, second]: readonly number[]): number | null {
  if (second === undefined) return first;
  return first === 0 ? second : null;
}

/** The hours of the twenty-four-hour clock that a part of the day is said of, from the first to the last. */
const PARTS: Readonly<Record<PartOfDay, readonly [first: number, last: number]>> = {
  dawn: [0, 6],
  morning: [4, 11],
  forenoon: [0, 12],
  am: [0, 11],
  noon: [11, 14],
  afternoon: [12, 23],
  pm: [12, 23],
  dusk: [16, 20],
  evening: [17, 24],
  night: [18, 24],
};
const EARLY = new Set<PartOfDay | null>(['dawn', 'morning', 'forenoon', 'am', 'night']);
const LATE = new Set<PartOfDay | null>(['afternoon', 'pm', 'dusk', 'evening', 'night']);

function isPartOfDay(sense: WordSense): sense is PartOfDay {
  return Object.hasOwn(PARTS, sense);
}

/** Minutes after midnight of a time said with a part of the day, or null if nobody would say it so (上午 20:00). */
function minutesOf({ hour, minute }: Point, part: PartOfDay | null): number | null {
  if (part === null) return hour * 60 + minute <= DAY ? hour * 60 + minute : null;
  if (part === 'night' && hour < 6) return hour * 60 + minute;
  const [first, last] = PARTS[part];
  const hours = [hour, hour + 12, hour + 24, ...(hour === 12 ? [0] : [])];
  const said = hours.find((candidate) => candidate >= first && candidate <= last);
  return said === undefined ? null : said * 60 + minute;
}

/**
 * The band from one time to another. An end that says no part of the day shares the start's (下午2:30-5:30);
 * one that is earlier than its start lies on the next day, but only where that is plain, see `crossesMidnight`.
 */
function bandBetween(start: Point, end: Point): Band | null {
  const from = minutesOf(start, start.part);
  if (from === null || from >= DAY || (start.unit === 'none' && end.unit !== 'word')) return null;
  if (start.part === null && start.hour < 6 && start.hour > 0 && LATE.has(end.part)) return null;
  const shared = end.part === null && sharesItsPart(start, from) ? minutesOf(end, start.part) : null;
  const at = shared !== null && shared > from && !end.nextDay ? shared : minutesOf(end, end.part);
  if (at === null) return null;
  const last = at % DAY === DAY - 1 ? at + 1 : at; // "23:59" is the last minute of the day, not a minute's pause
  if (end.nextDay) return last + DAY <= 2 * DAY ? { from, to: last + DAY } : null;
  if (last > from) return { from, to: last };
  return crossesMidnight(from, last, end.part) ? { from, to: last + DAY } : null;
}

/** Whether the start is said on the twelve-hour clock, so that its part of the day is meant for the end as well. */
function sharesItsPart({ part, hour, minute }: Point, from: number): boolean {
  return part !== null && (part === 'noon' || hour === 12 || from !== hour * 60 + minute);
}

/**
 * Whether an end before its start means the next day without saying so: 0:00 does; a morning that is named
 * does after noon; a bare "22:00-6:00" does if it spans a night of at most fourteen hours. Everything else
 * (17:00-9:00, 9:00-9:00) may be a slip of the pen.
 */
function crossesMidnight(from: number, to: number, part: PartOfDay | null): boolean {
  if (to === from) return false;
  if (to === 0 || (from >= 12 * 60 && EARLY.has(part))) return true;
  return part === null && from >= 18 * 60 && to <= 9 * 60 && to + DAY - from <= 14 * 60;
}

/**
 * "2020年2月1日起", "从2020.2.1起", which may stand before the hours: the ISO date; '' if the text does not
 * begin so; null if it does but there is no such day.
 */
export function readSince(cursor: Cursor): string | null {
  const start = cursor.at;
  skipSilent(cursor);
  const date = peek(cursor).kind === 'digits' && peek(cursor).value >= 1000 ? readDate(cursor) : '';
  if (date === null || date === '') cursor.at = start;
  return date;
}

function readDate(cursor: Cursor): string | null {
  const [year, month, day] = [readDatePart(cursor), readDatePart(cursor), readDatePart(cursor)];
  if (year === null || month === null || day === null || take(cursor, 'since') === null) return '';
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const real = year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= last;
  return real ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null;
}

function readDatePart(cursor: Cursor): number | null {
  const digits = take(cursor, 'digits');
  if (AFTER_A_DATE_PART.has(peek(cursor).kind)) cursor.at += 1;
  return digits?.value ?? null;
}
const AFTER_A_DATE_PART = new Set<TokenKind>(['year', 'month', 'day', 'date', 'dot', 'range', 'pause']);
