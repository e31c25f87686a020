// Recording a qualification of a colleague: what it is, what was seen, and how long it holds.
import { Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PersonId } from '../../server/modules/identity/contract.ts';
import { QualificationKind, recordQualification } from '../../server/modules/workforce/contract.ts';
import { useChange } from '../kit/answers.ts';
import { Field } from '../kit/Field.tsx';
import { InPlaceForm } from '../kit/InPlaceForm.tsx';
import { AttentionMark } from '../kit/Marks.tsx';
import { useWords } from '../kit/words.ts';
import { bodyOf, type Draft, faultsOf } from './view.ts';
import { workforceWords } from './words.ts';

type RecordFormProps = {
  readonly person: PersonId;
  /** What was missing when the form was opened. */
  readonly kind: QualificationKind;
  readonly onDone: (kind: QualificationKind) => void;
  readonly onClose: () => void;
};

export function RecordForm({ person, kind, onDone, onClose }: RecordFormProps): ReactNode {
  const words = useWords(workforceWords).qualifications;
  const [draft, setDraft] = useState<Draft>({ kind, evidence: '', issuedOn: '', expiresOn: '', assessed: false });
  const [tried, setTried] = useState(false);
  const record = useChange(recordQualification);
  const faults = faultsOf(draft);
  const send = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    record.mutate({ params: { person }, body: bodyOf(draft) }, { onSuccess: () => onDone(draft.kind) });
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
      <RecordFields draft={draft} faults={tried ? faults : {}} onChange={setDraft} />
    </InPlaceForm>
  );
}

type RecordFieldsProps = {
  readonly draft: Draft;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly onChange: (draft: Draft) => void;
};

function RecordFields({ draft, faults, onChange }: RecordFieldsProps): ReactNode {
  const { qualifications: words, needs } = useWords(workforceWords);
  const change = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  const said = (field: keyof typeof faults): string | undefined => {
    const fault = faults[field];
    return fault === undefined ? undefined : words[fault];
  };
  return (
    <>
      <Field label={words.kind}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.kind}
            options={QualificationKind.options.map((value) => ({ value, label: needs[value] }))}
            onChange={(kind) => change({ kind })}
          />
        )}
      </Field>
      {draft.kind === 'screening' ? (
        <Assessed checked={draft.assessed} fault={said('assessed')} onChange={(assessed) => change({ assessed })} />
      ) : null}
      <Field label={words.evidence} hint={words.evidenceHint} required fault={said('evidence')}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoFocus
            rows={2}
            maxLength={300}
            value={draft.evidence}
            onChange={({ target }) => change({ evidence: target.value.replaceAll('\n', ' ') })}
          />
        )}
      </Field>
      <Days draft={draft} said={said} change={change} />
    </>
  );
}

type DaysProps = {
  readonly draft: Draft;
  readonly said: (field: 'issuedOn' | 'expiresOn') => string | undefined;
  readonly change: (part: Partial<Draft>) => void;
};

function Days({ draft, said, change }: DaysProps): ReactNode {
  const words = useWords(workforceWords).qualifications;
  return (
    <div className="form-row">
      <Field label={words.issuedOn} required fault={said('issuedOn')}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={draft.issuedOn}
            onChange={({ target }) => change({ issuedOn: target.value })}
          />
        )}
      </Field>
      <Field label={words.expiresOn} hint={words.expiresHint} optional fault={said('expiresOn')}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={draft.expiresOn}
            onChange={({ target }) => change({ expiresOn: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

type AssessedProps = {
  readonly checked: boolean;
  readonly fault: string | undefined;
  readonly onChange: (checked: boolean) => void;
};

function Assessed({ checked, fault, onChange }: AssessedProps): ReactNode {
  const words = useWords(workforceWords).qualifications;
  return (
    <div className={fault === undefined ? 'check-field' : 'check-field faulty'}>
      <Checkbox checked={checked} onChange={({ target }) => onChange(target.checked)}>
        {words.assessed}
      </Checkbox>
      {fault === undefined ? null : (
        <p className="fault">
          <AttentionMark />
          <span>{fault}</span>
        </p>
      )}
    </div>
  );
}
