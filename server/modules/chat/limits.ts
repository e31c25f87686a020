// How floods are slowed without locking out a campus behind one address. Where many come from one address, each further
// one costs their computer a moment; whoever writes too fast is asked to wait. Addresses are kept in memory for an hour
// and nowhere else.

const HOUR_MS = 3_600_000;

/** Addresses remembered at once; the longest unseen are forgotten first. */
const MOST_KEYS = 20_000;

/** Contacts of one address in an hour, above which no puzzle helps. */
export const mostEntries = 600;

/** Contacts of one address in an hour that cost nothing. */
export const freeEntries = 6;

/** Bits of the puzzle for the next contact of an address that has had so many in the last hour; 0: none. */
export function bitsAfter(entries: number): number {
  if (entries < freeEntries) return 0;
  if (entries < 20) return 14;
  if (entries < 60) return 16;
  return entries < 200 ? 18 : 20;
}

/** Counts contacts of an address. */
export type Entries = {
  readonly note: (address: string, now: Temporal.Instant) => void;
  /** Within the last hour. */
  readonly recent: (address: string, now: Temporal.Instant) => number;
  /** Seconds until fewer than `most` lie within the hour. */
  readonly fewerIn: (address: string, most: number, now: Temporal.Instant) => number;
};

/** A count in the memory of this process. */
export function createEntries(): Entries {
  const seen = new Map<string, readonly number[]>();
  const kept = (address: string, now: Temporal.Instant): readonly number[] =>
    (seen.get(address) ?? []).filter((at) => at > now.epochMilliseconds - HOUR_MS);
  return {
    note: (address, now) => renew(seen, address, [...kept(address, now), now.epochMilliseconds]),
    recent: (address, now) => kept(address, now).length,
    fewerIn: (address, most, now) => {
      const all = kept(address, now);
      const last = all[all.length - most] ?? now.epochMilliseconds - HOUR_MS;
      return Math.max(1, Math.ceil((last + HOUR_MS - now.epochMilliseconds) / 1000));
    },
  };
}

/** Lets so many through at once, then so many a second. */
export type Pace = {
  /** Takes one; 0, or the seconds to wait. */
  readonly take: (key: string, now: Temporal.Instant) => number;
};

/** A pace in the memory of this process. */
export function createPace({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }): Pace {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    take: (key, now) => {
      const at = now.epochMilliseconds;
      const before = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, before.left + (Math.max(0, at - before.at) / 1000) * perSecond);
      const taken = left >= 1;
      renew(buckets, key, { left: taken ? left - 1 : left, at });
      return taken ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond));
    },
  };
}

/** Wrong guesses that cost nothing but the answer. */
const FREE_GUESSES = 5;
const LONGEST_WAIT = 900;

/** Seconds until the next guess is looked at, after so many wrong ones: 5, 10, 20 … at most a quarter of an hour. */
export function waitAfter(failures: number): number {
  const over = failures - FREE_GUESSES;
  return over < 0 ? 0 : Math.min(LONGEST_WAIT, 5 * 2 ** Math.min(over, 20));
}

/** Wrong guesses of an address at return codes. */
export type Guesses = {
  /** Seconds to wait before a guess of this address is looked at. */
  readonly held: (address: string, now: Temporal.Instant) => number;
  readonly wrong: (address: string, now: Temporal.Instant) => void;
};

/** A count in the memory of this process; an hour after the last wrong guess it begins anew. A school shares one address. */
export function createGuesses(free = 20): Guesses {
  const seen = new Map<string, { readonly failures: number; readonly at: number; readonly until: number }>();
  return {
    held: (address, now) => {
      const known = seen.get(address);
      return known === undefined ? 0 : Math.max(0, Math.ceil((known.until - now.epochMilliseconds) / 1000));
    },
    wrong: (address, now) => {
      const at = now.epochMilliseconds;
      const known = seen.get(address);
      const failures = known === undefined || known.at < at - HOUR_MS ? 1 : known.failures + 1;
      renew(seen, address, { failures, at, until: at + 1000 * waitAfter(failures - free + FREE_GUESSES) });
    },
  };
}

/** Puts it at the end, and forgets from the beginning when there are too many. */
function renew<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_KEYS) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
