// Everything known about one line: every way to reach it, when somebody is there, who runs it, where each fact
// comes from and what is in doubt. An ended line keeps its page, says so first, and offers others.
import type { ChatDoor } from '../server/modules/chat/contract.ts';
import type { Answer, Line, Listing } from '../server/modules/directory/contract.ts';
import type { Flag } from '../server/modules/sources/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { answerCard, standingLine } from './answer-card.ts';
import { doorRow } from './chat/door-part.ts';
import { contactBlock, contactNotes, offers } from './contact-block.ts';
import { link, list, span } from './elements.ts';
import { hoursSection } from './hours-section.ts';
import { lineFacts } from './line-facts.ts';
import { page } from './page.ts';
import type { LineView, PointView } from './ports.ts';
import { hasPoster } from './poster/layout.ts';
import { addressOf, asWritten, placeName, type Reader, rowWords, waysOn } from './reader.ts';
import { outOfService, type Standing, standingOf } from './standing.ts';
import { structuredLine } from './structured-data.ts';
import { dateWords } from './telling-time.ts';

export type LinePageView = {
  readonly view: LineView;
  /** Of its chat, when it takes chats here. */
  readonly door?: ChatDoor | undefined;
  /** Lines to use instead, where this one has ended or nobody is there. */
  readonly alternatives: readonly Answer[];
  readonly allDay: Answer | null;
};

const mostAlternatives = 3;

/** The page of one line. */
export function linePage(reader: Reader, { view, door, alternatives, allDay }: LinePageView): Html {
  const { line } = view;
  const over = view.service !== 'in-service';
  const instead = alternatives.filter((answer) => answer.line.id !== line.id).slice(0, mostAlternatives);
  const body = html`${trail(reader, line)}
    <h1>${asWritten(reader, line.name)}</h1>
    ${headStanding(reader, view)} ${over ? insteadSection(reader, instead) : ''}
    ${reachSection(reader, view, door)}
    ${hoursSection(reader, view)}
    <section>
      <h2>${reader.words.line.facts}</h2>
      ${lineFacts(reader, line)}
    </section>
    ${doubtsSection(reader, view.doubts)} ${sourceSection(reader, line)}
    ${over || view.state === 'open' ? '' : insteadSection(reader, instead)}
    ${waysOn(reader, [hasPoster(view) && [`/lines/${line.id}/poster`, reader.words.line.poster], ['/', reader.words.line.back]])}`;
  const structured = structuredLine(reader, view);
  return page(reader, { title: reader.words.titles.line, path: `/lines/${line.id}`, body, allDay, structured });
}

function reachSection(reader: Reader, view: LineView, door: LinePageView['door']): Html | null {
  if (view.points.length === 0 && door === undefined) return null;
  return html`<section class="reach">
    <h2>${reader.words.line.reach}</h2>
    ${door === undefined ? '' : doorRow(reader, view.line, door)}
    <ul class="points">
      ${view.points.map((point) => pointItem(reader, view, point))}
    </ul>
  </section>`;
}

function trail(reader: Reader, line: Line): Html {
  const { frame } = reader.words;
  const place =
    line.region === null
      ? ''
      : html` ›
          <a href="${addressOf(reader.lang, `/regions/${line.region.code}`)}">${placeName(reader, line.region)}</a>`;
  return html`<p class="trail"><a href="${addressOf(reader.lang, '/regions')}">${frame.regions}</a>${place}</p>`;
}

function headStanding(reader: Reader, view: LineView): Html {
  const { line: words, provenance } = reader.words;
  const { line, service } = view;
  const notes = {
    'event-over': words.ended,
    expired: words.expiredNote,
    'not-yet-open': words.notYet,
    'in-service': null,
  };
  const note = notes[service];
  const confirmed =
    line.verifiedOn === null && line.confirmedOn !== null
      ? provenance.lastConfirmed(dateWords(reader, line.confirmedOn))
      : line.verifiedOn === null
        ? provenance.neither
        : provenance.verified(dateWords(reader, line.verifiedOn));
  return html`${standingLine(standingOfView(reader, view))}
    <p class="from">${confirmed}</p>
    ${note === null ? '' : html`<p class="notice">${note}</p>`}`;
}

function standingOfView(reader: Reader, view: LineView): Standing {
  const [best] = view.points;
  if (best !== undefined) return standingOf(reader, view.line, view.service, best);
  if (view.service !== 'in-service') return outOfService(reader, view.line, view.service);
  return { lamp: 'dark', sentence: reader.words.state.noWay };
}

function pointItem(reader: Reader, view: LineView, { point, at }: PointView): Html {
  const ownStanding = point.hours !== null && view.service === 'in-service';
  return html`<li>
    ${contactBlock(reader, view.line, point, offers[view.service])}${list('notes', contactNotes(reader, point))}${
      ownStanding ? standingLine(standingOf(reader, view.line, view.service, { point, at })) : ''
    }
  </li>`;
}

/** Doubts for those who keep the directory; what they mean for a caller is said elsewhere on the page. */
const keepersOnly = new Set<Flag['code']>(['expired', 'duplicate', 'repaired']);

function doubtsSection(reader: Reader, all: readonly Flag[]): Html | null {
  const doubts = all.filter(({ code }) => !keepersOnly.has(code));
  if (doubts.length === 0) return null;
  const { line } = reader.words;
  return html`<section class="doubts">
    <h2>${line.doubts}</h2>
    <ul>
      ${doubts.map(
        (doubt) =>
          html`<li>
            ${asWritten(reader, doubt.why)}${doubt.suggestion === undefined ? '' : html` ${line.doubtSuggestion(doubt.suggestion)}`}
          </li>`,
      )}
    </ul>
  </section>`;
}

function sourceSection(reader: Reader, line: Line): Html {
  const { line: words } = reader.words;
  return html`<section class="sources">
    <h2>${words.source}</h2>
    <ul>
      ${line.listings.map((listing) => html`<li>${listingWords(reader, listing)}</li>`)}
    </ul>
  </section>`;
}

function listingWords(reader: Reader, listing: Listing): Html {
  const { line: words, time, notices } = reader.words;
  const facts = [
    listing.number === null ? null : words.noticeNumber(listing.number),
    listing.date === null ? notices.undated : dateWords(reader, listing.date),
    rowWords(reader, listing.row),
  ].filter((fact) => fact !== null);
  const issuers = listing.issuers.length === 0 ? null : asWritten(reader, listing.issuers.join('、'));
  const title = link(addressOf(reader.lang, `/notices/${listing.source}`), asWritten(reader, listing.title));
  return html`${title}${span('from', facts.join(time.list))}${issuers === null ? '' : span('from', issuers)}`;
}

function insteadSection(reader: Reader, alternatives: readonly Answer[]): Html | null {
  if (alternatives.length === 0) return null;
  return html`<section class="instead">
    <h2>${reader.words.line.alternatives}</h2>
    ${alternatives.map((answer) => answerCard(reader, answer, 'section'))}
  </section>`;
}
