// Entering an event that lines can be bound to.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { addEvent } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { shanghaiNow } from '../lines/week-view.ts';
import { ReasonForm } from '../../kit/ReasonForm.tsx';
import { offerBack } from '../shared/undoing.ts';
import { eventWords } from './words.ts';

export function AddEvent({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(eventWords);
  const [event, setEvent] = useState(() => ({
    zh: '',
    en: '',
    id: '',
    begins: shanghaiNow(new Date()).date,
    source: '',
  }));
  const [tried, setTried] = useState(false);
  const add = useChange(addEvent);
  const whole =
    event.zh.trim().length > 1 &&
    event.en.trim().length > 1 &&
    /^[a-z0-9][a-z0-9-]+$/.test(event.id) &&
    event.begins !== '';
  const send = (why: string): void => {
    setTried(true);
    if (!whole) return;
    add.mutate(
      { body: { ...event, why } },
      {
        onSuccess: ({ change }) => {
          offerBack({ zh: eventWords.zh.added(event.zh), en: eventWords.en.added(event.en) }, change);
          onClose();
        },
      },
    );
  };
  const control = (name: keyof typeof event, hint?: string): ReactNode => (
    <Field
      label={name === 'source' ? words.sourceLabel : words[name]}
      optional={name === 'source'}
      required={name !== 'source'}
      {...(hint === undefined ? {} : { hint })}
    >
      {(bound) => (
        <Input
          {...bound}
          {...(name === 'begins' ? { type: 'date' } : {})}
          value={event[name]}
          maxLength={name === 'source' ? 200 : 60}
          onChange={(changed) => setEvent((now) => ({ ...now, [name]: changed.target.value }))}
        />
      )}
    </Field>
  );
  return (
    <ReasonForm
      title={words.add}
      done={words.add}
      busy={add.isPending}
      failure={add.error}
      onDone={send}
      onClose={onClose}
    >
      <div className="form-row">
        {control('zh')}
        {control('en')}
      </div>
      <div className="form-row">
        {control('id', words.idHint)}
        {control('begins')}
      </div>
      {control('source', words.sourceHint)}
      {tried && !whole ? <p className="fault-line">{words.fault}</p> : null}
    </ReasonForm>
  );
}
