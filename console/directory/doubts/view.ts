// Walking through the list of doubts, and what can be done with one.
import type { z } from 'zod';
import { Field, type Doubt, type listDoubts } from '../../../server/modules/directory/curation/contract.ts';
import { FlagCode } from '../../../server/modules/sources/contract.ts';
import type { Filter } from '../../kit/filters.ts';

/** What the list is filtered by; empty text: not at all. */
export type DoubtFilter = Filter & {
  readonly code: string;
  readonly source: string;
  readonly region: string;
  readonly state: Doubt['state'];
  readonly mine: boolean;
};

export const noDoubtFilter: DoubtFilter = { code: '', source: '', region: '', state: 'open', mine: true };

export type DoubtQuery = z.input<typeof listDoubts.input.query>;

/** The query of a filter. */
export function queryOf({ code, source, region, state, mine }: DoubtFilter): DoubtQuery {
  const kind = FlagCode.safeParse(code);
  return {
    state,
    mine: mine ? 'yes' : 'no',
    perPage: 50,
    ...(kind.success && { code: kind.data }),
    ...(source !== '' && { source }),
    ...(region !== '' && { region }),
  };
}

/** What to open once these are settled: the next that stays, or the last before. */
export function afterSettling(
  flags: readonly Pick<Doubt, 'id'>[],
  open: number,
  settled: readonly number[],
): number | null {
  const gone = new Set(settled);
  const at = flags.findIndex(({ id }) => id === open);
  const next = flags.slice(at + 1).find(({ id }) => !gone.has(id));
  return (next ?? flags.slice(0, Math.max(at, 0)).findLast(({ id }) => !gone.has(id)))?.id ?? null;
}

/** What accepting means: `write` the suggestion, `confirm` what was read, or nothing that could be accepted. */
export function acceptanceOf({ suggestion, writes }: Pick<Doubt, 'suggestion' | 'writes'>): 'write' | 'confirm' | null {
  if (suggestion === undefined) return null;
  return writes ? 'write' : 'confirm';
}

/** The field that is edited to settle a doubt; null where it is about something else. */
export function fieldOf({ field }: Pick<Doubt, 'field'>): Field | null {
  const read = Field.safeParse(field);
  return read.success ? read.data : null;
}

/** How far the work is, over all kinds. */
export function progressOf(byCode: readonly { readonly open: number; readonly settled: number }[]): {
  readonly open: number;
  readonly settled: number;
} {
  return byCode.reduce((sum, one) => ({ open: sum.open + one.open, settled: sum.settled + one.settled }), {
    open: 0,
    settled: 0,
  });
}

/** What the keys ask of the doubt that is open. */
export type Asked = { readonly deed: 'accept' | 'edit' | 'dismiss'; readonly time: number };
