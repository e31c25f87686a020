// Every office heads its columns in its own words. This table knows the usual ones, Chinese and English,
// so that a list can come as it is; it also knows what a cell of a column looks like, which is how a
// shifted row is recognised.
import { ACCESS_FIELDS, type Field } from '../published.ts';
import { headsOtherNumbers } from './other-numbers.ts';

/**
 * What the columns of a table are, left to right; a heading the reader does not know stands as itself.
 * `noHotlines`: the heading says that its numbers are a fax, an office or a person.
 */
export type Columns = readonly {
  readonly field: Field | null;
  readonly heading: string;
  readonly noHotlines: boolean;
}[];

/** In this order: 热线工作时间 is about hours before it is about a line, 机构名称 a host before a name. */
const HEADINGS: readonly (readonly [Field, RegExp])[] = [
  ['row', /^(?:序号|编号|行|row|no|id)$/],
  ['email', /邮箱|邮件|信箱|e-?mail/],
  ['qq', /^qq/],
  ['wechat', /微信|公众号|wechat/],
  ['app', /app|应用|小程序/],
  ['opened', /开通|启用日期|opened|openingdate|opensince|startdate/],
  ['hours', /(?:工作|开放|服务|接听|值班|咨询)时间|时段|hours|openingtimes/],
  ['sessionMinutes', /时长|session|minutes/],
  ['validity', /有效期|截止|终止|valid/],
  ['audience', /对象|人群|audience|serves|forwhom/],
  ['accessPoints', /电话|号码|^热线$|phone|^tel|number|accesspoints/],
  ['hosts', /依托|主办|承办|机构|单位|host|organi[sz]ation|operator/],
  ['name', /名称|热线名|学校|高校|院校|^name$|(?:line|hotline|helpline)name|^(?:hot|help)?line$/],
  ['city', /^(?:城市|地市|市|市州|city)$/],
  ['region', /所在地|地区|省份|区域|省市|^省$|region|province|location|area/],
  ['caption', /^(?:表题|caption)$/],
  ['section', /^(?:章节|section)$/],
  ['note', /备注|说明|note|remark/],
];

/** 学校传真 would otherwise be a school. */
const FAX = /传真|fax/;

const bare = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-:.,/()（）*#]/g, '');

/** The field a heading names, or null. Headings are compared without case, blanks or punctuation. */
export function fieldOfHeading(heading: string): Field | null {
  return meaningOf(heading).field;
}

const isAccess = (field: Field): boolean => ACCESS_FIELDS.some((access) => access === field);

/** A fax or an office is no field: 传真号码 is not a number of the line. */
function meaningOf(heading: string): Pick<Columns[number], 'field' | 'noHotlines'> {
  const word = bare(heading);
  const known = word === '' || word.length > 24 ? undefined : HEADINGS.find(([, pattern]) => pattern.test(word));
  const field = known?.[0] ?? null;
  const mayBeOther = field === null || isAccess(field) || FAX.test(word);
  return mayBeOther && headsOtherNumbers(heading) ? { field: null, noHotlines: true } : { field, noHotlines: false };
}

/** A list of helplines has some ten columns; a sheet with more than this is something else. */
export const MOST_COLUMNS = 60;

/** A head holds neither sentences nor numbers to dial. */
const SENTENCE_OR_NUMBER = /[。；！？]|\d{3}/;

/**
 * Reads a row as the head of a table. Null unless it names at least two different fields, one of them a
 * way to reach a line and one telling whose it is. The second column of a kind that cannot repeat keeps
 * its own heading.
 */
export function readHeader(cells: readonly string[]): Columns | null {
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (width > MOST_COLUMNS || cells.some((cell) => SENTENCE_OR_NUMBER.test(cell))) return null;
  const columns = columnsOf(cells.slice(0, width));
  return missingColumns(columns).length === 0 ? columns : null;
}

/** Reads what can be read of a head, complete or not. */
export function columnsOf(cells: readonly string[]): Columns {
  const taken = new Set<Field>();
  return cells.map((heading) => {
    const { field, noHotlines } = meaningOf(heading);
    if (field === null || (taken.has(field) && !isAccess(field)))
      return { field: null, heading: heading.trim(), noHotlines };
    taken.add(field);
    return { field, heading: heading.trim(), noHotlines };
  });
}

/** A column that must be there, in words: what it is called and what else it may be called. */
export type MissingColumn = { readonly zh: string; readonly en: string };

/** The columns without which a row would say nothing. */
export function missingColumns(columns: Columns): MissingColumn[] {
  const has = (...fields: readonly Field[]) => columns.some(({ field }) => field !== null && fields.includes(field));
  const missing: MissingColumn[] = [];
  if (!has('name', 'region', 'hosts')) missing.push({ zh: '热线名称', en: 'name' });
  if (!has(...ACCESS_FIELDS)) missing.push({ zh: '热线号码', en: 'phone' });
  return missing;
}

const hasDigits = /\d[\d\s-]{3,}\d/;

/** What a cell of these fields looks like; fields that are not here may hold anything. */
const SHAPES: Partial<Record<Field, RegExp>> = {
  row: /^[\w.-]{1,16}$/,
  name: /[^\d\s\-—()（）]{2}/,
  accessPoints: /\d[\d\s-]{2,}\d|qq|app|微信|搜索|公众号|小程序/i,
  email: /@/,
  qq: /\d{5}/,
  hours: /\d\s*[:：时点]|小时|工作日|节假日|周[一二三四五六日]|每天|全天|hours|daily|mon|:/i,
  sessionMinutes: /分钟|小时|情况|min|hour|^\d+\s*[-~至—]?\s*\d*$/i,
  opened: /\d{4}\s*[年./-]/,
  validity: /有效|长期|期间|继续|\d{4}\s*[年./-]|long|until|during/i,
};

const NAME_IS_A_NUMBER = /^[\d\s\-—()（）]+$/;

/**
 * Whether a text could stand in this column. `isPlace` knows the names of provinces and cities.
 * An empty cell always could.
 */
export function fits(field: Field | null, text: string, isPlace: (text: string) => boolean): boolean {
  const cell = text.trim();
  if (cell === '' || field === null) return true;
  if (field === 'region') return isPlace(cell);
  if (field === 'audience' || field === 'hosts') return !NAME_IS_A_NUMBER.test(cell) && !hasDigits.test(cell);
  return SHAPES[field]?.test(cell) ?? true;
}
