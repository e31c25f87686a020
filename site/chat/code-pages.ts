// Return codes: the page that shows one, once; the page to come back with one; and the pages where a room is gone.
import type { Answer } from '../../server/modules/directory/contract.ts';
import type { KeptUntil } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { page } from '../page.ts';
import { addressOf, type Reader, waysOn } from '../reader.ts';
import { callNow, paragraphs } from './parts.ts';
import type { Forgotten } from './ports.ts';
import { spanWords, untilWords } from './telling.ts';

/** A new code, in groups of four. It stands on this answer and nowhere else. */
export function codePage(reader: Reader, code: string, keeping: KeptUntil, allDay: Answer | null): Html {
  const { code: words } = reader.words.chat;
  const until =
    keeping.contact === null
      ? words.untilLater(spanWords(reader, keeping.days.contact))
      : words.until(untilWords(reader, keeping.contact));
  const body = html`<h1>${words.heading}</h1>
    <p class="return-code">${code.split(' ').map((group) => html`<span>${group}</span> `)}</p>
    <p><strong>${words.once}</strong></p>
    <ul class="facts-list">
      <li>${until}</li>
      <li>${words.what}</li>
      <li>${words.care}</li>
    </ul>
    <p><a class="button wide" href="${addressOf(reader.lang, '/chat/room')}">${words.back}</a></p>`;
  return page(reader, { title: reader.words.titles.site, path: '/chat/room', body, allDay, inSession: true });
}

/** Where a code is entered. `notice`: why it was not taken. */
export function returnPage(reader: Reader, allDay: Answer | null, notice: string | null = null): Html {
  const { back } = reader.words.chat;
  const body = html`<h1>${back.heading}</h1>
    ${notice === null ? '' : html`<p class="notice" role="alert">${notice}</p>`}
    <p class="lead">${back.lead}</p>
    <form class="questions" method="post" action="${addressOf(reader.lang, '/chat/return')}" autocomplete="off">
      <p class="question">
        <label for="code">${back.label}</label>
        <span class="hint" id="code-hint">${back.example}</span>
        <input
          class="code-field"
          id="code"
          name="code"
          type="text"
          inputmode="numeric"
          maxlength="40"
          autocomplete="off"
          aria-describedby="code-hint"
          required
        />
      </p>
      <p class="submit"><button class="button wide" type="submit">${back.go}</button></p>
    </form>
    <p class="hint">${back.limits}</p>
    ${waysOn(reader, [['/results', back.fresh]])}`;
  return page(reader, { title: reader.words.titles.site, path: '/chat/return', body, allDay });
}

/** There is no room (any more). */
export function gonePage(reader: Reader, allDay: Answer | null): Html {
  const { gone, know } = reader.words.chat;
  const body = html`<h1>${gone.heading}</h1>
    <p class="lead">${gone.lead}</p>
    ${callNow(reader, allDay)}
    ${waysOn(reader, [
      ['/chat/return', know.returnCode],
      ['/results', know.elsewhere],
      ['/', reader.words.frame.home],
    ])}`;
  return page(reader, { title: reader.words.titles.site, path: '/chat/room', body, allDay });
}

/** What was asked to be deleted is being deleted, or will be once nothing holds it any more. */
export function forgottenPage(reader: Reader, { sentence, held }: Forgotten, allDay: Answer | null): Html {
  const { after } = reader.words.chat;
  const body = html`<h1>${held ? after.forgottenLater : after.forgotten}</h1>
    ${paragraphs(sentence[reader.lang])}
    <p>${after.closeTab}</p>
    ${callNow(reader, allDay)}
    ${waysOn(reader, [
      ['/results', after.nextFind],
      ['/', reader.words.frame.home],
    ])}`;
  return page(reader, { title: reader.words.titles.site, path: '/chat/room', body, allDay });
}

/** An empty page on the way out, without scripts: the session has ended, the browser goes on at once. */
export function leftPage({ words, leaveTo }: Reader): Html {
  const content = `0;url=${leaveTo}`;
  return html`<!doctype html>
    <html lang="${words.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="referrer" content="no-referrer" />
        <meta http-equiv="refresh" content="${content}" />
        <title>​</title>
      </head>
      <body>
        <p><a href="${leaveTo}" rel="noreferrer nofollow">→</a></p>
      </body>
    </html>`;
}
