// What was decided and could not be destroyed stands on top until somebody has read it.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useWatched } from '../../kit/store.ts';
import { useWords } from '../../kit/words.ts';
import { shortNumber } from '../shared/file-number.ts';
import { drop, notDone } from './pending.ts';
import { decisionWords } from './words.ts';

export function NotDestroyed(): ReactNode {
  const words = useWords(decisionWords);
  const { close } = useWords(kitWords);
  const failed = useWatched(notDone);
  return failed.map(({ clock, failure }) => (
    <section key={clock.id} className="not-destroyed">
      <p>
        <strong>{words.failed(shortNumber(clock.file))}</strong>
        <Button size="small" onClick={() => drop(clock.id)}>
          {close}
        </Button>
      </p>
      <FailureNote failure={failure} />
    </section>
  ));
}
