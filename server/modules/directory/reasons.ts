// An answer without its reasons is an order. Each reason says one thing that made the line an answer, or that
// must be known before calling it, in words that the site has in both languages.
import type { Reason } from './contract.ts';
import { PLACE } from './coverage.ts';
import { isDuringEvent, isVerifiedLately, standFor, type Question } from './questions.ts';
import { WAIT } from './ranking.ts';
import type { LineFacts, PointFacts } from './snapshot.ts';
import { fitOf, WAY, type Fit, type Terms } from './terms.ts';

/**
 * Why a line in service answers a question, by its best access point, in the order in which reasons are worth
 * reading: when, where, for whom, how sure. Empty when the access point is not for this person.
 */
export function reasonsFor(facts: LineFacts, point: PointFacts, terms: Terms, question: Question): Reason[] {
  const fit = fitOf(terms, isDuringEvent(facts, question.day), question);
  if (fit === null) return [];
  const audience = point.point.audience ?? facts.line.audience;
  const place = question.places[point.seat] ?? PLACE.elsewhere;
  return [
    ...when(facts, point, terms, question),
    ...where(place, fit, facts.seat.name || (audience.region?.name ?? '')),
    ...forWhom(fit, audience, question),
    ...(isVerifiedLately(facts, question) ? [{ kind: 'verified-lately' as const }] : []),
  ];
}

function when(facts: LineFacts, point: PointFacts, terms: Terms, question: Question): Reason[] {
  if (terms.way === WAY.mail && question.byMail) return [{ kind: 'write-any-time' }];
  const { wait, allDay } = standFor(point, isDuringEvent(facts, question.day), question);
  if (wait === WAIT.unknown) return [{ kind: 'hours-unknown' }];
  if (wait === WAIT.open) return [{ kind: allDay ? 'open-all-day' : 'open-now' }];
  return wait === WAIT.soon ? [{ kind: 'opens-soon' }] : [];
}

function where(place: number, fit: Fit, region: string): Reason[] {
  if (place <= PLACE.province) return [{ kind: place === PLACE.city ? 'same-city' : 'same-province', region }];
  return fit.national ? [{ kind: 'serves-whole-country' }] : [];
}

function forWhom(fit: Fit, audience: LineFacts['line']['audience'], question: Question): Reason[] {
  const { groups, region } = audience;
  const reasons: Reason[] = [];
  if (fit.own && question.group !== null) reasons.push({ kind: 'for-your-group', group: question.group });
  else if (fit.everyone) reasons.push({ kind: 'for-everyone' });
  else reasons.push({ kind: 'for-groups-only', groups: [...groups] });
  if (fit.perhapsByRegion && region !== null) reasons.push({ kind: 'for-region-only', region: region.name });
  if (fit.affectedOnly) reasons.push({ kind: 'for-people-affected' });
  return reasons;
}
