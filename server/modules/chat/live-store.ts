// Opens chat for one process: its rows, and what the pages of the site ask of it.
import { secretNamed } from '#platform/database/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { DoorOf } from '#contact/index.ts';
import { hasSaid, readKeeping, readPromise, saveSatisfaction } from './afterwards-store.ts';
import { comeBack, hasCode, makeCode } from './code-store.ts';
import { comeIn, comesAgain, endStillborn, nextTicket } from './coming-in-store.ts';
import type { ChatDoor, Coming, Satisfaction } from './contract.ts';
import { knownSessions } from './known-sessions.ts';
import { createEntries, createGuesses, createPace } from './limits.ts';
import type { ChatOptions, ChatParts, Counts } from './ports.ts';
import { endTalk, forget, leaveFast, readRoom, say } from './room-store.ts';
import { chatRoutes } from './routes.ts';
import { againCookie, recognise, removeEnded, roomCookie, type Session } from './session-store.ts';

type Now = Temporal.Instant;

/** Chat in one process. */
export type Chat = Awaited<ReturnType<typeof openChat>>;

/** Opens it. */
export async function openChat(options: ChatOptions, clock: Clock) {
  const parts: ChatParts = {
    ...options,
    secret: await secretNamed(options.db, 'chat-tickets'),
    entries: createEntries(),
    guesses: createGuesses(),
    messages: createPace({ burst: 8, perSecond: 2 }),
    known: knownSessions(),
    signs: createPace({ burst: 6, perSecond: 3 }),
    counts: { entered: 0, puzzlesAsked: 0, turnedAway: 0, messagesSlowed: 0, wrongCodes: 0 },
  };
  showCounts(options.metrics, parts.counts);
  const { db } = options;
  return {
    routes: chatRoutes(parts, clock),
    /** Sessions that have ended go; to be called every few minutes. */
    tidy: async (now: Now) => endStillborn(parts, await removeEnded(db, now), now),
    pages: pagesOf(parts),
  };
}

/** What the pages of the site ask of chat. */
function pagesOf(parts: ChatParts) {
  const { db } = parts;
  return {
    cookies: { room: roomCookie, again: againCookie },
    door: async (line: string, now: Now) => doorOf(await parts.reception.door(line, 'chat', now)),
    promise: async (line: string, now: Now) => {
      const door = await parts.reception.door(line, 'chat', now);
      return door === undefined ? undefined : readPromise(parts, { organisation: door.organisation, line }, now);
    },
    ticket: (address: string, now: Now) => nextTicket(parts, address, now),
    comeIn: (coming: Coming, now: Now) => comeIn(parts, coming, now),
    recognise: (token: string | undefined, now: Now) => recognise(db, token, now),
    room: (session: Session, before: number | null, now: Now) => readRoom(parts, session, before, now),
    say: (session: Session, message: { id: string; text: string }, now: Now) => say(parts, session, message, now),
    end: (session: Session, now: Now) => endTalk(parts, session, now),
    leave: (session: Session, now: Now) => leaveFast(parts, session, now),
    keeping: (session: Session, now: Now) => readKeeping(parts, session, now),
    hasCode: (session: Session) => hasCode(db, session),
    makeCode: (session: Session, now: Now) => makeCode(parts, session, now),
    comeBack: (given: { typed: string; address: string; lang: 'zh' | 'en' }, now: Now) => comeBack(parts, given, now),
    comesAgain: (again: string | undefined, line: string, now: Now) => comesAgain(parts, again, line, now),
    hasSaid: (session: Session) => hasSaid(db, session),
    thank: (session: Session, said: Satisfaction, now: Now) => saveSatisfaction(parts, session, said, now),
    forget: (session: Session, now: Now) => forget(parts, session, now),
  };
}

function doorOf(found: DoorOf | undefined): ChatDoor | undefined {
  if (found === undefined || found.door.state === 'no-such-door') return undefined;
  const { door, talkMinutes, keptMinutes, oneTime } = found;
  return {
    state: door.state,
    waiting: door.state === 'open' ? door.waiting : 0,
    hasRoom: door.state === 'open' && door.hasRoom,
    wait: door.state === 'open' ? door.wait : null,
    opens:
      door.state === 'closed' ? (door.opensAt?.toString() ?? null) : door.state === 'not-yet' ? door.opensOn : null,
    talkMinutes,
    keptMinutes,
    oneTime,
  };
}

const gauges = {
  entered: ['chat_entered', 'People who came in by chat since the start.'],
  puzzlesAsked: ['chat_puzzles_asked', 'Times a puzzle was asked for because many came from one address.'],
  turnedAway: ['chat_turned_away', 'Times somebody was turned away because far too many came from one address.'],
  messagesSlowed: ['chat_messages_slowed', 'Messages that came too fast and were asked to wait.'],
  wrongCodes: ['chat_wrong_codes', 'Return codes that were none.'],
} as const satisfies Record<keyof Counts, readonly [string, string]>;

function showCounts(metrics: ChatOptions['metrics'], counts: Counts): void {
  metrics.gauge(...gauges.entered, () => counts.entered);
  metrics.gauge(...gauges.puzzlesAsked, () => counts.puzzlesAsked);
  metrics.gauge(...gauges.turnedAway, () => counts.turnedAway);
  metrics.gauge(...gauges.messagesSlowed, () => counts.messagesSlowed);
  metrics.gauge(...gauges.wrongCodes, () => counts.wrongCodes);
}
