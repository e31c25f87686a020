// "Who is there for me now?" Answered from the snapshot alone: filter, order, explain, and never an empty
// hand. The rules and their reasons stand in docs/matching.md; the order itself is ranking.ts, what makes an
// access point an answer is candidates.ts.
import { calendarCovers } from '#hours/index.ts';
import { answerOf } from './answers.ts';
import { findCandidates } from './candidates.ts';
import type { Answer, Matching, MatchQuery } from './contract.ts';
import { questionOf } from './questions.ts';
import { chooseBest, OPEN, WAITING, type Choice } from './ranking.ts';
import type { Snapshot } from './snapshot.ts';
import { WAY } from './terms.ts';

/** So many answers of each list when the query does not say. */
const USUAL_LIMIT = 20;
/** So many all-day lines are looked through for one that is dialled without more ado. */
const MOST_ALL_DAY = 10;
const MS_OF_MINUTE = 60_000;

/**
 * The lines that are there for a person at an instant, best first, each with its reasons. Equal lines take
 * turns minute by minute. The same snapshot and query always give the same matching.
 */
export function match(snapshot: Snapshot, query: MatchQuery): Matching {
  const question = questionOf(snapshot, query);
  const { asked, allDay } = findCandidates(snapshot, question);
  const limit = query.limit ?? USUAL_LIMIT;
  const turn = Math.floor(query.at.epochMilliseconds / MS_OF_MINUTE);
  const open = chooseBest(asked, OPEN, limit, turn);
  const later = chooseBest(asked, WAITING, limit, turn);
  const told = ({ chosen }: Choice, ways: number): Answer[] =>
    chosen.flatMap((index) => {
      const facts = snapshot.lines[index];
      const answer = facts === undefined ? null : answerOf(facts, { snapshot, question }, ways);
      return answer === null ? [] : [answer];
    });
  return {
    answers: told(open, question.ways),
    later: told(later, question.ways),
    totals: { open: open.count, later: later.count },
    always: [...snapshot.crisisNumbers],
    allDay: plainest(told(chooseBest(allDay, OPEN, MOST_ALL_DAY, turn), WAY.phone)),
    calendarCovered: calendarCovers(snapshot.calendar, query.at),
  };
}

/** The best line that needs no key pressed after the call is answered: its number stands alone in the crisis bar. */
function plainest(answers: readonly Answer[]): Answer | null {
  const isPlain = ({ accessPoints: [best] }: Answer): boolean => best?.point.menuKeys.length === 0;
  return answers.find(isPlain) ?? answers[0] ?? null;
}
