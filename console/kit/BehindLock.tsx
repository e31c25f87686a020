// What a locked screen lets be known: that somebody is there, or has written.
import type { ReactNode } from 'react';
import { behindLock } from './behind-lock.ts';
import { kitWords } from './common-words.ts';
import { useWatched } from './store.ts';
import { useWords } from './words.ts';

/** On the cover of a locked screen. */
export function BehindLock(): ReactNode {
  const words = useWords(kitWords).behindLock;
  const waits = useWatched(behindLock);
  return (
    <p className="behind-lock" role="status">
      {waits === null ? null : words[waits]}
    </p>
  );
}
