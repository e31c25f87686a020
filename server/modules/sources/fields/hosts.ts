// Who runs a line. Several bodies stand in one cell, parted by 、 or a blank or 和, and some bodies have
// those signs in their own names; a split is made only where both sides are whole bodies.
import type { RegionIndex } from '#regions/contract.ts';
import { findRegionIn } from '#regions/index.ts';
import { closed } from '../reading/paragraphs.ts';

const BODY_END = /(?:会|院|中心|局|厅|部|委|所|系|科|公司|校|大学|办|处|队|实验室|基金|点|站|室|组)[)）]?$/;
const ALWAYS = /[、；;\n/]|\s{2,}|会同/;

/** The bodies of a cell, in order. Brackets are never cut open. */
export function readHosts(cell: string, index: RegionIndex): string[] {
  const hosts = splitOutsideBrackets(cell.trim(), ALWAYS)
    .flatMap((part) => splitAt(part, ' ', (left, right) => sharesBeginning(left, right)))
    .flatMap((part) => splitAt(part, '和', (_left, right) => beginsWithPlace(right, index)));
  return [...new Set(hosts.map((host) => closed(host)).filter((host) => host !== ''))];
}

function splitOutsideBrackets(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (/[（(“「]/.test(sign)) depth += 1;
    if (/[）)”」]/.test(sign)) depth = Math.max(0, depth - 1);
    const found = depth === 0 ? new RegExp(separator.source, 'y') : null;
    if (found !== null) found.lastIndex = at;
    const length = found?.exec(text)?.[0].length ?? 0;
    if (length > 0) {
      parts.push(text.slice(begin, at));
      begin = at + length;
    }
    at += Math.max(length, 1);
  }
  return [...parts, text.slice(begin)].map((part) => part.trim()).filter((part) => part !== '');
}

function splitAt(text: string, sign: string, mayPart: (left: string, right: string) => boolean): string[] {
  const parts = splitOutsideBrackets(text, sign === ' ' ? /\s/ : new RegExp(sign));
  if (parts.length < 2) return [text];
  const whole: string[] = [];
  for (const part of parts) {
    const left = whole.at(-1);
    const apart = left === undefined || (BODY_END.test(left) && BODY_END.test(part) && mayPart(left, part));
    if (apart) whole.push(part);
    else whole[whole.length - 1] = `${left}${sign}${part}`;
  }
  return whole;
}

/** 潍坊医学院心理学系 潍坊医学院附属医院 are two; 北京大学 学生心理中心 is one. */
const sharesBeginning = (left: string, right: string): boolean => left.slice(0, 2) === right.slice(0, 2);

const beginsWithPlace = (text: string, index: RegionIndex): boolean =>
  /^(?:中国|全国)/.test(text) || findRegionIn(index, text.slice(0, 12)).some(({ at }) => at === 0);
