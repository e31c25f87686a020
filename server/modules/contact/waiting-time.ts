// How long somebody will wait, said honestly: a range, drawn from how often people in this queue were really taken
// lately, wide while little is known, and nothing at all rather than a guess.

/** A range in whole minutes: about two of three people are taken within it. */
export type WaitRange = { readonly fromMinutes: number; readonly toMinutes: number };

/** What happened lately in one queue: how many were taken within the last `minutes`. */
export type Lately = { readonly taken: number; readonly minutes: number };

/** Below this many, chance alone decides what was seen. */
const fewest = 3;

/** Two of three lie within this many standard deviations. */
const spread = 0.97;

/**
 * The wait of whoever stands at `position` (1 is next), if people go on being taken as lately. Null when too little
 * happened to say. Being taken is treated as a random process whose rate is itself only known from `taken`
 * observations: the logarithm of the wait then varies by about 1/position + 1/taken.
 */
export function expectedWait(position: number, { taken, minutes }: Lately): WaitRange | null {
  if (taken < fewest || minutes <= 0) return null;
  const middle = (position * minutes) / taken;
  const factor = Math.exp(spread * Math.sqrt(1 / position + 1 / taken));
  return {
    fromMinutes: spoken(middle / factor, Math.floor),
    toMinutes: Math.max(2, spoken(middle * factor, Math.ceil)),
  };
}

/** Numbers people say: each minute up to 10, then every 5, then every 15. Never less than 1. */
function spoken(minutes: number, towards: (value: number) => number): number {
  const step = minutes <= 10 ? 1 : minutes <= 45 ? 5 : 15;
  return Math.max(1, towards(minutes / step) * step);
}
