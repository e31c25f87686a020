// Setting terms anew, for the organisation or one line. Each number is measured while it is typed, and the limit with
// its source stands beside it.
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { listCuratedLines } from '../../../server/modules/directory/curation/contract.ts';
import type { LineId } from '../../../server/modules/directory/contract.ts';
import { type getPolicy, type PolicyVersion, setPolicy } from '../../../server/modules/privacy/policies/contract.ts';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { TermFields } from './TermFields.tsx';
import { classes, draftOf, faultOf, needsReason, termsOf } from './view.ts';
import { retentionWords } from './words.ts';

type Policy = z.output<typeof getPolicy.output>;

type TermFormProps = {
  readonly policy: Pick<Policy, 'organisation' | 'lines'>;
  readonly limits: Policy['limits'];
  readonly onSaved: (version: PolicyVersion) => void;
  readonly onClose: () => void;
};

export function TermForm({ policy, limits, onSaved, onClose }: TermFormProps): ReactNode {
  const words = useWords(retentionWords);
  const [line, setLine] = useState<LineId | null>(null);
  const [draft, setDraft] = useState(() => draftOf(policy.organisation.terms));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const save = useChange(setPolicy, { onDone: onSaved });
  const own = policy.lines.find((one) => one.line === line);
  const stands = line === null ? policy.organisation : (own ?? policy.organisation);
  const reasonFault = needsReason(draft, limits) && reason.trim() === '';
  const whose = line === null ? {} : { line };
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  const choose = (next: LineId | null): void => {
    setLine(next);
    const found = policy.lines.find((one) => one.line === next) ?? policy.organisation;
    setDraft(draftOf(found.terms));
  };
  const send = (): void => {
    setTried(true);
    if (reasonFault || classes.some((of) => faultOf(draft, of, limits) !== undefined)) return;
    save.mutate({ body: { ...whose, terms: termsOf(draft), ...why } });
  };
  return (
    <InPlaceForm
      label={words.set}
      done={words.save}
      busy={save.isPending}
      failure={save.error}
      wide
      onSend={send}
      onLeave={onClose}
      more={
        stands.from === (line === null ? 'organisation' : 'line') ? (
          <Button type="text" onClick={() => save.mutate({ body: { ...whose, terms: null, ...why } })}>
            {line === null ? words.follow : words.followLine}
          </Button>
        ) : null
      }
    >
      <p className="quiet">{words.setAbout}</p>
      <Scope value={line} onChange={choose} />
      <TermFields draft={draft} limits={limits} onChange={setDraft} />
      <Reason value={reason} fault={tried && reasonFault ? words.reasonNeeded : undefined} onChange={setReason} />
    </InPlaceForm>
  );
}

type ReasonProps = {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (reason: string) => void;
};

function Reason({ value, fault, onChange }: ReasonProps): ReactNode {
  const words = useWords(retentionWords);
  return (
    <Field label={words.reason} hint={words.reasonHint} optional fault={fault}>
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={2}
          maxLength={500}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

type ScopeProps = { readonly value: LineId | null; readonly onChange: (line: LineId | null) => void };

function Scope({ value, onChange }: ScopeProps): ReactNode {
  const words = useWords(retentionWords);
  const { may } = useSession();
  const listed = useAnswer(
    listCuratedLines,
    { query: { mine: 'yes', perPage: 200 } },
    { when: may('directory.see-curation') },
  );
  const lines = listed.data?.lines ?? [];
  if (lines.length === 0) return null;
  return (
    <Field label={words.scope}>
      {({ id }) => (
        <Select
          id={id}
          value={value}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: null, label: words.whole },
            ...lines.map((line) => ({ value: line.id, label: line.name })),
          ]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
