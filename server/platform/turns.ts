// Work that may be done only so many times at once, in the order in which it was asked for: a crowd that comes in one
// moment waits here, and not in front of the database, where everybody else would wait behind it.
import { ok, refuse, type Result } from './result.ts';

/** Does `work` when it is its turn, and fails as it fails; `busy` at once when too many wait already. */
export type Turns = <Value>(work: () => Promise<Value>) => Promise<Result<Value, 'busy'>>;

/** Turns for `most` at once, for whom no more than `longest` may wait. */
export function createTurns(most: number, longest: number): Turns {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (waiting.length >= longest) return refuse('busy');
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return ok(await work());
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
