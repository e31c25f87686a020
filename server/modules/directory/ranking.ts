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

/** What to keep of a key and what to add to it, so that it has this place. */
export const atPlace = (place: number): { readonly kept: number; readonly place: number } => ({
  kept: ~PLACE_BITS,
  place: place << PLACE_SHIFT,
});

/** The same for a key that keeps its place. */
export const ANY_PLACE = { kept: ~0, place: 0 };

/** The key of a line that nobody verified lately, all else at its best. */
export const UNVERIFIED = 1;

/** Lines by position, ascending, and the key of each. */
export type Candidates = { readonly lines: readonly number[]; readonly keys: Int32Array };

/** Keys from one to below another. */
export type KeyRange = { readonly from: number; readonly to: number };

/** The keys of open lines, and of all others that answer. */
export const OPEN: KeyRange = { from: 0, to: FIRST_WAITING };
export const WAITING: KeyRange = { from: FIRST_WAITING, to: NO_ANSWER };

/** The lines chosen, best first, and how many there were to choose from. */
export type Choice = { readonly chosen: readonly number[]; readonly count: number };

/**
 * The best `limit` of the candidates in range, best first. Equal keys keep the order of their positions, turned
 * on by `turn` places: with turn t, a group of n begins with its (t mod n)-th member, so that over any n
 * following turns each of n equal lines is first exactly once.
 */
export function chooseBest({ lines, keys }: Candidates, range: KeyRange, limit: number, turn: number): Choice {
  const { worst, count } = limitKey(keys, range, limit);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? NO_ANSWER;
    if (key > worst || key < range.from) continue;
    const line = lines[index] ?? 0;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const chosen = [...groups]
    .sort(([one], [other]) => one - other)
    .flatMap(([, group]) => turned(group, turn, limit))
    .slice(0, limit);
  return { chosen, count };
}

/** The `limit`-th smallest key in range, or the last of the range if there are fewer; and how many there are. */
function limitKey(keys: Int32Array, { from, to }: KeyRange, limit: number): { worst: number; count: number } {
  const best = Array.from({ length: limit }, () => to - 1);
  let worst = limit === 0 ? from - 1 : to - 1;
  let count = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? NO_ANSWER;
    if (key < from || key >= to) continue;
    count += 1;
    if (key >= worst) continue;
    let place = limit - 1;
    for (; place > 0 && (best[place - 1] ?? 0) > key; place -= 1) best[place] = best[place - 1] ?? 0;
    best[place] = key;
    worst = best[limit - 1] ?? worst;
  }
  return { worst, count };
}

/** The first `limit` of a group that begins at its `turn`-th member. */
function turned(group: readonly number[], turn: number, limit: number): number[] {
  const start = ((turn % group.length) + group.length) % group.length;
  return [...group.slice(start, start + limit), ...group.slice(0, start)].slice(0, limit);
}
