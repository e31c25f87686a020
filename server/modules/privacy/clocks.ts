// The clocks of a file, one for each class. A clock starts when the service ends; an agreed follow-up moves the first
// one, the person's wish ends it, a hold stops it, a custodian decides when a long one has ended. The rules are plain
// functions of the clock and the instant: nothing has to run for a clock to be due.
//
//   running ─┬─ moved ──┐            due (identity) ─────────────┐
//            ├─ held ───┼─► ended ─►                             ├─► condemned ─► done
//            └──────────┘            awaiting-decision (record) ─┤
//                                        └─ kept ─► …            └ nothing stops it from here on
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ClockState, KeyKind } from './contract.ts';

/** A running clock; all instants are exact, days are 24 hours. */
export type Timing = {
  readonly key: KeyKind;
  readonly days: number;
  /** End of service. */
  readonly startedAt: Temporal.Instant;
  /** While held: when it would have ended. */
  readonly dueAt: Temporal.Instant;
  readonly movedTo: Temporal.Instant | null;
  readonly wishedAt: Temporal.Instant | null;
  readonly heldSince: Temporal.Instant | null;
  /** Its end is the date of a decision to keep. */
  readonly kept: boolean;
  /** Whether destruction has been decided on. */
  readonly decided: boolean;
  readonly condemnedAt: Temporal.Instant | null;
  readonly doneAt: Temporal.Instant | null;
};

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b;
const reached = (end: Temporal.Instant, at: Temporal.Instant): boolean => Temporal.Instant.compare(end, at) <= 0;
const days = (count: number): Temporal.Duration => Temporal.Duration.from({ hours: count * 24 });

/** How far off a follow-up may be agreed at most: the last of the usual follow-ups after high risk comes after six months. */
const FURTHEST_FOLLOW_UP_DAYS = 366;
/** No decision keeps anything for longer than this beyond the day it is made. */
const LONGEST_KEEPING_DAYS = 3653;

/** Starts a clock at the end of service, or stands it still at once when the file is held. */
export function start(
  term: { readonly key: KeyKind; readonly days: number },
  ended: { readonly at: Temporal.Instant; readonly lastMeeting: Temporal.Instant | null; readonly held: boolean },
): Timing {
  const { at, lastMeeting, held } = ended;
  const moves = term.key === 'identity' && lastMeeting !== null && !reached(lastMeeting, at);
  return {
    ...term,
    startedAt: at,
    dueAt: (moves ? lastMeeting : at).add(days(term.days)),
    movedTo: moves ? lastMeeting : null,
    wishedAt: null,
    heldSince: held ? at : null,
    kept: false,
    decided: false,
    condemnedAt: null,
    doneAt: null,
  };
}

/** How a clock stands at an instant. */
export function stateOf(clock: Timing, at: Temporal.Instant): ClockState {
  if (clock.doneAt !== null) return 'done';
  if (clock.condemnedAt !== null) return 'due';
  if (clock.heldSince !== null) return 'held';
  if (reached(clock.dueAt, at)) return clock.key === 'identity' || clock.decided ? 'due' : 'awaiting-decision';
  if (clock.kept) return 'kept';
  return clock.movedTo === null ? 'running' : 'moved';
}

/** Whether the key may be destroyed now; nothing stops it once this was acted upon. */
export function mayCondemn(clock: Timing, at: Temporal.Instant): boolean {
  return clock.condemnedAt === null && stateOf(clock, at) === 'due';
}

const ended = (clock: Timing, at: Temporal.Instant): boolean =>
  clock.doneAt !== null || clock.condemnedAt !== null || (clock.heldSince === null && reached(clock.dueAt, at));

export type FollowUpRefusal =
  'already-ended' | 'deletion-was-asked' | 'too-far-off' | 'before-the-end' | 'not-first-clock';

