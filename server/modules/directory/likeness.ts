// Two listings are one line when the same number stands under a like name. Either sign alone misleads: a
// platform's number carries many lines, and 心理援助热线 is the name of half of them. So names are compared
// by what is left once the words every line shares are taken out.
import type { ReadAccessPoint, ReadLine } from '../sources/contract.ts';

const SHARED_WORDS = (
  '心理援助 心理咨询 心理服务 心理支持 心理健康 心理关爱 心理危机干预 危机干预 心理 网络 公益 专线 热线 电话 平台 服务 辅导 援助 咨询 支持 中心 教育 ' +
  '新型冠状病毒 新冠肺炎 新冠 疫情期间 疫情 抗击 抗疫 防疫 防控 应对 战疫 24小时 市民 全国 高校 大学生 学生 省级'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

/** Half of the letter pairs shared: above it lie renamings, below it strangers, in the documents we have. */
const LIKE = 0.5;

/** A name without brackets, quotes, spaces and case, so that two ways of printing it are equal. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What is a name's own: the plain name without the words that every line shares. May be empty. */
export function ownPart(name: string): string {
  return SHARED_WORDS.reduce((rest, word) => rest.replaceAll(word, ''), plainName(name));
}

/** Whether two names may well be the same line's. */
export function namesAlike(one: string, other: string): boolean {
  if (plainName(one) === plainName(other)) return true;
  const [a, b] = [ownPart(one), ownPart(other)];
  if (a === '' || b === '') return false;
  return a.includes(b) || b.includes(a) || sharedPairs(a, b) >= LIKE;
}

/** The Dice coefficient over pairs of neighbouring letters, 0 to 1. */
function sharedPairs(a: string, b: string): number {
  const pairs = (text: string): string[] => Array.from(text.slice(1), (_, index) => text.slice(index, index + 2));
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length === 0 || second.length === 0) return 0;
  const left = [...second];
  let shared = 0;
  for (const pair of first) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    shared += 1;
    left.splice(at, 1);
  }
  return (2 * shared) / (first.length + second.length);
}

/** Whether two listings speak of one line, given that a number is common to both. */
export function listingsAlike(one: ReadLine, other: ReadLine): boolean {
  const names = [one.name, ...one.formerNames];
  const others = [other.name, ...other.formerNames];
  if (names.some((name) => others.some((second) => namesAlike(name, second)))) return true;
  const hosts = new Set(one.hosts.map((host) => plainName(host)));
  return other.hosts.some((host) => hosts.has(plainName(host)));
}

/**
 * What makes two access points the same one: what is dialled with its menu keys, or the account. A short
 * code without area code is another number in every province, hence the province in its key.
 */
export function accessKey(point: ReadAccessPoint, line: Pick<ReadLine, 'region'>): string {
  if (point.kind === 'phone' || point.kind === 'short-code') {
    const dialled = (point.e164 ?? point.tel ?? point.raw)
      .normalize('NFKC')
      .replaceAll(/\D/g, '')
      .replace(/^86(?=\d{10})/, '0');
    const keys = (point.menuKeys ?? []).join('-');
    const province = point.lineType === 'short-code' ? `@${line.region?.code.slice(0, 2) ?? ''}` : '';
    return `tel:${national(dialled)}${province}#${keys}`;
  }
  return `${point.kind}:${(point.number ?? point.raw).normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')}`;
}

/** Mobile and 400 numbers carry no trunk 0, however they were written. */
const national = (digits: string): string => digits.replace(/^0(?=1[3-9]\d{9}$|[48]00\d{7}$)/, '');
