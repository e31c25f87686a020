// Which access points answer a question, and how good an answer each is. This runs over every access point of
// the directory for every question: it looks numbers up and lays them together, almost without a branch. A part
// that is no answer has a bit that no answer has, and keeps it.
import { isDuringEvent, isVerifiedLately, standFor, type Question } from './questions.ts';
import { NO_ANSWER, UNVERIFIED, type Candidates } from './ranking.ts';
import type { LineFacts, PointFacts, Snapshot } from './snapshot.ts';
import { WAY } from './terms.ts';

/** What a line as a whole brings to the keys of its access points. */
export type Moment = { readonly duringEvent: boolean; readonly key: number };

/** A line on the day asked. */
export function momentOf(facts: LineFacts, question: Question): Moment {
  return {
    duringEvent: isDuringEvent(facts, question.day),
    key: isVerifiedLately(facts, question) ? 0 : UNVERIFIED,
  };
}

/** The key of one access point of a line in service; `NO_ANSWER` or more when it does not answer the question. */
export function pointKey(point: PointFacts, moment: Moment, question: Question): number {
  const terms = (moment.duringEvent ? question.terms.during : question.terms.outside)[point.terms] ?? NO_ANSWER;
  const hours = standFor(point, moment.duringEvent, question).key;
  const whenWritten = question.byMail && point.way === WAY.mail ? 0 : hours;
  const { kept, place } = question.near[point.seat] ?? FAR;
  return (terms & kept) | place | whenWritten | moment.key;
}

const FAR = { kept: -1, place: 0 };

/** What a question finds among the lines in service: how well each answers it, and as a line to call at any hour. */
export type Finds = { readonly asked: Candidates; readonly allDay: Candidates };

/** Every line in service, with the key of its best access point. */
export function findCandidates(snapshot: Snapshot, question: Question): Finds {
  const lines = snapshot.inServiceOn(question.day);
  const asked = new Int32Array(lines.length);
  const allDay = new Int32Array(lines.length);
  for (let index = 0; index < lines.length; index += 1) {
    const facts = snapshot.lines[lines[index] ?? -1];
    if (facts === undefined) continue;
    const moment = momentOf(facts, question);
    let best = NO_ANSWER;
    let bestAllDay = NO_ANSWER;
    for (const point of facts.points) {
      const key = pointKey(point, moment, question);
      if (key < best && (point.way & question.ways) !== 0) best = key;
      if (key < bestAllDay && point.dialled && standFor(point, moment.duringEvent, question).allDay) bestAllDay = key;
    }
    asked[index] = best;
    allDay[index] = bestAllDay;
  }
  return { asked: { lines, keys: asked }, allDay: { lines, keys: allDay } };
}
