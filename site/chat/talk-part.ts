// The lines of a conversation. The room's script, site/browser/room-lines.js, makes the same markup for lines that come later:
// change both together.
import type { RoomLine, RoomState } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { ZONE } from '#platform/clock.ts';
import { link } from '../elements.ts';
import type { Reader } from '../reader.ts';
import { timeOf } from '../telling-time.ts';
import { fill } from './telling.ts';

/** The list, with a word for each new day, and how far the last own message has come. */
export function talkLines(reader: Reader, lines: readonly RoomLine[], state: RoomState): Html {
  const mine = lines.findLast(({ author }) => author === 'me');
  let day = '';
  const items = lines.map((line) => {
    const own = dayOf(reader, line.at);
    const separator = own === day ? '' : html`<li class="day" data-day="${own}">${own}</li>`;
    day = own;
    return html`${separator}${lineItem(reader, line, line === mine ? markOf(reader, line.position, state) : null)}`;
  });
  return html`<ol class="talk" id="lines">
    ${items}
  </ol>`;
}

function lineItem(reader: Reader, line: RoomLine, mark: string | null): Html {
  const { room } = reader.words.chat;
  const time = html`<span class="at">${timeOf(Temporal.Instant.from(line.at))}</span>`;
  if (line.word !== null)
    return html`<li class="word" data-position="${line.position}">${room.lines[line.word]} ${time}</li>`;
  const mine = line.author === 'me';
  const who = mine ? room.me : line.author === 'supervisor' ? room.supervisor : room.counsellor;
  return html`<li class="${mine ? 'mine' : `theirs ${line.author}`}" data-position="${line.position}">
    <span class="who">${who}</span>
    ${bubble(reader, line)}
    <span class="under">${time}${mark === null ? '' : html` <span class="mark-word">${mark}</span>`}</span>
  </li>`;
}

function bubble(reader: Reader, { text, author }: RoomLine): Html {
  if (text === null) return html`<p class="said gone">${reader.words.chat.room.forgotten}</p>`;
  return html`<p class="said">${author === 'me' ? text : withNumbers(text)}</p>`;
}

/** Numbers that can be called, in words of staff: tapped, they are dialled. */
const callable = /(?<!\d)(?:12355|12356|12320|110|119|120|400-?\d{3}-?\d{4}|0\d{2,3}-?\d{7,8}|1[3-9]\d{9})(?!\d)/g;

function withNumbers(text: string): readonly (string | Html)[] {
  const parts: (string | Html)[] = [];
  let from = 0;
  for (const found of text.matchAll(callable)) {
    parts.push(text.slice(from, found.index), link(`tel:${found[0].replaceAll('-', '')}`, found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

function markOf(reader: Reader, position: number, { theirs }: RoomState): string {
  const { room } = reader.words.chat;
  if (position <= theirs.read) return room.read;
  return position <= theirs.delivered ? room.delivered : room.sent;
}

function dayOf(reader: Reader, at: string): string {
  const { room } = reader.words.chat;
  const { month, day, dayOfWeek } = Temporal.Instant.from(at).toZonedDateTimeISO(ZONE);
  return fill(room.day, { month, day, weekday: room.weekdays[dayOfWeek % 7] ?? '' });
}
