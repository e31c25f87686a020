// What comes after a talk, or after waiting in vain: what they thought of it, where to turn next, what is kept until when,
// deleting it now, a code to come back. Nothing of it has to be done.
import type { Answer } from '../../server/modules/directory/contract.ts';
import type { KeptUntil, RoomState } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { page } from '../page.ts';
import { addressOf, type Reader, waysOn } from '../reader.ts';
import { callNow, insteadCards } from './parts.ts';
import { spanWords, untilWords } from './telling.ts';

export type AfterView = {
  readonly state: RoomState;
  readonly line: string;
  readonly keeping: KeptUntil;
  readonly lost: boolean;
  /** They stayed away for so long that their place was given to others. */
  readonly lapsed: boolean;
  /** They have said already what they thought of it; `worse`: that they feel worse. */
  readonly said: 'no' | 'yes' | 'worse';
  readonly hasCode: boolean;
  /** Deletion was asked for and has to be confirmed, or was not possible yet. */
  readonly forgetting: 'no' | 'ask' | 'wait';
  readonly others: readonly Answer[];
  readonly allDay: Answer | null;
};

/** The page after a room has closed. */
export function afterPage(reader: Reader, view: AfterView): Html {
  const { after } = reader.words.chat;
  const { state } = view;
  const talked = state.status === 'ended';
  const gaveUp = view.lapsed ? after.lapsedHeading : after.gaveUpHeading;
  const heading = { ended: after.heading, 'gave-up': gaveUp, diverted: after.divertedHeading };
  const body = html`<h1>${heading[state.status === 'diverted' || state.status === 'gave-up' ? state.status : 'ended']}</h1>
    ${lead(reader, view)} ${view.said === 'worse' ? worse(reader, view.allDay) : ''}
    ${talked && view.said === 'no' ? thanksForm(reader) : ''} ${talked ? '' : insteadCards(reader, reader.words.chat.know.others, view.others)}
    ${keptPart(reader, view)} ${codePart(reader, view)} ${nextPart(reader, view)}`;
  return page(reader, {
    title: reader.words.titles.site,
    path: '/chat/room',
    body,
    allDay: view.allDay,
    inSession: true,
  });
}

function lead(reader: Reader, { state, lost, lapsed, said }: AfterView): Html | null {
  const { after } = reader.words.chat;
  if (said !== 'no') return html`<p class="notice" role="status">${after.thanks}</p>`;
  if (state.status === 'gave-up') return html`<p class="lead">${lapsed ? after.lapsedMore : after.gaveUpMore}</p>`;
  if (state.status === 'diverted') return html`<p class="lead">${after.divertedMore}</p>`;
  return lost ? html`<p class="lead">${after.lost}</p>` : null;
}

function worse(reader: Reader, allDay: Answer | null): Html {
  return html`<section>
    <p>${reader.words.chat.after.worse}</p>
    ${callNow(reader, allDay)}
  </section>`;
}

function thanksForm(reader: Reader): Html {
  const { after } = reader.words.chat;
  return html`<section>
    <h2>${after.rate}</h2>
    <p class="hint">${after.rateLead}</p>
    <form class="questions" method="post" action="${addressOf(reader.lang, '/chat/room/thanks')}" autocomplete="off">
      ${scale('helpful', after.helpful, after.helpfulScale)} ${scale('attitude', after.attitude, after.attitudeScale)}
      ${choice('feeling', after.feeling, Object.entries(after.feelings))}
      <p class="question">
        <label for="thanks-words">${after.rateWords}</label>
        <textarea id="thanks-words" name="words" rows="2" maxlength="1000"></textarea>
      </p>
      <p class="submit"><button class="button" type="submit">${after.rateGo}</button></p>
    </form>
  </section>`;
}

const scale = (name: string, legend: string, labels: readonly string[]): Html =>
  choice(
    name,
    legend,
    labels.map((label, place) => [String(place + 1), label] as const),
  );

function choice(name: string, legend: string, options: readonly (readonly [value: string, label: string])[]): Html {
  return html`<fieldset class="question">
    <legend>${legend}</legend>
    <div class="choices">
      ${options.map(
        ([value, label]) =>
          html`<label class="choice"><input type="radio" name="${name}" value="${value}" /><span>${label}</span></label>`,
      )}
    </div>
  </fieldset>`;
}

function keptPart(reader: Reader, view: AfterView): Html {
  const { after } = reader.words.chat;
  const { keeping } = view;
  const when = (at: string | null, days: number): string =>
    at === null ? after.keptLater(spanWords(reader, days)) : untilWords(reader, at);
  const leastUntil = (at: string | null, days: number): string =>
    at === null ? after.keptSince(spanWords(reader, days)) : untilWords(reader, at);
  const { days } = keeping;
  const together = days.wordsWith === 'record';
  return html`<section>
    <h2>${after.kept}</h2>
    <ul class="facts-list">
      <li>
        ${together ? after.keptWordsRecord(leastUntil(keeping.words, days.words)) : after.keptWords(when(keeping.words, days.words))}
      </li>
      <li>${after.keptContact(when(keeping.contact, days.contact))}</li>
      <li>${after.keptFollowUp}</li>
      <li>${after.keptRecord(leastUntil(keeping.record, days.record))}</li>
    </ul>
    ${forgetPart(reader, view)}
  </section>`;
}

function forgetPart(reader: Reader, { forgetting, keeping }: AfterView): Html {
  const { after } = reader.words.chat;
  const not = keeping.days.wordsWith === 'record' ? html`<li>${after.forgetNotWords}</li>` : '';
  const what = html`<ul class="facts-list">
    <li>${after.forgetWhat}</li>
    <li>${after.forgetNot}</li>
    ${not}
  </ul>`;
  const action = addressOf(reader.lang, '/chat/room/forget');
  if (forgetting === 'ask')
    return html`<form class="asking" method="post" action="${action}" id="forgetting">
      ${what}
      <p><strong>${after.forgetAsk}</strong></p>
      <p>
        <button class="button small" type="submit" name="sure" value="yes">${after.forgetYes}</button>
        <a class="button quiet small" href="${addressOf(reader.lang, '/chat/room')}">${after.forgetNo}</a>
      </p>
    </form>`;
  return html`${forgetting === 'wait' ? html`<p class="notice" role="status">${after.forgetWait}</p>` : ''}
    <form method="post" action="${action}#forgetting">
      <button class="button quiet" type="submit" name="sure" value="ask">${after.forget}</button>
    </form>`;
}

function codePart(reader: Reader, { hasCode, state }: AfterView): Html | null {
  if (state.status !== 'ended') return null;
  const { after } = reader.words.chat;
  return html`<section>
    <h2>${after.code}</h2>
    <p>${hasCode ? after.codeHave : after.codeLead}</p>
    <form method="post" action="${addressOf(reader.lang, '/chat/room/code')}">
      <button class="button quiet" type="submit">${after.codeGo}</button>
    </form>
  </section>`;
}

function nextPart(reader: Reader, { line }: AfterView): Html {
  const { after } = reader.words.chat;
  return html`<section>
    <h2>${after.next}</h2>
    ${waysOn(reader, [
      [`/chat/${line}`, after.nextAgain],
      ['/results', after.nextFind],
      ['/', reader.words.frame.home],
    ])}
  </section>`;
}
