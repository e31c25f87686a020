// The order of answers, as one number a line: less is better. Every step of docs/matching.md is a field of
// that number, most important first, so that comparing two lines is comparing two integers and the order
// cannot depend on anything that is not written down. Lines with the same number are equal, and take turns.

/** The steps of the order, most important first. Every value begins at 0, the best. */
export type Rank = {
  /** See `WAIT`. */
  readonly wait: number;
  /** 0 as asked, 1 not the way of help that the urgency asks for. */
  readonly way: number;
  /** 0 surely for this person, 1 for this person if they belong to those it names. */
  readonly fit: number;
  /** 0 the same city, 1 the same province, 2 the whole country, 3 elsewhere but for everybody. */
  readonly place: number;
  /** 0 for the person's own group, 1 for everybody. */
  readonly audience: number;
  /** Minutes until it opens; 0 for lines that are open. */
  readonly opensIn: number;
  /** How it is reached, see `REACH`. */
  readonly reach: number;
  /** 0 stays open long enough for a talk, 1 closes before. */
  readonly closing: number;
  /** 0 verified by a person lately, 1 not. */
  readonly verified: number;
};

/** How long a person has to wait, best first; `soon` is within the hour. */
export const WAIT = { open: 0, soon: 1, later: 2, unknown: 3 } as const;

/** How an access point is reached, best first. */
export const REACH = { dialled: 0, fromLandline: 1, online: 2, corrected: 3, notAtAll: 4, mail: 5 } as const;

/** Opening times beyond this many minutes (eleven days) count as equally far. */
export const FARTHEST = 2 ** 14 - 1;

/** A key that no line has: it does not answer the question. */
export const NO_ANSWER = 2 ** 30;

/** Keys below this are of lines that are open. */
export const FIRST_WAITING = 2 ** 24;

const PLACE_SHIFT = 20;
const PLACE_BITS = 3 << PLACE_SHIFT;

/** The best of every step. */
export const BEST: Rank = {
  wait: 0,
  way: 0,
  fit: 0,
  place: 0,
  audience: 0,
  opensIn: 0,
  reach: 0,
  closing: 0,
  verified: 0,
};

/**
 * Packs a rank into one integer below `NO_ANSWER`; 26 bits, compared from the left. Every step has bits of its
 * own, so the key of a rank is also the keys of its parts, each with the rest at `BEST`, laid together by `|`.
 */
export function keyOf(rank: Rank): number {
  const opensIn = rank.opensIn > FARTHEST ? FARTHEST : rank.opensIn;
  return (
    (rank.wait << 24) |
    (rank.way << 23) |
    (rank.fit << 22) |
    (rank.place << PLACE_SHIFT) |
    (rank.audience << 19) |
    (opensIn << 5) |
    (rank.reach << 2) |
    (rank.closing << 1) |
    rank.verified
  );
}

/** A key with another place. */
export const atPlace = (key: number, place: number): number => (key & ~PLACE_BITS) | (place << PLACE_SHIFT);

/** The key of a line that nobody verified lately, all else at its best. */
export const UNVERIFIED = 1;

/** Lines that answer, as two lists in step: their keys, and their positions in ascending order. */
export type Candidates = { readonly keys: number[]; readonly lines: number[] };

/**
 * The best `limit` of the candidates, best first. Equal keys keep the order of their positions, turned on by
 * `turn` places: with turn t, a group of n begins with its (t mod n)-th member, so that over any n following
 * turns each of n equal lines is first exactly once.
 */
export function chooseBest({ keys, lines }: Candidates, limit: number, turn: number): number[] {
  if (limit <= 0) return [];
  const worst = limitKey(keys, limit);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? NO_ANSWER;
    if (key > worst) continue;
    const line = lines[index] ?? 0;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups]
    .sort(([one], [other]) => one - other)
    .flatMap(([, group]) => turned(group, turn, limit))
    .slice(0, limit);
}

/** The `limit`-th smallest key; if there are fewer, a key that all are below. */
function limitKey(keys: readonly number[], limit: number): number {
  const best = Array.from({ length: limit }, () => NO_ANSWER);
  let worst = NO_ANSWER;
  for (const key of keys) {
    if (key >= worst) continue;
    let place = limit - 1;
    for (; place > 0 && (best[place - 1] ?? 0) > key; place -= 1) best[place] = best[place - 1] ?? 0;
    best[place] = key;
    worst = best[limit - 1] ?? NO_ANSWER;
  }
  return worst;
}

/** The first `limit` of a group that begins at its `turn`-th member. */
function turned(group: readonly number[], turn: number, limit: number): number[] {
  const start = ((turn % group.length) + group.length) % group.length;
  return [...group.slice(start, start + limit), ...group.slice(0, start)].slice(0, limit);
}
