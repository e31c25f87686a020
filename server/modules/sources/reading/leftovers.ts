// A number on a page about helplines will be dialled by somebody. So every number and address that is not
// a line is listed too, with what it is: an office, a fax, a count, a picture's name. Nothing with five
// digits or an @ may be in neither list.
import type { Cells, Leftover } from '../published.ts';
import { DIALLED, digitsOf, EMAIL } from './tokens.ts';

const LINK = /https?:\/\/[^\s"'<>）)]{3,400}/;
const PAPER_NUMBER = /[\u4e00-\u9fff]{2,14}\s?[〔［[（(]\s?(?:19|20)\d{2}\s?[〕］\]）)]\s?第?\s?\d{1,5}\s?号/;
const COUNT = /\d[\d,.]*\s*多?余?\s*(?:所|部|条|名|位|家|多?个(?!月|小时|工作日)|座席)/;
const LONG_NUMBER = /\d(?:[\d\-—–]|[ \t](?=\d{3})){3,30}\d/;
const ANY_NUMBER = /\d{2,}/;
const SUSPECT = new RegExp(
  [
    `(?<link>${LINK.source})`,
    `(?<paper>${PAPER_NUMBER.source})`,
    `(?<email>${EMAIL.source})`,
    `(?<count>${COUNT.source})`,
    `(?<long>${LONG_NUMBER.source})`,
    `(?<any>${ANY_NUMBER.source})`,
  ].join('|'),
  'g',
);
const DATE = /^(?:19|20)\d{2}[-—–.](?:0?[1-9]|1[0-2])(?:[-—–.](?:0?[1-9]|[12]\d|3[01]))?$/;
const EMERGENCY = /^(?:110|119|120|122|12\d{3})$/;
const CALLED = /(?:电话|热线|传真|拨打|专线)[^，。；\n]{0,6}$/;

/** Why something with digits is no hotline, by the words right before it; the first that fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/传\s*真[^，。；\n]{0,6}$/, '传真号码，不是热线'],
  [/(?:邮编|邮政编码)[^，。；\n]{0,4}$/, '邮政编码，不是热线'],
  [/(?:秘书|联络|联系)[^。；\n]{0,20}$/, '办公或项目联系方式，不是热线'],
  [/(?:办公|值班|举报|监督|投诉|报名)[^，。；\n]{0,8}$/, '办公电话，不是热线'],
  [/(?:stock|sz|sh|quote)_?[a-z]*$/i, '股票代码，不是热线'],
  [/(?:spider|id|class|src|=)["']?[\w/.-]*$/i, '网页代码里的编号，不是热线'],
];

/**
 * Everything with digits or an @ in `texts` that stands in no line's cells. Long numbers and addresses
 * always; short ones where they are called a number, or can be taken for an emergency number.
 */
export function findLeftovers(texts: readonly string[], rows: readonly { readonly cells: Cells }[]): Leftover[] {
  const used = new UsedText(rows);
  const found = new Map<string, Leftover>();
  for (const text of texts) {
    for (const match of text.matchAll(SUSPECT)) {
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      const raw = match[0].trim();
      const why = used.has(raw, match.groups ?? {}) ? null : reasonFor(raw, before, match.groups ?? {});
      const key = raw.replaceAll(/\s/g, '');
      if (why !== null && !found.has(key)) found.set(key, { raw, why });
    }
  }
  return [...found.values()];
}

/**
 * The rows of a table as texts, for numbers that no column explains. What repeats the cell above, as merged
 * cells do, is said once; cells stay apart, so that two numbers never become one.
 */
export function textsOfRows(grid: readonly { readonly cells: readonly string[] }[]): string[] {
  return grid.map(({ cells }, at) =>
    cells.filter((cell, place) => cell.trim() !== '' && cell !== grid[at - 1]?.cells[place]).join(' | '),
  );
}

type Groups = Readonly<Record<string, string | undefined>>;

function reasonFor(raw: string, before: string, groups: Groups): string | null {
  if (groups['link'] !== undefined) return '网页或图片的地址，不是热线';
  if (groups['paper'] !== undefined) return '文号，不是热线';
  if (groups['count'] !== undefined) return countReason(raw);
  const long = groups['long'] !== undefined || groups['email'] !== undefined;
  if (DATE.test(raw)) return null;
  if (!long && !EMERGENCY.test(raw) && !CALLED.test(before)) return null;
  if (long && groups['email'] === undefined && digitsOf(raw).length < 5) return null;
  const reason = REASONS.find(([pattern]) => pattern.test(before))?.[1];
  if (reason !== undefined) return reason;
  return groups['email'] === undefined ? '文中的数字，没有写明是哪条热线的号码' : '文中的邮箱，没有写明属于哪条热线';
}

const countReason = (raw: string): string | null => (digitsOf(raw).length < 2 ? null : '数量，不是号码');

/** Numbers in a cell: whole where they are known by their form, and group by group. */
const NUMBERS = [DIALLED, /\d[\d \t\-—–]*\d/g, /\d[\d-]*\d/g];

/** The numbers and addresses of all cells, to ask whether one already stands in a line. */
class UsedText {
  readonly #addresses = new Set<string>();
  readonly #digits = new Set<string>();

  constructor(rows: readonly { readonly cells: Cells }[]) {
    for (const cell of rows.flatMap((row) => Object.values(row.cells))) {
      for (const address of cell.match(EMAIL) ?? []) this.#addresses.add(address);
      for (const pattern of NUMBERS) for (const number of cell.match(pattern) ?? []) this.#digits.add(digitsOf(number));
    }
  }

  has(raw: string, groups: Groups): boolean {
    if (groups['email'] !== undefined) return this.#addresses.has(raw);
    return (groups['long'] !== undefined || groups['any'] !== undefined) && this.#digits.has(digitsOf(raw));
  }
}
