// An area code says where a telephone stands, and a list says where a line is; when the two do not agree one
// of them may be misprinted. A false alarm costs trust, so nothing is said while anything explains
// the code: the provincial capital's platform, another number of the line that fits, a shared code.
import type { Region, RegionIndex } from '#regions/contract.ts';
import { findRegionIn, isWithin, provinceOf, regionsOfAreaCode } from '#regions/index.ts';
import type { DiallableNumber, NumberReading } from './number-kinds.ts';

/** Where a line is, as far as the list says. */
export type LinePlace = {
  readonly index: RegionIndex;
  /** The region the list gives, province or city. */
  readonly region: Region | null;
  /** The line's name: it may name a city of that region. */
  readonly name?: string | undefined;
};

/** A doubt over a number's place or form; `suggestion` is a whole number, e.g. 0411-84689595. */
export type NumberDoubt = {
  readonly code: 'suspicious-area-code' | 'not-diallable' | 'assumption';
  readonly why: string;
  readonly suggestion?: string;
};

/** Where a line is said to be. */
export type LinePlaces = {
  /** Narrowest first: the city its name names, then the region of the list. */
  readonly places: readonly Region[];
  /** Every region its name names, also where the list says otherwise. */
  readonly named: readonly Region[];
};

/** The places a line belongs to, by its region and its name. */
export function placesOf({ index, region, name }: LinePlace): LinePlaces {
  const named = findRegionIn(index, name?.slice(0, 500) ?? '')
    .filter(({ sureness }) => sureness === 'full-name' || sureness === 'short-name')
    .map((mention) => mention.region);
  const first = named[0];
  const narrows = first && first.code !== region?.code && (!region || isWithin(first, region));
  return { places: [...(narrows ? [first] : []), ...(region ? [region] : [])], named };
}

/** `lastAreaCode`: of the number before it in its cell. */
type Surroundings = { readonly index: RegionIndex; readonly lastAreaCode: string | null };

/** What is wrong with a number that cannot be dialled as written; null when nothing is. */
export function doubtOfForm(
  reading: NumberReading,
  places: readonly Region[],
  { index, lastAreaCode }: Surroundings,
): NumberDoubt | null {
  switch (reading.kind) {
    case 'diallable':
      return null;
    case 'foreign':
      return {
        code: 'assumption',
        why: `这是国家或地区代码 ${reading.country} 的号码，从内地拨打按国际或港澳台长途计费。`,
      };
    case 'local':
      return doubtOfLocal(reading, places, { index, lastAreaCode });
    case 'unknown-area':
      return doubtOfUnknownArea(reading, places, index);
    case 'merged-area':
      return doubtOfMergedArea(reading, index);
    case 'lost-zero':
      return doubtOfLostZero(reading.meant, places, index);
    case 'wrong-length':
      return { code: 'not-diallable', why: wrongLength(reading, index) };
    default:
      return { code: 'not-diallable', why: '这串数字的开头或位数不像电话号码，无法照此拨打。' };
  }
}

function doubtOfLocal(
  { subscriber, falseAreaCode }: Extract<NumberReading, { kind: 'local' }>,
  places: readonly Region[],
  { index, lastAreaCode }: Surroundings,
): NumberDoubt {
  const length = subscriber.length;
  const form = falseAreaCode
    ? `“${falseAreaCode}”不是区号，连起来是 ${length} 位、没有区号的号码`
    : '没有区号，从外地无法拨打';
  const areaCode = [lastAreaCode, onlyAreaCode(places)].find(
    (code) => code !== null && index.areaCodes.get(code)?.lengths.includes(length),
  );
  if (!areaCode) return { code: 'not-diallable', why: `${form}；也看不出属于哪个城市。` };
  const why = `${form}；${namesOf(regionsOfAreaCode(index, areaCode))}的区号是 ${areaCode}，补上后位数相符，请核实。`;
  return { code: 'not-diallable', why, suggestion: `${areaCode}-${subscriber}` };
}

function doubtOfUnknownArea(
  { areaCode, subscriber }: Extract<NumberReading, { kind: 'unknown-area' }>,
  places: readonly Region[],
  index: RegionIndex,
): NumberDoubt {
  const better = likelyAreaCode({ areaCode, subscriber }, places, index);
  if (!better) return { code: 'suspicious-area-code', why: `“${areaCode}”不是电话区号，无法照此拨打。` };
  const place = namesOf(regionsOfAreaCode(index, better));
  const why = `“${areaCode}”不是电话区号；${place}的区号是 ${better}，其后的 ${subscriber} 也正好是当地的 ${subscriber.length} 位号码。`;
  return { code: 'suspicious-area-code', why, suggestion: `${better}-${subscriber}` };
}

function doubtOfMergedArea(
  { areaCode, subscriber }: Extract<NumberReading, { kind: 'merged-area' }>,
  index: RegionIndex,
): NumberDoubt {
  const merged = index.mergedAreaCodes.get(areaCode);
  const why = `区号 ${areaCode}（${merged?.place ?? ''}）已并入 ${merged?.now ?? ''}，原号码不能再拨。`;
  if (!merged || merged.prefix === null || subscriber.length !== 7) return { code: 'suspicious-area-code', why };
  return {
    code: 'suspicious-area-code',
    why: `${why}当时的办法是在原 7 位号码前加 ${merged.prefix}。`,
    suggestion: `${merged.now}-${merged.prefix}${subscriber}`,
  };
}

