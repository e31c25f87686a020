// A fact of a line in words, whatever its form: for the history, for comparing two versions, for what a list would
// change. Values come as JSON and are read by the contract's own schemas; what cannot be read is shown as it is.
import { Line } from '../../../server/modules/directory/contract.ts';
import { Field } from '../../../server/modules/directory/curation/contract.ts';
import type { Lang } from '../../kit/preferences.ts';
import { directoryWords } from './words.ts';

/** The value of a fact as lines of text; empty: there is none. */
export function valueLines(field: string, value: unknown, lang: Lang): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  const known = Field.safeParse(field);
  if (known.success) return factLines(known.data, value, lang);
  return otherLines(field, value, lang);
}

function factLines(field: Field, value: unknown, lang: Lang): readonly string[] {
  const read = Line.shape[field].safeParse(value);
  if (!read.success || read.data === null) return plainLines(value);
  const { data } = read;
  if (typeof data === 'string') return [data];
  if (Array.isArray(data)) return data.map((one) => (typeof one === 'string' ? one : pointLine(one, lang)));
  if ('code' in data) return [data.name];
  if ('kind' in data) return [validityLine(data, lang)];
  return data.raw === '' ? [] : [data.raw];
}

type Point = Line['accessPoints'][number];

/** An access point in one line: 电话 0411-8468 9595 · 晚班. */
export function pointLine({ kind, display, raw, menuKeys, note, hours, audience }: Point, lang: Lang): string {
  const keys = menuKeys.length === 0 ? '' : `-${menuKeys.join('-')}`;
  const shown = display === '' ? raw : display + (display.endsWith(keys) ? '' : keys);
  const more = [note, hours?.raw, audience?.raw].filter((one) => one != null && one !== '');
  return [`${directoryWords[lang].kinds[kind]} ${shown}`, ...more].join(' · ');
}

/** The words of a validity; with its event, since the same words may be said of two. */
function validityLine({ raw, kind, until, event }: Line['validity'], lang: Lang): string {
  const words = raw === '' ? [directoryWords[lang].validity[kind], until ?? ''].join(' ').trim() : raw;
  return event === undefined ? words : `${words} · ${event}`;
}

/** How an access point is read, where that is not plain from its own text; undefined: nothing to say. */
export function readingOf({ kind, raw, display, tel, suggestedTel, menuKeys }: Point, lang: Lang): string | undefined {
  const words = directoryWords[lang];
  if (suggestedTel !== null) return words.suggestedTel(suggestedTel);
  if ((kind === 'phone' || kind === 'short-code') && tel === null) return words.notDialled;
  const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}@]/gu, '');
  return plain(raw) === plain(display) || menuKeys.length > 0 ? undefined : words.readAs(display);
}

function otherLines(field: string, value: unknown, lang: Lang): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return plainLines(value);
  const words = directoryWords[lang];
  const parts = Object.entries(value).flatMap(([name, one]) => {
    if (one === null || one === '') return [];
    if (name === 'how' && typeof one === 'string') return [nameIn(words.how, one)];
    if (name === 'shown') return [hiddenWords[lang][one === true ? 'shown' : 'hidden']];
    if (name === 'answer') return [answerWords[lang][one === 'ended' ? 'ended' : 'open']];
    if (name === 'zh' || name === 'en') return name === lang ? plainLines(one) : [];
    if (field === 'facts' && name === 'source') return [];
    return plainLines(one);
  });
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

const hiddenWords = { zh: { shown: '公开', hidden: '隐藏' }, en: { shown: 'shown', hidden: 'hidden' } } as const;
const answerWords = {
  zh: { open: '继续开着', ended: '已经停了' },
  en: { open: 'goes on', ended: 'has ended' },
} as const;

const plainLines = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : [JSON.stringify(value)];

/** Where in its publication a listing stands: 第 12 行, 清单第 3 项. */
export function rowWords(row: string, lang: Lang): string {
  const { rows } = directoryWords[lang];
  const [, kind = '', number = ''] = /^(?:(list|table|prose)-)?(\d+)$/.exec(row) ?? [];
  if (number === '') return row;
  return kind === 'list' || kind === 'table' || kind === 'prose' ? rows[kind](number) : rows.row(number);
}

/** A text in three parts around the first place where `part` stands in it; null where it does not. */
export function around(text: string, part: string): readonly [string, string, string] | null {
  const at = part === '' ? -1 : text.indexOf(part);
  return at < 0 ? null : [text.slice(0, at), part, text.slice(at + part.length)];
}

/** The cell of a listing in which a doubtful text stands: that of its field, or another that has it. */
export function cellWith(cells: Readonly<Record<string, string>>, field: string, raw: string): string | undefined {
  const own = cells[field];
  if (raw === '' || own?.includes(raw) === true) return own;
  return Object.values(cells).find((cell) => cell.includes(raw)) ?? own;
}

/** What something is called, or its own name where no word is known. */
export function nameIn(names: Readonly<Record<string, string>>, key: string): string {
  return names[key] ?? key;
}
