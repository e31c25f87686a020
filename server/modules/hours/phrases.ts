// Cuts the tokens of a text into phrases: days, exceptions, bands and scopes, in the order they stand.
// Which bands belong to which days and whom is decided afterwards, in reading.ts; here only what a phrase
// says by itself matters. Weekdays run together with each other and with times (周一三五, 周五五点), so the
// grammar looks one token ahead; a token that begins no phrase ends the reading.
import type { Band, HoursScope } from './contract.ts';
import { peek, readBands, skipSilent, take, type Cursor } from './bands.ts';
import { hasWholeWorkweek, hasWorkweek, NAMED_DAYS, onWeekdays, sumOf, YEAR_ROUND, type Days } from './days.ts';
import type { Token, TokenKind } from './tokens.ts';

/** From and to in the text as written. */
export type Span = { readonly from: number; readonly to: number };

/** A phrase and where it stands; `aside` when it stands in brackets of its own, as a note to what is before it. */
export type Phrase = Span & { readonly aside: boolean } & (
    | { readonly kind: 'days'; readonly days: Days }
    | { readonly kind: 'except' | 'with'; readonly days: Days }
    | { readonly kind: 'bands'; readonly bands: readonly Band[] }
    | { readonly kind: 'scope'; readonly scopes: readonly HoursScope[] }
  );

const DEEPEST_BRACKETS = 4;

/** All phrases up to the end of the text; where that fails, null, and the cursor stands at what could not be read. */
export function readPhrases(cursor: Cursor, raw: string, depth = 0): Phrase[] | null {
  const phrases: Phrase[] = [];
  for (;;) {
    skipSilent(cursor);
    const { kind } = peek(cursor);
    if (kind === 'end' || kind === 'close') return (kind === 'end') === (depth === 0) ? phrases : null;
    if (kind === 'channel' && skipsChannel(cursor, phrases.at(-1))) continue;
    const read = kind === 'open' ? readBrackets(cursor, raw, depth) : readPhrase(cursor, raw, depth > 0);
    if (read === null) return null;
    phrases.push(...read);
  }
}

/** "QQ: 211 851 316" and "24小时在线" are no hours of their own; "在线 9:00-12:00" would be, of a kind not known here. */
function skipsChannel(cursor: Cursor, before: Phrase | undefined): boolean {
  const start = cursor.at;
  take(cursor, 'channel');
  skipSilent(cursor);
  const { kind } = peek(cursor);
  if (kind === 'number' || (before?.kind === 'bands' && ENDS.has(kind))) return true;
  cursor.at = start;
  return false;
}
const ENDS = new Set<TokenKind>(['end', 'open', 'close']);

/** Brackets with bands inside say what they would say without brackets; others are notes. */
function readBrackets(cursor: Cursor, raw: string, depth: number): Phrase[] | null {
  if (depth === DEEPEST_BRACKETS) return null;
  take(cursor, 'open');
  const inner = readPhrases(cursor, raw, depth + 1);
  if (inner === null || take(cursor, 'close') === null) return null;
  return inner.some((phrase) => phrase.kind === 'bands') ? inner : inner.map((phrase) => ({ ...phrase, aside: true }));
}

const BANDS_BEGIN = new Set<TokenKind>([
  'digits',
  'numeral',
  'part-of-day',
  'next-day',
  'all-day',
  'whole-day',
  'any-time',
]);

const SCOPES_BEGIN = new Set<TokenKind>(['number', 'scope', 'audience', 'whom']);

function readPhrase(cursor: Cursor, raw: string, inBrackets: boolean): Phrase[] | null {
  const start = cursor.at;
  const { kind } = peek(cursor);
  const read = BANDS_BEGIN.has(kind)
    ? bandsPhrase(cursor)
    : SCOPES_BEGIN.has(kind)
      ? scopePhrase(cursor, raw)
      : daysPhrases(cursor, inBrackets);
  if (read === null) cursor.at = start;
  return read;
}

function spanFrom(cursor: Cursor, start: number): Span & { aside: false } {
  return { from: cursor.tokens[start]?.from ?? 0, to: cursor.tokens[cursor.at - 1]?.to ?? 0, aside: false };
}

function bandsPhrase(cursor: Cursor): Phrase[] | null {
  const start = cursor.at;
  const bands = readBands(cursor);
  return bands === null ? null : [{ kind: 'bands', bands, ...spanFrom(cursor, start) }];
}

