// What the end of an event changes.
import type { Service } from '../../../server/modules/directory/contract.ts';

/** How a line stands today and the day after the event. */
export type Bound = { readonly today: Service; readonly afterwards: Service };

/** Lines that serve today and no longer afterwards, and all others. */
export function endingOf<Line extends Bound>(
  lines: readonly Line[],
): { readonly ending: readonly Line[]; readonly others: readonly Line[] } {
  const ends = ({ today, afterwards }: Bound): boolean => today === 'in-service' && afterwards !== 'in-service';
  return { ending: lines.filter(ends), others: lines.filter((line) => !ends(line)) };
}
