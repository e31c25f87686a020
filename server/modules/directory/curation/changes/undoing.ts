// Whether a change can be put back, decided on what stands now.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Change, ChangePart } from './contract.ts';
import { changedSince, factKey, inverse, isUndoable, possible, type Standing } from './parts.ts';

/** Why a change is not put back. */
export type UndoRefusal = 'undone-already' | 'cannot-be-undone' | 'not-yours' | 'changed-since';

/** The parts that undo a change. */
export function decideUndo(change: Change, standing: Standing): Result<ChangePart[], UndoRefusal> {
  if (!isUndoable(change.kind)) return refuse('cannot-be-undone');
  if (change.undoneBy !== null) return refuse('undone-already');
  if (!change.mayUndo) return refuse('not-yours');
  const changed = [
    ...changedSince(change.parts, standing),
    ...change.parts.filter((part) => isCovered(part, standing)),
  ];
  if (changed.length > 0)
    return refuse('changed-since', changed.map(({ subject, field }) => `${subject} ${field}`).join(', '));
  return ok(possible(inverse(change.parts), standing));
}

/** A merge into a line that has been merged itself since: the later one is undone first. */
function isCovered({ field, after, before }: ChangePart, standing: Standing): boolean {
  const joined = after ?? before;
  if (field !== 'joined' || typeof joined !== 'object' || joined === null || Array.isArray(joined)) return false;
  return (
    (standing.get(factKey({ subject: `line:${JSON.stringify(joined['into']).slice(1, -1)}`, field })) ?? null) !== null
  );
}