function doubtOfLostZero(meant: DiallableNumber, places: readonly Region[], index: RegionIndex): NumberDoubt {
  const why = '开头不是 0，不像完整的号码';
  const place = places[0];
  if (!place || !fits(meant, place, index)) return { code: 'not-diallable', why: `${why}，无法照此拨打。` };
  return {
    code: 'not-diallable',
    why: `${why}；补上 0 就是${place.name}的区号 ${meant.areaCode ?? ''}，疑为表格软件丢了开头的 0，请核实。`,
    suggestion: `${meant.areaCode ?? ''}-${meant.subscriber ?? ''}`,
  };
}

function wrongLength(reading: Extract<NumberReading, { kind: 'wrong-length' }>, index: RegionIndex): string {
  const { of, wanted, found, areaCode } = reading;
  const place = areaCode === null ? '' : namesOf(regionsOfAreaCode(index, areaCode));
  const what = { landline: `${place}的固定电话号码`, mobile: '手机号', 400: '400 号码', 800: '800 号码' }[of];
  const nearest = wanted.toSorted((a, b) => Math.abs(a - found) - Math.abs(b - found))[0] ?? 0;
  const guess = Math.abs(nearest - found) === 1 ? `疑${found < nearest ? '少' : '多'}一位` : '位数不符';
  return `${what}应为 ${wanted.join(' 或 ')} 位，这里是 ${found} 位，${guess}，无法照此拨打。`;
}

/**
 * Doubts over area codes that exist but lie elsewhere; one entry for each number, null where all is well. A code
 * that fits what the name says is not what is wrong: the region is.
 */
export function doubtsOfPlace(
  numbers: readonly (DiallableNumber | null)[],
  { places, named }: LinePlaces,
  index: RegionIndex,
): readonly (NumberDoubt | null)[] {
  const [place] = places;
  const belongs = [...(place ? [place] : []), ...named];
  const explains = (number: DiallableNumber | null): boolean =>
    number !== null &&
    (number.areaCode === undefined ? isNationwide(number) : belongs.some((region) => fits(number, region, index)));
  const explained = !place || places.every(({ areaCodes }) => areaCodes.length === 0) || numbers.some(explains);
  return numbers.map((number) => {
    if (explained || number?.areaCode === undefined) return null;
    return doubtOfElsewhere({ areaCode: number.areaCode, subscriber: number.subscriber ?? '' }, places, index);
  });
}

const isNationwide = ({ lineType }: DiallableNumber): boolean =>
  lineType === 'shared-cost-400' || lineType === 'landline-only-800';

/** The code serves the place, or is its province's capital's: provincial platforms answer for every city. */
function fits({ areaCode }: DiallableNumber, place: Region, index: RegionIndex): boolean {
  const served = regionsOfAreaCode(index, areaCode ?? '');
  const capital = `${place.code.slice(0, 2)}0100`;
  return served.some((region) => isWithin(region, place) || isWithin(place, region) || region.code === capital);
}

type AreaNumber = { readonly areaCode: string; readonly subscriber: string };

function doubtOfElsewhere(number: AreaNumber, places: readonly Region[], index: RegionIndex): NumberDoubt | null {
  const [place] = places;
  const served = regionsOfAreaCode(index, number.areaCode);
  if (!place || served.length === 0) return null;
  const better = likelyAreaCode(number, places, index);
  const elsewhere = `${number.areaCode} 是${namesOf(served)}的区号`;
  const near = better !== null && isSlip(number.areaCode, better);
  if (near) {
    const why = `${elsewhere}，而这条热线在${place.name}（区号 ${better}），疑似写错一位，请核实。`;
    return { code: 'suspicious-area-code', why, suggestion: `${better}-${number.subscriber}` };
  }
  const sameProvince = served.some((region) => provinceOf(index, region) === provinceOf(index, place));
  return sameProvince
    ? { code: 'assumption', why: `${elsewhere}，与${place.name}同省不同市，按原样保留。` }
    : { code: 'suspicious-area-code', why: `${elsewhere}，不在${place.name}，请核实号码或地区。` };
}

/**
 * The code that was probably meant: one of the narrowest place whose numbers have as many digits, when it is
 * the only one, or the only one a slip away from what is written.
 */
function likelyAreaCode(
  { areaCode, subscriber }: AreaNumber,
  places: readonly Region[],
  index: RegionIndex,
): string | null {
  for (const { areaCodes } of places) {
    const fitting = areaCodes.filter((code) => index.areaCodes.get(code)?.lengths.includes(subscriber.length));
    const slips = fitting.filter((code) => isSlip(areaCode, code));
    const choice = slips.length > 0 ? slips : areaCodes.length === 1 ? fitting : [];
    if (choice.length === 1) return choice[0] ?? null;
  }
  return null;
}

function onlyAreaCode(places: readonly Region[]): string | null {
  return places.find(({ areaCodes }) => areaCodes.length === 1)?.areaCodes[0] ?? null;
}

/** One digit left out, added or changed, or two neighbours swapped. */
function isSlip(written: string, meant: string): boolean {
  if (written === meant) return false;
  let head = 0;
  while (head < written.length && written[head] === meant[head]) head += 1;
  let tail = 0;
  while (tail < written.length - head && tail < meant.length - head && written.at(-1 - tail) === meant.at(-1 - tail))
    tail += 1;
  const [left, right] = [written.slice(head, written.length - tail), meant.slice(head, meant.length - tail)];
  const swapped = left.length === 2 && right === `${left.charAt(1)}${left.charAt(0)}`;
  return swapped || Math.max(left.length, right.length) <= 1;
}

const namesOf = (regions: readonly Region[]): string =>
  regions.length > 4 ? `${regions[0]?.name ?? ''}等地` : regions.map(({ name }) => name).join('、');
