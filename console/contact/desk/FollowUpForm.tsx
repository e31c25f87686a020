// Another talk with the same counsellor, by agreement (S1-24). That it keeps contact details longer is said before, and
// the sentence that the person reads is shown after.
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DeskContact } from '../../../server/modules/contact/desk/state/contract.ts';
import { agreeFollowUp, listMyFollowUps } from '../../../server/modules/contact/follow-ups/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { instantIn } from './follow-up-time.ts';
import { helpWords } from './help-words.ts';

export function FollowUpForm({ contact }: { readonly contact: DeskContact }): ReactNode {
  const { hand: words } = useWords(helpWords);
  const say = useSay();
  const [when, setWhen] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const agree = useChange(agreeFollowUp, { touches: [listMyFollowUps] });
  if (agree.data !== undefined)
    return (
      <div className="follow-up-told" role="status">
        <p className="strong">{words.agreed}</p>
        {agree.data.told ? null : <p>{words.untold}</p>}
        <blockquote>{say(agree.data.sentence)}</blockquote>
      </div>
    );
  const needsReason = agree.error?.code === 'reason-needed' || reason !== '';
  const send = (): void => {
    setTried(true);
    if (when === '') return;
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    agree.mutate({ params: { id: contact.id }, body: { at: instantIn(when), ...why } });
  };
  return (
    <div className="follow-up" role="group" aria-label={words.followUp}>
      <p className="quiet">{words.followUpWhy}</p>
      <Field label={words.when} hint={words.whenHint} fault={tried && when === '' ? words.whenMissing : undefined}>
        {(bound) => (
          <Input {...bound} type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />
        )}
      </Field>
      {needsReason ? (
        <Field label={words.reason} required>
          {(bound) => <Input {...bound} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      ) : null}
      {agree.error === null ? null : <FailureNote failure={agree.error} typed />}
      <Button onClick={send} loading={agree.isPending}>
        {words.agree}
      </Button>
    </div>
  );
}
