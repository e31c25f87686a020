// Turns a text into tokens in one pass. Full-width forms, the many dashes and colons of Chinese typing and
// blanks that fell into a time ("8: 30") are folded away here, so that the grammar never meets them; every
// token remembers where it stood, because what cannot be read is shown as it was written.
import { SIMPLIFIED, TRADITIONAL, WORDS, type Word, type WordKind, type WordSense } from './words.ts';

export type TokenKind =
  | WordKind
  | 'digits' // 8, 30, 2020
  | 'numeral' // one of 零 … 十
  | 'number' // a number to dial: 400-650 6208
  | 'colon'
  | 'dot'
  | 'times' // ×
  | 'list' // 、
  | 'pause' // , ; / and line breaks
  | 'open'
  | 'close'
  | 'unknown'
  | 'end';

/** `from` and `to` are positions in the text as written; `value` is the number of digits and numerals. */
export type Token = {
  readonly kind: TokenKind;
  readonly sense: WordSense;
  readonly value: number;
  readonly from: number;
  readonly to: number;
};

const MARKS: Readonly<Record<string, TokenKind>> = {
  ':': 'colon',
  '.': 'dot',
  '*': 'times',
  '×': 'times',
  '、': 'list',
  ',': 'pause',
  ';': 'pause',
  '/': 'pause',
  '|': 'pause',
  '\n': 'pause',
  '。': 'pause',
  '(': 'open',
  ')': 'close',
  '-': 'range',
  '&': 'join',
  '+': 'join',
};
const NUMERALS = '零一二三四五六七八九十';

const FOLD_PAIRS: readonly (readonly [string, string])[] = [
  ['–—―‐‑‒−－~～〜∼˜﹣', '-'],
  ['：﹕∶︰ː', ':'],
  ['（﹙【[〔［｛{', '('],
  ['）﹚】]〕］｝}', ')'],
  ['，﹐｡', ','],
  ['；﹔', ';'],
  ['／', '/'],
  ['✕✖╳＊', '×'],
  ['·•・●', ','],
  ['\r\v\f\u2028\u2029', '\n'],
  ['〇○', '零'],
  ['．﹒', '.'],
];
const BLANK = 0x20;
/** Blanks of every width, also those of none; line breaks are marks. */
const BLANKS =
  '\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f\u3000\ufeff';

/** What each UTF-16 unit is folded to; units beyond the table stay as they are. */
const FOLDED: Uint16Array = (() => {
  const folded = Uint16Array.from({ length: 0x1_0000 }, (_, unit) => unit);
  for (let unit = 0xff01; unit <= 0xff5e; unit += 1) folded[unit] = unit - 0xfee0;
  for (const [from, to] of FOLD_PAIRS) for (const char of from) folded[char.charCodeAt(0)] = to.charCodeAt(0);
  for (let at = 0; at < TRADITIONAL.length; at += 1) folded[TRADITIONAL.charCodeAt(at)] = SIMPLIFIED.charCodeAt(at);
  for (const blank of BLANKS) folded[blank.charCodeAt(0)] = BLANK;
  for (let unit = 0; unit < 0x1_0000; unit += 1) {
    const to = folded[unit] ?? unit;
    if (to >= 0x41 && to <= 0x5a) folded[unit] = to + 0x20;
  }
  return folded;
})();

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/** A text without blanks (but those between digits), and where each of its units stood. */
type Folded = { readonly text: string; readonly origin: readonly number[] };

function fold(raw: string): Folded {
  const units: number[] = [];
  const origin: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const unit = FOLDED[raw.charCodeAt(at)] ?? 0;
    if (unit !== BLANK || keepsBlank(raw, at, units.at(-1))) {
      units.push(unit);
      origin.push(at);
    }
  }
  return { text: String.fromCharCode(...units), origin };
}

function keepsBlank(raw: string, at: number, before: number | undefined): boolean {
  return before !== undefined && isDigit(before) && isDigit(FOLDED[raw.charCodeAt(at + 1)] ?? 0);
}

/** Splits a text into tokens; the last one is always `end`. Time grows with the text's length only. */
export function tokenize(raw: string): Token[] {
  const { text, origin } = fold(raw);
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const { length, kind, sense, value } = formAt(text, at);
    const from = origin[at] ?? 0;
    at += length;
    if (kind !== null) tokens.push({ kind, sense, value, from, to: (origin[at - 1] ?? from) + 1 });
  }
  tokens.push({ kind: 'end', sense: '', value: 0, from: raw.length, to: raw.length });
  return tokens;
}

