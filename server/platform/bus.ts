// Between processes the bus says one thing only: "look". The database is the truth; whoever hears of a topic
// reads what is new there. So a word may be lost, doubled or late without harm, words about one topic melt into
// one, and after a broken connection everybody is simply told to look. Words are sent after the commit and never inside
// the writer's transaction, where NOTIFY would queue all commits. Whoever listens in the same process hears at once; to the
// others a first word goes at once and what follows it a few milliseconds' worth at a time.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { CannotStart } from './cannot-start.ts';
import type { RawQuery } from './database/pool.ts';

/** Called when there may be something new; `position` is the newest known one, null when words may have been missed. */
export type Look = (position: number | null) => void;

export type Bus = {
  /** Says that `topic` has something up to `position` (an id that only grows). Call it after the commit. */
  readonly publish: (topic: string, position: number) => void;
  /** Hears of a topic, also of what this process publishes. Returns the function that ends it. */
  readonly subscribe: (topic: string, look: Look) => () => void;
  readonly close: () => Promise<void>;
};

export type BusOptions = {
  /** How the app reaches the database; used when there is no NATS. */
  readonly app: ClientConfig;
  readonly raw: RawQuery;
  /** Address of a NATS server; the database carries the words without it. */
  readonly natsUrl?: string | undefined;
  /** Told in plain words when a connection was lost or found again. */
  readonly tell?: ((words: string) => void) | undefined;
};

/** A way for words to travel to all processes, this one included. */
type Carrier = { readonly send: (words: string) => Promise<void>; readonly close: () => Promise<void> };
type Ears = {
  readonly hear: (words: string) => void;
  readonly missed: () => void;
  readonly tell: (words: string) => void;
};

const CHANNEL = 'xindeng_look';
/** Milliseconds: at least so long between two sendings, and how soon unsent words are tried again. */
const GATHER = 8;
const RETRY = 500;
const LONGEST_WORDS = 7000;
const Words = z.object({ from: z.string(), looks: z.array(z.tuple([z.string(), z.number()])) });

/** Opens the bus. Throws CannotStart when NATS is asked for and not there. */
export async function openBus(options: BusOptions): Promise<Bus> {
  const us = randomUUID();
  const subscribers = new Map<string, Set<Look>>();
  const deliver = (topic: string, position: number | null): void => {
    for (const look of subscribers.get(topic) ?? []) look(position);
  };
  const ears: Ears = {
    hear: (words) => {
      const { from, looks } = readWords(words);
      // What was said here has been heard here already.
      if (from !== us) looks.forEach(([topic, position]) => deliver(topic, position));
    },
    missed: () => [...subscribers.keys()].forEach((topic) => deliver(topic, null)),
    tell: options.tell ?? (() => undefined),
  };
  const carrier = await (options.natsUrl === undefined ? byDatabase(options, ears) : byNats(options.natsUrl, ears));
  const { send, end } = gathering(carrier, us);
  const tell = gatheringHere(deliver);
  const publish = (topic: string, position: number): void => {
    tell(topic, position);
    send(topic, position);
  };
  const subscribe = (topic: string, look: Look) => {
    const looks = subscribers.get(topic) ?? new Set();
    subscribers.set(topic, looks.add(look));
    return () => void (looks.delete(look) && looks.size === 0 && subscribers.delete(topic));
  };
  return { publish, subscribe, close: end };
}

/** Words of another version of the program, or of somebody else, are not ours to fail on. */
function readWords(words: string): z.infer<typeof Words> {
  try {
    return Words.parse(JSON.parse(words));
  } catch {
    return { from: '', looks: [] };
  }
}

/** The newest position of each topic that was named. */
type Newest = Map<string, number>;

const add = (newest: Newest, topic: string, position: number): void =>
  void newest.set(topic, Math.max(position, newest.get(topic) ?? position));

/** Tells this process, when what it is doing now is done: words about one topic melt into one. */
function gatheringHere(deliver: (topic: string, position: number) => void): Bus['publish'] {
  const newest: Newest = new Map();
  const flush = (): void => {
    const looks = [...newest];
    newest.clear();
    for (const [topic, position] of looks) deliver(topic, position);
  };
  return (topic, position) => {
    if (newest.size === 0) setImmediate(flush);
    add(newest, topic, position);
  };
}

