// Somebody remembers a piece: half a name, the name of three years ago, four letters of pinyin, the end of a
// number copied from a wall. Every piece is looked for as it may have been typed, full width or half, with or
// without area code, and lines that have ended are found too, since knowing that is an answer.
import { searchDigits } from '#sources/index.ts';
import type { Line, LineId, PinyinKeys, SearchHit } from './contract.ts';
import { plainName } from './likeness.ts';
import { createThrift } from './shared-values.ts';

/** What one line is found by; all texts plain, digits only digits. */
type Entry = {
  readonly line: Line;
  readonly name: string;
  readonly former: readonly string[];
  readonly hosts: string;
  readonly region: string;
  readonly initials: string;
  readonly full: string;
  readonly numbers: readonly string[];
};

export type SearchIndex = readonly Entry[];

type By = SearchHit['by'];
/** How good a find is; less is better. */
type Find = { readonly by: By; readonly distance: number };

/** More than anybody types; the rest is not looked at. */
const LONGEST = 64;
const MOST_TERMS = 6;

/** Builds the index. `regionText` gives the names a line's region is known by, its province's too. */
export function buildSearchIndex(
  lines: readonly Line[],
  keys: ReadonlyMap<LineId, PinyinKeys>,
  regionText: (line: Line) => string,
): SearchIndex {
  const { text, list } = createThrift();
  return lines.map((line) => ({
    line,
    name: sameOr(line.name, plainName(line.name)),
    former: list(line.formerNames.map((name) => plainName(name))),
    hosts: text(line.hosts.map((host) => plainName(host)).join(' ')),
    region: text(regionText(line)),
    initials: keys.get(line.id)?.initials ?? '',
    full: keys.get(line.id)?.full ?? '',
    numbers: list([...new Set(line.accessPoints.flatMap((point) => numbersOf(point)))]),
  }));
}

/** Most names are plain as they are; then they are not kept twice. */
const sameOr = (name: string, plain: string): string => (plain === name ? name : plain);

/** The digits a number may be remembered by: as published, as dialled, as corrected, with its menu keys. */
function numbersOf(point: Line['accessPoints'][number]): string[] {
  const keys = point.menuKeys.join('');
  return [point.raw, point.tel, point.suggestedTel, point.number]
    .filter((text) => text !== null)
    .map((text) => searchDigits(text))
    .flatMap((digits) => (keys === '' || digits.endsWith(keys) ? [digits] : [digits, digits + keys]))
    .filter((digits) => digits.length >= 3);
}

/**
 * Finds lines; the best finds first, among equal ones those in service (`inService`), then by the index's order.
 * Several words must all be found. Returns at most `limit` lines with what they were found by; nothing for a
 * text without letters or with fewer than three digits alone.
 */
export function searchLines(
  index: SearchIndex,
  text: string,
  options: { readonly limit: number; readonly inService: (line: Line) => boolean },
): { readonly line: Line; readonly by: By }[] {
  const terms = termsOf(text);
  if (terms.length === 0) return [];
  const finds: { readonly line: Line; readonly by: By; readonly order: number }[] = [];
  for (const entry of index) {
    const find = findAll(entry, terms);
    if (find === null) continue;
    const order = find.distance * 2 + Number(!options.inService(entry.line));
    finds.push({ line: entry.line, by: find.by, order });
  }
  return finds
    .sort((a, b) => a.order - b.order)
    .slice(0, options.limit)
    .map(({ line, by }) => ({ line, by }));
}

/** The words of a query. Digits with their spaces and signs are one word. */
function termsOf(text: string): string[] {
  const query = text.slice(0, LONGEST).normalize('NFKC').toLowerCase().trim();
  if (/^[\d\s()+./-]+$/.test(query)) {
    const digits = searchDigits(query);
    return digits.length >= 3 ? [digits] : [];
  }
  const terms = query.split(/[\s,;、，。；|]+/).map((term) => plainName(term));
  return terms.filter((term) => term !== '').slice(0, MOST_TERMS);
}

function findAll(entry: Entry, terms: readonly string[]): Find | null {
  let worst: Find | null = null;
  let distance = 0;
  for (const term of terms) {
    const find = findOne(entry, term);
    if (find === null) return null;
    distance += find.distance;
    if (worst === null || find.distance > worst.distance) worst = find;
  }
  return worst === null ? null : { by: worst.by, distance };
}

function findOne(entry: Entry, term: string): Find | null {
  if (/^\d{3,}$/.test(term)) return findNumber(entry, searchDigits(term)) ?? findText(entry, term);
  return findText(entry, term) ?? (/^[a-z0-9]{2,}$/.test(term) ? findPinyin(entry, term) : null);
}

function findText(entry: Entry, term: string): Find | null {
  if (entry.name.includes(term)) return { by: 'name', distance: closeness(entry.name, term) };
  const former = entry.former.find((name) => name.includes(term));
  if (former !== undefined) return { by: 'former-name', distance: 1 + closeness(former, term) };
  if (entry.region.includes(term)) return { by: 'region', distance: 4 };
  return entry.hosts.includes(term) ? { by: 'host', distance: 5 } : null;
}

/** Equal 0, at the beginning 1, within 2. */
const closeness = (text: string, term: string): number => (text === term ? 0 : text.startsWith(term) ? 1 : 2);

function findPinyin(entry: Entry, term: string): Find | null {
  const keys = [...entry.initials.split(' '), ...entry.full.split(' ')];
  if (keys.some((key) => key.startsWith(term))) return { by: 'pinyin', distance: 1 };
  const within = entry.initials.includes(term) || (term.length >= 4 && entry.full.includes(term));
  return within ? { by: 'pinyin', distance: 3 } : null;
}

/** The end of a number counts as much as its beginning: the area code is what people leave out. */
function findNumber(entry: Entry, digits: string): Find | null {
  let best: Find | null = null;
  for (const number of entry.numbers) {
    if (!number.includes(digits)) continue;
    const distance = number === digits ? 0 : number.endsWith(digits) || number.startsWith(digits) ? 1 : 3;
    if (best === null || distance < best.distance) best = { by: 'number', distance };
  }
  return best;
}
