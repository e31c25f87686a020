// The frame of every page, in every state: crisis numbers, quick exit and a way back stand in the same place on
// all of them, errors included. Titles and addresses say nothing about why somebody is here.
import type { AccessPoint, Answer } from '../server/modules/directory/contract.ts';
import { type Html, html, jsonScript } from '#platform/html.ts';
import { scriptPath, stylesheetPath } from './asset-files.ts';
import { link, span } from './elements.ts';
import { lampMark } from './marks.ts';
import { addressOf, placeName, type Reader } from './reader.ts';
import { dateWords } from './telling-time.ts';

export type PageParts = {
  readonly title: string;
  /** This page without its language, for the link to the other one. */
  readonly path: `/${string}`;
  readonly body: Html;
  /** The round-the-clock line offered beside the crisis numbers. */
  readonly allDay?: Answer | null;
  /** schema.org data about what the page shows. */
  readonly structured?: object;
  /** Scripts of this page besides quick exit. */
  readonly script?: string;
  readonly kind?: 'poster' | 'room';
  /** More for the head of the document. */
  readonly head?: Html;
  /** There is a session: quick exit ends it first. */
  readonly inSession?: boolean;
};

/** A whole page. */
export function page(reader: Reader, parts: PageParts): Html {
  const { words } = reader;
  return html`<!doctype html>
    <html lang="${words.tag}" ${kindClass(parts.kind)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="referrer" content="no-referrer" />
        <meta name="format-detection" content="telephone=no" />
        <title>${parts.title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${stylesheetPath}" />
        <script src="${scriptPath('leave')}" defer></script>
        ${parts.script === undefined ? '' : html`<script src="${parts.script}" defer></script>`} ${parts.head}
        ${
          parts.structured === undefined
            ? ''
            : html`<script type="application/ld+json">
                ${jsonScript(parts.structured)}
              </script>`
        }
      </head>
      <body>
        <a class="skip" href="#main">${words.frame.skip}</a>
        ${crisisBar(reader, parts.allDay ?? null)} ${header(reader, parts.path, parts.inSession === true)}
        <main id="main">${parts.body}</main>
        ${footer(reader)}
      </body>
    </html>`;
}

function kindClass(kind: PageParts['kind']): Html | null {
  if (kind === undefined) return null;
  return kind === 'poster' ? html` class="poster-page"` : html` class="room-page"`;
}

/** The numbers within thumb's reach; 110 and 120 are the only red on the site. */
function crisisBar(reader: Reader, allDay: Answer | null): Html {
  const { crisis } = reader.words;
  const numbers = reader.crisisNumbers.filter((number) => number.tel !== '119');
  return html`<nav class="crisis" aria-label="${crisis.label}">
    <div class="crisis-inner">
      <p class="crisis-lead">${crisis.lead}</p>
      <ul>
        ${numbers.map(
          ({ tel, zh, en }) =>
            html`<li${tel === '12356' ? '' : html` class="danger"`}><a href="tel:${tel}"><b>${tel}</b> <span>${
              crisis.what[tel] ?? (reader.lang === 'zh' ? zh : en)
            }</span></a></li>`,
        )}${allDayItem(reader, allDay)}
      </ul>
    </div>
  </nav>`;
}

function allDayItem(reader: Reader, allDay: Answer | null): Html | null {
  const point = allDay === null ? undefined : firstDialled(allDay);
  if (allDay === null || point?.tel == null) return null;
  const { crisis, time } = reader.words;
  const { region, name } = allDay.line;
  const place = region === null ? null : placeName(reader, region);
  const heard = span('unseen', time.list + crisis.allDayLabel(name, point.display));
  const words = html`<b>${crisis.allDay}</b> <span>${crisis.allDayWhat(place)}</span>${heard}`;
  return html`<li class="all-day">${link(`tel:${point.tel}`, words)}</li>`;
}

/** The access point of an answer that a mobile phone can dial. */
export function firstDialled(answer: Answer): AccessPoint | undefined {
  return answer.accessPoints.find(({ point }) => point.tel !== null && point.lineType !== 'landline-only-800')?.point;
}

function header(reader: Reader, path: `/${string}`, inSession: boolean): Html {
  const { words, lang } = reader;
  const brand = link(addressOf(lang, '/'), [lampMark, html`<span>${words.brand}</span>`], 'brand');
  const [other, tag] = lang === 'zh' ? (['en', 'en'] as const) : (['zh', 'zh-CN'] as const);
  const there = addressOf(other, path);
  return html`<header class="top">
    <div class="top-inner">
      ${brand}
      <a class="language" href="${there}" lang="${tag}" hreflang="${tag}">${words.frame.otherLanguage}</a>
      ${inSession ? leavingSession(reader) : html`<a class="leave" id="leave" href="${reader.leaveTo}" rel="noreferrer nofollow">${words.leave.button}</a>`}
    </div>
  </header>`;
}

/** With a script the session ends in the background; without one, on the way, by an empty page. */
function leavingSession({ words, lang, leaveTo }: Reader): Html {
  const way = addressOf(lang, '/chat/leave');
  return html`<a
    class="leave"
    id="leave"
    href="${way}"
    data-to="${leaveTo}"
    data-tell="/api/chat/leaving"
    rel="noreferrer nofollow"
    >${words.leave.button}</a
  >`;
}

function footer(reader: Reader): Html {
  const { words, lang } = reader;
  const { frame } = words;
  const links: readonly (readonly [path: `/${string}`, label: string])[] = [
    ['/', frame.find],
    ['/regions', frame.regions],
    ['/notices', frame.notices],
    ['/about', frame.about],
    ...(reader.hasChat ? [['/chat/return', words.chat.back.heading] as const] : []),
    ['/leaving', words.leave.explain],
    ['/offline', frame.offline],
  ];
  return html`<footer class="foot">
    <div class="foot-inner">
      <nav aria-label="${frame.navigation}">
        <ul>
          ${links.map(([path, label]) => html`<li><a href="${addressOf(lang, path)}">${label}</a></li>`)}
        </ul>
      </nav>
      ${crisisChecked(reader)}
    </div>
  </footer>`;
}

/** Each number with the day it was verified; those of one day in one sentence. */
function crisisChecked(reader: Reader): Html {
  const { crisis, time } = reader.words;
  const days = [...new Set(reader.crisisNumbers.map((number) => number.verifiedOn))];
  const sentences = days.map((day) => {
    const numbers = reader.crisisNumbers.filter((number) => number.verifiedOn === day);
    const named = numbers.map(({ tel }) => `${tel} ${crisis.what[tel] ?? ''}`.trim()).join(time.list);
    return crisis.checked(named, dateWords(reader, day));
  });
  return html`<p class="checked">${sentences.join(time.semicolon)}</p>`;
}
