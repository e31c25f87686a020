// What stands in the place of an answer while it is on its way, when it failed, and once it is there. An answer that was
// seen before stays on the screen when asking again fails.
import type { ReactNode } from 'react';
import { kitWords } from './common-words.ts';
import type { Failure } from './failure.ts';
import { FailureNote } from './FailureNote.tsx';
import { useWords } from './words.ts';

type AnsweredProps<T> = {
  /** Of `useAnswer`, or of `usePages` with every page so far. */
  readonly of: { readonly data: T | undefined; readonly error: Failure | null; readonly refetch: () => unknown };
  readonly children: (answer: T) => ReactNode;
};

/** `<Answered of={members}>{({ members }) => …}</Answered>` */
export function Answered<T>({ of, children }: AnsweredProps<T>): ReactNode {
  const failed = of.error === null ? null : <FailureNote failure={of.error} onAgain={() => void of.refetch()} />;
  if (of.data === undefined) return failed ?? <Waiting />;
  return (
    <>
      {failed}
      {children(of.data)}
    </>
  );
}

/** Words while something is on its way; they appear only when it takes longer than a moment. */
export function Waiting(): ReactNode {
  const { loading } = useWords(kitWords);
  return (
    <p className="waiting" role="status">
      {loading}
    </p>
  );
}
