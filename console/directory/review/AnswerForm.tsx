// Puts the owner's answer on file; the validity of the line follows it.
import { Input, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { answerForOwner } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { offerBack } from '../shared/undoing.ts';
import type { OwnerFormProps } from './AskForm.tsx';
import { reviewWords } from './words.ts';

export function AnswerForm({ of, today, onClose }: OwnerFormProps): ReactNode {
  const words = useWords(reviewWords);
  const { reasonShort } = useWords(kitWords);
  const [answer, setAnswer] = useState<'open' | 'ended'>('open');
  const [on, setOn] = useState(today);
  const [day, setDay] = useState('');
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const save = useChange(answerForOwner, {
    onDone: ({ change }) => {
      offerBack({ zh: reviewWords.zh.answeredDone(name), en: reviewWords.en.answeredDone(name) }, change);
      onClose();
    },
  });
  const { id, name, revision } = of;
  const send = (): void => {
    setTried(true);
    if (why.trim().length < 2) return;
    const common = { revision, on, why: why.trim() };
    const body =
      answer === 'open'
        ? { ...common, answer, until: day === '' ? null : day }
        : { ...common, answer, endedOn: day === '' ? on : day };
    save.mutate({ params: { id }, body });
  };
  return (
    <InPlaceForm
      label={words.answerTitle(name)}
      done={words.done}
      busy={save.isPending}
      failure={save.error}
      className="owner-form"
      onSend={send}
      onLeave={onClose}
    >
      <h2>{words.answerTitle(name)}</h2>
      <Radio.Group
        aria-label={words.answerTitle(name)}
        value={answer}
        onChange={({ target }) => setAnswer(target.value === 'ended' ? 'ended' : 'open')}
        options={(['open', 'ended'] as const).map((value) => ({ value, label: words.answers[value] }))}
      />
      <div className="form-row">
        <Field label={answer === 'open' ? words.until : words.endedOn} hint={answer === 'open' ? words.untilHint : ''}>
          {(bound) => <Input {...bound} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Field>
        <Field label={words.answeredOn} hint="">
          {(bound) => (
            <Input {...bound} type="date" value={on} max={today} onChange={(event) => setOn(event.target.value)} />
          )}
        </Field>
      </div>
      <Field
        label={words.why}
        hint={words.whyHint}
        required
        fault={tried && why.trim().length < 2 ? reasonShort : undefined}
      >
        {(bound) => <Input {...bound} maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} />}
      </Field>
    </InPlaceForm>
  );
}
