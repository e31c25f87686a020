// What the list of clocks shows: which states can be chosen, how late something is, and what stands beside its end.
import type { Clock, ClockedClass, ClockFilter } from '../../../server/modules/privacy/contract.ts';

/** The choices above the list, those that ask for somebody first. `''`: all. */
export const clockChoices = [
  'due-soon',
  'awaiting-decision',
  'held',
  'due',
  'kept',
  'moved',
  'running',
  'done',
  '',
] as const;
export type ClockChoice = (typeof clockChoices)[number];

/** What the list is narrowed by. */
export type ClocksFilter = { readonly state: ClockChoice; readonly class: ClockedClass | '' };

export const noClocksFilter: ClocksFilter = { state: 'due-soon', class: '' };

/** As a query of `listClocks`. */
export function clocksQuery({ state, class: of }: ClocksFilter) {
  return { ...(state === '' ? {} : { state }), ...(of === '' ? {} : { class: of }), limit: 50 };
}

/** All of them; states do not overlap, `due-soon` lies across them. */
export function countAll(counts: Readonly<Record<ClockFilter, number>>): number {
  return Object.entries(counts).reduce((sum, [state, count]) => (state === 'due-soon' ? sum : sum + count), 0);
}

const hour = 3_600_000;

/** Something ended more than an hour ago and is still there: the job is late. */
export function isOverdue({ state, dueAt }: Pick<Clock, 'state' | 'dueAt'>, now: Date): boolean {
  return state === 'due' && now.getTime() - new Date(dueAt).getTime() > hour;
}

type Moments = Pick<Clock, 'state' | 'dueAt' | 'doneAt' | 'heldSince'>;

/** The moment that matters most about a clock, and which it is. */
export function momentOf({ state, dueAt, doneAt, heldSince }: Moments): {
  readonly kind: 'ends' | 'ended' | 'done' | 'held';
  readonly at: string;
} {
  if (state === 'done') return { kind: 'done', at: doneAt ?? dueAt };
  if (state === 'held') return { kind: 'held', at: heldSince ?? dueAt };
  return { kind: state === 'due' || state === 'awaiting-decision' ? 'ended' : 'ends', at: dueAt };
}