/** One scope or several that share their hours: 400-650 6208、400-100 9595; 座机和手机. */
function scopePhrase(cursor: Cursor, raw: string): Phrase[] | null {
  const start = cursor.at;
  const scopes: HoursScope[] = [];
  let end = start;
  for (let scope = readScope(cursor, raw); scope !== null; scope = readScope(cursor, raw)) {
    scopes.push(scope);
    end = cursor.at;
    if (take(cursor, 'list', 'join') === null && (scope.kind !== 'number' || take(cursor, 'pause') === null)) break;
    if (!SCOPES_BEGIN.has(peek(cursor).kind)) break;
  }
  cursor.at = end;
  return scopes.length === 0 ? null : [{ kind: 'scope', scopes, ...spanFrom(cursor, start) }];
}

/** A number; 座机, 晚班, 疫情期间热线; or an audience: 所有群众, 学生和家长, 医务人员专线. */
function readScope(cursor: Cursor, raw: string): HoursScope | null {
  const first = peek(cursor);
  if (take(cursor, 'number') !== null) return { kind: 'number', raw: raw.slice(first.from, first.to) };
  const kind = first.kind === 'scope' ? scopeKind(first) : 'audience';
  let named = first.kind !== 'whom';
  cursor.at += 1;
  if (kind === 'audience')
    for (let token = nextOfAudience(cursor); token !== null; token = nextOfAudience(cursor))
      named ||= token.kind === 'audience';
  while (take(cursor, 'line') !== null);
  return named ? { kind, raw: raw.slice(first.from, cursor.tokens[cursor.at - 1]?.to) } : null;
}

function nextOfAudience(cursor: Cursor): Token | null {
  const joined = peek(cursor).kind === 'list' || peek(cursor).kind === 'join' ? 1 : 0;
  const next = peek(cursor, joined);
  if (next.kind !== 'audience' && next.kind !== 'whom') return null;
  cursor.at += joined + 1;
  return next;
}

function scopeKind({ sense }: Token): HoursScope['kind'] {
  switch (sense) {
    case 'landline':
    case 'mobile':
    case 'shift':
    case 'during-event':
    case 'otherwise':
      return sense;
    default:
      return 'audience';
  }
}

/** 周一至周五; 节假日除外; 除周日外; 不含节假日; 含节假日; and "周一至周五，节假日除外", which is two phrases. */
function daysPhrases(cursor: Cursor, inBrackets: boolean): Phrase[] | null {
  const start = cursor.at;
  if (take(cursor, 'except-open') !== null) {
    const days = sumOf(readTerms(cursor));
    const closed = take(cursor, 'except-close') !== null || PHRASE_ENDS.has(peek(cursor).kind);
    return days === null || !closed ? null : [{ kind: 'except', days, ...spanFrom(cursor, start) }];
  }
  if (take(cursor, 'year-round') !== null) return [{ kind: 'with', days: YEAR_ROUND, ...spanFrom(cursor, start) }];
  const before = take(cursor, 'without', 'with');
  const terms = readTerms(cursor);
  const span = spanFrom(cursor, start);
  const after = before === null ? takeAfterSilent(cursor, 'except', 'as-usual') : null;
  if (after?.kind === 'as-usual' && terms.length === 0)
    return [{ kind: 'with', days: YEAR_ROUND, ...spanFrom(cursor, start) }];
  if (after !== null) return exceptionPhrases(cursor, terms, after, inBrackets);
  const days = sumOf(terms);
  const kind = before === null ? 'days' : before.kind === 'with' ? 'with' : 'except';
  return days === null ? null : [{ kind, days, ...span }];
}

const PHRASE_ENDS = new Set<TokenKind>(['end', 'close', 'pause']);

function takeAfterSilent(cursor: Cursor, kind: TokenKind, other: TokenKind): Token | null {
  const start = cursor.at;
  while (take(cursor, 'silent', 'colon') !== null);
  const token = take(cursor, kind, other);
  if (token === null) cursor.at = start;
  return token;
}

/**
 * Terms before 除外 or 不休. After a comma only the last of them is meant ("周一至周五，节假日除外"), unless
 * what is before might be meant as well ("周六，周日，节假日休息", "周一至周五、节假日除外"): that is not read.
 * In brackets a list without comma is meant as a whole, if it is not the whole workweek.
 */
function exceptionPhrases(cursor: Cursor, terms: readonly Term[], word: Token, inBrackets: boolean): Phrase[] | null {
  const cut = Math.max(
    terms.findLastIndex((term) => term.afterPause),
    0,
  );
  const open = sumOf(terms.slice(0, cut));
  const tail = terms.slice(cut);
  const meant = sumOf(tail);
  const isPlainly = inBrackets ? hasWholeWorkweek : hasWorkweek;
  if (meant === null || (cut > 0 && (open === null || !isPlainly(open)))) return null;
  if (tail.length > 1 && isPlainly(meant)) return null;
  const exception: Phrase = {
    kind: word.kind === 'except' ? 'except' : 'with',
    days: meant,
    aside: false,
    from: tail[0]?.from ?? 0,
    to: cursor.tokens[cursor.at - 1]?.to ?? 0,
  };
  if (open === null) return [exception];
  return [
    { kind: 'days', days: open, aside: false, from: terms[0]?.from ?? 0, to: terms[cut - 1]?.to ?? 0 },
    exception,
  ];
}

