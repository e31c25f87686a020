// The stream of a room: lines in order, each with its position as its id, and how it stands whenever that changed. What a
// page missed is read again from its last position; what is not for the person is passed over in silence.
import type { EventFeed, StreamEvent } from '#platform/streams.ts';
import type { Clock } from '#platform/clock.ts';
import type { RoomState } from './contract.ts';
import type { ChatParts } from './ports.ts';
import { readLines, readStanding } from './room-store.ts';
import { recognise, type Session } from './session-store.ts';

type Parts = Pick<ChatParts, 'db' | 'reception'>;
type Held = Session & { readonly token: string };

/** Milliseconds for which a page in a talk counts as its session's before that is asked again. */
const STILL_HELD = 5_000;

/** A feed for one page of a session. It says `gone` once when the session has ended elsewhere. */
export function followRoom(parts: Parts, session: Held, clock: Clock): EventFeed {
  let looked = 0;
  let told = '';
  let queue: string | null = null;
  const standing = openStanding(parts, session, clock);
  return {
    topic: () => parts.reception.topics(session.contact, queue),
    readFrom: async (position, limit) => {
      const from = Math.max(Number.parseInt(position ?? '0', 10) || 0, 0);
      const stands = await standing();
      if (stands === undefined) {
        if (told === 'gone') return [];
        told = 'gone';
        return [{ id: String(from), event: 'gone', data: {} }];
      }
      const { state } = stands;
      queue = stands.queue;
      const after = Math.max(from, looked);
      const read = state.lastPosition > after ? await readLines(parts, session, after, limit) : nothingNew(after);
      looked = read.upTo;
      const events: StreamEvent[] = read.lines.map((line) => ({
        id: String(line.position),
        event: 'line',
        data: line,
      }));
      if (!read.more && told !== sayable(state)) {
        told = sayable(state);
        events.push({ id: events.at(-1)?.id ?? String(from), event: 'state', data: state });
      }
      return events;
    },
  };
}

const nothingNew = (upTo: number): Awaited<ReturnType<typeof readLines>> => ({ lines: [], upTo, more: false });

/**
 * How it stands, as long as the session is there; asked of the session first, since whoever looks has come back. While
 * somebody talks, every message rings: then the session is asked now and then, and when the talk is over.
 */
function openStanding(parts: Parts, session: Held, clock: Clock) {
  let talkedAt: number | null = null;
  return async (): Promise<Awaited<ReturnType<typeof readStanding>>> => {
    const now = clock.now();
    const asked = talkedAt === null || performance.now() - talkedAt > STILL_HELD;
    if (asked && (await recognise(parts.db, session.token, now)) === undefined) return undefined;
    const stands = await readStanding(parts, session, now);
    const talks = stands?.state.status === 'talking';
    if (asked) talkedAt = talks ? performance.now() : null;
    if (talks || asked) return stands;
    talkedAt = null;
    return (await recognise(parts.db, session.token, now)) === undefined ? undefined : stands;
  };
}

/** Everything but the hour, which changes without anything having changed. */
const sayable = (state: RoomState): string => JSON.stringify({ ...state, now: '' });
