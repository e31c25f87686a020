// Follows a stream of the server for as long as it is wanted: comes back by itself after sleep, tunnels and restarts,
// and takes a line on which nothing is heard, not even a heartbeat, for dead. A locked screen waits for its unlocking.
import { failureIn } from '../../kit/failure.ts';
import { actingFor, gate } from '../../kit/gate.ts';
import { createEventParser, type StreamEvent } from './event-parser.ts';

/** `opening`: for the first time; `lost`: it was there and is coming back; `refused`: the server says no. */
export type StreamState = 'opening' | 'live' | 'lost' | 'refused';

type Following = {
  readonly path: string;
  /** Begin after this position instead of where a new screen begins. */
  readonly resume?: boolean;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (state: StreamState) => void;
};

/** The server lets itself be heard every 15 s; so much silence, in milliseconds, means that nobody is there. */
const silence = 40_000;
const pauses = [300, 1000, 2000, 4000];

/** Follows until the returned function is called. */
export function followStream({ path, resume = false, onEvent, onState }: Following): () => void {
  const over = new AbortController();
  let last: string | null = null;
  const run = async (): Promise<void> => {
    let fruitless = 0;
    onState('opening');
    while (!over.signal.aborted) {
      const ended = await readOnce(path, resume ? last : null, {
        over: over.signal,
        onOpen: () => {
          fruitless = 0;
          onState('live');
        },
        onEvent: (event) => {
          last = event.id;
          onEvent(event);
        },
      });
      if (over.signal.aborted) return;
      if (ended === 'refused') return onState('refused');
      onState('lost');
      if (ended === 'shut') await untilOpen();
      await pauseOrSignal(pauses[Math.min(fruitless, pauses.length - 1)] ?? 4000, over.signal);
      fruitless += 1;
    }
  };
  void run();
  return () => over.abort();
}

type Reading = {
  readonly over: AbortSignal;
  readonly onOpen: () => void;
  readonly onEvent: (event: StreamEvent) => void;
};

/** `shut`: by the lock, or because nobody is signed in; it goes on once somebody is. */
type Ended = 'cut' | 'shut' | 'refused';

async function readOnce(path: string, from: string | null, { over, onOpen, onEvent }: Reading): Promise<Ended> {
  const dead = new AbortController();
  const watchdog = watchFor(silence, () => dead.abort());
  const leaving = (): void => dead.abort();
  addEventListener('offline', leaving);
  try {
    const response = await fetch(path, {
      headers: headersOf(from),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any([over, dead.signal]),
    });
    if (!response.ok || response.body === null) return await refusalOf(response);
    onOpen();
    const parse = createEventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'cut';
      watchdog.heard();
      for (const event of parse(value)) onEvent(event);
    }
  } catch {
    return 'cut';
  } finally {
    dead.abort();
    watchdog.stop();
    removeEventListener('offline', leaving);
  }
}

function headersOf(from: string | null): Record<string, string> {
  const organisation = actingFor.get();
  return {
    accept: 'text/event-stream',
    ...(organisation === null ? {} : { 'xindeng-organisation': organisation }),
    ...(from === null ? {} : { 'last-event-id': from }),
  };
}

async function refusalOf(response: Response): Promise<Ended> {
  if (response.status >= 500 || response.status === 429) return 'cut';
  const failure = failureIn(response.status, await response.json().catch(() => null));
  if (failure.code !== 'session-locked' && failure.code !== 'not-signed-in') return 'refused';
  gate.set(failure.code === 'session-locked' ? 'locked' : 'signed-out');
  return 'shut';
}

function untilOpen(): Promise<void> {
  return new Promise((resolve) => {
    if (gate.get() === 'open') return resolve();
    const done = gate.watch(() => {
      if (gate.get() !== 'open') return;
      done();
      resolve();
    });
  });
}

/** Counts by the clock and not by one long timer, so that a computer that slept finds out as soon as it wakes. */
function watchFor(most: number, onSilence: () => void): { readonly heard: () => void; readonly stop: () => void } {
  let last = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - last > most) onSilence();
  }, 2000);
  return { heard: () => (last = Date.now()), stop: () => clearInterval(timer) };
}

/** Waits; cut short when the network is back, when the window is looked at again, or when it is over. */
function pauseOrSignal(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      removeEventListener('online', settle);
      over.removeEventListener('abort', settle);
      resolve();
    };
    const timer = setTimeout(settle, ms);
    addEventListener('online', settle);
    over.addEventListener('abort', settle);
  });
}
