// The way back right after a deed about groups: the opposite deed. When that is refused, the same place says why.
import { answers } from '../kit/answers.ts';
import { Failure, type Words } from '../kit/failure.ts';
import { offerUndo } from '../kit/undo.ts';
import { identityWords } from './shared-words.ts';

/** Shows what was done; `back` undoes it on the server. */
export function offerBack(done: Words, back: () => Promise<unknown>): void {
  const undo = async (): Promise<void> => {
    try {
      await back();
    } catch (cause) {
      const why = cause instanceof Failure ? cause.words : { zh: '', en: '' };
      const { zh, en } = identityWords;
      offerBack({ zh: zh.undoFailed(why.zh), en: en.undoFailed(why.en) }, back);
    }
    await answers.invalidateQueries();
  };
  offerUndo({ done, undo });
}
