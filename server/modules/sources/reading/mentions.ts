// Lines named inside a sentence: 拨打…热线电话:400-…, 面向全社会开通心理咨询热线 0371-…,
// 在省12320卫生热线开通…专席. The words before the number say whose line it is; a number without such
// words is no hotline, and is listed as such.
import type { Field } from '../published.ts';
import { NUMBERING, type Paragraph } from './paragraphs.ts';
import { readLabel, type FoundLine } from './services.ts';
import { DIALLED, digitsOf, PUBLIC_SHORT_CODE } from './tokens.ts';

/** How many characters around a number are read for what it is. */
const REACH = 160;

const CLAUSE_END = /[，。；,;！？!?\n“”]/;
const LEADS_IN = /^.*(?:拨打|致电|联系|开通|开设|设立|公布|启用|通过|依托|求助于|进入)(?:了|我省|全省|全国统一的?)?/;
const NAMES_A_LINE = /(?:热线|专线|(?:心理|援助|咨询|求助|服务|干预)[^，。]{0,6}电话)(?:电话|号码)?$/;
const NOT_A_LINE = /(?:联系|办公|值班|传真|举报|监督|投诉|报名)[^，。]{0,4}(?:电话|热线|专线)?$/;
const OPENS = /(?:开通|开设|设立|公布|提供|启用|依托)[^，。；]{0,40}$/;
const SENDS_ON = /(?:拨打|致电|联系|求助于)[^。；]{0,120}$/;
const SUBJECT =
  /^(?:[^，。；]{0,12}，)?([\u4e00-\u9fff（）()]{2,24}?(?:大学|学院|学校|医院|中心|协会|学会|研究会|委员会|研究所|公司))(?=作为|面向|开通|设立|开设|承担|为|，|[^，。；]{0,12}(?:开通|设立|开设))/;

/** Finds the lines that sentences name, each number once. `taken` are paragraphs read already. */
export function findMentions(paragraphs: readonly Paragraph[], taken: ReadonlySet<number>): FoundLine[] {
  const seen = new Set<string>();
  const found: FoundLine[] = [];
  for (const [at, paragraph] of paragraphs.entries()) {
    if (taken.has(at) || readLabel(paragraph.text) !== null) continue;
    const text = paragraph.text.replace(NUMBERING, '');
    for (const mention of [...numbersIn(text), ...shortCodesIn(text)]) {
      const number = digitsOf(mention.cells.accessPoints ?? '');
      if (seen.has(number)) continue;
      seen.add(number);
      found.push({ line: paragraph.line, paragraphs: [at], ...mention });
    }
  }
  return found;
}

type Mention = Pick<FoundLine, 'cells' | 'own'>;

function numbersIn(text: string): Mention[] {
  let end = 0;
  return [...text.matchAll(DIALLED)].flatMap((match) => {
    if (match.index < end) return [];
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    const named = before.replace(/[\s：:是为（(]+$/, '');
    const clause = named.slice(lastBreak(named) + 1);
    const name = clause
      .replace(LEADS_IN, '')
      .replace(/^.*\d(?:或|和|及|、)/, '')
      .trim();
    if (!NAMES_A_LINE.test(name) || NOT_A_LINE.test(name) || name.length > 40) return [];
    const own = (OPENS.test(clause) || /[：:]\s*$/.test(before)) && !SENDS_ON.test(before);
    const host = own ? SUBJECT.exec(text)?.[1] : undefined;
    const { contacts, qq } = goesOn(text, match);
    end = match.index + contacts.length;
    const cells: Partial<Record<Field, string>> = {
      name: name.replace(/(?<=热线|专线)(?:电话|号码)+$/, ''),
      accessPoints: contacts,
      ...(qq === undefined ? {} : { qq }),
      ...(host === undefined ? {} : { hosts: host }),
    };
    return [{ own, cells }];
  });
}

const NOTE = '(?:\\s*[（(][^（()）]{1,40}[)）])?';
const SAME_LINE = new RegExp(`^${NOTE}(?:\\s*[、，,/或和]\\s*(?:${DIALLED.source})${NOTE})*`);
const ITS_QQ = /^\s*[，,、；;]?\s*QQ\s*(?:号码?|群)?\s*[：:]?\s*(\d{5,11})(?!\d)/i;

/** What belongs to a number right behind it: a note in brackets, more numbers of the line, its QQ account. */
function goesOn(text: string, match: RegExpExecArray): { readonly contacts: string; readonly qq: string | undefined } {
  const rest = text.slice(match.index + match[0].length, match.index + match[0].length + REACH);
  const more = SAME_LINE.exec(rest)?.[0] ?? '';
  return { contacts: `${match[0]}${more}`, qq: ITS_QQ.exec(rest.slice(more.length))?.[1] };
}

const lastBreak = (text: string): number => {
  for (let at = text.length - 1; at >= 0; at -= 1) if (CLAUSE_END.test(text.charAt(at))) return at;
  return -1;
};

const SEATS = /^[^，。；]{0,12}?(?:开通|设立|增设|开设)([\u4e00-\u9fff]{2,20}?(?:专席|坐席|座席))/;
const WHOSE = /(?:在|依托|通过)([\u4e00-\u9fff]{0,8})$/;
const PROVIDER = /^([\u4e00-\u9fff（）()、]{4,60})在$/;

/** Public short codes stand inside the words that name them: 省12320卫生热线, 陕西12345. Only in sentences about 心理. */
function shortCodesIn(text: string): Mention[] {
  return [...text.matchAll(PUBLIC_SHORT_CODE)].flatMap((match) => {
    const begin = text.slice(Math.max(0, match.index - REACH), match.index);
    const rest = text.slice(match.index + match[0].length, match.index + 2 * REACH);
    const sentence = begin.slice(begin.lastIndexOf('。') + 1) + match[0] + (rest.split('。')[0] ?? '');
    const clause = begin.slice(lastBreak(begin) + 1);
    const whose = WHOSE.exec(clause)?.[1];
    if (!sentence.includes('心理') || whose === undefined) return [];
    const noun = /^(?:[\u4e00-\u9fff]{0,6}?(?:热线|平台|专线))?/.exec(rest)?.[0] ?? '';
    const seats = SEATS.exec(rest)?.[1] ?? '';
    const hosts = PROVIDER.exec(clause.slice(0, clause.length - whose.length))?.[1];
    const duty = /^对[^，。；]{4,60}/.exec(rest)?.[0];
    const cells: Partial<Record<Field, string>> = {
      name: `${whose}${match[0]}${noun}${seats}`,
      accessPoints: match[0],
      ...(hosts === undefined ? {} : { hosts }),
      ...(duty === undefined ? {} : { note: duty }),
      ...allDay(sentence),
    };
    return [{ own: true, cells }];
  });
}

/** 24小时为求助者提供… is when it is open; 24小时内安排 is when it answers. */
const allDay = (sentence: string): Partial<Record<Field, string>> => {
  const hours = /(?<![\d.])24\s*小时(?=为|提供|服务|在线|接听|值守|开通|[，。])/.exec(sentence)?.[0];
  return hours === undefined ? {} : { hours };
};
