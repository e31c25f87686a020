// The keys of a screen in one small line, so that nobody has to look them up.
import type { ReactNode } from 'react';
import { letterKeys } from './preferences.ts';
import { useWatched } from './store.ts';

type KeyLineProps = { readonly keys: readonly (readonly [key: string, what: string])[] };

/** `<KeyLine keys={[['J', '下一条']]} />` */
export function KeyLine({ keys }: KeyLineProps): ReactNode {
  if (useWatched(letterKeys) === 'off') return null;
  return (
    <p className="key-line">
      {keys.map(([key, what]) => (
        <span key={key}>
          <kbd>{key}</kbd> {what}
        </span>
      ))}
    </p>
  );
}
