// What was just done, and the way back, at the foot of the screen.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import { CloseMark } from './Marks.tsx';
import { useWatched } from './store.ts';
import { settle, undo, undoables } from './undo.ts';
import { useSay, useWords } from './words.ts';

/** One in the shell. */
export function UndoBar(): ReactNode {
  const words = useWords(kitWords);
  const say = useSay();
  const deeds = useWatched(undoables);
  return (
    <div className="undo-bar" role="status">
      {deeds.map((deed) => (
        <div key={deed.id} className="undo">
          <span>{say(deed.done)}</span>
          <Button size="small" onClick={() => undo(deed.id)}>
            {words.undo.undo}
          </Button>
          <button type="button" className="bare" aria-label={words.undo.close} onClick={() => settle(deed.id)}>
            <CloseMark />
          </button>
        </div>
      ))}
    </div>
  );
}
