// Reads how a line can be reached, from the text as it was published. In somebody's worst hour a number is
// dialled once: what is diallable as written is given ready to dial; what is not is never repaired in
// silence, but carries a flag that says why and, where one correction stands out, suggests it.
import type { Region, RegionIndex } from '#regions/contract.ts';
import type { AccessKind, Flag, NotHotline, ReadAccessPoint } from './contract.ts';
import { readEmail } from './contacts/email.ts';
import { gather, type Contact } from './contacts/gather.ts';
import { halfWidth } from './contacts/half-width.ts';
import type { Label } from './contacts/labels.ts';
import { e164Of, type DiallableNumber } from './contacts/number-kinds.ts';
import { doubtOfForm, doubtsOfPlace, placesOf, type NumberDoubt } from './contacts/number-place.ts';
import { cut } from './contacts/pieces.ts';

export { readEmail } from './contacts/email.ts';

/** What is known of the line around the cell. */
export type ContactContext = {
  readonly index: RegionIndex;
  /** The line's region, as far as it is known. */
  readonly region: Region | null;
  /** The line's name; it may name a city of the region. */
  readonly name?: string | undefined;
  /** What the column, or the heading above the text, is for; a telephone unless said. */
  readonly expected?: AccessKind | undefined;
  /** The part before the @ of the list's other addresses; see `readEmail`. */
  readonly otherLocalParts?: readonly string[] | undefined;
};

/**
 * What a cell gives. Each flag's `raw` is the `raw` of the access point it speaks of, or the whole text when
 * nothing was found in it. A note is as published; hours in a note are for the caller to read.
 */
export type ReadContacts = {
  readonly accessPoints: readonly ReadAccessPoint[];
  readonly flags: readonly Flag[];
  /** Fax numbers and postcodes, with the reason in Chinese. */
  readonly notHotlines: readonly Omit<NotHotline, 'source'>[];
};

/** No cell of contacts is longer; what lies beyond is flagged, not read. */
const longestCell = 20_000;

/**
 * Reads a whole cell: one or many telephone numbers, short codes, QQ accounts, addresses, apps and WeChat
 * accounts, with their notes. Never throws; takes time linear in the length of the cell.
 */
export function readAccessPoints(cell: string, context: ContactContext): ReadContacts {
  const text = cell.slice(0, longestCell);
  const label = labelOf(context.expected);
  const contacts = gather({ text, folded: halfWidth(text), pieces: cut(text), label }, context.index);
  const doubts = doubtsOf(contacts, context);
  const points = contacts.map((contact, place) => pointOf(contact, text, { context, doubt: doubts[place] ?? null }));
  const accessPoints = points.flatMap(({ point }) => (point ? [point] : []));
  const notHotlines = contacts.flatMap((contact) =>
    contact.kind === 'no-hotline' ? [{ raw: text.slice(contact.start, contact.end), why: contact.why }] : [],
  );
  const silent = accessPoints.length === 0 && notHotlines.length === 0 && text.trim() !== '';
  const unread = [
    ...(silent ? [unreadFlag(text, '这里没有读出电话、QQ、邮箱等联系方式。')] : []),
    ...(cell.length > longestCell ? [unreadFlag(cell.slice(longestCell), '内容过长，从这里起没有再读。')] : []),
  ];
  return { accessPoints, flags: [...points.flatMap(({ flags }) => flags), ...unread], notHotlines };
}

/** Reads one contact; null when the text holds none. Of several the first. */
export function readAccessPoint(
  raw: string,
  context: ContactContext,
): { readonly point: ReadAccessPoint | null; readonly flags: readonly Flag[] } {
  const { accessPoints, flags } = readAccessPoints(raw, context);
  const point = accessPoints[0] ?? null;
  return { point, flags: point ? flags.filter((flag) => flag.raw === point.raw) : flags };
}

/**
 * The digits by which a number is found, however it is typed: ０４１１－８４６８ ９５９５, +86 411 8468 9595 and
 * 041184689595 give the same. Without the country's 86 and the 0 before the area code.
 */
export function searchDigits(text: string): string {
  const compact = halfWidth(text)
    .replace(/[^\d+()]/g, '')
    .replaceAll('(0)', '')
    .replace(/[()]/g, '');
  const digits = compact.replaceAll('+', '');
  const withCountry = /^(?:\+|00)86/.test(compact) || /^86(?:1[3-9]\d{9}|\d{10,11})$/.test(digits);
  return digits.replace(withCountry ? /^(?:00)?860?/ : /^0/, '');
}

function labelOf(expected: AccessKind | undefined): Label {
  return expected === undefined || expected === 'short-code' ? 'phone' : expected;
}

function unreadFlag(text: string, why: string): Flag {
  return { code: 'field-unread', field: 'accessPoints', raw: text.slice(0, 500), why };
}

