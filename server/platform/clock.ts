// Time is an argument everywhere. This file is the only place that reads the machine's clock,
// so that a test, or `--now`, can show the service as it is at any instant.

/** The zone of every opening hour, deadline and date in the service: China keeps one time. */
export const ZONE = 'Asia/Shanghai';

/** Tells the present instant. */
export type Clock = { readonly now: () => Temporal.Instant };

/** The machine's clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/**
 * A clock that starts at `start` and goes on from there at the normal pace; used by `--now`
 * to show the directory as it would have been at another time.
 */
export function clockFrom(start: Temporal.Instant): Clock {
  const offset = Temporal.Now.instant().until(start);
  return { now: () => Temporal.Now.instant().add(offset) };
}

/** A clock that stands still, for tests. */
export function clockAt(instant: Temporal.Instant | string): Clock {
  const fixed = typeof instant === 'string' ? readInstant(instant) : instant;
  return { now: () => fixed };
}

/**
 * Reads `2026-10-08T09:00`, with or without seconds and offset. Without an offset the time is
 * Asia/Shanghai. Throws RangeError on anything else.
 */
export function readInstant(text: string): Temporal.Instant {
  if (/(?:Z|[+-]\d{2}(?::?\d{2})?)(?:\[[^\]]*\])?$/.test(text) && text.includes('T'))
    return Temporal.Instant.from(text);
  return Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).toInstant();
}
