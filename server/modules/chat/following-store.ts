// The stream of a room: lines in order, each with its position as its id, and how it stands whenever that changed. What a
// page missed is read again from its last position; what is not for the person is passed over in silence.
import type { EventFeed, StreamEvent } from '#platform/streams.ts';
import type { Clock } from '#platform/clock.ts';
import type { RoomLine, RoomState } from './contract.ts';
import type { ChatParts } from './ports.ts';
import { type ReadLines, readLines, readStanding } from './room-store.ts';
import { recognise, type Session } from './session-store.ts';

type Parts = Pick<ChatParts, 'db' | 'reception'>;
type Held = Session & { readonly token: string };

/** Milliseconds for which it stands as it stood while nothing happens but that somebody says something. */
const SAID = 1000;
/** Milliseconds for which a page in a talk counts as its session's before that is asked again. */
const STILL_HELD = 5_000;

/** A feed for one page of a session. It says `gone` once when the session has ended elsewhere. */
export function followRoom(parts: Parts, session: Held, clock: Clock): EventFeed {
  const seen: Seen = { looked: 0, told: '', queue: null, talkedAt: -Infinity, dueAt: null };
  const standing = openStanding(parts, session, clock);
  const topicsNow = (): readonly string[] => parts.reception.topics(session.contact, seen.queue);
  return {
    topic: topicsNow,
    again: () => (seen.dueAt === null ? null : Math.max(1, seen.dueAt - performance.now())),
    readFrom: async (position, limit, rang) => {
      const from = Math.max(Number.parseInt(position ?? '0', 10) || 0, 0);
      const after = Math.max(from, seen.looked);
      const early = mayReadEarly(seen, rang, topicsNow()) ? await readLines(parts, session, after, limit) : null;
      if (early?.onlySaid === true) {
        seen.looked = early.upTo;
        seen.dueAt ??= seen.talkedAt + SAID;
        return early.lines.map(eventOf);
      }
      const stands = await standing();
      if (stands === undefined) {
        if (seen.told === 'gone') return [];
        seen.told = 'gone';
        return [{ id: String(from), event: 'gone', data: {} }];
      }
      const { state } = stands;
      seen.queue = stands.queue;
      seen.talkedAt = state.status === 'talking' ? performance.now() : -Infinity;
      seen.dueAt = null;
      const read =
        early ?? (state.lastPosition > after ? await readLines(parts, session, after, limit) : nothingNew(after));
      seen.looked = read.upTo;
      const events = read.lines.map(eventOf);
      if (!read.more && seen.told !== sayable(state)) {
        seen.told = sayable(state);
        events.push({ id: events.at(-1)?.id ?? String(from), event: 'state', data: state });
      }
      return events;
    },
  };
}

/** What one page has been told. Instants are milliseconds of this process. */
type Seen = {
  looked: number;
  told: string;
  queue: string | null;
  /** When it was last seen that they talk; -Infinity: they do not. */
  talkedAt: number;
  /** When it is to be asked how it stands; null: nothing calls for it. */
  dueAt: number | null;
};

/**
 * Whether lines may be read before it is asked how it stands: they talk, that was seen within the last second, and nothing
 * was rung but the conversation's own bell, which is the first of its topics.
 */
function mayReadEarly({ talkedAt }: Seen, rang: ReadonlySet<string>, [own = '']: readonly string[]): boolean {
  return rang.size === 1 && rang.has(own) && performance.now() - talkedAt < SAID;
}

const eventOf = (line: RoomLine): StreamEvent => ({ id: String(line.position), event: 'line', data: line });

const nothingNew = (upTo: number): ReadLines => ({ lines: [], upTo, more: false, onlySaid: false });

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
