// The order in which people are answered. First come, first served; only danger to life overtakes, and after it the
// classes a line has named beforehand (S4-05). Every place can be explained, to the person and to whoever asks later
// whether all had the same chance (S3-88).
import type { RiskClass } from './contract.ts';

/** Somebody who waits in one queue. `since` is when they began to wait, in epoch milliseconds; `number` counts arrivals. */
export type Waiting = {
  readonly contact: string;
  readonly risk: RiskClass;
  /** The class of person the line serves first, by its place in the line's own list; null: none of them. */
  readonly priority: number | null;
  readonly since: number;
  readonly number: number;
};

const riskOrder: Readonly<Record<RiskClass, number>> = { danger: 0, high: 1, ordinary: 2 };

const last = Number.MAX_SAFE_INTEGER;

/** Negative when `a` is answered before `b`. A total order: no two places are equal. */
export function before(a: Waiting, b: Waiting): number {
  return (
    riskOrder[a.risk] - riskOrder[b.risk] ||
    (a.priority ?? last) - (b.priority ?? last) ||
    a.since - b.since ||
    a.number - b.number
  );
}

/** All who wait, in the order in which they are answered. */
export function inOrder<One extends Waiting>(waiting: readonly One[]): readonly One[] {
  return waiting.toSorted(before);
}

/** Why somebody stands where they stand: how many are before them, and on what ground. */
export type Place = {
  /** 1 is next. */
  readonly position: number;
  readonly ahead: {
    /** Before them because life may be at risk. */
    readonly risk: number;
    /** Before them because the line serves their class first. */
    readonly priority: number;
    /** Before them because they came earlier. */
    readonly arrival: number;
  };
};

/** The place of one contact among those who wait; undefined when it does not wait here. */
export function placeOf(contact: string, waiting: readonly Waiting[]): Place | undefined {
  const own = waiting.find((one) => one.contact === contact);
  if (own === undefined) return undefined;
  const ahead = { risk: 0, priority: 0, arrival: 0 };
  for (const other of waiting) if (before(other, own) < 0) ahead[groundOf(other, own)] += 1;
  return { position: 1 + ahead.risk + ahead.priority + ahead.arrival, ahead };
}

/** The places of all who wait, by contact: the same as `placeOf` for each of them, in one pass over the order. */
export function placesOf(waiting: readonly Waiting[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let [classBegins, priorityBegins]: [number, number] = [0, 0];
  let previous: Waiting | undefined;
  for (const [index, one] of inOrder(waiting).entries()) {
    if (previous?.risk !== one.risk) [classBegins, priorityBegins] = [index, index];
    else if (previous.priority !== one.priority) priorityBegins = index;
    const ahead = { risk: classBegins, priority: priorityBegins - classBegins, arrival: index - priorityBegins };
    places.set(one.contact, { position: index + 1, ahead });
    previous = one;
  }
  return places;
}

function groundOf(first: Waiting, second: Waiting): keyof Place['ahead'] {
  if (first.risk !== second.risk) return 'risk';
  return first.priority === second.priority ? 'arrival' : 'priority';
}
