// A question made ready: put once to every distinct schedule, terms and seat of a snapshot, so that the key of
// an access point is the keys of its three parts laid together.
import type { HoursState } from '../hours/contract.ts';
import type { MatchQuery } from './contract.ts';
import { PLACE, placeOf, regionNumber } from './coverage.ts';
import { ANY_PLACE, atPlace, BEST, FARTHEST, keyOf, NO_ANSWER, WAIT } from './ranking.ts';
import { HOURS, type LineFacts, type PointFacts, type Snapshot } from './snapshot.ts';
import { ANY_WAY, fitOf, groupBit, WAY, type Asker, type Terms } from './terms.ts';
import { dayNumber, dayOf, LATELY_DAYS } from './validity.ts';

/** How one schedule stands at the instant asked. */
export type Stand = {
  readonly state: HoursState;
  /** Milliseconds since 1970. */
  readonly nextChange: number | null;
  /** See `WAIT`. */
  readonly wait: number;
  readonly allDay: boolean;
  /** Its part of the key; `NO_ANSWER` when none of the hours is for this person. */
  readonly key: number;
};

/** A query made ready. The lists are in step with those of the snapshot. */
export type Question = Asker & {
  /** The day in Asia/Shanghai, as a number; see `ServicePeriod`. */
  readonly day: number;
  /** First day on which a verification is recent. */
  readonly lately: number;
  /** Ways that may be offered (`WAY` bits). */
  readonly ways: number;
  /** The person asked for a mailbox: it can be written to at any hour. */
  readonly byMail: boolean;
  readonly stands: readonly Stand[];
  /** The terms' part of the key, place included as far as it does not depend on the seat. */
  readonly terms: { readonly during: readonly number[]; readonly outside: readonly number[] };
  /** How near each seat is: a value of `PLACE`. */
  readonly places: readonly number[];
  /** For each seat, what is kept of the terms' part, and the place that takes the rest's room; see `atPlace`. */
  readonly near: readonly { readonly kept: number; readonly place: number }[];
};

/** A line that closes within so many minutes is too short for a talk of the usual length (S0-13, S1-18). */
const TALK_MINUTES = 30;
const SOON_MINUTES = 60;
const MS_OF_MINUTE = 60_000;
const WAY_OF = { phone: WAY.phone, online: WAY.online, mail: WAY.mail } as const;

type Asked = Pick<Snapshot, 'hours' | 'terms' | 'seats'>;

/** Makes a query ready. In an emergency only phones are offered, or first if another way was asked for (S0-12). */
export function questionOf({ hours, terms, seats }: Asked, query: MatchQuery): Question {
  const asked = query.channel === undefined ? ANY_WAY : WAY_OF[query.channel];
  const urgent = query.urgency === 'now';
  const group = query.audience ?? null;
  const asker: Asker = { region: regionNumber(query.region), group, groupBit: groupBit(group) };
  const firstWays = urgent ? WAY.phone : ANY_WAY;
  const day = dayOf(query.at);
  const places = seats.map((seat) => placeOf(seat, asker.region, false));
  return {
    ...asker,
    day: dayNumber(day),
    lately: dayNumber(Temporal.PlainDate.from(day).subtract({ days: LATELY_DAYS }).toString()),
    ways: urgent && asked === ANY_WAY ? WAY.phone : urgent ? asked | WAY.phone : asked,
    byMail: query.channel === 'mail',
    stands: hours.map(({ compiled, allDay }, place) =>
      compiled === null ? NO_HOURS[place === HOURS.never ? 'never' : 'unknown'] : standOf(compiled, allDay, query.at),
    ),
    terms: {
      during: terms.map((each) => termsKey(each, true, { asker, firstWays })),
      outside: terms.map((each) => termsKey(each, false, { asker, firstWays })),
    },
    places,
    near: places.map((place) => (place <= PLACE.province ? atPlace(place) : ANY_PLACE)),
  };
}

const UNKNOWN_KEY = keyOf({ ...BEST, wait: WAIT.unknown, opensIn: FARTHEST });
const UNKNOWN = { state: 'unknown', nextChange: null, wait: WAIT.unknown, allDay: false } as const;
const NO_HOURS = { unknown: { ...UNKNOWN, key: UNKNOWN_KEY }, never: { ...UNKNOWN, key: NO_ANSWER } };

type Compiled = NonNullable<Snapshot['hours'][number]['compiled']>;

function standOf(compiled: Compiled, allDay: boolean, at: Temporal.Instant): Stand {
  const now = at.epochMilliseconds;
  const state = compiled.stateAt(now);
  const nextChange = compiled.nextChange(now);
  const minutes = nextChange === null ? FARTHEST : Math.min(Math.ceil((nextChange - now) / MS_OF_MINUTE), FARTHEST);
  if (state === 'unknown') return { state, nextChange, wait: WAIT.unknown, allDay: false, key: UNKNOWN_KEY };
  if (state === 'open') {
    const closing = minutes < TALK_MINUTES ? 1 : 0;
    return { state, nextChange, wait: WAIT.open, allDay, key: keyOf({ ...BEST, wait: WAIT.open, closing }) };
  }
  const opens = nextChange !== null && compiled.stateAt(nextChange) === 'open';
  const opensIn = opens ? minutes : FARTHEST;
  const wait = opensIn <= SOON_MINUTES ? WAIT.soon : WAIT.later;
  return { state, nextChange, wait, allDay, key: keyOf({ ...BEST, wait, opensIn }) };
}

function termsKey(
  terms: Terms,
  duringEvent: boolean,
  { asker, firstWays }: { asker: Asker; firstWays: number },
): number {
  const fit = fitOf(terms, duringEvent, asker);
  if (fit === null) return NO_ANSWER;
  return keyOf({
    ...BEST,
    way: (terms.way & firstWays) === 0 ? 1 : 0,
    fit: fit.conditional ? 1 : 0,
    place: fit.national ? PLACE.country : PLACE.elsewhere,
    audience: fit.own ? 0 : 1,
    reach: terms.reach,
  });
}

/** The hours that hold for a point at the instant asked. */
export function standFor(point: PointFacts, duringEvent: boolean, question: Question): Stand {
  const places = (question.group === null ? undefined : point.hoursOf?.get(question.group)) ?? point.hours;
  return question.stands[duringEvent ? places.during : places.outside] ?? NO_HOURS.unknown;
}

/** Whether the event that a line's words speak of is going on. */
export function isDuringEvent({ event }: Pick<LineFacts, 'event'>, day: number): boolean {
  return event.begins <= day && day <= event.ends;
}

/** Whether a person verified a line lately, as far as was known on the day asked. */
export function isVerifiedLately({ verified }: Pick<LineFacts, 'verified'>, question: Question): boolean {
  return verified >= question.lately && verified <= question.day;
}
