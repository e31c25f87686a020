// What a string of digits is, by China's numbering plan, and how it is dialled. As written counts: in
// 041-8468 9595 the hyphen says where the area code ends, so this is no number of 阜新 (0418-4689595),
// however well the digits would fit. What cannot be dialled as written is named, never repaired here.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { RegionIndex } from '#regions/contract.ts';
import type { ReadAccessPoint } from '../contract.ts';

type LineType = NonNullable<ReadAccessPoint['lineType']>;

/** A number that can be dialled as written. `tel` is what is dialled, menu keys apart. */
export type DiallableNumber = {
  readonly kind: 'diallable';
  readonly lineType: LineType;
  readonly tel: string;
  readonly display: string;
  readonly areaCode?: string;
  /** Digits after the area code. */
  readonly subscriber?: string;
  readonly menuKeys: readonly string[];
};

/** What a written number turned out to be. */
export type NumberReading =
  | DiallableNumber
  | { readonly kind: 'foreign'; readonly e164: string; readonly display: string; readonly country: string }
  /** A landline without its area code. */
  | { readonly kind: 'local'; readonly subscriber: string; readonly falseAreaCode: string | null }
  | { readonly kind: 'merged-area'; readonly areaCode: string; readonly subscriber: string }
  | { readonly kind: 'unknown-area'; readonly areaCode: string; readonly subscriber: string }
  /** A landline without its first 0, as spreadsheets leave it. */
  | { readonly kind: 'lost-zero'; readonly meant: DiallableNumber }
  | {
      readonly kind: 'wrong-length';
      readonly of: 'landline' | 'mobile' | '400' | '800';
      readonly areaCode: string | null;
      readonly wanted: readonly number[];
      readonly found: number;
    }
  | { readonly kind: 'unreadable' };

/**
 * Short codes: 110, 12320, 12356, 95xxx, 96xxx, operators' 10xxx. Some are dialled alone, some behind an
 * area code, where they reach that city's platform.
 */
const shortCode = /^(?:11\d|12[0-2]|999|12\d{3}|100\d{2}|1010\d{4}|11[68]\d{3}|11185|9[56]\d{3,4})$/;
const mobile = /^1[3-9]\d{9}$/;
const sharedOrFree = /^[48]00\d{7}$/;
const unreadable: NumberReading = { kind: 'unreadable' };
/** The longest thing anybody writes as one number: +86, area code, number, extension. */
const longest = 24;

/** Reads one number, half-width, as written: digits, blanks, hyphens, `+`, an area code in brackets. */
export function readNumber(index: RegionIndex, written: string): NumberReading {
  if (written.length > 3 * longest || written.replace(/\D/g, '').length > longest) return unreadable;
  if (/^\s*(?:\+|00)(?!\s*86)/.test(written)) return readForeign(written);
  const segments = segmentsOf(domestic(written));
  return (
    readMobile(segments) ??
    readSharedOrFree(segments) ??
    readBehindAreaCode(index, segments) ??
    readShortCode(segments) ??
    readLocal(segments) ??
    readLostZero(index, segments) ??
    unreadable
  );
}

/** Without the country's 86; a landline then gets its 0 back. */
function domestic(written: string): string {
  const bare = written
    .replace(/\(\s*0\s*\)/, '')
    .replace(/[()]/g, '-')
    .replace(/^[\s-]+/, '');
  const country = /^(?:\+|00)\s*86[\s-]*|^86[\s-]+|^86(?=\d{10,11}$)/.exec(bare);
  if (!country) return bare;
  const national = bare.slice(country[0].length);
  const digits = national.replace(/\D/g, '');
  return national.startsWith('0') || mobile.test(digits) || sharedOrFree.test(digits) ? national : `0${national}`;
}

/** What stands between hyphens, without blanks; an area code set off by a blank is a segment too. */
function segmentsOf(written: string): readonly string[] {
  return written
    .replace(/^(0\d{2,3})\s+(?=\d)/, '$1-')
    .split(/[-.]/)
    .map((segment) => segment.replace(/\D/g, ''))
    .filter((segment) => segment !== '');
}

/** The first `length` digits when they end where a segment ends; what follows are keys to press. */
function take(segments: readonly string[], length: number): { number: string; keys: readonly string[] } | undefined {
  let number = '';
  for (const [place, segment] of segments.entries()) {
    number += segment;
    const keys = segments.slice(place + 1);
    if (number.length === length && keys.every((key) => key.length <= 6)) return { number, keys };
  }
  return undefined;
}

function readMobile(segments: readonly string[]): NumberReading | undefined {
  const taken = take(segments, 11) ?? take(segments, 12);
  const tel = taken?.number.replace(/^0(?=1[3-9])/, '') ?? '';
  if (taken && mobile.test(tel)) {
    const display = `${tel.slice(0, 3)} ${tel.slice(3, 7)} ${tel.slice(7)}`;
    return { kind: 'diallable', lineType: 'mobile', tel, display, menuKeys: taken.keys };
  }
  const digits = segments.join('');
  if (!/^1[3-9]\d{8}(?:\d{2})?$/.test(digits)) return undefined;
  return { kind: 'wrong-length', of: 'mobile', areaCode: null, wanted: [11], found: digits.length };
}

