// A person's room while it is open: how it stands, what was said, saying something, ending it. The page holds no id; the
// session says which contact it is.
import type { PersonSaying } from '#contact/index.ts';
import type { Status } from '../contact/contract.ts';
import { refuse, refuseFor, type Result } from '#platform/result.ts';
import { forgetPerson } from './afterwards-store.ts';
import type { KnownSession } from './known-sessions.ts';
import type { RoomLine, RoomState } from './contract.ts';
import type { ChatParts } from './ports.ts';
import { lineOf, noStanding, stateOf } from './room.ts';
import { endSession, type Session, shortenSession } from './session-store.ts';
import { hasCode } from './code-store.ts';

const MOST_LINES = 200;

type Stands = {
  readonly state: RoomState;
  readonly queue: string | null;
  /** The place was kept for them until they had been away for too long. */
  readonly lapsed: boolean;
};

/** How it stands now, and the queue it waits in; undefined: there is no such contact. Whoever looks has come back. */
export async function readStanding(
  { reception }: Pick<ChatParts, 'reception'>,
  session: Session,
  now: Temporal.Instant,
): Promise<Stands | undefined> {
  const seen = await reception.view(session, now);
  if (seen === undefined) return undefined;
  const waits = isWaiting(seen.contact.status);
  if (!waits) {
    // Whoever gives up themselves has come back before, so nothing is kept for them then.
    const lapsed = seen.contact.status === 'abandoned' && seen.contact.keptUntil !== null;
    return { state: stateOf(seen, noStanding, now), queue: null, lapsed };
  }
  if (seen.contact.keptUntil !== null) await reception.perform(session, { do: 'come-back' }, now);
  const view = seen.contact.keptUntil === null ? seen : ((await reception.view(session, now)) ?? seen);
  const standing = await reception.standing(session, view.contact, now);
  return { state: stateOf(view, standing, now), queue: view.contact.queue, lapsed: false };
}

const isWaiting = (status: Status): boolean => status === 'waiting' || status === 'offered';

/** Lines read in one go. `onlySaid`: nothing happened besides words, so that it stands as it stood. */
export type ReadLines = {
  readonly lines: readonly RoomLine[];
  readonly upTo: number;
  readonly more: boolean;
  readonly onlySaid: boolean;
};

/** Lines after a position that are for the person, in order, and how far was looked. */
export async function readLines(
  { reception }: Pick<ChatParts, 'reception'>,
  session: Session,
  after: number,
  most = MOST_LINES,
): Promise<ReadLines> {
  const found = await reception.lines(session, after, most);
  const lines = found.map(lineOf).filter((line) => line !== null);
  const onlySaid = found.length > 0 && found.every(({ kind }) => kind === 'said');
  return { lines, upTo: found.at(-1)?.position ?? after, more: found.length >= most, onlySaid };
}

/** A whole room for a page: its state, and its last lines; `before`: the ones before a position. */
export async function readRoom(
  parts: Pick<ChatParts, 'reception'>,
  session: Session,
  before: number | null,
  now: Temporal.Instant,
): Promise<{ state: RoomState; lines: readonly RoomLine[]; earlier: boolean; lapsed: boolean } | undefined> {
  const stands = await readStanding(parts, session, now);
  if (stands === undefined) return undefined;
  const { state, lapsed } = stands;
  const end = Math.min(before ?? state.lastPosition + 1, state.lastPosition + 1);
  const from = Math.max(0, end - 1 - PAGE);
  const { lines } = await readLines(parts, session, from, PAGE);
  return { state, lines: lines.filter(({ position }) => position < end), earlier: from > 0, lapsed };
}

/** Lines that a page shows at once. */
const PAGE = 120;

/** Says something for the person; too fast is asked to wait. */
export async function say(
  parts: ChatParts,
  session: KnownSession,
  message: PersonSaying,
  now: Temporal.Instant,
): Promise<Result<number, 'not-open' | 'no-session' | 'too-fast'>> {
  const wait = parts.messages.take(session.id, now);
  if (wait > 0) {
    parts.counts.messagesSlowed += 1;
    return refuseFor('too-fast', wait);
  }
  const said = await parts.reception.say(session, message, now);
  return said.ok ? said : refuse(said.refusal === 'not-open' ? 'not-open' : 'no-session');
}

/** Ends the conversation, or gives up waiting. What comes after it may be read for an hour. */
export async function endTalk(
  parts: Pick<ChatParts, 'reception' | 'db'>,
  session: Session,
  now: Temporal.Instant,
): Promise<void> {
  const stands = await readStanding(parts, session, now);
  if (stands === undefined) return;
  const { status, nobodyOnDuty } = stands.state;
  if (status === 'talking') await parts.reception.perform(session, { do: 'end' }, now);
  if (status === 'waiting')
    await parts.reception.perform(
      session,
      nobodyOnDuty ? { do: 'divert', reason: 'nobody-on-duty' } : { do: 'give-up' },
      now,
    );
  await shortenSession(parts.db, session, now);
}

/** The page was left while waiting. */
export async function stepAway(
  { reception }: Pick<ChatParts, 'reception'>,
  session: Session,
  now: Temporal.Instant,
): Promise<void> {
  const view = await reception.view(session, now);
  if (view !== undefined && isWaiting(view.contact.status)) await reception.perform(session, { do: 'step-away' }, now);
}

/** Quick exit. Whoever has a return code finds their place or conversation again; for anybody else it ends. */
export async function leaveFast(parts: ChatParts, session: Session, now: Temporal.Instant): Promise<void> {
  const mayReturn = await hasCode(parts.db, session);
  // First the session: pages of it that are open elsewhere hear of what follows and find that it is gone.
  await endSession(parts.db, session);
  if (mayReturn) await stepAway(parts, session, now);
  else await endTalk(parts, session, now);
}

/** The person wants to be forgotten at once: their session and code go too. */
export async function forget(
  parts: ChatParts,
  session: Session,
  now: Temporal.Instant,
): ReturnType<ChatParts['reception']['forget']> {
  const done = await parts.reception.forget(session, now);
  if (done.ok) await forgetPerson(parts.db, session);
  return done;
}
