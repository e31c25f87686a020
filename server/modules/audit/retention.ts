// When lines of the audit may leave: a line is kept for at least half a year beyond what it speaks of. Records are kept
// for three years at least, so no line leaves before three years and a half; and none leaves while what it speaks of is
// still there, or went less than half a year ago (网络安全法 21, S3-69).

/** How long every line is kept, whatever it speaks of. */
export const TERM = { years: 3, months: 6 } as const;

/** How long a line is kept after what it speaks of has gone. */
export const BEYOND = { months: 6 } as const;

const ZONE = 'Asia/Shanghai';

/** What became of something that lines speak of: still there, or gone since. Left out: not known here. */
export type Fate = 'kept' | Temporal.Instant;

/** The instant before which lines may leave as far as their age goes. */
export function endOfTerm(now: Temporal.Instant): Temporal.Instant {
  return now.toZonedDateTimeISO(ZONE).subtract(TERM).toInstant();
}

/** Whether a line about something may leave, as far as that goes. */
export function mayLeave(fate: Fate | undefined, now: Temporal.Instant): boolean {
  if (fate === undefined) return true;
  if (fate === 'kept') return false;
  return Temporal.Instant.compare(fate.toZonedDateTimeISO(ZONE).add(BEYOND).toInstant(), now) <= 0;
}
