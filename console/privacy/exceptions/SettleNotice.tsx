// The person was told, or why they cannot be.
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { NotToldBecause, settleNotice } from '../../../server/modules/privacy/consent/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { exceptionWords } from './words.ts';

export function SettleNotice({ id }: { readonly id: string }): ReactNode {
  const words = useWords(exceptionWords);
  const { save } = useWords(kitWords);
  const [cannot, setCannot] = useState(false);
  const [because, setBecause] = useState<NotToldBecause | null>(null);
  const [tried, setTried] = useState(false);
  const settle = useChange(settleNotice);
  const send = (): void => {
    setTried(true);
    if (because !== null) settle.mutate({ params: { id }, body: { outcome: 'not-told', because } });
  };
  if (!cannot)
    return (
      <>
        <p className="quiet">{words.noticeAbout}</p>
        {settle.error === null ? null : <FailureNote failure={settle.error} />}
        <div className="form-actions">
          <Button
            type="primary"
            loading={settle.isPending}
            onClick={() => settle.mutate({ params: { id }, body: { outcome: 'told' } })}
          >
            {words.tellDone}
          </Button>
          <Button onClick={() => setCannot(true)}>{words.tellNot}</Button>
        </div>
      </>
    );
  return (
    <InPlaceForm
      label={words.tellNot}
      done={save}
      busy={settle.isPending}
      failure={settle.error}
      onSend={send}
      onLeave={() => setCannot(false)}
    >
      <Field label={words.whyNot} required fault={tried && because === null ? words.becauseMissing : undefined}>
        {(bound) => (
          <Select
            {...bound}
            value={because}
            options={NotToldBecause.options.map((value) => ({ value, label: words.because[value] }))}
            onChange={(value: NotToldBecause) => setBecause(value)}
          />
        )}
      </Field>
    </InPlaceForm>
  );
}
