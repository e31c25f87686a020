// What a cell of a workbook shows: its text, a number without the machine's notation, a day or a time of
// day as people write it. Telephone numbers typed as numbers come out as digits.
import type { GridRow } from './table.ts';
import { readXml } from './xml.ts';

/** What cells refer to. */
export type Book = {
  readonly strings: readonly string[];
  /** Per cell style: whether its numbers are days or times of day. */
  readonly styles: readonly ('day' | 'time' | 'plain')[];
  readonly from1904: boolean;
};

const MOST_COLUMNS = 200;
const MOST_ROWS = 100_000;
const MOST_MERGED = 1_000_000;

/** The texts that cells share. Phonetic guides above characters are not part of a text. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = 0;
  readXml(xml, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic += 1;
      inText = name === 't' && phonetic === 0;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') strings.push(withoutEscapes(current));
    },
  });
  return strings;
}

/** `_x000D_` and the like are how workbooks write control characters. */
const withoutEscapes = (text: string): string =>
  text.replaceAll(/_x([0-9A-F]{4})_/g, (_whole, hex: string) =>
    hex === '000D' ? '' : String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** For each cell style, whether its number format shows a day or a time. */
export function cellStyles(xml: string): Book['styles'] {
  const formats = new Map<number, string>();
  const styles: ('day' | 'time' | 'plain')[] = [];
  let inCells = false;
  readXml(xml, {
    open: (name, attribute) => {
      if (name === 'numFmt') formats.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(kindOfFormat(Number(attribute('numFmtId')), formats));
    },
    text: () => {},
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

function kindOfFormat(id: number, formats: ReadonlyMap<number, string>): 'day' | 'time' | 'plain' {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36)
    return 'day';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return 'time';
  const code = (formats.get(id) ?? '').replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '').toLowerCase();
  if (/[yd年日]/.test(code)) return 'day';
  return /[hs]/.test(code) ? 'time' : 'plain';
}

type Cell = { column: number; type: string; style: number; value: string; formula: string };

/** The rows of a sheet. Cells merged over several rows stand in each of them. */
export function readSheetXml(xml: string, book: Book): GridRow[] {
  const rows: { number: number; cells: string[] }[] = [];
  const merges: string[] = [];
  let cell: Cell | null = null;
  let within = '';
  readXml(xml, {
    open: (name, attribute) => {
      if (name === 'row' && rows.length < MOST_ROWS)
        rows.push({ number: Number(attribute('r') ?? rows.length + 1), cells: [] });
      if (name === 'mergeCell') merges.push(attribute('ref') ?? '');
      if (name === 'c') cell = newCell(attribute, rows.at(-1)?.cells.length ?? 0);
      if (name === 'v' || name === 'f' || name === 't') within = name;
      if (name === 'rPh') within = '';
    },
    text: (text) => {
      if (cell === null) return;
      if (within === 'f') cell.formula += text;
      else if (within !== '') cell.value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 'f' || name === 't') within = '';
      if (name !== 'c' || cell === null) return;
      place(rows.at(-1)?.cells, cell, book);
      cell = null;
    },
  });
  fillMerged(rows, merges);
  return withGaps(rows);
}

function newCell(attribute: (name: string) => string | undefined, next: number): Cell {
  const letters = /^[A-Z]{1,3}/.exec(attribute('r') ?? '')?.[0];
  const column = letters === undefined ? next : columnOf(letters);
  return { column, type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), value: '', formula: '' };
}

/** A → 0, Z → 25, AA → 26. */
const columnOf = (letters: string): number =>
  Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, place) => sum * 26 + place, 0) - 1;

function place(cells: string[] | undefined, cell: Cell, book: Book): void {
  if (cells === undefined || cell.column >= MOST_COLUMNS) return;
  while (cells.length < cell.column) cells.push('');
  cells[cell.column] = shown(cell, book);
}

function shown({ type, style, value, formula }: Cell, book: Book): string {
  if (value === '') return formula === '' ? '' : `=${formula}`;
  if (type === 's') return book.strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type !== 'n' || !/^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/i.test(value)) return withoutEscapes(value);
  const number = Number(value);
  const kind = book.styles[style] ?? 'plain';
  if (kind === 'time' && number < 1) return timeOfDay(number);
  if (kind === 'day') return day(number, book.from1904);
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : value;
}

function timeOfDay(part: number): string {
  const minutes = Math.round(part * 1440);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Workbooks count days from 1899-12-30, or from 1904-01-01. */
function day(number: number, from1904: boolean): string {
  if (number < 1 || number > 2_958_465) return String(number);
  const begin = Temporal.PlainDate.from(from1904 ? '1904-01-01' : '1899-12-30');
  return begin.add({ days: Math.floor(number) }).toString();
}

const RANGE = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/;

function fillMerged(rows: readonly { number: number; cells: string[] }[], merges: readonly string[]): void {
  const byNumber = new Map(rows.map((row) => [row.number, row.cells]));
  let steps = 0;
  for (const merge of merges) {
    const [, left = '', top = '', , bottom = ''] = RANGE.exec(merge) ?? [];
    const column = columnOf(left);
    const text = byNumber.get(Number(top))?.[column] ?? '';
    const last = Math.min(Number(bottom), rows.at(-1)?.number ?? 0);
    steps += Math.max(last - Number(top), 1);
    if (steps > MOST_MERGED) return;
    if (text === '' || column >= MOST_COLUMNS) continue;
    for (let number = Number(top) + 1; number <= last; number += 1) {
      const cells = byNumber.get(number);
      if (cells === undefined) continue;
      while (cells.length < column) cells.push('');
      if ((cells[column] ?? '') === '') cells[column] = text;
    }
  }
}

function withGaps(rows: readonly { readonly number: number; readonly cells: readonly string[] }[]): GridRow[] {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return filled.map(({ number, cells }, place) => ({
    cells,
    afterGap: place > 0 && number > (filled[place - 1]?.number ?? 0) + 1,
  }));
}
