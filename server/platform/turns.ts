// Work that may be done only so many times at once, in the order in which it was asked for: a crowd that comes in one
// moment waits here, and not in front of the database, where everybody else would wait behind it.

/** Does `work` when it is its turn; fails as it fails. */
export type Turns = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** Turns for `most` at once. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
