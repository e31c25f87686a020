// Whoever uses an exception to confidentiality tells the person afterwards, as soon as the danger has passed (PIPL 18).
// It is due while the person can still be reached: once the contact details are gone nobody could.
import { ok, refuse, type Result } from '#platform/result.ts';

const USUAL = Temporal.Duration.from({ hours: 24 });
const LONGEST = Temporal.Duration.from({ hours: 30 * 24 });

/**
 * By when the person is to be told: a day later unless another time within thirty days is given, and never later than
 * `firstClockEnds` if the contact details are still there.
 */
export function noticeDue(
  used: Temporal.Instant,
  asked: Temporal.Instant | undefined,
  firstClockEnds: Temporal.Instant | null,
): Result<Temporal.Instant, 'not-a-time-for-notice'> {
  const wanted = asked ?? used.add(USUAL);
  if (Temporal.Instant.compare(wanted, used) <= 0 || Temporal.Instant.compare(wanted, used.add(LONGEST)) > 0)
    return refuse('not-a-time-for-notice');
  const reachable = firstClockEnds !== null && Temporal.Instant.compare(firstClockEnds, used) > 0;
  return ok(reachable && Temporal.Instant.compare(firstClockEnds, wanted) < 0 ? firstClockEnds : wanted);
}
