// Which access points answer a question, and how good an answer each is. This runs over every access point of
// the directory for every question: it looks numbers up and lays them together, and makes nothing else.
import { PLACE } from './coverage.ts';
import { isDuringEvent, isVerifiedLately, standFor, type Question } from './questions.ts';
import { atPlace, FIRST_WAITING, NO_ANSWER, UNVERIFIED, type Candidates } from './ranking.ts';
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

/** The key of one access point of a line in service; `NO_ANSWER` when it does not answer the question. */
export function pointKey(point: PointFacts, moment: Moment, question: Question): number {
  const terms = (moment.duringEvent ? question.terms.during : question.terms.outside)[point.terms] ?? NO_ANSWER;
  const hours = standFor(point, moment.duringEvent, question).key;
  if (terms >= NO_ANSWER || hours >= NO_ANSWER) return NO_ANSWER;
  const place = question.places[point.seat] ?? PLACE.elsewhere;
  const near = place <= PLACE.province ? atPlace(terms, place) : terms;
  const whenWritten = question.byMail && point.way === WAY.mail ? 0 : hours;
  return near | whenWritten | moment.key;
}

/** What a question finds: lines that can be used now, lines to wait for, and lines that never close. */
export type Finds = { readonly open: Candidates; readonly later: Candidates; readonly allDay: Candidates };

/** Every line that answers, with the key of its best access point. */
export function findCandidates(snapshot: Snapshot, question: Question): Finds {
  const finds: Finds = { open: noCandidates(), later: noCandidates(), allDay: noCandidates() };
  for (const index of snapshot.inServiceOn(question.day)) {
    const facts = snapshot.lines[index];
    if (facts !== undefined) findInLine(facts, index, question, finds);
  }
  return finds;
}

function findInLine(facts: LineFacts, index: number, question: Question, finds: Finds): void {
  const moment = momentOf(facts, question);
  let asked = NO_ANSWER;
  let allDay = NO_ANSWER;
  for (const point of facts.points) {
    const key = pointKey(point, moment, question);
    if (key < asked && (point.way & question.ways) !== 0) asked = key;
    if (point.dialled && key < FIRST_WAITING && key < allDay && standFor(point, moment.duringEvent, question).allDay)
      allDay = key;
  }
  if (asked < FIRST_WAITING) add(finds.open, index, asked);
  else if (asked < NO_ANSWER) add(finds.later, index, asked);
  if (allDay < NO_ANSWER) add(finds.allDay, index, allDay);
}

const noCandidates = (): Candidates => ({ keys: [], lines: [] });

function add({ keys, lines }: Candidates, line: number, key: number): void {
  keys.push(key);
  lines.push(line);
}
