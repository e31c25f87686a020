// What was sealed with an exception, opened for a stated purpose; it is shown as long as the entry stays open.
import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Purpose, purposes } from '../../../server/modules/audit/contract.ts';
import { openException } from '../../../server/modules/privacy/consent/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { lacksWords } from './view.ts';
import { exceptionWords } from './words.ts';

type OpenExceptionProps = { readonly id: string; readonly name: string };

export function OpenException({ id, name }: OpenExceptionProps): ReactNode {
  const words = useWords(exceptionWords);
  const opening = useChange(openException, { touches: [] });
  const { data, reset } = opening;
  const facts = ['reason', 'basis', 'disclosed', 'recipient'] as const;
  return (
    <section aria-label={`${words.content} ${name}`}>
      <h3>{words.content}</h3>
      {data === undefined ? (
        <PurposeForm
          busy={opening.isPending}
          failure={opening.error}
          onOpen={(purpose, explained) =>
            opening.mutate({ params: { id }, body: { purpose, ...(explained === '' ? {} : { words: explained }) } })
          }
        />
      ) : (
        <>
          <dl className="facts as-written">
            {facts.map((fact) => (
              <div key={fact}>
                <dt>{words[fact]}</dt>
                <dd>{data[fact]}</dd>
              </div>
            ))}
          </dl>
          <p className="quiet">{words.onFile}</p>
          <Button size="small" onClick={reset}>
            {words.close}
          </Button>
        </>
      )}
    </section>
  );
}

type PurposeFormProps = {
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onOpen: (purpose: Purpose, explained: string) => void;
};

function PurposeForm({ busy, failure, onOpen }: PurposeFormProps): ReactNode {
  const words = useWords(exceptionWords);
  const say = useSay();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [explained, setExplained] = useState('');
  const [tried, setTried] = useState(false);
  const lacking = lacksWords(purpose, explained);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (purpose !== null && !lacking) onOpen(purpose, explained.trim());
  };
  return (
    <form className="in-place" aria-label={words.open} onSubmit={send} noValidate>
      <p className="in-place-lead">{words.contentAbout}</p>
      {failure === null ? null : <FailureNote failure={failure} typed />}
      <Field label={words.purpose} required fault={tried && purpose === null ? words.purposeMissing : undefined}>
        {(bound) => (
          <Select
            {...bound}
            value={purpose}
            options={Purpose.options.map((value) => ({ value, label: say(purposes[value]) }))}
            onChange={(value: Purpose) => setPurpose(value)}
          />
        )}
      </Field>
      <Field
        label={words.purposeWords}
        hint={words.purposeHint}
        optional={purpose === null || !purposes[purpose].explained}
        fault={tried && lacking ? words.explainMissing : undefined}
      >
        {(bound) => (
          <Input {...bound} value={explained} maxLength={500} onChange={(event) => setExplained(event.target.value)} />
        )}
      </Field>
      <div className="form-actions">
        <Button htmlType="submit" loading={busy}>
          {words.open}
        </Button>
      </div>
    </form>
  );
}
