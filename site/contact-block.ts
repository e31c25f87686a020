// One way to reach a line, as something to tap or to copy. A number that cannot be dialled as published is shown
// as published; a likely correction stands beside it, dialable and called a guess.
import type { AccessPoint, Line, Service } from '../server/modules/directory/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { link, span } from './elements.ts';
import { asWritten, type Reader } from './reader.ts';

/** How much a number is offered: to call, to try once, or only to be recognised, since nobody is there any more. */
type Offer = 'call' | 'try' | 'shown';

/** What the numbers of a line are offered for. */
export const offers: Readonly<Record<Service, Offer>> = {
  'in-service': 'call',
  expired: 'try',
  'event-over': 'shown',
  'not-yet-open': 'shown',
};

/** The number or address with its button. */
export function contactBlock(reader: Reader, line: Line, point: AccessPoint, offer: Offer = 'call'): Html {
  if (offer === 'shown') return html`<p class="copy">${span('number gone', point.display)}</p>`;
  if (point.tel !== null) return dialLink(reader, line, { tel: point.tel, display: point.display, offer });
  if (point.suggestedTel !== null) return guessedLink(reader, line, point, point.suggestedTel);
  if (point.kind === 'email' && point.number !== null) return mailLink(reader, point.number);
  return copyable(reader, point);
}

type Dialled = { readonly tel: string; readonly display: string; readonly offer: Offer };

function dialLink(reader: Reader, line: Line, { tel, display, offer }: Dialled): Html {
  const { point: words } = reader.words;
  const button = offer === 'call' ? span('button', words.dial) : span('button quiet', words.tryDial);
  return link(`tel:${tel}`, [span('number', display), button, forLine(reader, line)], 'dial');
}

function guessedLink(reader: Reader, line: Line, point: AccessPoint, tel: string): Html {
  const { point: words } = reader.words;
  const parts = [span('number', saidAloud(tel)), span('button quiet', words.tryDial), forLine(reader, line)];
  return html`${link(`tel:${tel}`, parts, 'dial guess')}
    <p class="note doubt">${words.suggested(splitNumber(tel)[0], point.raw)}</p>`;
}

/** Which line the button calls, for those who hear the page. */
function forLine(reader: Reader, line: Line): Html {
  return span('unseen', [reader.words.time.list, asWritten(reader, line.name)]);
}

function mailLink(reader: Reader, address: string): Html {
  const parts = [span('number', address), span('button', reader.words.point.write)];
  return link(`mailto:${address}`, parts, 'dial mail');
}

function copyable(reader: Reader, point: AccessPoint): Html {
  const { kinds, copyable: hint } = reader.words.point;
  const words = point.number ?? point.display;
  const isAccount = /^[\w@.+ -]+$/.test(words);
  const parts = isAccount ? [span('number', words), ' ', span('hint', hint)] : asWritten(reader, words);
  return html`<p class="copy">${span('kind', kinds[point.kind])} ${parts}</p>`;
}

/** What to know before dialling: landline only, keys to press, the note printed beside the number. */
export function contactNotes(reader: Reader, point: AccessPoint): readonly Html[] {
  const { point: words } = reader.words;
  const notes: Html[] = [];
  if (point.menuKeys.length > 0) notes.push(html`<strong>${words.menuKeys(point.menuKeys)}</strong>`);
  if (point.lineType === 'landline-only-800') notes.push(html`${words.landlineOnly}`);
  if (point.note !== null) notes.push(asWritten(reader, point.note));
  if (point.audience !== null && point.audience.raw !== point.note) notes.push(asWritten(reader, point.audience.raw));
  return notes;
}

/** The number as the page shows it: our guess where the published one cannot be dialled. */
export function numberShown({ tel, suggestedTel, display }: AccessPoint): string {
  return tel === null && suggestedTel !== null ? saidAloud(suggestedTel) : display;
}

/** A mainland number grouped as people say it: 0411-8468 9595, 400-967 8920, 185 0010 6141. */
export function saidAloud(tel: string): string {
  const [area, rest] = splitNumber(tel);
  const groups = rest.length > 5 ? [rest.slice(0, -4), rest.slice(-4)] : [rest];
  return area === '' ? groups.join(' ') : `${area}-${groups.join(' ')}`;
}

function splitNumber(tel: string): readonly [area: string, rest: string] {
  const area = /^(0(?:10|2\d)|0\d{3}|[48]00)(?=\d{4,})/.exec(tel)?.[1] ?? '';
  const rest = tel.slice(area.length);
  return area === '' && /^1\d{10}$/.test(rest) ? ['', `${rest.slice(0, 3)} ${rest.slice(3)}`] : [area, rest];
}
