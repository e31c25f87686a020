// What the wallboard counts for itself from the instants it is sent: waits, shares, and where help is needed first.
import type { Board, BoardCounsellor, DayFigures } from '../../../server/modules/contact/wallboard/contract.ts';

/** A wait in whole minutes and seconds at an instant in epoch milliseconds. */
export type Wait = { readonly minutes: number; readonly seconds: number };

export function waitAt(since: string | null, now: number): Wait | null {
  if (since === null) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}

/** `4:07`, for figures that are read from afar. */
export const waitFigure = ({ minutes, seconds }: Wait): string => `${minutes}:${String(seconds).padStart(2, '0')}`;

/** Answered within the goal, in hundredths rounded down so that nothing looks better than it is; null: nothing to tell. */
export function serviceLevel({ withinGoal, counted }: DayFigures): number | null {
  return counted === 0 ? null : Math.floor((withinGoal / counted) * 100);
}

/** How many are in each state. */
export function states({ staff }: Pick<Board, 'staff'>): Readonly<Record<BoardCounsellor['state'], number>> {
  const counts = { free: 0, busy: 0, away: 0, break: 0 };
  for (const { state } of staff) counts[state] += 1;
  return counts;
}

/** Whether the longest wait is beyond the goal for chats. */
export function isBeyondGoal({ total, goal }: Pick<Board, 'total' | 'goal'>, now: number): boolean {
  const wait = waitAt(total.waitingSince, now);
  return wait !== null && wait.minutes * 60 + wait.seconds > goal.chat;
}
