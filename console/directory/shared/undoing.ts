// Everything curating does can be put back: the way back is offered at the foot of the screen right after the deed, and
// in the history for as long as nothing else has been built on it.
import { undoChange } from '../../../server/modules/directory/curation/contract.ts';
import { answers } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { Failure, type Words } from '../../kit/failure.ts';
import { offerUndo } from '../../kit/undo.ts';
import { directoryWords } from './words.ts';

/** Shows what was done, with the way back. */
export function offerBack(done: Words, change: number): void {
  offerUndo({ done, undo: () => putBack(change) });
}

/** Puts a change back; when that cannot be done, says why in the same place. */
async function putBack(change: number): Promise<void> {
  try {
    await call(undoChange, { params: { id: change }, body: { why: directoryWords.zh.undoWhy } });
  } catch (cause) {
    const { zh, en } = directoryWords;
    const why = cause instanceof Failure ? cause.words : { zh: '', en: '' };
    offerBack({ zh: zh.undoFailed(why.zh), en: en.undoFailed(why.en) }, change);
  }
  await answers.invalidateQueries();
}
