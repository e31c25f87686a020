// An answer as a card: name, how it stands, the number with its button, why this one, where it comes from.
// The order is the order of need at 23:40: can I call it now, what do I tap, may I trust it.
import type { AccessPoint, Answer, Reason } from '../server/modules/directory/contract.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { doorPart } from './chat/door-part.ts';
import { contactBlock, contactNotes, offers } from './contact-block.ts';
import { link, list } from './elements.ts';
import { addressOf, asWritten, placeName, type Reader } from './reader.ts';
import { outOfService, provenanceOf, type Standing, standingOf } from './standing.ts';

/** How the best way to reach the line stands. */
export function standingOfAnswer(reader: Reader, answer: Answer): Standing {
  const { line, service } = answer;
  const [best] = answer.accessPoints;
  if (best !== undefined) return standingOf(reader, line, service, best);
  if (service !== 'in-service') return outOfService(reader, line, service);
  return { lamp: 'dark', sentence: reader.words.state.noWay };
}

/** The sentence with its lamp. */
export function standingLine(standing: Standing): Html {
  return html`<p class="standing ${standing.lamp}">${standing.sentence}</p>`;
}

/** A full card, directly below the page's heading or within a section; `found` says why a search found it. */
export function answerCard(reader: Reader, answer: Answer, below: 'page' | 'section', found?: string): Html {
  const [best] = answer.accessPoints;
  const name = nameLink(reader, answer);
  return html`<article class="card">
    ${below === 'page' ? html`<h2 class="title">${name}</h2>` : html`<h3 class="title">${name}</h3>`}
    ${found === undefined ? '' : html`<p class="found">${asWritten(reader, found)}</p>`}
    ${standingLine(standingOfAnswer(reader, answer))}
    ${best === undefined ? '' : contactPart(reader, answer, best.point)} ${doorPart(reader, answer.line)}
    ${whyLine(reader, answer)}
    <p class="from">${provenanceOf(reader, answer.line)}${moreWays(reader, answer)}</p>
  </article>`;
}

function contactPart(reader: Reader, answer: Answer, point: AccessPoint): Html {
  const notes = [...contactNotes(reader, point), ...caveatNotes(reader, answer)];
  return html`${contactBlock(reader, answer.line, point, offers[answer.service])}${list('notes', notes)}`;
}

function moreWays(reader: Reader, answer: Answer): Html | null {
  const others = answer.accessPoints.length - 1;
  if (others < 1) return null;
  return html`${reader.words.time.semicolon}${link(lineAddress(reader, answer), reader.words.point.more(others))}`;
}

/** One line of a longer list: name, how it stands and who says so, the number with what to know before dialling. */
export function answerRow(reader: Reader, answer: Answer): Html {
  const standing = standingLine(standingOfAnswer(reader, answer));
  const inService = answer.service === 'in-service';
  const from = inService ? html`<p class="from">${provenanceOf(reader, answer.line)}</p>` : null;
  return html`<li class="row">
    <div>${nameLink(reader, answer)}${standing}${from}</div>
    ${inService ? rowNumber(reader, answer) : null}
  </li>`;
}

/** Rows that are folded away until somebody wants them; nothing when there are none. */
export function foldedRows(reader: Reader, summary: string, answers: readonly Answer[], over = false): Html | null {
  if (answers.length === 0) return null;
  return html`<details class="more">
    <summary>${summary}</summary>
    <ul class="${over ? 'rows over' : 'rows'}">
      ${answers.map((answer) => answerRow(reader, answer))}
    </ul>
  </details>`;
}

function rowNumber(reader: Reader, answer: Answer): Html | null {
  const point = answer.accessPoints.find(({ point: { tel } }) => tel !== null)?.point;
  if (point?.tel == null) return null;
  const number = link(`tel:${point.tel}`, point.display, 'row-number');
  const notes = list('notes', contactNotes(reader, point));
  return notes === null ? number : html`<div class="row-reach">${number}${notes}</div>`;
}

/** The address of the line's own page. */
export function lineAddress(reader: Reader, answer: Answer): string {
  return addressOf(reader.lang, `/lines/${answer.line.id}`);
}

function nameLink(reader: Reader, answer: Answer): Html {
  return link(lineAddress(reader, answer), asWritten(reader, answer.line.name), 'name');
}

const saidByStanding = new Set<Reason['kind']>([
  'open-now',
  'open-all-day',
  'opens-soon',
  'hours-unknown',
  'write-any-time',
]);
const caveats = new Set<Reason['kind']>(['for-groups-only', 'for-region-only', 'for-people-affected']);

/** What must be known before calling: it may not be meant for this person. */
function caveatNotes(reader: Reader, answer: Answer): readonly Html[] {
  return answer.reasons
    .filter((reason) => caveats.has(reason.kind))
    .map((reason) => html`${reasonWords(reader, answer, reason)}`);
}

/** Why this line, without what its standing has said already. */
function whyLine(reader: Reader, answer: Answer): Html | null {
  const said = answer.reasons.filter(({ kind }) => !saidByStanding.has(kind) && !caveats.has(kind));
  if (said.length === 0) return null;
  const list = said.map((reason) => reasonWords(reader, answer, reason)).join(reader.words.time.list);
  return html`<p class="why">${reader.words.reason.why(list)}</p>`;
}

function reasonWords(reader: Reader, answer: Answer, reason: Reason): string {
  const { reason: words, groups } = reader.words;
  switch (reason.kind) {
    case 'same-city':
      return words.sameCity(placeOf(reader, answer, reason.region, 'city'));
    case 'same-province':
      return words.sameProvince(placeOf(reader, answer, reason.region, 'province'));
    case 'serves-whole-country':
      return words.wholeCountry;
    case 'for-your-group':
      return words.forGroup(groups[reason.group]);
    case 'for-everyone':
      return words.forEveryone;
    case 'open-now':
      return words.openNow;
    case 'open-all-day':
      return words.openAllDay;
    case 'opens-soon':
      return words.opensSoon;
    case 'hours-unknown':
      return words.hoursUnknown;
    case 'verified-lately':
      return words.verifiedLately;
    case 'for-groups-only':
      return words.groupsOnly(reason.groups.map((group) => groups[group]).join(reader.words.time.list));
    case 'for-region-only':
      return words.regionOnly(placeOf(reader, answer, reason.region, 'province'));
    case 'for-people-affected':
      return words.affectedOnly;
    case 'write-any-time':
      return words.writeAnyTime;
  }
  return reason satisfies never;
}

function placeOf(reader: Reader, answer: Answer, published: string, level: 'city' | 'province'): string {
  const own = answer.line.region;
  if (own === null) return published;
  const code = level === 'city' ? own.code : RegionCode.parse(`${own.code.slice(0, 2)}0000`);
  return placeName(reader, { code, name: published });
}
