// The first step: what to know before talking. Who sees what is said and when not, what is kept how long, how long a talk
// is, whom it is for. Where the door is closed, it says until when and what can be used now.
import type { Answer, Line } from '../../server/modules/directory/contract.ts';
import type { ChatDoor, KeptDays } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { contactBlock } from '../contact-block.ts';
import { link } from '../elements.ts';
import { page } from '../page.ts';
import type { LineView } from '../ports.ts';
import { addressOf, asWritten, type Reader, waysOn } from '../reader.ts';
import { insteadCards, paragraphs } from './parts.ts';
import type { Promised } from './ports.ts';
import { doorWords, spanWords } from './telling.ts';

export type KnowView = {
  readonly view: LineView;
  readonly door: ChatDoor;
  readonly promised: Promised;
  /** A room of this browser is open already. */
  readonly running: boolean;
  /** Somebody came with a return code of this line. */
  readonly again: boolean;
  readonly instead: readonly Answer[];
  readonly allDay: Answer | null;
};

/** The page. */
export function knowPage(reader: Reader, know: KnowView): Html {
  const { know: words } = reader.words.chat;
  const { view, door } = know;
  const { line } = view;
  const open = door.state === 'open';
  const body = html`${open ? html`<p class="step">${words.step}</p>` : ''}
    <h1>${open ? words.heading : door.state === 'nobody-on-duty' ? words.nobodyHeading : words.closedHeading}</h1>
    <p class="with-line">${link(addressOf(reader.lang, `/lines/${line.id}`), asWritten(reader, line.name))}</p>
    ${standing(reader, door)} ${know.running ? runningNote(reader) : ''}
    ${open ? openPart(reader, know) : closedPart(reader, know)}
    ${waysOn(reader, [
      ['/chat/return', words.returnCode],
      ['/results', words.elsewhere],
    ])}`;
  const inSession = know.running;
  const path: `/${string}` = `/chat/${line.id}`;
  return page(reader, { title: reader.words.titles.site, path, body, allDay: know.allDay, inSession });
}

function standing(reader: Reader, door: ChatDoor): Html {
  const { lamp, sentence } = doorWords(reader, door);
  return html`<p class="standing ${lamp}">${sentence}</p>`;
}

function runningNote(reader: Reader): Html {
  const { know } = reader.words.chat;
  return html`<p class="notice">${know.running} ${link(addressOf(reader.lang, '/chat/room'), know.runningGo)}</p>`;
}

function openPart(reader: Reader, { view, door, promised, again }: KnowView): Html {
  const { know: words } = reader.words.chat;
  const { line } = view;
  const { promise, kept } = promised;
  return html`${again ? html`<p class="notice">${words.again}</p>` : ''}
    ${urgentForm(reader, line, promise.id)}
    <p class="lead">${words.anything}</p>
    <section>
      <h2>${words.secret}</h2>
      ${paragraphs(reader.lang === 'zh' ? promise.zh : promise.en)}
    </section>
    <section>
      <h2>${words.kept}</h2>
      <ul class="facts-list">
        ${keptWords(reader, kept).map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </section>
    <section>
      <h2>${words.once}</h2>
      <p>${words.minutes(door.talkMinutes)}</p>
      ${door.oneTime ? html`<p>${words.oneTime}</p>` : ''}
      <p>${words.suits}</p>
    </section>
    ${whomPart(reader, line)}
    <form class="onward" method="get" action="${addressOf(reader.lang, `/chat/${line.id}/questions`)}">
      <input type="hidden" name="shown" value="${promise.id}" />
      <button class="button wide" type="submit">${words.go}</button>
    </form>`;
}

function urgentForm(reader: Reader, line: Line, shown: string): Html {
  return html`<form
    class="urgent-way"
    method="post"
    action="${addressOf(reader.lang, `/chat/${line.id}/questions`)}"
    autocomplete="off"
  >
    <input type="hidden" name="shown" value="${shown}" />
    <input type="hidden" name="danger" value="ask" />
    <button class="button quiet wide" type="submit">${reader.words.chat.know.urgent}</button>
  </form>`;
}

function keptWords(reader: Reader, { contact, words: days, wordsWith, record }: KeptDays): readonly string[] {
  const { know } = reader.words.chat;
  const span = (count: number): string => spanWords(reader, count);
  return [
    know.noName,
    wordsWith === 'contact' ? know.words(span(days)) : know.wordsRecord(span(days)),
    know.contact(span(contact)),
    know.record(span(record)),
    know.sealed,
  ];
}

/** Whom it is for; whoever is not meant finds others at once (S0-18). */
function whomPart(reader: Reader, { audience }: Line): Html {
  const { know } = reader.words.chat;
  const { groups, time } = reader.words;
  const listed = audience.groups.map((group) => groups[group]).join(time.list);
  const whom = audience.everyone || listed === '' ? know.whomEverybody : listed;
  return html`<section>
    <h2>${know.whom}</h2>
    <p>
      ${reader.lang === 'zh' && audience.raw !== '' ? audience.raw : whom}
      ${audience.everyone ? '' : link(addressOf(reader.lang, '/results'), know.notMe)}
    </p>
  </section>`;
}

/** Closed is no dead end: when it opens, this line's own number, and who is there now. */
function closedPart(reader: Reader, { view, instead }: KnowView): Html {
  const { know } = reader.words.chat;
  const phone = view.points.find(({ point }) => point.tel !== null);
  return html`<p class="lead">${know.closedMore}</p>
    ${
      phone === undefined || view.service !== 'in-service'
        ? ''
        : html`<section>
            <h2>${know.callLine}</h2>
            ${contactBlock(reader, view.line, phone.point)}
          </section>`
    }
    ${insteadCards(reader, know.others, instead)}`;
}