/** Gathers what is to be sent, keeps the newest position of each topic, and sends again what failed. */
function gathering(carrier: Carrier, from: string) {
  const newest: Newest = new Map();
  let timer: NodeJS.Timeout | null = null;
  let sentAt = -Infinity;
  const later = (delay: number): void => void (timer ??= setTimeout(() => void flush(), delay));
  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    sentAt = performance.now();
    for (const batch of batchesOf([...newest])) {
      batch.forEach(([topic]) => newest.delete(topic));
      await carrier.send(JSON.stringify({ from, looks: batch })).catch(() => {
        batch.forEach(([topic, position]) => add(newest, topic, position));
        later(RETRY);
      });
    }
  };
  const send = (topic: string, position: number): void => {
    add(newest, topic, position);
    later(Math.max(0, sentAt + GATHER - performance.now()));
  };
  const end = async (): Promise<void> => {
    await flush();
    if (timer !== null) clearTimeout(timer);
    await carrier.close();
  };
  return { send, end };
}

/** NOTIFY carries less than 8000 bytes. */
function batchesOf(words: readonly [string, number][]): [string, number][][] {
  const batches: [string, number][][] = [];
  let size = LONGEST_WORDS;
  for (const word of words) {
    const length = Buffer.byteLength(word[0]) * 2 + 24;
    size += length;
    if (size > LONGEST_WORDS) {
      batches.push([]);
      size = length;
    }
    batches.at(-1)?.push(word);
  }
  return batches;
}

/** LISTEN on a connection of its own, which is made anew whenever it breaks; NOTIFY through the pool. */
async function byDatabase({ app, raw }: BusOptions, ears: Ears): Promise<Carrier> {
  let closing = false;
  let client = await listen(app, ears);
  const keep = async (): Promise<void> => {
    for (let pause = 50; ; pause = Math.min(pause * 2, 5000)) {
      await client.ended;
      if (closing) return;
      if (pause === 50) ears.tell('the bus lost the database and listens again as soon as it is back');
      await wait(pause, undefined, { ref: false });
      const again = await listen(app, ears).catch(() => null);
      if (again === null) continue;
      client = again;
      pause = 25;
      ears.missed();
    }
  };
  void keep();
  const close = async (): Promise<void> => {
    closing = true;
    await client.end();
  };
  return { send: async (words) => void (await raw('select pg_notify($1, $2)', [CHANNEL, words])), close };
}

type Listener = { readonly ended: Promise<void>; readonly end: () => Promise<void> };

async function listen(app: ClientConfig, ears: Ears): Promise<Listener> {
  const client = new Client({
    ...app,
    application_name: 'xindeng bus',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.on('error', () => undefined);
  client.on('end', () => resolve());
  client.on('notification', ({ payload }) => ears.hear(payload ?? ''));
  await client.connect();
  await client.query(`listen ${CHANNEL}`);
  return { ended, end: () => client.end() };
}

async function byNats(servers: string, ears: Ears): Promise<Carrier> {
  const { connect } = await import('@nats-io/transport-node');
  const nats = await connect({ servers, name: 'xindeng', maxReconnectAttempts: -1, reconnectTimeWait: 250 }).catch(
    () => {
      throw new CannotStart(
        '连不上 NATS_URL 所指的 NATS 服务。',
        'The NATS server named by NATS_URL cannot be reached.',
      );
    },
  );
  const callback = (error: Error | null, message: { readonly string: () => string }): void => {
    if (error === null) ears.hear(message.string());
  };
  nats.subscribe(CHANNEL, { callback });
  const watch = async (): Promise<void> => {
    for await (const { type } of nats.status()) {
      if (type === 'disconnect') ears.tell('the bus lost NATS and goes on as soon as it is back');
      if (type === 'reconnect') ears.missed();
    }
  };
  void watch();
  return { send: async (words) => nats.publish(CHANNEL, words), close: () => nats.drain() };
}
