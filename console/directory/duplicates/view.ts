// Pairs of lines that may be one.
import type { Candidate } from '../../../server/modules/directory/curation/contract.ts';

/** Names a pair on the screen. */
export const keyOf = ({ lines }: Pick<Candidate, 'lines'>): string => lines.map(({ id }) => id).join(' ');
