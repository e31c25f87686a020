// Lists without a head: one body a line, its name, then a mailbox, a number, or both, parted by blanks.
// A single such line proves nothing; several in a row do.
import type { Field, PublishedRow } from '../published.ts';
import { DIALLED, EMAIL } from './tokens.ts';

type ListItem = { readonly name: string; readonly cells: Readonly<Partial<Record<Field, string>>> };

const LONGEST_NAME = 40;
const LONGEST_ITEM = 160;
const LONGEST_SUBHEADING = 40;
const FEWEST_ITEMS = 3;
const NUMBERING = /^(?:[（(]?\d{1,3}[)）、．]|\d{1,3}\.(?!\d)|\d{1,3}\s+(?=\D))\s*/;
const ACCESS = new RegExp(
  `(?<email>${EMAIL.source})|(?<qq>qq\\s*[:：]?\\s*\\d[\\d ]{3,14}\\d)|(?<phone>${DIALLED.source}|(?<![\\d.])\\d[\\d-]{5,18}(?!\\d))`,
  'gi',
);
const HOURS = /\d\s*[:：时点]|小时|工作日|节假日|周[一二三四五六日]|每天|全天/;
const SEPARATORS = /^[\s,，;；、/]*$/;

/** Reads one line as an item of a list: a name, then at least one way to reach it, then perhaps a note. */
export function readListItem(line: string): ListItem | null {
  const text = line.trim().replace(NUMBERING, '');
  if (text.length > LONGEST_ITEM || /[。！？\t]/.test(text)) return null;
  const found = [...text.matchAll(ACCESS)];
  const [first] = found;
  if (first === undefined || !/[\s,，;；、]$/.test(text.slice(0, first.index))) return null;
  const name = text.slice(0, first.index).replace(/[\s,，;；、]+$/, '');
  if (name.length > LONGEST_NAME || /[:：@]/.test(name) || !/\p{L}{2}/u.test(name)) return null;
  const cells = new Map<Field, string>();
  const note: string[] = [];
  let end = first.index;
  for (const match of found) {
    if (!SEPARATORS.test(text.slice(end, match.index))) note.push(text.slice(end, match.index).trim());
    const field = accessField(match);
    cells.set(field, cells.has(field) ? `${cells.get(field)}\n${match[0]}` : match[0]);
    end = match.index + match[0].length;
  }
  if (!SEPARATORS.test(text.slice(end))) note.push(text.slice(end).trim());
  const hours = note.filter((words) => HOURS.test(words));
  const others = note.filter((words) => !HOURS.test(words));
  if (hours.length > 0) cells.set('hours', hours.join(' '));
  if (others.length > 0) cells.set('note', others.join('\n'));
  return { name, cells: Object.fromEntries(cells) };
}

function accessField(match: RegExpExecArray): Field {
  if (match.groups?.['email'] !== undefined) return 'email';
  return match.groups?.['qq'] === undefined ? 'accessPoints' : 'qq';
}

/** A list found in a text: where its lines stand, and its rows. */
export type FoundList = { readonly at: readonly number[]; readonly rows: readonly PublishedRow[] };

/** Finds the lists of a text. Empty lines and short headings between items do not end a list; a sentence does. */
export function findLists(lines: readonly string[]): FoundList[] {
  const runs: { at: number; item: ListItem }[][] = [[]];
  for (const [at, line] of lines.entries()) {
    const item = readListItem(line);
    if (item !== null) runs.at(-1)?.push({ at, item });
    else if (line.length > LONGEST_SUBHEADING || /[。！？:：\t]/.test(line)) runs.push([]);
  }
  const lists = runs.filter((items) => items.length >= FEWEST_ITEMS);
  return lists.map((items, place) => ({
    at: items.map(({ at }) => at),
    rows: items.map(({ item }, index) => ({
      row: `${lists.length > 1 ? `list${place + 1}` : 'list'}-${index + 1}`,
      cells: { name: item.name, ...item.cells },
      carried: null,
      repairs: [],
    })),
  }));
}
