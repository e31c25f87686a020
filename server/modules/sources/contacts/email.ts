// Printed lists pass through scanners and tired hands: hncjx1 for hncjxl, szyxIjk for szyxljk. A person who
// writes to such an address never gets an answer. A misreading is only claimed when putting the letter back
// completes one of the field's own abbreviations (xl 心理, xlzx 心理咨询 …) that is otherwise missing, and
// leaves no torn number behind; everything else is left as published.
import type { Flag, ReadAccessPoint } from '../contract.ts';
import { halfWidth } from './half-width.ts';

/** What is known around an address: the part before the @ of the other addresses of the same list. */
export type EmailContext = { readonly otherLocalParts: readonly string[] };

/** An address with the doubts over it. The address stays as published; a correction is a suggestion. */
export type ReadEmail = { readonly point: ReadAccessPoint; readonly flags: readonly Flag[] };

/** What mailboxes of the field call themselves: 心理咨询, 心理健康, 心理辅导, 心理援助, 心理卫生, 心理危机, 心理热线 … */
const abbreviations =
  'xlzxzx xlzx xljk xlfd xlyz xlws xlwj xlgy xlrx xlfw xlzxs xinlizixun xinli zixun psych psy mind hotline smile'.split(
    ' ',
  );

/** A local part that carries one of these names its field already. */
const namesItsField = /xl|xinli|zixun|psy|mind|hotline|smile/;

/** Signs that print alike, and what they are taken for. */
const lookalikes: readonly (readonly [seen: string, meant: string])[] = [
  ['1', 'l'],
  ['I', 'l'],
  ['0', 'o'],
  ['1', 'i'],
  ['rn', 'm'],
  ['vv', 'w'],
];

/** Numbers that mean something by themselves: 5·25 学生心理健康日, 10·10 世界精神卫生日, the public short codes. */
const meaningfulNumbers = new Set(['525', '1010', '12320', '12345', '12355', '12356', '24', '365']);

const providers =
  '163.com 126.com yeah.net qq.com vip.qq.com foxmail.com 139.com 189.cn sina.com sina.cn sohu.com tom.com 21cn.com aliyun.com gmail.com outlook.com hotmail.com'.split(
    ' ',
  );

/** Reads one address. `raw` as published. Linear in its length. */
export function readEmail(raw: string, context: EmailContext): ReadEmail {
  const address = halfWidth(raw).trim();
  const flag = malformed(address) ?? misreadProvider(address) ?? misread(address, context);
  const point: ReadAccessPoint = {
    kind: 'email',
    raw,
    display: address,
    ...(flag?.code === 'malformed-address' ? {} : { number: address }),
  };
  return { point, flags: flag ? [{ field: 'accessPoints', raw, ...flag }] : [] };
}

type Doubt = Pick<Flag, 'code' | 'why' | 'suggestion'>;

const localPart = /^[A-Za-z0-9_](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9_])?$/;
const domainPart = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}$/;

function malformed(address: string): Doubt | null {
  const parts = address.split('@', 3);
  const [local = '', domain = ''] = parts;
  const doubt = (why: string): Doubt => ({ code: 'malformed-address', why });
  if (address.length > 254) return doubt('邮箱地址过长，不会是真的地址。');
  if (parts.length === 1) return doubt('邮箱地址里没有 @。');
  if (parts.length > 2) return doubt('邮箱地址里有不止一个 @。');
  if (/\s/.test(address)) return doubt('邮箱地址里有空格。');
  if (!domainPart.test(domain)) return doubt(`@ 后面的“${domain}”不是一个邮箱域名。`);
  if (!localPart.test(local) || local.includes('..')) return doubt(`@ 前面的“${local}”不能用作邮箱名。`);
  if (isQq(domain) && /^\d+$/.test(local) && !/^[1-9]\d{4,10}$/.test(local))
    return doubt('QQ 邮箱名是 5 至 11 位的 QQ 号，这里的位数或开头不对。');
  return null;
}

const isQq = (domain: string): boolean => /^(?:vip\.)?qq\.com$/i.test(domain);