/** What stands at a place of the folded text; kind null is a blank. */
type Form = {
  readonly kind: TokenKind | null;
  readonly sense: WordSense;
  readonly value: number;
  readonly length: number;
};

function formAt(text: string, at: number): Form {
  const unit = text.charCodeAt(at);
  const dialled = isDigit(unit) ? endOfNumber(text, at) - at : 0;
  if (dialled > 0) return { kind: 'number', sense: '', value: 0, length: dialled };
  const word = wordAt(text, at);
  if (word !== undefined) {
    const kind = word.kind === 'refused' ? 'unknown' : word.kind;
    return { kind, sense: word.sense, value: 0, length: word.text.length };
  }
  if (isDigit(unit)) return digitsAt(text, at);
  const char = text.charAt(at);
  const numeral = char === '两' ? 2 : NUMERALS.indexOf(char);
  const mark = unit === BLANK ? null : (MARKS[char] ?? 'unknown');
  return { kind: numeral < 0 ? mark : 'numeral', sense: '', value: Math.max(numeral, 0), length: 1 };
}

function digitsAt(text: string, at: number): Form {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return { kind: 'digits', sense: '', value: Number(text.slice(at, Math.min(end, at + 15))), length: end - at };
}

/** The pieces of a text that no word of the vocabulary covers, as written. */
export function unknownPieces(raw: string, tokens: readonly Token[]): string[] {
  const pieces: { from: number; to: number }[] = [];
  for (const { kind, from, to } of tokens) {
    const last = pieces.at(-1);
    if (kind !== 'unknown') continue;
    if (last?.to === from) last.to = to;
    else pieces.push({ from, to });
  }
  return pieces.map(({ from, to }) => raw.slice(from, to));
}

/** What is written from a token to the next comma, bracket or end: the piece that could not be read. */
export function pieceFrom(raw: string, tokens: readonly Token[], at: number): string {
  const start = tokens[at]?.from ?? 0;
  const last = tokens.findIndex(({ kind }, index) => index > at && PIECE_ENDS.has(kind));
  return raw.slice(start, tokens[last]?.from).trim();
}
const PIECE_ENDS = new Set<TokenKind>(['pause', 'open', 'close', 'end']);

function wordAt(text: string, at: number): Word | undefined {
  const words = WORDS.get(text.charCodeAt(at));
  if (words === undefined) return undefined;
  const latin = isLatin(text.charCodeAt(at));
  if (latin && at > 0 && isLatin(text.charCodeAt(at - 1))) return undefined;
  for (const word of words) {
    const end = at + word.text.length;
    if (text.startsWith(word.text, at) && !(latin && isLatin(text.charCodeAt(end)))) return word;
  }
  return undefined;
}

const AFTER_AN_HOUR = ':.点时小h×年月日天';

/**
 * Where a number to dial ends that begins at `at`, or `at` when there is none. Such a number is groups of
 * three digits or more, joined by blanks and dashes; "400-650 6208 9:00" stops before the hour.
 */
function endOfNumber(text: string, at: number): number {
  if (!isDigit(text.charCodeAt(at + 1)) || !isDigit(text.charCodeAt(at + 2))) return at;
  if (text.charAt(at - 1) === ':' && isDigit(text.charCodeAt(at - 2))) return at;
  let end = at;
  let digits = 0;
  for (let start = at; isDigit(text.charCodeAt(start)); start = end + 1) {
    const chunk = endOfChunk(text, start);
    const groups = text.slice(start, chunk).split('-');
    const hour = (groups.at(-1) ?? '').length <= 2 && AFTER_AN_HOUR.includes(text.charAt(chunk) || '!');
    const date = groups.length === 3 && /^(?:19|20)\d\d-\d\d?-\d\d?$/.test(text.slice(start, chunk));
    if (hour || date || (groups[0] ?? '').length < 3) break;
    digits += chunk - start - groups.length + 1;
    end = chunk;
    if (text.charCodeAt(end) !== BLANK) break;
  }
  return digits >= 5 ? end : at;
}

function endOfChunk(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end)) || (text.charAt(end) === '-' && isDigit(text.charCodeAt(end + 1)))) end += 1;
  return end;
}
