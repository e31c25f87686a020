// What the list of lines is filtered by.
import type { z } from 'zod';
import type { LineWork, listCuratedLines } from '../../../server/modules/directory/curation/contract.ts';
import type { Filter } from '../../kit/filters.ts';

export type LineFilter = Filter & {
  readonly q: string;
  readonly region: string;
  readonly work: LineWork;
  readonly mine: boolean;
};

export const noLineFilter: LineFilter = { q: '', region: '', work: 'all', mine: true };

export type LineQuery = z.input<typeof listCuratedLines.input.query>;

/** The query of a filter. */
export function lineQuery({ q, region, work, mine }: LineFilter): LineQuery {
  return {
    work,
    mine: mine ? 'yes' : 'no',
    perPage: 50,
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(region !== '' && { region }),
  };
}

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
