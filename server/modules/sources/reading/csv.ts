// CSV as spreadsheets really write it: comma, semicolon or tab, quotes or none, a mark at the front or not.
import { parse } from 'csv-parse/sync';
import { refuse, type Result } from '#platform/result.ts';
import type { PublishedDocument, ReadRefusal } from '../published.ts';
import { readSheet } from './sheet.ts';
import { findHeader, type GridRow, type TableContext } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|', '，'] as const;
const FIRST_RECORDS = 40;
const FIRST_CHARACTERS = 200_000;

/** Whether the first lines of a text are a list with named columns, parted by comma or semicolon. */
export function looksLikeCsv(text: string): boolean {
  return [',', ';'].some((delimiter) => hasHead(text, delimiter));
}

/** Reads CSV text. The separator is the one under which the column headings can be read. */
export function readCsv(text: string, isPlace: TableContext['isPlace']): Result<PublishedDocument, ReadRefusal> {
  const delimiter = DELIMITERS.find((one) => hasHead(text, one)) ?? mostFrequent(text.slice(0, FIRST_CHARACTERS));
  const grid = gridOf(text, delimiter);
  if (grid === null) {
    return refuse(
      'broken-table',
      '表格的引号或分隔符不成对，读不下去 · The quotation marks of this table do not pair up',
    );
  }
  return readSheet(grid, 'csv', isPlace);
}

const hasHead = (text: string, delimiter: string): boolean =>
  findHeader(gridOf(text.slice(0, FIRST_CHARACTERS), delimiter, FIRST_RECORDS) ?? []) !== null;

const mostFrequent = (text: string): string =>
  DELIMITERS.toSorted((a, b) => text.split(b).length - text.split(a).length)[0] ?? ',';

/** The cells of a text. Lines that begin with # are one cell; an empty line is a gap. Null when it cannot be parsed. */
function gridOf(text: string, delimiter: string, most?: number): GridRow[] | null {
  const lines = text.split('\n');
  const above = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const begin = above < 0 ? lines.length : above;
  const head: GridRow[] = lines.slice(0, begin).map((line) => ({ cells: [line], afterGap: false }));
  try {
    const records: string[][] = parse(lines.slice(begin).join('\n'), {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      ...(most === undefined ? {} : { to: most }),
    });
    return [...head, ...withGaps(records)];
  } catch {
    return null;
  }
}

function withGaps(records: readonly (readonly string[])[]): GridRow[] {
  const rows: GridRow[] = [];
  let gap = false;
  for (const cells of records) {
    const empty = cells.every((cell) => cell.trim() === '');
    if (!empty) rows.push({ cells, afterGap: gap });
    gap = empty;
  }
  return rows;
}
