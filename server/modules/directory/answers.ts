// A line told to somebody: its access points as they stand now, best first, and why it is an answer. The same
// words serve a match, a search, a region's list and the line's own page; a line that is not in service has
// nobody to answer, whatever its hours once said.
import { momentOf, pointKey } from './candidates.ts';
import type { AccessState, Answer } from './contract.ts';
import { standFor, type Question, type Stand } from './questions.ts';
import { NO_ANSWER } from './ranking.ts';
import { reasonsFor } from './reasons.ts';
import type { LineFacts, PointFacts, Snapshot } from './snapshot.ts';
import { ANY_WAY, type Terms } from './terms.ts';
import { serviceWithin } from './validity.ts';

/** An access point as it stands; `key` is `NO_ANSWER` where it does not serve the person asking. */
export type StandingPoint = {
  readonly point: PointFacts;
  readonly terms: Terms;
  readonly at: AccessState;
  readonly key: number;
};

/** A question and the snapshot it is put to. */
export type Asked = { readonly snapshot: Pick<Snapshot, 'terms'>; readonly question: Question };

/**
 * A line as an answer to a question among `ways`: only the access points that serve this person. Null when
 * there are none, or the line is not in service.
 */
export function answerOf(facts: LineFacts, asked: Asked, ways: number): Answer | null {
  const points = standingPoints(facts, asked).filter(({ terms, key }) => key < NO_ANSWER && (terms.way & ways) !== 0);
  const [best] = points;
  if (best === undefined) return null;
  const reasons = reasonsFor(facts, best.point, best.terms, asked.question);
  return { ...told(facts, points), service: 'in-service', reasons };
}

/** A line as it is, whoever asks: all its access points, in service or not. Reasons only while it is in service. */
export function answerAbout(facts: LineFacts, asked: Asked): Answer {
  return {
    ...told(facts, standingPoints(facts, asked)),
    service: serviceWithin(facts.period, asked.question.day),
    reasons: answerOf(facts, asked, ANY_WAY)?.reasons ?? [],
  };
}

function told(facts: LineFacts, points: readonly StandingPoint[]): Omit<Answer, 'service' | 'reasons'> {
  return {
    line: facts.line,
    state: points[0]?.at.state ?? 'unknown',
    nextChange: points[0]?.at.nextChange ?? null,
    accessPoints: points.map(({ point, at }) => ({ point: point.point, at })),
  };
}

const SHUT: AccessState = { state: 'closed', nextChange: null, openAllDay: false };

/** All access points of a line as they stand, best first. One that ended, with its line or an event, is shut. */
export function standingPoints(facts: LineFacts, { snapshot, question }: Asked): StandingPoint[] {
  const inService = serviceWithin(facts.period, question.day) === 'in-service';
  const moment = momentOf(facts, question);
  return facts.points
    .flatMap((point) => {
      const terms = snapshot.terms[point.terms];
      if (terms === undefined) return [];
      const exists = inService && (moment.duringEvent || !terms.onlyDuringEvent);
      const at = exists ? accessState(standFor(point, moment.duringEvent, question)) : SHUT;
      return [{ point, terms, at, key: exists ? pointKey(point, moment, question) : NO_ANSWER }];
    })
    .sort((a, b) => a.key - b.key);
}

function accessState(stand: Stand): AccessState {
  return { state: stand.state, nextChange: instantText(stand.nextChange), openAllDay: stand.allDay };
}

const MS_EAST_OF_GREENWICH = 8 * 3_600_000;

/** Milliseconds since 1970 as ISO text with +08:00, China's one time since 1992; null stays null. */
function instantText(at: number | null): string | null {
  return at === null ? null : new Date(at + MS_EAST_OF_GREENWICH).toISOString().replace(/(?:\.000)?Z$/, '+08:00');
}
