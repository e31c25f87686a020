// A second person answers for what leaves: approve it, or say why not.
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { decideExport, type Export } from '../../../server/modules/audit/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field } from '../../kit/Field.tsx';
import { useWords } from '../../kit/words.ts';
import { exportWords } from './words.ts';

export function DecideExport({ asked }: { readonly asked: Export }): ReactNode {
  const words = useWords(exportWords);
  const { cancel } = useWords(kitWords);
  const [said, setSaid] = useState('');
  const [refusing, setRefusing] = useState(false);
  const [tried, setTried] = useState(false);
  const decide = useChange(decideExport);
  const send = (approve: boolean): void => {
    const spoken = said.trim() === '' ? {} : { words: said.trim() };
    decide.mutate({ params: { id: asked.id }, body: { approve, ...spoken } });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!refusing) send(true);
    else if (said.trim() !== '') send(false);
  };
  return (
    <form className="in-place" aria-label={words.decide} onSubmit={submit} noValidate>
      <p className="in-place-lead">{words.decideAbout}</p>
      {decide.error === null ? null : <FailureNote failure={decide.error} typed />}
      <Field
        label={refusing ? words.refuseWords : words.decisionWords}
        optional={!refusing}
        required={refusing}
        fault={refusing && tried && said.trim() === '' ? words.refuseMissing : undefined}
      >
        {(bound) => <Input {...bound} value={said} maxLength={500} onChange={(event) => setSaid(event.target.value)} />}
      </Field>
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={decide.isPending}>
          {refusing ? words.refuseDone : words.approve}
        </Button>
        {refusing ? (
          <Button onClick={() => setRefusing(false)}>{cancel}</Button>
        ) : (
          <Button
            onClick={() => {
              setTried(false);
              setRefusing(true);
            }}
          >
            {words.refuse}
          </Button>
        )}
      </div>
    </form>
  );
}
