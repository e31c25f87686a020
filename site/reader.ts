// Who a page is made for: a language, an instant, and the names of places in that language. Pages are pure
// functions of a reader and what the directory answered, so a page looks the same whoever asks for it twice.
import type { CrisisNumber, DirectoryEvent } from '../server/modules/directory/contract.ts';
import type { Region, RegionRef } from '../server/modules/regions/contract.ts';
import { type Html, html } from '#platform/html.ts';
import type { Lang } from '#platform/http/index.ts';
import type { ChatPorts } from './chat/ports.ts';
import type { SitePorts, SiteSettings } from './ports.ts';
import { en } from './words/en.ts';
import { type Words, zh } from './words/zh.ts';

export type Reader = {
  readonly lang: Lang;
  readonly words: Words;
  readonly now: Temporal.Instant;
  readonly region: SitePorts['region'];
  readonly events: readonly DirectoryEvent[];
  readonly crisisNumbers: readonly CrisisNumber[];
  readonly publicUrl: string;
  readonly leaveTo: string;
  /** How the door of a line's chat stands; undefined: it has none here. */
  readonly doorSeen: ChatPorts['doorSeen'];
  /** Whether there are rooms here at all. */
  readonly hasChat: boolean;
};

/** What a reader is made from. Without `chat` there are no rooms here. */
export type Site = { readonly ports: SitePorts; readonly settings: SiteSettings; readonly chat?: ChatPorts };

/** A reader of the language at the instant. */
export function readerOf({ ports, settings, chat }: Site, lang: Lang, now: Temporal.Instant): Reader {
  const { region, events, crisisNumbers } = ports;
  const { publicUrl, leaveTo } = settings;
  const doorSeen = chat?.doorSeen ?? (() => undefined);
  const words = lang === 'zh' ? zh : en;
  const hasChat = chat !== undefined;
  return { lang, words, now, region, events, crisisNumbers, publicUrl, leaveTo, doorSeen, hasChat };
}

/** The address of a page in the reader's language; `path` begins with a slash and has no language in it. */
export function addressOf(lang: Lang, path: `/${string}`): `/${string}` {
  if (lang === 'zh') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** Chinese text as published, marked as such for readers of English, so that it is read aloud rightly. */
export function asWritten(reader: Reader, text: string): Html {
  return reader.lang === 'zh' ? html`${text}` : html`<span lang="zh-CN">${text}</span>`;
}

/** 大连, Dalian: short, in the reader's language. */
export function placeName(reader: Reader, place: RegionRef | Region): string {
  const region = 'level' in place ? place : reader.region(place.code);
  if (region === undefined) return place.name;
  return reader.lang === 'zh' ? region.shortName : region.english;
}

/** An entry of a publication, told by its id there: 第 26 条, 表格第 3 条 for `table-3`. */
export function rowWords(reader: Reader, row: string): string {
  const parts = /^(\w+)-(\d+)$/.exec(row);
  return reader.words.line.row(parts?.[1] ?? null, parts?.[2] ?? row);
}

/** Ways on from here, at the foot of a page: paths without language and their words; false ones are left out. */
export function waysOn(reader: Reader, ways: readonly (readonly [path: `/${string}`, words: string] | false)[]): Html {
  const links = ways.filter((way) => way !== false);
  return html`<p class="elsewhere">
    ${links.map(([path, words]) => html`<a href="${addressOf(reader.lang, path)}">${words}</a> `)}
  </p>`;
}
