// A cell of contacts is a small text of its own: labels, numbers, notes in brackets, hours, ordinals. This
// file cuts it into those pieces, once from left to right, so that a page of anything costs no more than
// its length. Times, dates and counts look like numbers and are none: they stay text.
import { halfWidth } from './half-width.ts';

/** A piece of a cell; positions are those of the text as published. */
export type Piece = {
  readonly type: 'digits' | 'email' | 'note' | 'text' | 'break';
  readonly start: number;
  readonly end: number;
  /** Where the digits themselves end, before any keys. */
  readonly digitsEnd: number;
  /** Keys written out behind a number: 转801, 按5键. */
  readonly keys: readonly string[];
};

/** A slash parts numbers; in 电话/传真 it does not. */
const breakMark = /(?:[\n\r;,、。|]|\/(?=[ \t]{0,3}[\d(+]))+/y;
const blank = /[ \t]+/y;
const ordinal = /\(?(?!86)\d{1,2}[.)](?!\d{1,2}(?![\d-]))[ \t]*|[①-⑳][ \t]*/y;
/** 9:00-17:00, 2020-02-01, 2020年, 9-17点, 24小时, 88号. The last group of a number is longer, or no unit follows. */
const noNumber = new RegExp(
  [
    '\\d{1,2}:\\d{2}(?::\\d{2})?',
    '\\d[×xX*]\\d{1,2}(?!\\d)(?:小时)?',
    '(?:19|20)\\d{2}(?:年|[-.]\\d{1,2}[-.]\\d{1,2}(?!\\d))',
    '(?:\\d{1,2}[ \\t]?[-~至][ \\t]?)?\\d{1,2}[ \\t]?(?:年|月|日|点|时|小时|分|周|天|岁|[hH](?![a-zA-Z]))',
    '\\d{1,3}(?:元|人|名|路|室|层|栋|楼|街|弄|版|批|轮|多?个|次|号(?![码线:]))',
  ].join('|'),
  'y',
);
const bracketedArea = '\\((?:\\+?86|0\\d{0,3}|10|2\\d|[3-9]\\d\\d)\\)[ \\t-]*';
const digits = new RegExp(
  `(?:(?:(?:\\+|00)?86[ \\t-]?)?${bracketedArea}|\\+?)\\d+(?:[ \\t]?-[ \\t]?\\d+|(?<=\\d{3})\\.\\d{3,})*`,
  'y',
);
const spokenKeys = /[ \t]*(?:转|分机号?|ext\.?|接通后按|语音提示后按|再按|按|拨)[ \t]*(\d{1,6})(?!\d)(?:号?键|号)?/iy;
const brackets = /[([【〔]([^()[\]【】〔〕\n]{0,200})[)\]】〕]/y;
const word = /(?:qq|tel|phone|fax|mobile)(?=\d)|[a-z_][a-z0-9_]*/iy;
const other = /[^\d\sa-z_()[\]【】〔〕;,、。|/+]+|./isy;

/** Cuts a text into pieces. `text` as published; blanks between pieces are left out. */
export function cut(text: string): readonly Piece[] {
  const folded = halfWidth(text);
  const emails = emailSpans(folded);
  const pieces: Piece[] = [];
  let at = 0;
  let opensItem = true;
  while (at < folded.length) {
    const skipped: number = lengthOf(blank, folded, at) || (opensItem ? lengthOf(ordinal, folded, at) : 0);
    const piece: Piece | null = skipped > 0 ? null : pieceAt(folded, at, emails);
    if (piece) add(pieces, piece);
    opensItem = piece === null ? opensItem : piece.type === 'break';
    at = piece?.end ?? at + skipped;
    at = addKeys(pieces, folded, at);
  }
  return pieces;
}

function pieceAt(folded: string, at: number, emails: ReadonlyMap<number, number>): Piece {
  const piece = (type: Piece['type'], end: number): Piece => ({ type, start: at, end, digitsEnd: end, keys: [] });
  const email = emails.get(at);
  if (email !== undefined) return piece('email', email);
  const broken = lengthOf(breakMark, folded, at);
  if (broken > 0) return piece('break', at + broken);
  const text = lengthOf(noNumber, folded, at);
  if (text > 0) return piece('text', at + text);
  const number = lengthOf(digits, folded, at);
  if (number > 0) return piece('digits', at + number);
  const bracketed = lengthOf(brackets, folded, at);
  if (bracketed > 0 && !holdsContact(folded.slice(at, at + bracketed))) return piece('note', at + bracketed);
  return piece('text', at + (lengthOf(word, folded, at) || lengthOf(other, folded, at) || 1));
}

/** Text runs on, blanks included; everything else stands for itself. */
function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.type === 'text' && piece.type === 'text') pieces[pieces.length - 1] = { ...last, end: piece.end };
  else pieces.push(piece);
}

/** 转801, or 按1转2, right behind a number. */
function addKeys(pieces: Piece[], folded: string, from: number): number {
  const last = pieces.at(-1);
  if (last?.type !== 'digits' || last.end !== from) return from;
  const keys = [...last.keys];
  let at = from;
  for (let key = keyAt(folded, at); key && keys.length < 6; key = keyAt(folded, at)) {
    keys.push(key.key);
    at = key.end;
  }
  if (at > from) pieces[pieces.length - 1] = { ...last, end: at, keys };
  return at;
}

function keyAt(folded: string, at: number): { key: string; end: number } | undefined {
  spokenKeys.lastIndex = at;
  const key = spokenKeys.exec(folded)?.[1];
  return key === undefined ? undefined : { key, end: spokenKeys.lastIndex };
}

/** The keys that a note consists of (按5转2); empty when it says anything else. */
export function keysIn(note: string): readonly string[] {
  const keys: string[] = [];
  let at = 0;
  for (let key = keyAt(note, at); key; key = keyAt(note, at)) {
    keys.push(key.key);
    at = key.end;
  }
  return at === note.trimEnd().length ? keys : [];
}

/** A number or an address in brackets is a contact, not a note: 心理热线(010-82951332). */
function holdsContact(bracketed: string): boolean {
  const bare = bracketed.replace(/\d{1,2}:\d{2}|(?:19|20)\d{2}[-.年]\d{1,2}[-.月]\d{1,2}/g, ' ');
  return /\d(?:[ \t-]?\d){6}/.test(bare) || bare.includes('@');
}

/** Where addresses begin and end, found from their @. */
function emailSpans(folded: string): ReadonlyMap<number, number> {
  const spans = new Map<number, number>();
  let free = 0;
  for (let sign = folded.indexOf('@'); sign >= 0; sign = folded.indexOf('@', Math.max(free, sign + 1))) {
    let start = sign;
    while (start > free && sign - start < 64 && /[\w.+-]/.test(folded.charAt(start - 1))) start -= 1;
    let end = sign + 1;
    while (end < folded.length && end - sign < 254 && /[\w.@-]/.test(folded.charAt(end))) end += 1;
    while (end > sign + 1 && /[.-]/.test(folded.charAt(end - 1))) end -= 1;
    if (end > start + 1) spans.set(start, end);
    free = end;
  }
  return spans;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
