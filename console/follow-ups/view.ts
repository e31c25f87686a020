// What can still be done with a meeting.
import { comesWithin, type FollowUp } from '../../server/modules/contact/follow-ups/contract.ts';

/** Whether something may still become of it: it may be moved, cancelled and, from its time on, settled. */
export const isAhead = ({ state, settled }: FollowUp): boolean =>
  state === 'agreed' || (state === 'missed' && settled === null);

/** Whether its time has come, so that it can be said what became of it. */
export function mayBeSettled(followUp: FollowUp, now: Date): boolean {
  const begins = new Date(followUp.at).getTime() - comesWithin.before * 60_000;
  return isAhead(followUp) && now.getTime() >= begins;
}