/** l63.com, qq.c0m: a known provider in all but one sign. */
function misreadProvider(address: string): Doubt | null {
  const [local = '', domain = ''] = address.split('@');
  const known = domain.toLowerCase();
  if (providers.includes(known)) return misreadQq(local, domain);
  const meant = providers.find(
    (provider) => outline(provider) === outline(domain) || provider === known.replace(/\.con$/, '.com'),
  );
  if (!meant) return null;
  const why = `没有“${domain}”这个常用邮箱，像是“${meant}”的误写或误识。`;
  return { code: 'likely-misread', why, suggestion: `${local}@${meant}` };
}

const outline = (text: string): string =>
  text.toLowerCase().replaceAll(/[il]/g, '1').replaceAll('o', '0').replaceAll('rn', 'm');

/** A QQ number with a letter in it. */
function misreadQq(local: string, domain: string): Doubt | null {
  if (!isQq(domain) || !/^[\dlIoO]+$/.test(local) || /^\d+$/.test(local)) return null;
  const number = local.replaceAll(/[lI]/g, '1').replaceAll(/[oO]/g, '0');
  const digits = local.replaceAll(/\D/g, '').length;
  if (digits < 4 || !/^[1-9]\d{4,10}$/.test(number)) return null;
  return {
    code: 'likely-misread',
    why: 'QQ 邮箱名应全是数字，这里像是把数字认成了字母。',
    suggestion: `${number}@${domain}`,
  };
}

function misread(address: string, context: EmailContext): Doubt | null {
  const [local = '', domain = ''] = address.split('@');
  if (namesItsField.test(local.toLowerCase()) || isQq(domain)) return null;
  for (const [seen, meant] of lookalikes) {
    for (let at = local.indexOf(seen); at >= 0; at = local.indexOf(seen, at + 1)) {
      const found = completes(local, { at, seen, meant }, context);
      if (found) return doubtOf(`${found.corrected}@${domain}`, { seen, meant, term: found.term, local });
    }
  }
  return null;
}

type Swap = { readonly at: number; readonly seen: string; readonly meant: string };

/** The abbreviation that a swap completes, if it is a good reason to believe in the swap. */
function completes(local: string, swap: Swap, context: EmailContext): { corrected: string; term: string } | null {
  const { at, seen, meant } = swap;
  const number = numberAround(local, at);
  const rest = number.slice(1);
  const leavesNumberWhole = number.length <= 1 || (number.startsWith(seen) && meaningfulNumbers.has(rest));
  if (!leavesNumberWhole) return null;
  const corrected = `${local.slice(0, at)}${meant}${local.slice(at + seen.length)}`;
  const lower = corrected.toLowerCase();
  const covers = (term: string): boolean =>
    lower.slice(Math.max(0, at - term.length + 1), at + term.length).includes(term);
  const term = abbreviations.find(covers);
  if (term) return { corrected, term };
  const atEnd = at + seen.length === local.length && isHabit(context.otherLocalParts);
  return meant === 'l' && covers('xl') && (atEnd || rest !== '') ? { corrected, term: 'xl' } : null;
}

/** The run of digits around a place in the text; empty when there is a letter. */
function numberAround(local: string, at: number): string {
  if (!/\d/.test(local.charAt(at))) return '';
  const before = /\d*$/.exec(local.slice(0, at))?.[0] ?? '';
  return `${before}${/^\d*/.exec(local.slice(at))?.[0] ?? ''}`;
}

/** Whether the other addresses of the list mostly name their field, so that a bare xl at the end is no chance. */
function isHabit(localParts: readonly string[]): boolean {
  const lettered = localParts.filter((local) => /[a-z]/i.test(local));
  const naming = lettered.filter((local) => namesItsField.test(local.toLowerCase()));
  return naming.length >= 3 && naming.length * 3 >= lettered.length;
}

const meanings: Readonly<Record<string, string>> = {
  xl: '心理',
  xlzx: '心理咨询',
  xlzxzx: '心理咨询中心',
  xljk: '心理健康',
  xlfd: '心理辅导',
  xlyz: '心理援助',
};

function doubtOf(suggestion: string, swap: { seen: string; meant: string; term: string; local: string }): Doubt {
  const { seen, meant, term, local } = swap;
  const sign = /\d/.test(seen) ? `数字 ${seen}` : `字母 ${seen}`;
  const meaning = meanings[term] === undefined ? '' : `（${meanings[term]}）`;
  const why = `“${local}”里的${sign} 像是字母 ${meant}：改后是“${term}”${meaning}，与同类邮箱的写法一致；请核实。`;
  return { code: 'likely-misread', why, suggestion };
}
