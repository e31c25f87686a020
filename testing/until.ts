// Waiting for what a timer, a network or another process does. A machine may be busy, so nothing is taken for granted
// after a fixed time: the question is asked again until it holds, and only what never comes is a fault.
import { setTimeout as wait } from 'node:timers/promises';

/** Far more than anything takes on a machine that does ten things besides. */
const PATIENCE_MS = 60_000;

/** Settles when it holds; throws with `what`, asked at that moment, when it has not held for a minute. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string) = 'it never came to hold',
): Promise<void> {
  const over = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > over) throw new Error(typeof what === 'string' ? what : what());
    await wait(10);
  }
}