/** One term of a list of days, where it stands, and whether a comma rather than 、 or 和 is before it. */
type Term = Days & Span & { readonly afterPause: boolean };

/** The days listed from here on; empty if there are none. */
function readTerms(cursor: Cursor): Term[] {
  const terms: Term[] = [];
  let end = cursor.at;
  let afterPause = false;
  for (;;) {
    const { from } = peek(cursor);
    const term = readTerm(cursor);
    if (term === null) break;
    terms.push({ ...term, from, to: cursor.tokens[cursor.at - 1]?.to ?? from, afterPause });
    end = cursor.at;
    afterPause = peek(cursor).kind === 'pause';
    if (take(cursor, 'list', 'pause') === null && take(cursor, 'join') === null) break;
    take(cursor, 'join');
  }
  cursor.at = end;
  return terms;
}

function readTerm(cursor: Cursor): Days | null {
  const named = take(cursor, 'days');
  if (named !== null) return NAMED_DAYS[named.sense] ?? null;
  if (take(cursor, 'week') === null) return null;
  while (take(cursor, 'week') !== null);
  const weekdays = readWeekdays(cursor);
  return weekdays === 0 ? null : onWeekdays(weekdays);
}

/** What follows 周: 一, 一至五, 一至周五, 一三五, 一、三、五, 六日. Returns bits, 0 when there is no weekday. */
function readWeekdays(cursor: Cursor): number {
  const first = weekdayAt(cursor, 0);
  if (first === 0) return 0;
  cursor.at += 1;
  let days = readRest(cursor, first);
  while (peek(cursor).kind === 'list' || peek(cursor).kind === 'join') {
    const next = bareWeekdayAt(cursor, 1);
    if (next === 0) break;
    cursor.at += 2;
    const more = readRest(cursor, next);
    if (more === 0) return 0;
    days |= more;
  }
  return days;
}

/** After a weekday: a range, or more weekdays written without a mark between them. */
function readRest(cursor: Cursor, first: number): number {
  if (peek(cursor).kind === 'range') {
    const week = peek(cursor, 1).kind === 'week' ? 1 : 0;
    const last = week === 1 ? weekdayAt(cursor, 2) : bareWeekdayAt(cursor, 1);
    if (last === 0) return 1 << first;
    cursor.at += week + 2;
    return last === first ? 0 : rangeOf(first, last);
  }
  let days = 1 << first;
  let run = 0;
  for (let next = weekdayAt(cursor, run); next !== 0 && touches(cursor, run); next = weekdayAt(cursor, run)) {
    days |= 1 << next;
    run += 1;
  }
  if (run === 0 || isTimeFrom(cursor, run - 1)) return 1 << first;
  cursor.at += run;
  return days;
}

function rangeOf(first: number, last: number): number {
  let days = 0;
  for (let day = first; day !== last; day = (day % 7) + 1) days |= 1 << day;
  return days | (1 << last);
}

const touches = (cursor: Cursor, ahead: number): boolean => peek(cursor, ahead).from === peek(cursor, ahead - 1).to;

/** The weekday the token `ahead` names, 1 … 7, or 0. */
function weekdayAt(cursor: Cursor, ahead: number): number {
  const { kind, value, from, to } = peek(cursor, ahead);
  if (kind === 'day') return 7;
  if (kind === 'numeral') return value <= 6 ? value : 0;
  return kind === 'digits' && to - from === 1 && value <= 7 ? value : 0;
}

/** The same without 周 before it, where a time might begin instead. */
function bareWeekdayAt(cursor: Cursor, ahead: number): number {
  return isTimeFrom(cursor, ahead) ? 0 : weekdayAt(cursor, ahead);
}

/** Whether the number at `ahead` reads on as a time: 三点, 三十点, 3:00. */
function isTimeFrom(cursor: Cursor, ahead: number): boolean {
  const next = peek(cursor, ahead + 1);
  if (next.kind === 'numeral') return touches(cursor, ahead + 1);
  if (next.kind !== 'colon' && next.kind !== 'dot')
    return next.kind === 'hour' || next.kind === 'hours' || next.kind === 'times';
  const minutes = peek(cursor, ahead + 2);
  return peek(cursor, ahead).kind === 'digits' && minutes.kind === 'digits' && minutes.to - minutes.from === 2;
}
