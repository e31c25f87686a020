// A hash that is slow on purpose, so that a stolen one tells nothing: argon2id, kept with its own parameters so that
// they can be raised later. It is made in threads beside the server, one for each core and at a lower priority than
// everything else, so that two hundred people signing in at eight o'clock queue here while calls go on being answered.
// Memory stays bounded: as many hashes are made at once as there are threads.
import { argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Memory in KiB, passes, lanes. */
export type SlowHashCost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

/** OWASP's Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
export const usualCost: SlowHashCost = { memory: 19_456, passes: 2, parallelism: 1 };

/** What a thread is asked for. */
export type HashTask = SlowHashCost & { readonly text: string; readonly salt: Uint8Array; readonly length: number };

export type SlowHash = {
  /** Hashes a text with a new salt. Throws SlowHashBusy when too many wait already. */
  readonly hash: (text: string) => Promise<string>;
  /** Whether a text is the one hashed; `outdated` when the hash was made at another cost. Throws SlowHashBusy. */
  readonly verify: (text: string, kept: string) => Promise<{ readonly matches: boolean; readonly outdated: boolean }>;
  /** A hash at today's cost that no text has, made without the work: to be tried where nothing is kept. */
  readonly nobodys: () => string;
  /** Hashes under way and waiting. */
  readonly pending: () => number;
  readonly close: () => Promise<void>;
};

/** More ask for hashes than can be served in reasonable time. */
export class SlowHashBusy extends Error {}

export type SlowHashOptions = {
  readonly cost?: SlowHashCost;
  /** Threads; as many as cores when left out. */
  readonly threads?: number;
  /** Hashes that may wait; about half a minute's work of two cores when left out. */
  readonly waiting?: number;
};

const LENGTH = 32;
const IDLE_MS = 60_000;

type Job = {
  readonly task: HashTask;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
};

/** Opens the hash. Threads start when first needed and end after a minute without work. */
export function openSlowHash(options: SlowHashOptions = {}): SlowHash {
  const { cost = usualCost, threads = availableParallelism(), waiting = 1500 } = options;
  const pool = threadPool(threads, waiting);
  const made = async (text: string, salt: Uint8Array, at: SlowHashCost & { length: number }): Promise<Uint8Array> =>
    pool.run({ ...at, text, salt });
  return {
    hash: async (text) => {
      const salt = randomBytes(16);
      return written(cost, salt, await made(text, salt, { ...cost, length: LENGTH }));
    },
    verify: async (text, kept) => {
      const { salt, bytes, ...at } = readPhc(kept);
      const tried = await made(text, salt, { ...at, length: bytes.length });
      const outdated = at.memory !== cost.memory || at.passes !== cost.passes || at.parallelism !== cost.parallelism;
      return { matches: timingSafeEqual(tried, bytes), outdated };
    },
    nobodys: () => written(cost, randomBytes(16), randomBytes(LENGTH)),
    pending: pool.pending,
    close: pool.close,
  };
}

/** The hash itself, on the calling thread. */
export function slowHashOf({ text, salt, length, memory, passes, parallelism }: HashTask): Uint8Array {
  return argon2Sync('argon2id', { message: text, nonce: salt, parallelism, tagLength: length, memory, passes });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** In the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
function written({ memory, passes, parallelism }: SlowHashCost, salt: Uint8Array, bytes: Uint8Array): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(bytes)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function readPhc(kept: string): SlowHashCost & { readonly salt: Uint8Array; readonly bytes: Uint8Array } {
  const [, memory, passes, parallelism, salt, bytes] = phc.exec(kept) ?? [];
  if (salt === undefined || bytes === undefined) throw new Error('A kept hash cannot be read.');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    bytes: Buffer.from(bytes, 'base64'),
  };
}

function threadPool(threads: number, waiting: number) {
  const [queue, idle, busy]: [Job[], Worker[], Map<Worker, Job>] = [[], [], new Map()];
  let rest: NodeJS.Timeout | undefined;
  const endIdle = async (): Promise<void> => {
    await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
  };
  const next = (): void => {
    clearTimeout(rest);
    while (idle.length > 0 || busy.size < threads) {
      const job = queue.shift();
      if (job === undefined) break;
      const worker = idle.pop() ?? started(done, lost);
      busy.set(give(worker, job.task), job);
    }
    if (busy.size === 0) rest = setTimeout(() => void endIdle(), IDLE_MS).unref();
  };
  const done = (worker: Worker, bytes: Uint8Array): void => {
    busy.get(worker)?.resolve(bytes);
    if (busy.delete(worker)) idle.push(worker);
    worker.unref();
    next();
  };
  const lost = (worker: Worker): void => {
    busy.get(worker)?.reject(new Error('A hash could not be made.'));
    if (busy.delete(worker)) next();
  };
  const run = async (task: HashTask): Promise<Uint8Array> => {
    if (queue.length >= waiting) throw new SlowHashBusy('Too many hashes are waiting.');
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    queue.push({ task, resolve, reject });
    next();
    return promise;
  };
  const close = async (): Promise<void> => {
    clearTimeout(rest);
    for (const { reject } of queue.splice(0)) reject(new Error('The server is stopping.'));
    await Promise.all([endIdle(), ...[...busy.keys()].map((worker) => worker.terminate())]);
  };
  return { run, pending: () => queue.length + busy.size, close };
}

function give(worker: Worker, task: HashTask): Worker {
  worker.ref();
  worker.postMessage(task, []);
  return worker;
}

function started(done: (worker: Worker, bytes: Uint8Array) => void, lost: (worker: Worker) => void): Worker {
  const worker = new Worker(new URL('slow-hash-thread.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
  });
  worker.on('message', (bytes: Uint8Array) => done(worker, bytes));
  worker.on('error', () => lost(worker));
  worker.on('exit', () => lost(worker));
  return worker;
}
