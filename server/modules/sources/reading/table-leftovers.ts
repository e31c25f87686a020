// What a table holds besides its lines: columns of faxes and offices, sums and remarks, rows that nobody
// filled in. Each is said with its reason, so that nobody has to find out by comparing with the paper.
import { ACCESS_FIELDS, type Cells, type Field, type Leftover } from '../published.ts';
import type { Columns } from './columns.ts';
import { findLeftovers } from './leftovers.ts';

/**
 * Fields that only a line has: beside a place or a printed number they make a row a line, though its number was
 * left blank. Alone they may as well be the rest of a cell that a page break cut.
 */
const FACTS: readonly Field[] = ['hosts', 'audience', 'hours', 'sessionMinutes', 'opened', 'validity'];
const SUM_OR_REMARK = /^(?:合计|总计|小计|共计|共\s*\d|注[:：]|备注|说明|(?:total|sum|note)\b)/i;

/** What a row of a table is. Only a `place` may be a heading above the rows that follow. */
export type RowKind = 'line' | 'place' | 'unfilled' | 'sum' | 'empty';

/** Tells a line, with or without a number, from everything else that stands between lines. */
export function rowKind(cells: Cells, isPlace: (text: string) => boolean): RowKind {
  if (cells['name'] !== undefined || ACCESS_FIELDS.some((field) => cells[field] !== undefined)) return 'line';
  const filled = Object.values(cells);
  const sum = SUM_OR_REMARK.test(filled[0] ?? '');
  const hasFacts = !sum && FACTS.some((field) => cells[field] !== undefined);
  const place = !sum && isPlace(cells['region'] ?? cells['city'] ?? '');
  if (hasFacts && (place || /^\d+$/.test(cells['row'] ?? ''))) return 'line';
  if (place) return 'place';
  if (hasFacts) return 'unfilled';
  return filled.some((text) => /\d/.test(text)) ? 'sum' : 'empty';
}

/** Why a row is no line; null where there is nothing to say. */
export function leftoverOf(cells: Cells, kind: RowKind): readonly Leftover[] {
  const raw = Object.values(cells).join(' ').trim();
  if (kind === 'sum') return [{ raw, why: '表中的合计或说明，不是热线' }];
  if (kind === 'place' || kind === 'unfilled')
    return [{ raw, why: '这一行没有名称，也没有号码或其他联系方式，没有列为热线' }];
  return [];
}

/** The numbers and addresses of columns that are headed as no hotlines; what is a line's number too is not among them. */
export function otherNumbers(columns: Columns, rows: readonly { readonly cells: Cells }[]): Leftover[] {
  const dialled = rows.map(({ cells }) => ({ cells: onlyAccess(cells) }));
  return columns.flatMap(({ heading, noHotlines }) => {
    if (!noHotlines) return [];
    const texts = rows.map(({ cells }) => cells[heading] ?? '');
    return findLeftovers(texts, dialled).map(({ raw }) => ({ raw, why: `表头写的是“${heading}”，不是热线` }));
  });
}

const onlyAccess = (cells: Cells): Cells =>
  Object.fromEntries(ACCESS_FIELDS.map((field) => [field, cells[field] ?? '']));
