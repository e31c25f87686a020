// Destroying cannot be undone on the server, so it waits here for as long as it can be taken back. What then could not
// be carried out is said, never passed over in silence: somebody believes it is gone.
import { type Clock, type ClockId, decideDestruction } from '../../../server/modules/privacy/contract.ts';
import { answers } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { watched } from '../../kit/store.ts';
import { holdBack } from '../../kit/undo.ts';
import { shortNumber } from '../shared/file-number.ts';
import { decisionWords } from './words.ts';

/** A destruction that failed. */
export type NotDone = { readonly clock: Clock; readonly failure: unknown };

/** Clocks whose destruction can still be taken back. */
export const pending = watched<readonly ClockId[]>([]);

/** Those that were decided and could not be carried out. */
export const notDone = watched<readonly NotDone[]>([]);

/** Decides to destroy, once it is too late to take it back. */
export function destroyLater(clock: Clock, reason: string): void {
  const { zh, en } = decisionWords;
  const number = shortNumber(clock.file);
  const forget = (): void => pending.set(pending.get().filter((id) => id !== clock.id));
  pending.set([...pending.get(), clock.id]);
  drop(clock.id);
  holdBack({
    done: { zh: zh.toDestroy(number), en: en.toDestroy(number) },
    back: forget,
    deed: () => decide(clock, reason).finally(forget),
  });
}

async function decide(clock: Clock, reason: string): Promise<void> {
  try {
    await call(decideDestruction, { params: { id: clock.id }, body: { what: 'destroy', reason } });
  } catch (failure) {
    notDone.set([...notDone.get(), { clock, failure }]);
  }
  await answers.invalidateQueries();
}

/** Somebody has read that it failed. */
export function drop(id: ClockId): void {
  notDone.set(notDone.get().filter(({ clock }) => clock.id !== id));
}
