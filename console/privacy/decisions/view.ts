// Which decisions can be sent, and where the list goes on after one.
import { tomorrow } from '../files/view.ts';

/** A decision while it is being written. */
export type DecisionDraft = {
  readonly what: 'destroy' | 'keep' | null;
  readonly reason: string;
  readonly until: string;
};

export const noDecision: DecisionDraft = { what: null, reason: '', until: '' };

/** What is missing before it can be sent; days in Shanghai. */
export function missingOf({ what, reason, until }: DecisionDraft, now: Date): readonly ('what' | 'reason' | 'until')[] {
  return [
    ...(what === null ? (['what'] as const) : []),
    ...(reason.trim() === '' ? (['reason'] as const) : []),
    ...(what === 'keep' && !(until >= tomorrow(now) && until <= lastDay(now)) ? (['until'] as const) : []),
  ];
}

/** The last day until which something may be kept: ten years from today. */
export function lastDay(now: Date): string {
  const day = tomorrow(new Date(now.getTime() - 86_400_000));
  return `${Number(day.slice(0, 4)) + 10}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}

type Listed<Id extends string> = readonly { readonly id: Id }[];

/** What is opened after one was decided: the next one, or the one before the last. */
export function afterDeciding<Id extends string>(clocks: Listed<Id>, decided: Id): Id | null {
  const at = clocks.findIndex(({ id }) => id === decided);
  return clocks[at + 1]?.id ?? clocks[at - 1]?.id ?? null;
}
