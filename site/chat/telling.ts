// The sentences about waiting and doors. Those of the room are also told by its script, site/browser/room-following.js, from the
// same templates: change both together.
import type { ChatDoor, RoomState } from '../../server/modules/chat/contract.ts';
import type { Lamp } from '../standing.ts';
import type { Reader } from '../reader.ts';
import { dateWords, dayOf, endWords, startWords } from '../telling-time.ts';

/** A template with what stands in braces filled in. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** 两, or a figure where there are many. */
export function countWords({ words }: Reader, count: number): string {
  const { counted, many } = words.chat.room;
  return counted[count - 1] ?? fill(many, { n: count });
}

/** How a door stands, in a few words, with its lamp. Amber: somebody is there. */
export function doorWords(reader: Reader, door: ChatDoor): { readonly lamp: Lamp; readonly sentence: string } {
  const { door: words } = reader.words.chat;
  const { list } = reader.words.time;
  const said = (lamp: Lamp, ...parts: readonly string[]) => ({ lamp, sentence: [words.name, ...parts].join(' · ') });
  switch (door.state) {
    case 'open': {
      if (door.waiting === 0 && door.hasRoom) return said('lit', words.open, words.openNone);
      const wait = door.wait === null ? [] : [words.wait(door.wait.fromMinutes, door.wait.toMinutes)];
      if (door.waiting === 0) return said('lit', words.open, words.openBusy, ...wait);
      return said('lit', words.open, [words.openWaiting(countWords(reader, door.waiting)), ...wait].join(list));
    }
    case 'closed':
      return said('dark', door.opens === null ? words.closed : words.opens(startWords(reader, door.opens)));
    case 'nobody-on-duty':
      return said('dark', words.nobody);
    case 'not-yet':
      return said('dark', words.notYet(door.opens === null ? '' : dateWords(reader, door.opens)));
    case 'line-ended':
      return said('over', words.ended);
  }
  return door.state satisfies never;
}

/** How a wait stands: the headline, and what can be said about it. */
export function waitingWords(
  reader: Reader,
  state: RoomState,
): { readonly headline: string; readonly told: string; readonly kept: string } {
  const { room } = reader.words.chat;
  const kept = fill(room.kept, { n: state.keptMinutes });
  if (state.asked) return { headline: room.asked, told: room.soon, kept: '' };
  if (state.nobodyOnDuty) return { headline: room.nobody, told: room.nobodyMore, kept };
  if (state.acceptedAt !== null) return { headline: room.again, told: room.againMore, kept };
  const place = state.place ?? { position: 1, ahead: { risk: 0, priority: 0, arrival: 0 } };
  const ahead = place.position - 1;
  const headline = ahead === 0 ? room.next : fill(room.ahead, { n: countWords(reader, ahead) });
  return { headline, told: [urgentWords(reader, place.ahead.risk), rangeWords(reader, state.wait)].join(''), kept };
}

function urgentWords(reader: Reader, risk: number): string {
  if (risk === 0) return '';
  const said = fill(reader.words.chat.room.urgentFirst, { n: countWords(reader, risk) });
  return reader.lang === 'zh' ? said : `${said} `;
}

function rangeWords({ words }: Reader, wait: RoomState['wait']): string {
  const { room } = words.chat;
  if (wait === null) return room.waitUnknown;
  const { fromMinutes: from, toMinutes: to } = wait;
  return from === to ? fill(room.waitOne, { to }) : fill(room.waitRange, { from, to });
}

/** How long the talk has lasted, against how long one usually is. */
export function talkedWords(reader: Reader, state: RoomState): string {
  const { room } = reader.words.chat;
  if (state.acceptedAt === null) return '';
  const since = Temporal.Instant.from(state.acceptedAt).until(reader.now).total('minutes');
  const n = Math.max(0, Math.floor(since));
  return fill(n > state.talkMinutes ? room.over : room.talked, { n, talk: state.talkMinutes });
}

/** Days as people say them: 3 天, 3 年. */
export function spanWords({ words }: Reader, days: number): string {
  const { span } = words.chat;
  if (days === 0) return span.atOnce;
  return days >= 365 ? span.years(Math.floor(days / 365)) : span.days(days);
}

/** An instant until which something lasts: with the hour when it is near, with the year when it is far. */
export function untilWords(reader: Reader, iso: string): string {
  const day = dayOf(Temporal.Instant.from(iso));
  return dayOf(reader.now).until(day).days > 60 ? dateWords(reader, day.toString()) : endWords(reader, iso);
}
