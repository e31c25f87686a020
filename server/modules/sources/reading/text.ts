// A document as people publish it: sentences, tables and lists after one another. Tables and lists are
// taken out first, since their numbers need no sentence to be understood; what is left is prose.
import { ACCESS_FIELDS, type Cells, type Leftover, type PublishedDocument, type PublishedRow } from '../published.ts';
import { readImprint } from './imprint.ts';
import { findLeftovers, textsOfRows } from './leftovers.ts';
import { findLists } from './list.ts';
import { closed, NUMBERING, paragraphsOf, trimmed } from './paragraphs.ts';
import { isOfOthers, readProse } from './prose.ts';
import { findHeader, type GridRow, readTable, type TableContext } from './table.ts';

/** A table and the number of the line it stands on. */
export type PlacedTable = { readonly line: number; readonly grid: readonly GridRow[] };

/** A document taken apart: its lines, its tables, and whatever else it carries that holds digits. */
export type Layout = {
  readonly lines: readonly string[];
  readonly tables: readonly PlacedTable[];
  /** Text that is not shown to readers (addresses of pictures, comments) but must be accounted for. */
  readonly hidden: readonly string[];
  readonly front: { readonly title?: string; readonly date?: string };
};

type Block = { readonly line: number; readonly rows: readonly PublishedRow[]; readonly leftovers: readonly Leftover[] };

/** Takes a plain text apart: lines with tabs, from a head downwards, are tables. */
export function layoutOfText(text: string): Layout {
  const lines = text.split('\n');
  const tables: PlacedTable[] = [];
  const rest = [...lines];
  let at = 0;
  while (at < lines.length) {
    const end = tableEnd(lines, at);
    if (end > at) {
      tables.push({ line: at, grid: gridOf(lines.slice(at, end)) });
      rest.fill('', at, end);
    }
    at = Math.max(end, at + 1);
  }
  return { lines: rest, tables, hidden: [], front: {} };
}

/** Where the table that begins on line `at` ends; `at` itself when none begins there. */
function tableEnd(lines: readonly string[], at: number): number {
  const head = lines[at] ?? '';
  if (!head.includes('\t') || findHeader([{ cells: head.split('\t'), afterGap: false }]) === null) return at;
  let end = at + 1;
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line.includes('\t')) end = next + 1;
    else if (trimmed(line) !== '') break;
  }
  return end;
}

function gridOf(lines: readonly string[]): GridRow[] {
  const rows: GridRow[] = [];
  let gap = false;
  for (const line of lines) {
    if (trimmed(line) === '') gap = true;
    else {
      rows.push({ cells: line.split('\t'), afterGap: gap });
      gap = false;
    }
  }
  return rows;
}

/** Reads a document that has been taken apart. */
export function readLayout(
  layout: Layout,
  format: PublishedDocument['format'],
  isPlace: TableContext['isPlace'],
): PublishedDocument {
  const lists = findLists(layout.lines);
  const inLists = new Set(lists.flatMap((list) => list.at));
  const sentences = layout.lines.map((line, at) => (inLists.has(at) ? '' : line));
  const paragraphs = paragraphsOf(sentences);
  const prose = readProse(paragraphs);
  const blocks: Block[] = [
    ...tableBlocks(layout.tables, isPlace),
    ...lists.map((list) => ({ line: list.at[0] ?? 0, rows: list.rows, leftovers: [] })),
  ];
  const listed = blocks.map((block) => ({
    ...block,
    rows: underHeading(block.rows, headingAbove(sentences, block.line), prose.own),
  }));
  const rows = [...prose.rows, ...listed.toSorted((a, b) => a.line - b.line).flatMap((block) => block.rows)];
  return {
    imprint: readImprint(sentences, paragraphs, layout.front),
    format,
    rows,
    leftovers: [
      ...findLeftovers(
        [...paragraphs.map(({ text }) => text), ...layout.tables.flatMap(textsBesideRows), ...layout.hidden],
        rows,
      ),
      ...listed.flatMap((block) => block.leftovers),
    ],
  };
}

function tableBlocks(tables: readonly PlacedTable[], isPlace: TableContext['isPlace']): Block[] {
  return tables.flatMap(({ line, grid }, place) => {
    const head = findHeader(grid);
    if (head === null) return [];
    const label = tables.length > 1 ? `table${place + 1}` : 'table';
    const { rows, leftovers } = readTable(head.columns, grid.slice(head.at + 1), { isPlace, label });
    const numbers = head.columns.find(({ field }) => ACCESS_FIELDS.some((access) => access === field));
    const caption = numbers === undefined || numbers.heading.length < 5 ? null : numbers.heading;
    return [{ line, rows: caption === null ? rows : rows.map((row) => captioned(row, caption)), leftovers }];
  });
}

/** What a table holds above its head; everything, where no head is recognised: a number in it is still a number. */
function textsBesideRows({ grid }: PlacedTable): string[] {
  return textsOfRows(grid.slice(0, findHeader(grid)?.at ?? grid.length));
}

const captioned = (row: PublishedRow, caption: string): PublishedRow =>
  row.cells['name'] === undefined ? { ...row, cells: { ...row.cells, caption } } : row;

/** The nearest heading above a line: a numbered one if there is one close by, else the line right above. */
function headingAbove(lines: readonly string[], line: number): string {
  const above = lines
    .slice(Math.max(0, line - 12), line)
    .map((text) => closed(trimmed(text)))
    .filter((text) => text !== '' && text.length <= 60)
    .slice(-3);
  return above.findLast((text) => NUMBERING.test(text)) ?? above.at(-1) ?? '';
}

/** Rows of the paper's own service take over what its sentences say; rows of others keep the heading that says so. */
function underHeading(rows: readonly PublishedRow[], heading: string, own: Cells): readonly PublishedRow[] {
  const given: Cells = isOfOthers(heading) ? { section: heading } : own;
  if (Object.keys(given).length === 0) return rows;
  return rows.map((row) => ({ ...row, cells: { ...given, ...row.cells } }));
}
