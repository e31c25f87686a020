// Who says it, in which paper, on which day: what makes a list of numbers a publication that somebody
// answers for. Read from the form that official papers have, never from the name of a file.
import type { Imprint } from '../published.ts';
import { isoDate } from './dates.ts';
import { closed, type Paragraph, trimmed } from './paragraphs.ts';
import { DIALLED, EMAIL } from './tokens.ts';

type Contact = Imprint['contacts'][number];

const BODY =
  /^[^，。；：:！？\d]{2,60}(?:厅|局|部|委|办|院|校|会|处|政府|委员会|办公室|领导小组|指挥部|中心|协会|学会|研究会|研究所|大学|学院|医院|项目组|工作组|基金会|公司)$/u;
const PAPER = /(?:通知|公告|通告|公示|指南|名单|名录|方案|意见|公开信|一览表|汇总表|函)(?:[（(].{1,12}[)）])?$/;
const NUMBER = /[\u4e00-\u9fff]{2,14}\s?[〔［[（(]\s?(?:19|20)\d{2}\s?[〕］\]）)]\s?第?\s?\d{1,5}\s?号/;
const ROUND = /第\s?([一二三四五六七八九十]{1,3}|\d{1,3})\s?[轮批期]/;
const STANDALONE_DATE = /^\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$/;
const FIRST_LINES = 10;

/** The number of a paper as printed: 豫教疫防办〔2020〕4号; null when the text holds none. */
export const paperNumber = (text: string): string | null => NUMBER.exec(text)?.[0] ?? null;

const DIGITS = '一二三四五六七八九';

/** 五 → 5, 十二 → 12, 12 → 12; 0 for anything else. Up to 99. */
export function chineseCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const ten = tens === '' ? 1 : DIGITS.indexOf(tens ?? '') + 1;
  return ten * 10 + DIGITS.indexOf(ones === '' || ones === undefined ? '-' : ones) + 1;
}

/** The round that a title names: (第五轮) → 5. */
export function roundOf(title: string): number | null {
  const written = ROUND.exec(title)?.[1];
  return written === undefined ? null : chineseCount(written);
}

/** Reads what a publication says about itself. `front` is a web page's own account, where there is one. */
export function readImprint(
  lines: readonly string[],
  paragraphs: readonly Paragraph[],
  front: { readonly title?: string; readonly date?: string },
): Imprint {
  const first = paragraphs.slice(0, FIRST_LINES).map(({ text }) => closed(text));
  const title = front.title ?? first.find((text) => PAPER.test(text) && text.length > 6) ?? first[0] ?? '';
  const signed = readSignature(lines);
  return {
    title,
    number: first.map((text) => paperNumber(text)).find((number) => number !== null) ?? null,
    issuers: issuersOf(first, title, signed?.signature ?? null),
    date: front.date ?? signed?.date ?? null,
    round: roundOf(title),
    signature: signed?.signature ?? null,
    contacts: readContacts(paragraphs.map(({ text }) => text)),
  };
}

function issuersOf(first: readonly string[], title: string, signature: string | null): string[] {
  const before = first.slice(0, Math.max(first.indexOf(title), 0));
  const heads = before.map((line) => closed(line).replace(/\s*文件$/, '')).filter((line) => BODY.test(line));
  if (heads.length > 0) return heads.flatMap((head) => head.split(/\s+/));
  const inTitle = /^(.{2,40}?)关于/.exec(title)?.[1];
  if (inTitle !== undefined && BODY.test(inTitle)) return [inTitle];
  for (const line of first) {
    const issuing = /(?:^|[，。,])([^，。；,]{4,90})(?:联合)?(?:印发|发布|下发)(?:了)?(?:《[^》]{1,60}》的?)?通知/.exec(
      line,
    )?.[1];
    if (issuing !== undefined) return issuing.split('、').map((issuer) => issuer.trim());
  }
  return signature === null ? [] : [signature.replace(/[（(][^）)]*代章[)）]$/, '')];
}

/** A date alone on its line, and the lines right above it when it ends the paper. */
function readSignature(lines: readonly string[]): { readonly signature: string | null; readonly date: string } | null {
  const shown = lines.map((line) => trimmed(line));
  const at = shown.findLastIndex((line) => STANDALONE_DATE.test(line));
  const date = at < 0 ? null : isoDate(shown[at] ?? '');
  if (date === null) return null;
  const above: string[] = [];
  let place = at - 1;
  while (place >= 0 && shown[place] === '') place -= 1;
  while (place >= 0 && above.length < 4 && isSignatureLine(shown[place] ?? '')) {
    above.unshift(shown[place] ?? '');
    place -= 1;
  }
  const signature = closed(above.join(''));
  return {
    signature: signature === '' || shown.slice(0, at).filter((line) => line !== '').length < 4 ? null : signature,
    date,
  };
}

const isSignatureLine = (line: string): boolean =>
  line !== '' && line.length <= 40 && !/[。；，：:！？\t]/.test(line) && paperNumber(line) === null;

const CONTACT = /(?:联系人|联络人|秘书)\s*[：:，,]\s*([\u4e00-\u9fff·]{2,5})(?=[；;，,。、\s]|$)/;
const TELEPHONE = new RegExp(`(?:联系电话|办公电话|电话)\\s*[：:]\\s*(${DIALLED.source})`);
const FAX = new RegExp(`传\\s*真\\s*[：:]\\s*(${DIALLED.source})`);
const MAILBOX = new RegExp(`(?:邮箱|邮件|信箱|E-?mail)\\s*[：:]\\s*(${EMAIL.source})`, 'i');

/** The people, numbers and mailboxes that a paper gives for questions about itself. */
export function readContacts(paragraphs: readonly string[]): Contact[] {
  return paragraphs.flatMap((text) => {
    const person = CONTACT.exec(text)?.[1];
    const fax = FAX.exec(text)?.[1];
    if (person === undefined && fax === undefined) return [];
    const phone = TELEPHONE.exec(text)?.[1];
    const email = MAILBOX.exec(text)?.[1];
    return [
      {
        ...(person === undefined ? {} : { person }),
        ...(phone === undefined ? {} : { phone }),
        ...(fax === undefined ? {} : { fax }),
        ...(email === undefined ? {} : { email }),
      },
    ];
  });
}
