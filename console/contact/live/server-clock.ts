// Timers run by the server's clock: a computer whose own is wrong by an hour still shows the right minutes.
import { useSyncExternalStore } from 'react';
import { watched } from '../../kit/store.ts';

const ahead = watched(0);
const tick = watched(Math.floor(Date.now() / 1000));
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The server has just said what time it is. Differences of less than two seconds are the way of the message. */
export function heardAt(now: string): void {
  const difference = Date.parse(now) - Date.now();
  if (Math.abs(difference - ahead.get()) > 2000) ahead.set(difference);
}

function watch(told: () => void): () => void {
  watchers += 1;
  timer ??= setInterval(() => tick.set(Math.floor(Date.now() / 1000)), 500);
  const done = tick.watch(told);
  return () => {
    done();
    watchers -= 1;
    if (watchers > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's clock in epoch milliseconds, drawn anew every so many seconds. */
export function useServerNow(everySeconds = 1): number {
  const seconds = useSyncExternalStore(watch, () => Math.floor(Date.now() / 1000 / everySeconds) * everySeconds);
  return seconds * 1000 + ahead.get();
}