function readSharedOrFree(segments: readonly string[]): NumberReading | undefined {
  const taken = take(segments, 10);
  const of = segments.join('').startsWith('400') ? '400' : '800';
  if (taken && sharedOrFree.test(taken.number)) {
    const tel = taken.number;
    const display = `${tel.slice(0, 3)}-${tel.slice(3, 6)} ${tel.slice(6)}`;
    const lineType = of === '400' ? 'shared-cost-400' : 'landline-only-800';
    return { kind: 'diallable', lineType, tel, display, menuKeys: taken.keys };
  }
  const digits = segments.join('');
  const apart = /^[48]00$/.test(segments[0] ?? '') && digits.length >= 8;
  if (!apart && !/^[48]00\d{6}(?:\d{2})?$/.test(digits)) return undefined;
  return { kind: 'wrong-length', of, areaCode: null, wanted: [10], found: digits.length };
}

function readBehindAreaCode(index: RegionIndex, segments: readonly string[]): NumberReading | undefined {
  const [first = '', ...others] = segments;
  if (!first.startsWith('0')) return undefined;
  if (/^0\d{2,3}$/.test(first) && others.length > 0) return readSubscriber(index, first, others);
  const readings = [3, 4]
    .map((length) => [first.slice(0, length), first.slice(length)] as const)
    .filter(([areaCode, rest]) => rest !== '' && (index.areaCodes.has(areaCode) || index.mergedAreaCodes.has(areaCode)))
    .map(([areaCode, rest]) => readSubscriber(index, areaCode, [rest, ...others]));
  return readings.find((reading) => reading.kind === 'diallable') ?? readings[0];
}

function readSubscriber(index: RegionIndex, areaCode: string, rest: readonly string[]): NumberReading {
  const [first = '', ...keys] = rest;
  const area = index.areaCodes.get(areaCode);
  const digits = rest.join('');
  if (!area) {
    const kind = index.mergedAreaCodes.has(areaCode) ? 'merged-area' : 'unknown-area';
    return digits.length < 5 || digits.length > 8 ? unreadable : { kind, areaCode, subscriber: digits };
  }
  if (shortCode.test(first) && keys.every((key) => key.length <= 3)) {
    const display = `${areaCode}-${first}`;
    const tel = `${areaCode}${first}`;
    return {
      kind: 'diallable',
      lineType: 'area-short-code',
      tel,
      display,
      areaCode,
      subscriber: first,
      menuKeys: keys,
    };
  }
  const taken = area.lengths.map((length) => take(rest, length)).find((found) => /^[2-8]/.test(found?.number ?? ''));
  if (taken) return landline(areaCode, taken.number, taken.keys);
  if (digits.length < 5 || digits.length > 10 || area.lengths.includes(digits.length)) return unreadable;
  return { kind: 'wrong-length', of: 'landline', areaCode, wanted: area.lengths, found: digits.length };
}

/** A landline as it is dialled and said: 0411-8468 9595, 0373-709 5888. */
export function landline(areaCode: string, subscriber: string, menuKeys: readonly string[]): DiallableNumber {
  const display = `${areaCode}-${subscriber.slice(0, -4)} ${subscriber.slice(-4)}`;
  const tel = `${areaCode}${subscriber}`;
  return { kind: 'diallable', lineType: 'landline', tel, display, areaCode, subscriber, menuKeys };
}

function readShortCode(segments: readonly string[]): NumberReading | undefined {
  const [first = '', ...menuKeys] = segments;
  if (!shortCode.test(first) || menuKeys.some((key) => key.length > 3)) return undefined;
  return { kind: 'diallable', lineType: 'short-code', tel: first, display: first, menuKeys };
}

function readLocal(segments: readonly string[]): NumberReading | undefined {
  const subscriber = segments.join('');
  if (!/^[2-8]\d{6,7}$/.test(subscriber)) return undefined;
  const first = segments[0] ?? '';
  return { kind: 'local', subscriber, falseAreaCode: segments.length > 1 && first.length < 4 ? first : null };
}

function readLostZero(index: RegionIndex, segments: readonly string[]): NumberReading | undefined {
  const [first = '', ...others] = segments;
  if (segments.join('').length < 9 || first.startsWith('0')) return undefined;
  const meant = readBehindAreaCode(index, [`0${first}`, ...others]);
  return meant?.kind === 'diallable' ? { kind: 'lost-zero', meant } : undefined;
}

function readForeign(written: string): NumberReading {
  if (written.replace(/\D/g, '').length < 8) return unreadable;
  const number = parsePhoneNumberFromString(written.replace(/^\s*00/, '+'));
  if (!number?.isValid()) return unreadable;
  return {
    kind: 'foreign',
    e164: number.number,
    display: number.formatInternational(),
    country: number.countryCallingCode,
  };
}

/**
 * A landline or mobile in E.164, when libphonenumber holds it for valid. 400, 800 and short codes have none:
 * they are reached from within the mainland only.
 */
export function e164Of(number: DiallableNumber): string | undefined {
  if (number.lineType !== 'landline' && number.lineType !== 'mobile') return undefined;
  const parsed = parsePhoneNumberFromString(number.tel, 'CN');
  return parsed?.isValid() ? parsed.number : undefined;
}
