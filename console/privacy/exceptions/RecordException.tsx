// Recording that confidentiality was lawfully broken. Nothing but the kind is chosen for anybody; the law it usually
// rests on is offered, to be corrected.
import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type Exception,
  ExceptionKind,
  exceptionKinds,
  recordException,
} from '../../../server/modules/privacy/consent/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field, useFieldFaults } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import { entryOf, type ExceptionDraft, missingIn, noException } from './view.ts';
import { exceptionWords } from './words.ts';

type RecordExceptionProps = { readonly onDone: (saved: Exception) => void; readonly onClose: () => void };

export function RecordException({ onDone, onClose }: RecordExceptionProps): ReactNode {
  const words = useWords(exceptionWords);
  const say = useSay();
  const [draft, setDraft] = useState<ExceptionDraft>(noException);
  const [tried, setTried] = useState(false);
  const record = useChange(recordException);
  const faults = useFieldFaults(record.error);
  const missing = missingIn(draft);
  const faultOf = (name: (typeof missing)[number], said: string): string | undefined =>
    faults(name) ?? (tried && missing.includes(name) ? said : undefined);
  const send = (): void => {
    setTried(true);
    const entry = entryOf(draft);
    if (entry !== null) record.mutate({ body: entry }, { onSuccess: onDone });
  };
  const text = (name: 'reason' | 'basis' | 'disclosed' | 'recipient', hint?: string): ReactNode => (
    <Field
      label={words[name]}
      required
      {...(hint === undefined ? {} : { hint })}
      fault={faultOf(name, words[`${name}Missing`])}
    >
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={name === 'reason' || name === 'disclosed' ? 3 : 1}
          maxLength={name === 'reason' || name === 'disclosed' ? 2000 : 300}
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const chooseKind = (kind: ExceptionKind): void => {
    const known = ExceptionKind.options.some((one) => exceptionKinds[one].basis === draft.basis);
    setDraft({ ...draft, kind, basis: draft.basis === '' || known ? exceptionKinds[kind].basis : draft.basis });
  };
  return (
    <InPlaceForm
      label={words.record}
      done={words.save}
      busy={record.isPending}
      failure={record.error}
      onSend={send}
      onLeave={onClose}
    >
      <p className="in-place-lead">{words.recordFirst}</p>
      <div className="form-row">
        <Field label={words.file} required fault={faultOf('file', words.fileWrong)}>
          {(bound) => (
            <Input
              {...bound}
              autoFocus
              maxLength={60}
              value={draft.file}
              onChange={(event) => setDraft({ ...draft, file: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.kind} required fault={faultOf('kind', words.kindMissing)}>
          {(bound) => (
            <Select
              {...bound}
              value={draft.kind}
              options={ExceptionKind.options.map((value) => ({ value, label: say(exceptionKinds[value]) }))}
              onChange={chooseKind}
            />
          )}
        </Field>
      </div>
      {text('reason')}
      {text('basis', words.basisHint)}
      {text('disclosed', words.disclosedHint)}
      {text('recipient', words.recipientHint)}
      <Field label={words.noticeBy} hint={words.noticeHint} optional fault={faults('noticeBy')}>
        {(bound) => (
          <Input
            {...bound}
            type="datetime-local"
            className="moment-input"
            value={draft.noticeBy}
            onChange={(event) => setDraft({ ...draft, noticeBy: event.target.value })}
          />
        )}
      </Field>
      <p className="quiet">{words.sealed}</p>
    </InPlaceForm>
  );
}