/** For every contact the doubt over its form or place; what is found in one number may explain another. */
function doubtsOf(contacts: readonly Contact[], context: ContactContext): readonly (NumberDoubt | null)[] {
  const linePlaces = placesOf(context);
  const { places } = linePlaces;
  const elsewhere = doubtsOfPlace(contacts.map(diallable), linePlaces, context.index);
  let lastAreaCode: string | null = null;
  return contacts.map((contact, place) => {
    if (contact.kind === 'tail') return doubtOfTail(contact.of);
    if (contact.kind !== 'number') return null;
    const form = doubtOfForm(contact.reading, places, { index: context.index, lastAreaCode });
    lastAreaCode = diallable(contact)?.areaCode ?? lastAreaCode;
    return form ?? elsewhere[place] ?? doubtOfShortCode(contact, places, context.index);
  });
}

const diallable = (contact: Contact): DiallableNumber | null =>
  contact.kind === 'number' && contact.reading.kind === 'diallable' ? contact.reading : null;

function doubtOfTail(of: string): NumberDoubt {
  return { code: 'not-diallable', why: '斜线后面只有末尾几位，应是把上一个号码的末尾换掉。', suggestion: of };
}

/** 96xxx codes are a city's own: alone they reach only callers in that city. */
function doubtOfShortCode(contact: Contact, places: readonly Region[], index: RegionIndex): NumberDoubt | null {
  const number = diallable(contact);
  if (number?.lineType !== 'short-code' || !number.tel.startsWith('96')) return null;
  const areaCode = places.find(({ areaCodes }) => areaCodes.length === 1)?.areaCodes[0];
  const why = `${number.tel} 是地方短号，只在当地直拨有效，外地须加区号。`;
  return {
    code: 'assumption',
    why,
    ...(areaCode && index.areaCodes.has(areaCode) ? { suggestion: `${areaCode}-${number.tel}` } : {}),
  };
}

type Setting = { readonly context: ContactContext; readonly doubt: NumberDoubt | null };

function pointOf(
  contact: Contact,
  cell: string,
  { context, doubt }: Setting,
): { readonly point: ReadAccessPoint | null; readonly flags: readonly Flag[] } {
  const raw = cell.slice(contact.start, contact.end).trim();
  const note = contact.note === '' ? {} : { note: contact.note };
  const flags: Flag[] = doubt ? [{ field: 'accessPoints', raw, ...doubt }] : [];
  switch (contact.kind) {
    case 'number':
      return { point: { ...numberPoint(contact, raw), ...note }, flags };
    case 'tail':
      return { point: { kind: 'phone', raw, display: raw, ...note }, flags };
    case 'qq':
      return qqPoint(contact.number, raw, note);
    case 'email': {
      const read = readEmail(raw, { otherLocalParts: context.otherLocalParts ?? [] });
      return { point: { ...read.point, ...note }, flags: read.flags };
    }
    case 'no-hotline':
      return { point: null, flags: [] };
    default:
      return { point: { kind: contact.kind, raw, number: contact.number, display: contact.display, ...note }, flags };
  }
}

function numberPoint(contact: Extract<Contact, { kind: 'number' }>, raw: string): ReadAccessPoint {
  const { reading } = contact;
  if (reading.kind === 'foreign') {
    return { kind: 'phone', raw, e164: reading.e164, tel: reading.e164, display: reading.display };
  }
  if (reading.kind !== 'diallable') return { kind: 'phone', raw, display: raw.replaceAll(/\s+/g, ' ') };
  const { lineType, tel, display } = reading;
  const menuKeys = [...reading.menuKeys, ...contact.keys];
  const e164 = e164Of(reading);
  return {
    kind: lineType.endsWith('short-code') ? 'short-code' : 'phone',
    raw,
    ...(e164 === undefined ? {} : { e164 }),
    tel,
    display,
    lineType,
    ...(menuKeys.length === 0 ? {} : { menuKeys }),
  };
}

function qqPoint(
  number: string,
  raw: string,
  note: { readonly note?: string },
): { readonly point: ReadAccessPoint; readonly flags: readonly Flag[] } {
  const flag = (code: Flag['code'], why: string): Flag => ({ code, field: 'accessPoints', raw, why });
  if (!/^[1-9]\d{4,10}$/.test(number)) {
    const why = 'QQ 号是 5 至 11 位数字，开头不是 0；这里的位数或开头不对。';
    return { point: { kind: 'qq', raw, display: number, ...note }, flags: [flag('malformed-address', why)] };
  }
  const flags = /^[48]00\d{7}$/.test(number)
    ? [flag('assumption', '写在 QQ 之下，按 QQ 号读；但 400、800 开头的十位数也像电话号码。')]
    : [];
  return { point: { kind: 'qq', raw, number, display: number, ...note }, flags };
}
