// An organisation asks to keep a line; the authority above it confirms.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { claimLine, type CuratedLine } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { useWords } from '../../kit/words.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { lineWords } from './words.ts';

export function Claiming({ line }: { readonly line: CuratedLine }): ReactNode {
  const words = useWords(lineWords).editor;
  const [open, setOpen] = useState(false);
  const claim = useChange(claimLine);
  if (line.steward !== null) return null;
  if (line.claim === 'asked') return <p>{words.claimAsked}</p>;
  return (
    <section aria-label={words.claim}>
      <p>{words.unclaimedNote}</p>
      {open ? (
        <ReasonForm
          title={words.claimWhy}
          done={words.claim}
          busy={claim.isPending}
          failure={claim.error}
          onDone={(why) =>
            claim.mutate({ params: { id: line.line.id }, body: { why } }, { onSuccess: () => setOpen(false) })
          }
          onClose={() => setOpen(false)}
        />
      ) : (
        <Button onClick={() => setOpen(true)}>{words.claim}</Button>
      )}
    </section>
  );
}
