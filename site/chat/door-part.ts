// The door of a line's chat, as one row on a card or on the line's own page: whether somebody is there, and the way in.
import type { ChatDoor } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { link, span } from '../elements.ts';
import { addressOf, asWritten, type Reader } from '../reader.ts';
import { doorWords } from './telling.ts';

/** The row; nothing for a line without a door here. */
export function doorPart(reader: Reader, line: { readonly id: string; readonly name: string }): Html | null {
  const door = reader.doorSeen(line.id);
  return door === undefined ? null : doorRow(reader, line, door);
}

/** The row of a door that is known. */
export function doorRow(
  reader: Reader,
  line: { readonly id: string; readonly name: string },
  door: ChatDoor,
): Html | null {
  if (door.state === 'line-ended') return null;
  const { door: words } = reader.words.chat;
  const { lamp, sentence } = doorWords(reader, door);
  const open = door.state === 'open';
  const heard = span('unseen', [reader.words.time.list, asWritten(reader, line.name)]);
  const button = [span(open ? 'button' : 'button quiet', open ? words.go : words.look), heard];
  return html`<div class="door">
    ${html`<p class="standing ${lamp}">${sentence}</p>`}${link(addressOf(reader.lang, `/chat/${line.id}`), button, 'door-go')}
  </div>`;
}
