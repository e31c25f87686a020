// The room: waiting and talking on one page. Made whole by the server, so that it works by form and refresh; the script
// site/browser/room-*.js takes it over where it runs and keeps it up to date without reloading.
import type { Answer } from '../../server/modules/directory/contract.ts';
import type { RoomState } from '../../server/modules/chat/contract.ts';
import { longestMessage } from '../../server/modules/chat/contract.ts';
import { type Html, html, jsonScript, raw } from '#platform/html.ts';
import { scriptPath } from '../asset-files.ts';
import { link } from '../elements.ts';
import { page } from '../page.ts';
import { addressOf, asWritten, type Reader } from '../reader.ts';
import type { RoomShown } from './ports.ts';
import { talkLines } from './talk-part.ts';
import { fill, talkedWords, waitingWords } from './telling.ts';

/** How the page is looked at without a script: reading renews itself, writing and ending stand still. */
export type RoomMode = 'read' | 'write' | 'end';

export type RoomView = {
  readonly shown: RoomShown;
  readonly mode: RoomMode;
  readonly allDay: Answer | null;
  /** For the message form: made anew for each page, so that a form sent twice is one message. */
  readonly messageId: string;
  /** What was written and not taken, with the reason. */
  readonly unsent?: { readonly words: string; readonly why: string };
  /** Earlier lines are looked at: nothing is renewed. */
  readonly past: boolean;
};

const renewing = raw`<noscript><meta http-equiv="refresh" content="15" /></noscript>`;

/** The page of a room in which somebody waits or talks. */
export function roomPage(reader: Reader, view: RoomView): Html {
  const { shown, mode } = view;
  const { state } = shown;
  const still = mode !== 'read' || view.past || view.unsent !== undefined;
  const body = html`<div
    class="room"
    id="room"
    data-status="${state.status}"
    data-last="${shown.lines.at(-1)?.position ?? 0}"
    data-here="${addressOf(reader.lang, '/chat/room')}"
  >
    ${head(reader, state)} ${mode === 'end' ? endForm(reader, state) : ''}
    <p class="banner" id="banner" role="status" hidden></p>
    ${waitingPart(reader, state)} ${view.past || shown.earlier ? earlierLink(reader, shown) : ''}
    ${talkLines(reader, shown.lines, state)}
    <p class="typing" id="typing" ${state.typing ? null : html`hidden`}>${reader.words.chat.room.typing}<i></i></p>
    ${overPanel(reader)} ${withoutScript(reader, view)} ${sayForm(reader, view)}
    <p class="unseen" id="announce" aria-live="polite"></p>
    <script type="application/json" id="room-words">
      ${jsonScript({ ...reader.words.chat.room, ...scriptWords(reader) })}
    </script>
  </div>`;
  return page(reader, {
    title: reader.words.titles.site,
    path: '/chat/room',
    body,
    allDay: view.allDay,
    script: scriptPath('room'),
    kind: 'room',
    inSession: true,
    ...(still ? {} : { head: renewing }),
  });
}

/** What the script needs besides the words of the room. */
function scriptWords(reader: Reader) {
  const { talk } = reader.words.chat;
  const { hint, hintWaiting, waiting, ended, end, endAsk, endYes, endNo } = talk;
  const { giveUp, giveUpAsk, giveUpYes, giveUpNo } = talk;
  return { hint, hintWaiting, waiting, ended, end, endAsk, endYes, endNo, giveUp, giveUpAsk, giveUpYes, giveUpNo };
}

function head(reader: Reader, state: RoomState): Html {
  const { talk, room } = reader.words.chat;
  const talking = state.status === 'talking';
  const who = talking ? fill(room.with, { name: nameOf(reader, state) }) : talk.waiting;
  const more = state.supervisorHere ? `${reader.words.time.comma}${room.supervisorHere}` : '';
  return html`<div class="room-head">
    <div>
      <h1 class="standing ${talking ? 'lit' : 'dark'}" id="who"><span id="who-words">${who}${talking ? more : ''}</span></h1>
      <p class="from" id="clock">${talking ? talkedWords(reader, state) : asWritten(reader, state.line.name)}</p>
    </div>
    <a class="button quiet small" id="end" href="${addressOf(reader.lang, '/chat/room')}?ending=1" role="button"
      >${talking ? talk.end : talk.giveUp}</a
    >
  </div>`;
}

/** 咨询员 1042 as the server names them; in English the number stays. */
export function nameOf(reader: Reader, { counsellor }: RoomState): string {
  const { room } = reader.words.chat;
  if (counsellor === null) return room.counsellor;
  return reader.lang === 'zh' ? counsellor.name : counsellor.name.replace(/^咨询员/, room.counsellor);
}