/** Moves the first clock to the last agreed meeting plus its term (S1-26); a nearer meeting brings it back again. */
export function follow(
  clock: Timing,
  lastMeeting: Temporal.Instant,
  at: Temporal.Instant,
): Result<Timing, FollowUpRefusal> {
  if (clock.key !== 'identity') return refuse('not-first-clock');
  if (clock.wishedAt !== null) return refuse('deletion-was-asked');
  if (ended(clock, at)) return refuse('already-ended');
  const judged = judgeMeeting(lastMeeting, clock.startedAt, at);
  if (!judged.ok) return judged;
  const dueAt = lastMeeting.add(days(clock.days));
  return ok({ ...clock, movedTo: lastMeeting, dueAt: clock.heldSince === null ? later(dueAt, at) : dueAt });
}

/** Whether a follow-up may be agreed for this time: after the end of service (if it has ended), within a year. */
export function judgeMeeting(
  lastMeeting: Temporal.Instant,
  endedAt: Temporal.Instant | null,
  at: Temporal.Instant,
): Result<null, 'too-far-off' | 'before-the-end'> {
  if (endedAt !== null && Temporal.Instant.compare(lastMeeting, endedAt) < 0) return refuse('before-the-end');
  if (Temporal.Instant.compare(lastMeeting, at.add(days(FURTHEST_FOLLOW_UP_DAYS))) > 0) return refuse('too-far-off');
  return ok(null);
}

/** The person wants to be forgotten: the first clock ends at once, or when the hold is lifted (PIPL 47). */
export function wish(clock: Timing, at: Temporal.Instant): Result<Timing, 'already-ended' | 'not-first-clock'> {
  if (clock.key !== 'identity') return refuse('not-first-clock');
  if (clock.condemnedAt !== null || clock.doneAt !== null) return refuse('already-ended');
  if (clock.heldSince === null && reached(clock.dueAt, at)) return ok(clock);
  return ok({ ...clock, wishedAt: clock.wishedAt ?? at, dueAt: clock.heldSince ?? at });
}

/** Stops a clock. What was decided is void: it is decided anew when the hold is lifted. */
export function hold(clock: Timing, at: Temporal.Instant): Result<Timing, 'already-ended'> {
  if (clock.condemnedAt !== null || clock.doneAt !== null) return refuse('already-ended');
  return ok(clock.heldSince === null ? { ...clock, heldSince: at, decided: false } : clock);
}

/** Lets a clock go on with the time that was left when it stopped; never earlier than it would have ended. */
export function lift(clock: Timing, at: Temporal.Instant): Timing {
  const { heldSince, dueAt } = clock;
  if (heldSince === null) return clock;
  const left = reached(dueAt, heldSince) ? days(0) : heldSince.until(dueAt);
  return { ...clock, heldSince: null, dueAt: later(at.add(left), dueAt) };
}

/** What a custodian decides. */
export type Deciding = { readonly what: 'destroy' } | { readonly what: 'keep'; readonly until: Temporal.Instant };

export type DecisionRefusal =
  'term-not-over' | 'held' | 'already-ended' | 'not-to-be-decided' | 'not-later' | 'too-long';

/** A decision on a class whose term has ended (S3-70): earlier destruction is refused (S3-69). */
export function decide(clock: Timing, deciding: Deciding, at: Temporal.Instant): Result<Timing, DecisionRefusal> {
  if (clock.key !== 'record') return refuse('not-to-be-decided');
  if (clock.condemnedAt !== null || clock.doneAt !== null || clock.decided) return refuse('already-ended');
  if (clock.heldSince !== null) return refuse('held');
  if (!reached(clock.dueAt, at)) return refuse('term-not-over');
  if (deciding.what === 'destroy') return ok({ ...clock, decided: true });
  if (reached(deciding.until, at)) return refuse('not-later');
  if (Temporal.Instant.compare(deciding.until, at.add(days(LONGEST_KEEPING_DAYS))) > 0) return refuse('too-long');
  return ok({ ...clock, kept: true, dueAt: deciding.until });
}
