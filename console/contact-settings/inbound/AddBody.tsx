// Lets a body hand over: its name and how much it may send.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { addInboundBody, type MadeKey } from '../../../server/modules/contact/inbound/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { inboundWords } from './words.ts';

type AddBodyProps = { readonly onMade: (made: MadeKey) => void; readonly onLeave: () => void };

export function AddBody({ onMade, onLeave }: AddBodyProps): ReactNode {
  const words = useWords(inboundWords);
  const [name, setName] = useState('');
  const [perHour, setPerHour] = useState('60');
  const [tried, setTried] = useState(false);
  const add = useChange(addInboundBody, { onDone: onMade });
  const many = /^\d{1,4}$/.test(perHour) ? Number(perHour) : 0;
  const offLimits = many < 1 || many > 1000;
  const send = (): void => {
    setTried(true);
    if (name.trim() !== '' && !offLimits) add.mutate({ body: { name: name.trim(), perHour: many } });
  };
  return (
    <InPlaceForm
      label={words.add}
      done={words.done}
      busy={add.isPending}
      failure={add.error}
      wide
      onSend={send}
      onLeave={onLeave}
    >
      <div className="form-row">
        <Field label={words.name} required fault={tried && name.trim() === '' ? words.nameMissing : undefined}>
          {(bound) => (
            <Input {...bound} autoFocus value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
          )}
        </Field>
        <Field label={words.perHour} fault={tried && offLimits ? words.perHourFault : undefined}>
          {(bound) => (
            <Input
              {...bound}
              inputMode="numeric"
              className="figure-input"
              value={perHour}
              maxLength={4}
              onChange={({ target }) => setPerHour(target.value)}
            />
          )}
        </Field>
      </div>
    </InPlaceForm>
  );
}
