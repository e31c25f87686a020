// Puts on file that the owner of a line was asked whether it goes on.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { askOwner, type LineRow } from '../../../server/modules/directory/curation/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { HowAndWhen, type HowWhen } from '../shared/HowAndWhen.tsx';
import { offerBack } from '../shared/undoing.ts';
import { reviewWords } from './words.ts';

export type OwnerFormProps = {
  readonly of: Pick<LineRow, 'id' | 'name' | 'revision'>;
  /** ISO day in Shanghai. */
  readonly today: string;
  readonly onClose: () => void;
};

export function AskForm({ of, today, onClose }: OwnerFormProps): ReactNode {
  const words = useWords(reviewWords);
  const [met, setMet] = useState<HowWhen>({ how: 'phone-call', on: today });
  const [note, setNote] = useState('');
  const ask = useChange(askOwner, {
    onDone: ({ change }) => {
      offerBack({ zh: reviewWords.zh.askedDone(name), en: reviewWords.en.askedDone(name) }, change);
      onClose();
    },
  });
  const { id, name, revision } = of;
  const send = (): void => {
    ask.mutate({ params: { id }, body: { revision, ...met, note } });
  };
  return (
    <InPlaceForm
      label={words.askTitle(name)}
      done={words.done}
      busy={ask.isPending}
      failure={ask.error}
      className="owner-form"
      onSend={send}
      onLeave={onClose}
    >
      <h2>{words.askTitle(name)}</h2>
      <p className="quiet">{words.askNothing}</p>
      <HowAndWhen value={met} today={today} labels={{ how: words.askHow, on: words.askOn }} onChange={setMet} />
      <Field label={words.note} hint={words.noteHint} optional>
        {(bound) => <Input {...bound} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </InPlaceForm>
  );
}
