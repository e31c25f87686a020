// A failure as a person can use it: what happened, what is safe, what to do, and a number to read out. Never red: red
// is kept for danger to life.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import { Failure } from './failure.ts';
import { AttentionMark } from './Marks.tsx';
import { useSay, useWords } from './words.ts';

type FailureNoteProps = {
  readonly failure: unknown;
  /** For a change that was not carried out: says that what was typed is still there. */
  readonly typed?: boolean;
  /** Offers to try again. */
  readonly onAgain?: () => void;
};

/** In the place where the answer would have stood, or above the button that was pressed. */
export function FailureNote({ failure, typed = false, onAgain }: FailureNoteProps): ReactNode {
  const { failed } = useWords(kitWords);
  const say = useSay();
  const known = failure instanceof Failure ? failure : undefined;
  const todo = todoFor(known, failed);
  return (
    <div className="note failure" role="alert">
      <AttentionMark />
      <div>
        <p className="note-lead">{known === undefined ? failed.broken : say(known.words)}</p>
        {known?.detail === undefined ? null : <p>{known.detail}</p>}
        {typed ? <p>{failed.safe}</p> : null}
        {todo === null ? null : <p>{todo}</p>}
        {known?.id === undefined || !worthTelling(known) ? null : (
          <p className="quiet">
            {failed.id} <code>{known.id}</code>
          </p>
        )}
        {onAgain === undefined ? null : (
          <Button size="small" onClick={onAgain}>
            {failed.again}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A refusal that says all there is to say needs no number to read out. */
function worthTelling({ status, code }: Failure): boolean {
  return status >= 500 || code === 'not-allowed' || code === 'unreadable' || code === 'unknown-organisation';
}

type Todos = {
  readonly todo: string;
  readonly offlineTodo: string;
  readonly forbiddenTodo: string;
  readonly brokenTodo: string;
};

/** Refusals of the trade say themselves what to do; the others need a word. */
function todoFor(failure: Failure | undefined, words: Todos): string | null {
  if (failure === undefined) return words.brokenTodo;
  if (failure.status === 0) return words.offlineTodo;
  if (failure.code === 'not-allowed') return words.forbiddenTodo;
  return failure.status >= 500 || failure.code === 'unreadable' ? words.todo : null;
}
