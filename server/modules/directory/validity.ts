// A list outlives the lines on it. What a line said about its own end decides whether it may still be offered;
// a promise that has run out is not taken for a promise kept. Only a person who called can say otherwise,
// so a verification after the stated end puts a line back in service, and never before the day of that call.
import { ZONE } from '#platform/clock.ts';
import type { DirectoryEvent, Line, Service } from './contract.ts';

/** What decides about service; a whole line fits, and so does a part of one. */
export type Validated = Pick<Line, 'opened' | 'validity' | 'verifiedOn'>;

/**
 * The days on which a line is in service, as numbers that compare like dates (2020-05-27 is 20200527), both
 * ends inclusive. A bound that does not exist is `DAWN` or `NEVER_ENDS`.
 */
export type ServicePeriod = {
  readonly firstDay: number;
  readonly lastDay: number;
  /** What it is called after the last day. */
  readonly ended: Extract<Service, 'expired' | 'event-over'>;
  /** The day, after the last one, on which a person found it working. */
  readonly resumed: number;
};

export const DAWN = 0;
export const NEVER_ENDS = 99_991_231;

/** How well a line is confirmed, for the words "verified on …" and "last confirmed …". */
export type Standing =
  | { readonly kind: 'verified-lately' | 'verified' | 'listed'; readonly on: string; readonly days: number }
  | { readonly kind: 'undated' };

/** A verification counts as recent for so many days. Ours: two calls a year are what a small office can keep up. */
export const LATELY_DAYS = 183;

/** The calendar day of an instant in Asia/Shanghai, as ISO text. */
export function dayOf(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/** An ISO date as a number that compares like it. */
export const dayNumber = (day: string): number => Number(day.slice(0, 10).replaceAll('-', ''));

/**
 * The days a line serves, from what it published (S0-08, S0-21, S2-25 to S2-27).
 * Bound to an event: from the event's first day to its last, unless the line names its own opening.
 * An event or a last day that is not known sets no bound: nothing is guessed.
 */
export function servicePeriod(line: Validated, events: readonly DirectoryEvent[]): ServicePeriod {
  const { kind, until } = line.validity;
  const event = kind === 'event' ? events.find((one) => one.id === line.validity.event) : undefined;
  const stated = kind === 'until' || kind === 'at-least' ? until : undefined;
  const first = line.opened ?? event?.begins;
  const last = event === undefined ? stated : event.ends;
  const verified = line.verifiedOn === null ? DAWN : dayNumber(line.verifiedOn);
  const lastDay = last === undefined || last === null ? NEVER_ENDS : dayNumber(last);
  return {
    firstDay: first === undefined ? DAWN : dayNumber(first),
    lastDay,
    ended: event === undefined ? 'expired' : 'event-over',
    resumed: verified > lastDay ? verified : NEVER_ENDS,
  };
}

/** Where a day, as a number, stands in a period. */
export function serviceWithin(period: ServicePeriod, day: number): Service {
  if (day < period.firstDay) return 'not-yet-open';
  return day <= period.lastDay || day >= period.resumed ? 'in-service' : period.ended;
}

/** Whether a line is in service at an instant or on a day (ISO date), apart from its hours. */
export function serviceAt(
  line: Validated,
  events: readonly DirectoryEvent[],
  when: Temporal.Instant | string,
): Service {
  return serviceWithin(servicePeriod(line, events), dayNumber(typeof when === 'string' ? when : dayOf(when)));
}

/** How well a line is confirmed on a day: a person's call counts before any publication, however new. */
export function standingOf(line: Pick<Line, 'verifiedOn' | 'confirmedOn'>, day: string): Standing {
  if (line.verifiedOn !== null) {
    const days = daysBetween(line.verifiedOn, day);
    return { kind: days <= LATELY_DAYS ? 'verified-lately' : 'verified', on: line.verifiedOn, days };
  }
  if (line.confirmedOn === null) return { kind: 'undated' };
  return { kind: 'listed', on: line.confirmedOn, days: daysBetween(line.confirmedOn, day) };
}

/** Whole days from one ISO date to another; never below 0. */
function daysBetween(from: string, to: string): number {
  return Math.max(0, Temporal.PlainDate.from(from).until(to).days);
}
