// Moving a meeting, cancelling it, and saying what became of it. What the person was told, or is to be told, stands
// there afterwards.
import { Button, Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import {
  type agreeFollowUp,
  cancelFollowUp,
  changeFollowUp,
  type FollowUp,
  settleFollowUp,
} from '../../server/modules/contact/follow-ups/contract.ts';
import { instantIn } from '../contact/desk/follow-up-time.ts';
import { useChange } from '../kit/answers.ts';
import { Field } from '../kit/Field.tsx';
import { InPlaceForm } from '../kit/InPlaceForm.tsx';
import { ReasonForm } from '../kit/ReasonForm.tsx';
import { useSay, useWords } from '../kit/words.ts';
import { isAhead, mayBeSettled } from './view.ts';
import { followUpWords } from './words.ts';

export type Told = z.output<typeof agreeFollowUp.output>;

type DeedsProps = { readonly one: FollowUp; readonly onTold: (told: Told) => void };

export function FollowUpDeeds({ one, onTold }: DeedsProps): ReactNode {
  const words = useWords(followUpWords);
  const [doing, setDoing] = useState<'move' | 'cancel' | 'settle' | null>(null);
  const leave = (): void => setDoing(null);
  const cancel = useChange(cancelFollowUp, {
    onDone: (told) => {
      leave();
      onTold(told);
    },
  });
  if (!isAhead(one)) return null;
  if (doing === 'move') return <Moving one={one} onTold={onTold} onLeave={leave} />;
  if (doing === 'settle') return <Settling one={one} onLeave={leave} />;
  if (doing === 'cancel')
    return (
      <ReasonForm
        title={words.cancel}
        done={words.cancel}
        ready={words.cancelReasons.split('|')}
        busy={cancel.isPending}
        failure={cancel.error}
        onDone={(reason) => cancel.mutate({ params: { id: one.id }, body: { reason } })}
        onClose={leave}
      >
        <p className="in-place-lead">{words.cancelLead}</p>
      </ReasonForm>
    );
  return (
    <div className="row-actions">
      {mayBeSettled(one, new Date()) ? (
        <Button size="small" type="primary" onClick={() => setDoing('settle')}>
          {words.settle}
        </Button>
      ) : null}
      <Button size="small" onClick={() => setDoing('move')}>
        {words.move}
      </Button>
      <Button size="small" onClick={() => setDoing('cancel')}>
        {words.cancel}
      </Button>
    </div>
  );
}

type FormProps = { readonly one: FollowUp; readonly onLeave: () => void };

function Moving({ one, onTold, onLeave }: FormProps & Pick<DeedsProps, 'onTold'>): ReactNode {
  const words = useWords(followUpWords);
  const [when, setWhen] = useState('');
  const [tried, setTried] = useState(false);
  const change = useChange(changeFollowUp, {
    onDone: (told) => {
      onLeave();
      onTold(told);
    },
  });
  const send = (): void => {
    setTried(true);
    if (when !== '') change.mutate({ params: { id: one.id }, body: { at: instantIn(when) } });
  };
  return (
    <InPlaceForm
      label={words.moveTitle}
      done={words.move}
      busy={change.isPending}
      failure={change.error}
      onSend={send}
      onLeave={onLeave}
    >
      <Field label={words.when} required fault={tried && when === '' ? words.whenMissing : undefined}>
        {(bound) => (
          <Input
            {...bound}
            type="datetime-local"
            className="day-and-time"
            value={when}
            onChange={({ target }) => setWhen(target.value)}
          />
        )}
      </Field>
    </InPlaceForm>
  );
}

function Settling({ one, onLeave }: FormProps): ReactNode {
  const words = useWords(followUpWords);
  const [met, setMet] = useState(false);
  const [said, setSaid] = useState('');
  const [tried, setTried] = useState(false);
  const settle = useChange(settleFollowUp, { onDone: onLeave });
  const send = (): void => {
    setTried(true);
    if (said.trim() !== '') settle.mutate({ params: { id: one.id }, body: { met, words: said.trim() } });
  };
  return (
    <InPlaceForm
      label={words.settle}
      done={words.save}
      busy={settle.isPending}
      failure={settle.error}
      onSend={send}
      onLeave={onLeave}
    >
      <Field
        label={words.words}
        hint={words.wordsHint}
        required
        fault={tried && said.trim() === '' ? words.wordsMissing : undefined}
      >
        {(bound) => <Input {...bound} value={said} maxLength={300} onChange={({ target }) => setSaid(target.value)} />}
      </Field>
      <Checkbox checked={met} onChange={({ target }) => setMet(target.checked)}>
        {words.met}
      </Checkbox>
    </InPlaceForm>
  );
}

/** What the person was told, or has to be told. */
export function ToldNote({ told: { told, sentence } }: { readonly told: Told }): ReactNode {
  const words = useWords(followUpWords);
  const say = useSay();
  return (
    <div role="status" className="whole-row">
      <p className="strong">{told ? words.told : words.untold}</p>
      <blockquote>{say(sentence)}</blockquote>
    </div>
  );
}
