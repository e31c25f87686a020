// Asking for an export: what, what for, for whom. Nothing leaves before somebody else has approved it.
import { Button, Input, Radio, Select } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { askExport, listExportKinds, Purpose, purposes } from '../../../server/modules/audit/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { Field, useFieldFaults } from '../../kit/Field.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useSay, useWords } from '../../kit/words.ts';
import '../../privacy/privacy.css';
import { focusFault } from '../../kit/focus-fault.ts';
import '../audit.css';
import { begun, type ExportDraft, isAskable, missingFrom, noDraft, requestOf, type PartProps } from './draft.ts';
import { RecipientFields } from './RecipientFields.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { exportWords } from './words.ts';

export default function AskScreen(): ReactNode {
  const words = useWords(exportWords);
  const kinds = useAnswer(listExportKinds, {});
  return (
    <div className="privacy">
      <PageHeader
        title={words.askTitle}
        about={words.askAbout}
        back={<Link href="/audit/exports">{words.back}</Link>}
      />
      <Answered of={kinds}>
        {({ kinds }) => {
          const askable = kinds.filter(({ scope }) => isAskable(scope));
          return askable.length === 0 ? (
            <EmptyState title={words.askTitle} why={words.noKinds} />
          ) : (
            <AskForm kinds={askable} />
          );
        }}
      </Answered>
    </div>
  );
}

type Kinds = readonly { readonly kind: string; readonly about: { readonly zh: string; readonly en: string } }[];

function AskForm({ kinds }: { readonly kinds: Kinds }): ReactNode {
  const words = useWords(exportWords);
  const say = useSay();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState<ExportDraft>(() => begun.get() ?? noDraft);
  useEffect(() => begun.set(null), []);
  const [tried, setTried] = useState(false);
  const ask = useChange(askExport);
  const faults = useFieldFaults(ask.error);
  const missing = missingFrom(draft);
  const change = (part: Partial<ExportDraft>): void => setDraft({ ...draft, ...part });
  const faultOf: PartProps['faultOf'] = (name, said) =>
    faults(name) ?? (tried && missing.includes(name) ? said : undefined);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const request = requestOf(draft);
    if (request === null) focusFault(event.currentTarget);
    else ask.mutate({ body: request }, { onSuccess: () => navigate('/audit/exports') });
  };
  const parts = { draft, change, faultOf };
  return (
    <form className="ask-export" onSubmit={send} noValidate>
      {ask.error === null ? null : <FailureNote failure={ask.error} typed />}
      <Field label={words.kind} required fault={faultOf('kind', words.kindMissing)}>
        {(bound) => (
          <Radio.Group
            {...bound}
            aria-label={words.kind}
            value={draft.kind}
            options={kinds.map(({ kind, about }) => ({ value: kind, label: say(about) }))}
            onChange={(event) => change({ kind: String(event.target.value) })}
          />
        )}
      </Field>
      <ScopeFields {...parts} />
      <Field label={words.purpose} required fault={faultOf('purpose', words.purposeMissing)}>
        {(bound) => (
          <Select
            {...bound}
            value={draft.purpose}
            options={Purpose.options.map((value) => ({ value, label: say(purposes[value]) }))}
            onChange={(purpose: Purpose) => change({ purpose })}
          />
        )}
      </Field>
      <Field label={words.reason} hint={words.reasonHint} required fault={faultOf('reason', words.reasonMissing)}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
      <RecipientFields {...parts} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
