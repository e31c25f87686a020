// What the script of a room asks for. Everything is for whoever holds the cookie of a session; the same can be done by
// forms, see site/chat.
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import type { Clock } from '#platform/clock.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { EventFeed } from '#platform/streams.ts';
import * as contract from './contract.ts';
import { followRoom } from './following-store.ts';
import type { ChatParts } from './ports.ts';
import { endTalk, leaveFast, readLines, readStanding, say, stepAway } from './room-store.ts';
import { type KnownSession, stillThere } from './known-sessions.ts';
import { againCookie, recognise, roomCookie, type Session } from './session-store.ts';

/** A message of the greatest length, with every character escaped, and some room. */
const longestBody = 64 * 1024;

const open = {
  access: { open: 'Whoever waits or talks has no account; the cookie of the session says whose room it is.' },
  audit: { none: 'Who looks for help is not put on file.' },
} as const;

const noSession = {
  status: 401,
  zh: '这里没有正在进行的谈话。',
  en: 'There is no conversation going on here.',
} as const;

type Holder = Session & { readonly token: string };

/** The rows. */
export function chatRoutes(parts: ChatParts, clock: Clock): readonly Route[] {
  return [streamRoute(parts, clock), roomRoute(parts), sayRoute(parts), signRoute(parts), ...leavingRoutes(parts)];
}

async function holderOf(
  { db }: ChatParts,
  { cookies, now }: Pick<Context, 'cookies' | 'now'>,
): Promise<Result<Holder, 'no-session'>> {
  const token = cookies.get(roomCookie);
  const session = await recognise(db, token, now);
  return session === undefined || token === undefined ? refuse('no-session') : ok({ ...session, token });
}

/** Whose a message is. Remembered or asked for; whether that still holds is for the statement that writes. */
async function knownOf(
  { db, known }: ChatParts,
  token: string,
  now: Temporal.Instant,
): Promise<KnownSession | undefined> {
  const before = known.recall(token);
  if (before !== undefined) return before;
  const session = await recognise(db, token, now);
  if (session !== undefined) known.keep(token, session);
  return session;
}

/** Streams of one session open at once: a phone, a computer, and one that has not noticed yet that it was cut. */
const MOST_STREAMS = 4;

function streamRoute(parts: ChatParts, clock: Clock): Route {
  const openNow = new Map<string, number>();
  parts.metrics.gauge('chat_rooms_followed', 'Rooms with a page open now.', () => openNow.size);
  const count = (id: string, more: 1 | -1): void => {
    const now = (openNow.get(id) ?? 0) + more;
    if (now > 0) openNow.set(id, now);
    else openNow.delete(id);
  };
  return defineRoute({
    ...contract.followRoom,
    ...open,
    about: 'The room, live: each new line, and how it stands whenever that changed.',
    run: async (_, context): Promise<Result<EventFeed, 'no-session' | 'too-many-streams'>> => {
      const holder = await holderOf(parts, context);
      if (!holder.ok) return holder;
      const session = holder.value;
      if ((openNow.get(session.id) ?? 0) >= MOST_STREAMS) return refuse('too-many-streams');
      const feed = followRoom(parts, session, clock);
      let begun = false;
      return ok({
        ...feed,
        readFrom: (position, limit, rang) => {
          if (!begun) count(session.id, 1);
          begun = true;
          return feed.readFrom(position, limit, rang);
        },
        ended: () => void (begun && count(session.id, -1)),
      });
    },
    refusals: {
      'no-session': noSession,
      'too-many-streams': {
        status: 429,
        zh: '这段谈话已经在几个页面里打开了，请先关掉其中一个。',
        en: 'This conversation is open in several windows already. Please close one of them.',
      },
    },
  });
}

function roomRoute(parts: ChatParts): Route {
  return defineRoute({
    ...contract.readRoom,
    ...open,
    about: 'How it stands, and the lines after a position.',
    run: async ({ query: { after } }, context) => {
      const holder = await holderOf(parts, context);
      if (!holder.ok) return holder;
      const stands = await readStanding(parts, holder.value, context.now);
      if (stands === undefined) return refuse('no-session');
      const { lines } = await readLines(parts, holder.value, after);
      return ok({ state: stands.state, lines: [...lines] });
    },
    refusals: { 'no-session': noSession },
  });
}

function sayRoute(parts: ChatParts): Route {
  return defineRoute({
    ...contract.say,
    ...open,
    longestBody,
    about: 'Says something; acknowledged when it is durable. The same id again is the same message.',
    run: async ({ body }, context) => {
      const token = context.cookies.get(roomCookie);
      if (token === undefined) return refuse('no-session');
      const session = await knownOf(parts, token, context.now);
      if (session === undefined) return refuse('no-session');
      const provided = stillThere(token, session, context.now);
      const said = await say(parts, session, { ...body, provided }, context.now);
      if (!said.ok && said.refusal === 'no-session') parts.known.drop(token);
      return said.ok ? ok({ position: said.value }) : said;
    },
    refusals: {
      'no-session': noSession,
      'not-open': {
        status: 409,
        zh: '这次谈话已经结束，这句话没有发出。',
        en: 'The conversation has ended; this was not sent.',
      },
      'too-fast': {
        status: 429,
        zh: '写得有点快，过一两秒会自动再发。',
        en: 'That was quick. It is sent again in a moment.',
      },
    },
  });
}

function signRoute(parts: ChatParts): Route {
  return defineRoute({
    ...contract.sign,
    ...open,
    about: 'Small signs: what has been shown and read, and whether somebody is typing. Never what.',
    run: async ({ body }, context) => {
      const holder = await holderOf(parts, context);
      if (!holder.ok) return holder;
      if (parts.signs.take(holder.value.id, context.now) === 0)
        await parts.reception.sign(holder.value, body, context.now);
      return ok({});
    },
    refusals: { 'no-session': noSession },
  });
}

function leavingRoutes(parts: ChatParts): readonly Route[] {
  const deeds = [
    [contract.stepAway, 'The page is left while waiting; the place is kept.', stepAway, false],
    [contract.endTalk, 'Ends the conversation, or gives up waiting.', endTalk, false],
    [contract.leaveFast, 'Quick exit: the session is gone here and in the browser.', leaveFast, true],
  ] as const;
  return deeds.map(([endpoint, about, deed, clears]) =>
    defineRoute({
      ...endpoint,
      ...open,
      about,
      run: async (_, context) => {
        const holder = await holderOf(parts, context);
        if (clears) for (const name of [roomCookie, againCookie]) context.cookies.clear(name);
        if (holder.ok) await deed(parts, holder.value, context.now);
        return ok({});
      },
      refusals: {},
    }),
  );
}