function endForm(reader: Reader, { status }: RoomState): Html {
  const { talk } = reader.words.chat;
  const talking = status === 'talking';
  return html`<form class="asking" method="post" action="${addressOf(reader.lang, '/chat/room/end')}">
    <p>${talking ? talk.endAsk : talk.giveUpAsk}</p>
    <p>
      <button class="button small" type="submit">${talking ? talk.endYes : talk.giveUpYes}</button>
      ${link(addressOf(reader.lang, '/chat/room'), talking ? talk.endNo : talk.giveUpNo, 'button quiet small')}
    </p>
  </form>`;
}

/** A lamp that breathes slowly, if at all: four seconds in, six out. */
const lamp = raw`<svg class="mark wait-lamp" viewBox="0 0 96 96" aria-hidden="true" focusable="false"><path class="glow" d="M48 26 10 80h76z"/><path class="light" d="M39 20h18l9 20H30z"/><path class="foot-line" d="M48 40v38M34 78h28" fill="none" stroke="currentColor" stroke-width="3.5" stroke-linecap="round"/></svg>`;

function waitingPart(reader: Reader, state: RoomState): Html {
  const { headline, told, kept } = waitingWords(reader, state);
  const { talk } = reader.words.chat;
  const waiting = state.status === 'waiting';
  return html`<section class="${state.nobodyOnDuty ? 'waiting unlit' : 'waiting'}" id="waiting" ${waiting ? null : html`hidden`}>
    ${lamp}
    <div role="status">
      <h2 id="wait-head">${headline}</h2>
      <p id="wait-told">${told}</p>
    </div>
    <p class="hint" id="wait-kept">${kept}</p>
    <p class="elsewhere" id="wait-others" ${state.nobodyOnDuty ? null : html`hidden`}>
      ${link(addressOf(reader.lang, '/results'), talk.others)}
    </p>
    <details class="more">
      <summary>${talk.meanwhile}</summary>
      <ul class="calm">
        <li>${talk.write2}</li>
        <li>${talk.breathe}</li>
        <li>${talk.keepNumber}${link('tel:12356', '12356')}</li>
        <li>${codeButton(reader)} <span class="hint">${talk.getCodeWhy}</span></li>
        <li>${link(addressOf(reader.lang, '/results'), talk.others)}</li>
      </ul>
    </details>
  </section>`;
}

/** Asks for a return code. */
export function codeButton(reader: Reader): Html {
  return html`<form class="inline" method="post" action="${addressOf(reader.lang, '/chat/room/code')}">
    <button class="link-button" type="submit">${reader.words.chat.talk.getCode}</button>
  </form>`;
}

function earlierLink(reader: Reader, { lines }: RoomShown): Html | null {
  const [first] = lines;
  if (first === undefined) return null;
  return html`<p class="earlier">
    <a href="${addressOf(reader.lang, '/chat/room')}?before=${first.position}">${reader.words.chat.talk.earlier}</a>
  </p>`;
}

/** Shown by the script when the conversation ends while somebody still writes: nothing written is taken away. */
function overPanel(reader: Reader): Html {
  const { talk } = reader.words.chat;
  return html`<div class="over-panel" id="over" hidden>
    <p><strong>${talk.ended}</strong></p>
    <p class="hint" id="over-more" hidden>${talk.endedMore}</p>
    ${link(addressOf(reader.lang, '/chat/room'), talk.endedGo, 'button')}
  </div>`;
}

function withoutScript(reader: Reader, { mode, past }: RoomView): Html {
  const { talk } = reader.words.chat;
  const here = addressOf(reader.lang, '/chat/room');
  if (mode === 'write' || past)
    return html`<noscript><p class="hint">${talk.writing} <a href="${here}">${talk.look}</a></p></noscript>`;
  return html`<noscript>
    <p><a class="button wide" href="${here}?write=1#words">${talk.write}</a></p>
    <p class="hint">${talk.refreshed}</p>
  </noscript>`;
}

function sayForm(reader: Reader, { shown, mode, messageId, unsent }: RoomView): Html {
  const { talk } = reader.words.chat;
  const writable = mode === 'write' || unsent !== undefined;
  const hint = shown.state.status === 'waiting' ? talk.hintWaiting : talk.hint;
  return html`<div class="${writable ? 'composer' : 'composer live-only'}">
    <button class="newer" id="newer" type="button" hidden>${reader.words.chat.room.newer}</button>
    <form id="say" method="post" action="${addressOf(reader.lang, '/chat/room')}" autocomplete="off">
      ${unsent === undefined ? '' : html`<p class="notice" role="alert">${unsent.why}</p>`}
      <input type="hidden" name="id" value="${messageId}" />
      <label class="unseen" for="words">${talk.words}</label>
      <div class="field">
        <textarea
          id="words"
          name="words"
          rows="1"
          maxlength="${longestMessage}"
          placeholder="${hint}"
          autocomplete="off"
          enterkeyhint="enter"
          aria-describedby="left"
        >
${unsent?.words ?? ''}</textarea
        >
        <button class="button" type="submit" id="send">${talk.send}</button>
      </div>
      <p class="hint" id="left" role="status" hidden></p>
    </form>
  </div>`;
}
