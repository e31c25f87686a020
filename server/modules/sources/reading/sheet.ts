// A list with named columns, from a CSV file or a workbook. Above the columns may stand what the list says
// of itself: `# 标题: …`, or two cells, 标题 and the title. A field named there holds for every row
// that leaves its own cell empty.
import { ok, refuse, type Result } from '#platform/result.ts';
import {
  ACCESS_FIELDS,
  FIELDS,
  type Field,
  type Imprint,
  type Leftover,
  type PublishedDocument,
  type ReadRefusal,
} from '../published.ts';
import { columnsOf, fieldOfHeading, missingColumns, MOST_COLUMNS } from './columns.ts';
import { isoDate } from './dates.ts';
import { chineseCount, paperNumber, readContacts, roundOf } from './imprint.ts';
import { findLeftovers } from './leftovers.ts';
import { findHeader, type GridRow, readTable, type TableContext } from './table.ts';

type Key = 'title' | 'number' | 'issuers' | 'date' | 'round' | 'signature' | 'contact' | 'not-hotline';

const KEYS: readonly (readonly [Key, RegExp])[] = [
  ['title', /^(?:标题|title)$/],
  ['number', /^(?:文号|发文字号|papernumber)$/],
  ['issuers', /^(?:发布机构|发布单位|发文单位|发文机关|来源|issuers?|publisher)$/],
  ['date', /^(?:日期|发布日期|发文日期|成文日期|date)$/],
  ['round', /^(?:轮次|期数|round)$/],
  ['signature', /^(?:落款|署名|signature)$/],
  ['contact', /^(?:联系方式|联系|contact)$/],
  ['not-hotline', /^(?:不是热线|nothotline)$/],
];

const LONGEST_CELL = 10_000;

type Preamble = {
  readonly about: ReadonlyMap<Key, readonly string[]>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly other: readonly string[];
};

/** Reads a grid of cells as a list with named columns. `name` is said in errors when a book has several sheets. */
export function readSheet(
  grid: readonly GridRow[],
  format: PublishedDocument['format'],
  isPlace: TableContext['isPlace'],
): Result<PublishedDocument, ReadRefusal> {
  const overlong = findOverlong(grid) ?? tooWide(grid);
  if (overlong !== null) return refuse('broken-table', overlong);
  const head = findHeader(grid);
  if (head === null) return refuse('columns-missing', missingSentence(grid));
  const preamble = readPreamble(grid.slice(0, head.at));
  const table = readTable(head.columns, grid.slice(head.at + 1), { isPlace, label: 'table' });
  const rows = table.rows.map((row) => ({ ...row, cells: { ...preamble.defaults, ...row.cells } }));
  if (rows.length === 0) {
    return refuse('nothing-to-read', '表头下面没有任何一行 · There is no row below the column headings');
  }
  return ok({
    imprint: imprintOf(preamble),
    format,
    rows,
    leftovers: [...notHotlines(preamble), ...findLeftovers(preamble.other, rows), ...table.leftovers],
  });
}

function tooWide(grid: readonly GridRow[]): string | null {
  const row = grid.find(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') >= MOST_COLUMNS);
  if (row === undefined) return null;
  return `“${beginningOf(row)}”这一行有 ${MOST_COLUMNS} 多格，不像热线名单 · The row "${beginningOf(row)}" has more than ${MOST_COLUMNS} cells, which is no list of helplines`;
}

function findOverlong(grid: readonly GridRow[]): string | null {
  const row = grid.find(({ cells }) => cells.some((cell) => cell.length > LONGEST_CELL));
  if (row === undefined) return null;
  return `“${beginningOf(row)}”这一行有一格超过一万字，可能少了一个引号 · A cell of the row "${beginningOf(row)}" holds more than 10,000 characters; a quotation mark may be missing`;
}

/** A row as a person finds it: by the first words in it. */
const beginningOf = ({ cells }: GridRow): string =>
  (cells.find((cell) => cell.trim() !== '') ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 20);

/** Says which column was looked for in vain, going by the row that comes nearest to a head. */
export function missingSentence(grid: readonly GridRow[]): string {
  const heads = grid.slice(0, 40).map(({ cells }) => columnsOf(cells));
  const known = (columns: (typeof heads)[number]) => columns.filter(({ field }) => field !== null).length;
  const best = heads.toSorted((a, b) => known(b) - known(a))[0];
  const missing = missingColumns(best ?? []);
  const zh = missing.map((column) => `“${column.zh}”`).join('和');
  const en = missing.map((column) => `"${column.en}"`).join(' and ');
  return `表头里缺${zh}一列 · The column headings lack ${en}`;
}

function readPreamble(grid: readonly GridRow[]): Preamble {
  const about = new Map<Key, string[]>();
  const defaults = new Map<string, string>();
  const other: string[] = [];
  for (const { cells } of grid) {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (filled.length === 0) continue;
    const [key, value] = splitKey(filled);
    const known = keyOf(key);
    const field = fieldOf(key);
    if (value !== null && known !== null) about.set(known, [...(about.get(known) ?? []), value]);
    else if (value !== null && field !== null)
      defaults.set(field, [defaults.get(field) ?? [], value].flat().join('\n'));
    else other.push(filled.join(' '));
  }
  return { about, defaults: Object.fromEntries(defaults), other };
}

/** `# key: value` in one cell, or key and value in two. */
function splitKey(filled: readonly string[]): readonly [string, string | null] {
  const [first = '', ...rest] = filled;
  const written = /^#?\s*([^：:]{1,20})[：:]\s*([\s\S]+)$/.exec(filled.join(filled.length > 1 ? ',' : ''));
  if (first.startsWith('#') || filled.length === 1)
    return written === null ? [first, null] : [(written[1] ?? '').trim(), (written[2] ?? '').trim()];
  return [first.replace(/[：:]$/, ''), rest.join('、')];
}

const bare = (key: string): string => key.toLowerCase().replaceAll(/[\s_\-#]/g, '');

const keyOf = (key: string): Key | null => KEYS.find(([, pattern]) => pattern.test(bare(key)))?.[0] ?? null;

/** A contact or a name above the columns belongs to the paper, never to every line of it. */
function fieldOf(key: string): Field | null {
  const field = FIELDS.find((one) => one.toLowerCase() === bare(key)) ?? fieldOfHeading(key);
  const ofTheLine =
    field !== null && field !== 'name' && field !== 'row' && !ACCESS_FIELDS.some((one) => one === field);
  return ofTheLine ? field : null;
}

function imprintOf({ about, other }: Preamble): Imprint {
  const said = (key: Key): string | null => about.get(key)?.[0] ?? null;
  const title = said('title') ?? other.find((line) => !/\d{5}/.test(line))?.replace(/^#\s*/, '') ?? '';
  const round = said('round');
  return {
    title,
    number: said('number') ?? paperNumber(other.join('\n')),
    issuers: (about.get('issuers') ?? []).flatMap((names) => names.split(/[、;；]/)).map((name) => name.trim()),
    date: isoDate(said('date') ?? ''),
    round: round === null ? roundOf(title) : chineseCount(round.replaceAll(/[第轮批期\s]/g, '')) || null,
    signature: said('signature'),
    contacts: readContacts(about.get('contact') ?? []),
  };
}

/** `# not-hotline: 0731-84720593 | 办公电话，不是热线` */
const notHotlines = ({ about }: Preamble): Leftover[] =>
  (about.get('not-hotline') ?? []).map((line) => {
    const [raw = '', why] = line.split('|').map((part) => part.trim());
    return { raw, why: why ?? '表中注明不是热线' };
  });
