// Instead of "are you sure": the deed is done at once and can be taken back for a while. A deed that cannot be undone on
// the server is held back here until the time has passed, and is done at the latest when the screen is left.
import type { Words } from './failure.ts';
import { watched } from './store.ts';

/** A deed that can still be taken back. */
export type Undoable = {
  readonly id: number;
  /** What was done: 已删除通行密钥. */
  readonly done: Words;
  /** Takes it back; on the server, or by not doing it. */
  readonly undo: () => unknown;
  /** Does what was held back, once it is too late to take it back. */
  readonly settle?: () => unknown;
};

/** How long a deed can be taken back, in milliseconds. */
export const undoFor = 10_000;

/** The deeds on show, the newest last. */
export const undoables = watched<readonly Undoable[]>([]);

let next = 1;

/** Shows what was done, with a way back: `offerUndo({ done, undo: () => restore.mutate(…) })`. */
export function offerUndo(deed: Omit<Undoable, 'id'>): void {
  const shown = { ...deed, id: next++ };
  undoables.set([...undoables.get(), shown]);
  setTimeout(() => settle(shown.id), undoFor);
}

/**
 * Holds a deed back that the server could not undo, and does it when the time has passed:
 * `holdBack({ done, deed: () => remove.mutate(…), back: () => show() })`.
 */
export function holdBack({ done, deed, back }: { done: Words; deed: () => unknown; back: () => unknown }): void {
  offerUndo({ done, undo: back, settle: deed });
}

/** Takes a deed back. */
export function undo(id: number): void {
  const found = undoables.get().find((one) => one.id === id);
  drop(id);
  found?.undo();
}

/** Takes back the newest deed; true when there was one. */
export function undoNewest(): boolean {
  const newest = undoables.get().at(-1);
  if (newest !== undefined) undo(newest.id);
  return newest !== undefined;
}

/** It is too late to take it back, or nobody wants to. */
export function settle(id: number): void {
  const found = undoables.get().find((one) => one.id === id);
  drop(id);
  found?.settle?.();
}

/** Does at once all that is held back: before the screen is locked, left, or acts for another organisation. */
export function settleAll(): void {
  for (const { id } of undoables.get()) settle(id);
}

function drop(id: number): void {
  undoables.set(undoables.get().filter((one) => one.id !== id));
}
