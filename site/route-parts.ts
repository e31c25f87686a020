// What the site's route tables share: who may come, what a kept page depends on, and the pages that several
// addresses lead to.
import type { Html } from '#platform/html.ts';
import type { Lang } from '#platform/http/index.ts';
import type { Answer } from '../server/modules/directory/contract.ts';
import type { Answers } from './answers.ts';
import { findPage } from './find-page.ts';
import { readerOf, type Site } from './reader.ts';

/** What stands before a path: nothing in Chinese. */
export type Prefix = '' | '/en';

/** A row that anybody may call and nobody is written down for. */
export function openRow<const M extends 'GET' | 'POST', const P extends string>(method: M, path: P) {
  return {
    method,
    path,
    access: { open: 'Help is for anybody, and nobody has to say who they are.' },
    audit: { none: 'Who looks for help is not put on file.' },
  } as const;
}

/** What every page depends on: the minute, since states change on the minute, the directory's revision, the doors of chat. */
export function keyOf({ ports, chat }: Site, now: Temporal.Instant): string {
  return `${Math.floor(now.epochMilliseconds / 60_000)} ${ports.revision()} ${chat?.doorsRevision() ?? 0}`;
}

/** A line that is open around the clock, for the crisis bar. */
export function allDayLine({ ports }: Site, now: Temporal.Instant): Answer | null {
  return ports.match({ at: now, limit: 1 }).allDay;
}

/** The three questions, with what was answered before and what has to be said first. */
export function findingPage(
  site: Site,
  lang: Lang,
  now: Temporal.Instant,
  given: { readonly answers?: Answers; readonly notice?: 'expired' | 'regionUnknown' } = {},
): Html {
  const reader = readerOf(site, lang, now);
  const { totals, allDay } = site.ports.match({ at: now, limit: 1 });
  const notice = given.notice === undefined ? {} : { notice: reader.words.find[given.notice] };
  const places = site.ports.browse(now);
  return findPage(reader, { places, openNow: totals.open, allDay, answers: given.answers ?? {}, ...notice });
}
