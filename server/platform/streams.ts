// Live screens. The database is the truth and the bus only says "look": a stream sends what it reads from a
// position onwards, and looks again whenever the bus speaks. So nothing is lost, doubled or out of order,
// and a screen that was away tells its last position and goes on from there. Nothing is queued for a screen:
// while one does not read, nothing is fetched for it, and after a while it is cut and may come back.
import type { ServerResponse } from 'node:http';
import type { Log } from './log.ts';

/** One happening on a stream. `id` is its position: letters, digits, `.`, `:`, `_` and `-`, at most 100. */
export type StreamEvent = { readonly id: string; readonly event?: string; readonly data: unknown };

/** What a screen follows. */
export type EventFeed = {
  /** The bus topic on which somebody says "look"; as a function, asked again after every reading. */
  readonly topic: string | (() => readonly string[]);
  /**
   * Events after `position` in order, at most `limit`; null: from where a new screen begins. `rang` names the topics on
   * which somebody spoke since the last reading; none when it is read again by itself, and then anything may be new.
   */
  readonly readFrom: (
    position: string | null,
    limit: number,
    rang: ReadonlySet<string>,
  ) => Promise<readonly StreamEvent[]>;
  /** After so many milliseconds it wants to be read again although nobody spoke; asked after every reading. */
  readonly again?: () => number | null;
  /** Called once when the stream is over. */
  readonly ended?: () => void;
};

/** Whether a value is something a screen can follow. */
export function isFeed(value: unknown): value is EventFeed {
  return typeof value === 'object' && value !== null && 'topic' in value && 'readFrom' in value;
}

/** The part of the bus that streams need. Returns the function that ends the subscription. */
export type Bus = { readonly subscribe: (topic: string, look: () => void) => () => void };

export type StreamLimits = {
  /** Streams open at once in this process. */
  readonly most: number;
  /** A comment is sent after so many milliseconds of silence, and the feed is read again in case a "look" was lost. */
  readonly heartbeatMs: number;
  /** A screen that takes nothing for so many milliseconds is cut. */
  readonly stallMs: number;
  /** Events read at once. */
  readonly batch: number;
};

export const usualStreamLimits: StreamLimits = { most: 5000, heartbeatMs: 15_000, stallMs: 20_000, batch: 50 };

export type Streams = {
  /** Streams open now. */
  readonly open: () => number;
  /** True when no further stream is taken. */
  readonly full: () => boolean;
  /** Answers with the feed until the screen goes, stalls, or the server stops. Never throws. */
  readonly serve: (feed: EventFeed, position: string | null, response: ServerResponse) => Promise<void>;
  /** Ends all streams; screens come back by themselves within a few seconds. */
  readonly close: () => void;
};

/** The position a screen may come back with. */
export const positionForm = /^[\w.:-]{1,100}$/;

/** Streams over a bus. */
export function createStreams(bus: Bus, log: Log, limits: StreamLimits): Streams {
  const open = new Set<ServerResponse>();
  let stopping = false;
  return {
    open: () => open.size,
    full: () => stopping || open.size >= limits.most,
    serve: async (feed, position, response) => {
      open.add(response);
      const bell = createBell();
      const hearing = createHearing(bus, feed, bell.ring);
      response.once('close', bell.ring);
      try {
        await follow(feed, position, { response, bell, limits, hearing });
      } catch (error) {
        log.error('a stream ended early', error);
      } finally {
        hearing.end();
        feed.ended?.();
        open.delete(response);
        response.end();
      }
    },
    close: () => {
      stopping = true;
      for (const response of open) response.end();
    },
  };
}

type Following = {
  readonly response: ServerResponse;
  readonly bell: Bell;
  readonly limits: StreamLimits;
  readonly hearing: Hearing;
};

/** What a stream listens to now; `rang` tells on which topics somebody spoke since it was last asked. */
type Hearing = { readonly again: () => void; readonly rang: () => ReadonlySet<string>; readonly end: () => void };

function createHearing(bus: Bus, { topic }: EventFeed, ring: () => void): Hearing {
  const heard = new Map<string, () => void>();
  let spoken = new Set<string>();
  const hear = (name: string) => (): void => {
    spoken.add(name);
    ring();
  };
  const again = (): void => {
    if (typeof topic === 'string' && heard.size > 0) return;
    const wanted = new Set(typeof topic === 'string' ? [topic] : topic());
    for (const [name, unsubscribe] of heard) {
      if (wanted.has(name)) continue;
      unsubscribe();
      heard.delete(name);
    }
    for (const name of wanted) {
      if (heard.has(name)) continue;
      heard.set(name, bus.subscribe(name, hear(name)));
      // What happened on a topic before it was listened to is found by reading once more.
      hear(name)();
    }
  };
  const rang = (): ReadonlySet<string> => {
    const names = spoken;
    spoken = new Set();
    return names;
  };
  again();
  return { again, rang, end: () => heard.forEach((unsubscribe) => unsubscribe()) };
}

async function follow(
  feed: EventFeed,
  from: string | null,
  { response, bell, limits, hearing }: Following,
): Promise<void> {
  let position = from;
  let said = performance.now();
  const say = (text: string): Promise<boolean> => {
    said = performance.now();
    return send(response, text, limits.stallMs);
  };
  // Screens that were cut together must not come back together.
  if (!(await say(`retry: ${1000 + Math.floor(Math.random() * 4000)}\n\n`))) return;
  while (isOpen(response)) {
    const events = await feed.readFrom(position, limits.batch, hearing.rang());
    for (const event of events) {
      if (!(await say(written(event)))) return;
      position = event.id;
    }
    hearing.again();
    if (events.length >= limits.batch) continue;
    const silence = Math.max(0, limits.heartbeatMs - (performance.now() - said));
    await bell.wait(Math.min(silence, feed.again?.() ?? silence));
    if (performance.now() - said >= limits.heartbeatMs - TIMERS_ARE_EARLY && !(await say(':\n\n'))) return;
  }
}

/** A timer may fire a millisecond before its time. */
const TIMERS_ARE_EARLY = 2;

const isOpen = (response: ServerResponse): boolean => !response.destroyed && !response.writableEnded;

function written(event: StreamEvent): string {
  if (!positionForm.test(event.id)) throw new TypeError('The position of an event must be plain.');
  const name = event.event === undefined ? '' : `event: ${event.event.replace(/[\r\n]/g, ' ')}\n`;
  return `id: ${event.id}\n${name}data: ${JSON.stringify(event.data) ?? 'null'}\n\n`;
}

/** Writes, and waits until there is room again. False: the screen has gone, or took nothing in time and was cut. */
async function send(response: ServerResponse, text: string, stallMs: number): Promise<boolean> {
  if (!isOpen(response)) return false;
  if (response.write(text)) return true;
  const drained = await new Promise<boolean>((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      response.off('drain', settle).off('close', settle);
      resolve(isOpen(response) && !response.writableNeedDrain);
    };
    const timer = setTimeout(settle, stallMs);
    response.on('drain', settle).on('close', settle);
  });
  if (!drained) response.destroy();
  return drained;
}

/** Remembers that somebody rang while nobody was waiting. */
type Bell = { readonly ring: () => void; readonly wait: (ms: number) => Promise<void> };

function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const settle = (): void => {
          clearTimeout(timer);
          wake = null;
          rung = false;
          resolve();
        };
        const timer = setTimeout(settle, ms);
        wake = settle;
        if (rung) settle();
      }),
  };
}
