// What a supervisor does in somebody else's conversation: be there openly or silently, and go again (S3-53).
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { comeIn, goOut } from '../../../server/modules/contact/desk/contract.ts';
import { type DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { useWords } from '../../kit/words.ts';
import { contactWords } from '../words.ts';
import { helpWords } from './help-words.ts';
import { deskWords } from './words.ts';

export function Supporting({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const { contacts } = useWords(deskWords);
  const { modes } = useWords(contactWords);
  const come = useChange(comeIn, { touches: [] });
  const leave = useChange(goOut, { touches: [] });
  const params = { id: contact.id };
  const mode = contact.mode ?? 'open';
  const failure = come.error ?? leave.error;
  return (
    <section className="supporting" aria-label={words.support}>
      <p className="strong">{contacts.supporting(contact.counsellor?.name ?? '', modes[mode])}</p>
      <p className="supporting-acts">
        <Button
          size="small"
          loading={come.isPending}
          onClick={() => come.mutate({ params, body: { mode: mode === 'open' ? 'silent' : 'open' } })}
        >
          {mode === 'open' ? words.goSilent : words.goOpen}
        </Button>
        <Button size="small" loading={leave.isPending} onClick={() => leave.mutate({ params })}>
          {words.goOut}
        </Button>
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
    </section>
  );
}
