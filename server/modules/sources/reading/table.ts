// A table as people lay it out: cells merged over several rows, cut by a page break, a row that slipped by
// one cell. What the layout proves is put right and reported; nothing is put right because it seems likely.
import type { CarriedRegion, Leftover, PublishedRow, Repair } from '../published.ts';
import { type Columns, fits, readHeader } from './columns.ts';
import { leftoverOf, otherNumbers, type RowKind, rowKind } from './table-leftovers.ts';

/** A row as it stands in the file. `afterGap`: an empty line, in print a page break, stands above it. */
export type GridRow = { readonly cells: readonly string[]; readonly afterGap: boolean };

/** Rows that came from one table. */
export type TableRows = { readonly rows: readonly PublishedRow[]; readonly leftovers: readonly Leftover[] };

/** What a table needs to know from outside. */
export type TableContext = {
  /** The names of provinces and cities, and 省级, 全国. */
  readonly isPlace: (text: string) => boolean;
  /** Where rows without a printed number are said to stand: `table` gives table-1, table-2 … */
  readonly label: string;
};

/** Splits the head from the rows: the first of the leading rows that names the columns; null if none does. */
export function findHeader(grid: readonly GridRow[]): { readonly columns: Columns; readonly at: number } | null {
  for (const [at, row] of grid.slice(0, 40).entries()) {
    const columns = readHeader(row.cells);
    if (columns !== null) return { columns, at };
  }
  return null;
}

/** Reads the rows below a head. Heads repeated on every page are passed over. */
export function readTable(columns: Columns, grid: readonly GridRow[], context: TableContext): TableRows {
  const heading = columns.map((column) => column.heading).join('\t');
  const body = grid.filter((row) => row.cells.map((cell) => cell.trim()).join('\t') !== heading);
  const placed = placeRows(columns, body, context.isPlace);
  const merges = mergesRegions(placed.map(({ cells }) => cells['region']));
  const leftovers: Leftover[] = [];
  const rows: PublishedRow[] = [];
  let lastRegion: { readonly text: string; readonly row: string } | null = null;
  for (const [index, { cells, repairs }] of placed.entries()) {
    const row = cells['row'] ?? `${context.label}-${rows.length + 1}`;
    const region = cells['region'];
    const kind = rowKind(cells, context.isPlace);
    if (region !== undefined && (kind === 'line' || kind === 'place')) lastRegion = { text: region, row };
    if (kind !== 'line') {
      if (!(merges && isHeading(kind, placed[index + 1]))) leftovers.push(...leftoverOf(cells, kind));
      continue;
    }
    rows.push({
      row,
      cells,
      carried: merges && region === undefined && lastRegion !== null ? carry(lastRegion, placed[index + 1]) : null,
      repairs,
    });
  }
  return { rows: withUniqueRows(rows), leftovers: [...leftovers, ...otherNumbers(columns, placed)] };
}

/** A place alone above a row without one is the heading of that row, and stands in it. */
const isHeading = (kind: RowKind, next: Gapped | undefined): boolean =>
  kind === 'place' && next !== undefined && next.cells['region'] === undefined;

/** A table that writes one region twice in a row does not merge cells: there, an empty cell is a missing region. */
const mergesRegions = (regions: readonly (string | undefined)[]): boolean =>
  !regions.some((region, place) => region !== undefined && region === regions[place + 1]);

type Placed = { readonly cells: Readonly<Record<string, string>>; readonly repairs: readonly Repair[] };

const carry = (last: { readonly text: string; readonly row: string }, next: Gapped | undefined): CarriedRegion => ({
  text: last.text,
  fromRow: last.row,
  beyondPageBreak: next?.afterGap === true ? (next.cells['region'] ?? null) : null,
});

/** A table in which more rows than this do not fit was laid out some other way; no shift is looked for any more. */
const MOST_SHIFTED = 500;

type Gapped = Placed & { readonly afterGap: boolean };

function placeRows(columns: Columns, grid: readonly GridRow[], isPlace: TableContext['isPlace']): Gapped[] {
  const misfits = (row: readonly string[]) =>
    columns.filter(({ field }, place) => !fits(field, row[place] ?? '', isPlace)).length +
    row.slice(columns.length).filter((cell) => cell.trim() !== '').length;
  let tried = 0;
  return grid.map(({ cells, afterGap }) => {
    if (misfits(cells) < 2 || tried >= MOST_SHIFTED) return { cells: byField(columns, cells), repairs: [], afterGap };
    tried += 1;
    const proven = shiftsOf(columns.length, cells).filter(({ row }) => misfits(row) === 0);
    const [only] = proven;
    if (only === undefined || proven.length > 1) return { cells: byField(columns, cells), repairs: [], afterGap };
    return { cells: byField(columns, only.row), repairs: [repairOf(columns[only.at], only, cells)], afterGap };
  });
}

function repairOf(column: Columns[number] | undefined, { missing }: Shift, cells: readonly string[]): Repair {
  const heading = column?.heading ?? '';
  const why = missing
    ? `这一行缺“${heading}”一格，后面各格都左移了一格；移回后每格都与表头相符`
    : `这一行在“${heading}”前多出一格，后面各格都右移了一格；移回后每格都与表头相符`;
  return { field: column?.field ?? heading, raw: cells.join(' | ').trim(), why };
}

type Shift = { readonly row: readonly string[]; readonly at: number; readonly missing: boolean };

/** Every way in which one cell could have been lost, or one empty cell could have crept in. */
function shiftsOf(width: number, cells: readonly string[]): Shift[] {
  const shifts: Shift[] = [];
  const lastIsFree = cells.length < width || (cells[width - 1] ?? '').trim() === '';
  for (let at = 0; at < width; at += 1) {
    if (lastIsFree) shifts.push({ row: cells.toSpliced(at, 0, '').slice(0, width), at, missing: true });
    if (cells[at]?.trim() === '' && at < cells.length - 1)
      shifts.push({ row: cells.toSpliced(at, 1), at, missing: false });
  }
  return shifts;
}

function byField(columns: Columns, row: readonly string[]): Record<string, string> {
  const cells = new Map<string, string>();
  for (let place = 0; place < Math.max(columns.length, row.length); place += 1) {
    const text = (row[place] ?? '').trim();
    if (text === '') continue;
    const key = columns[place]?.field ?? (columns[place]?.heading || `column-${place + 1}`);
    cells.set(key, cells.has(key) ? `${cells.get(key)}\n${text}` : text);
  }
  return Object.fromEntries(cells);
}

/** Two rows with one printed number keep it, the later with its place added: a row can always be pointed at. */
function withUniqueRows(rows: readonly PublishedRow[]): PublishedRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const times = (seen.get(row.row) ?? 0) + 1;
    seen.set(row.row, times);
    return times === 1 ? row : { ...row, row: `${row.row}-${times}` };
  });
}
