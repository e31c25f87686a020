// Adding or changing a sign-in system. The secret goes to the server and never comes back.
import { Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { addProvider, changeProvider, type Provider } from '../../../server/modules/sign-in/single-sign-on/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import { bodyOf, type Draft, draftOf, emptyDraft, type Faults, faultsOf } from './view.ts';
import { singleSignOnWords } from './words.ts';

/** `provider` null: a new one. */
type ProviderFormProps = { readonly provider: Provider | null; readonly onClose: () => void };

export function ProviderForm({ provider, onClose }: ProviderFormProps): ReactNode {
  const words = useWords(singleSignOnWords);
  const [draft, setDraft] = useState(() => (provider === null ? emptyDraft : draftOf(provider)));
  const [tried, setTried] = useState(false);
  const add = useChange(addProvider, { onDone: onClose });
  const change = useChange(changeProvider, { onDone: onClose });
  const failure = add.error ?? change.error;
  const faults = faultsOf(draft, provider === null);
  const send = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const { clientSecret } = draft;
    const body = bodyOf(draft);
    if (provider === null) add.mutate({ body: { ...body, clientSecret } });
    else change.mutate({ params: { id: provider.id }, body: clientSecret === '' ? body : { ...body, clientSecret } });
  };
  return (
    <InPlaceForm
      label={words.addTitle}
      done={words.save}
      busy={add.isPending || change.isPending}
      failure={failure}
      wide
      onSend={send}
      onLeave={onClose}
    >
      <Fields draft={draft} faults={tried ? faults : {}} fresh={provider === null} onChange={setDraft} />
    </InPlaceForm>
  );
}

type FieldsProps = {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly fresh: boolean;
  readonly onChange: (draft: Draft) => void;
};

function Fields({ draft, faults, fresh, onChange }: FieldsProps): ReactNode {
  const words = useWords(singleSignOnWords);
  const said = (field: keyof Faults): string | undefined => {
    const fault = faults[field];
    return fault === undefined ? undefined : words[fault];
  };
  const line = (field: 'name' | 'issuer' | 'clientId', longest: number, hint?: string): ReactNode => (
    <Field label={words[field]} {...(hint === undefined ? {} : { hint })} required fault={said(field)}>
      {(bound) => (
        <Input
          {...bound}
          autoFocus={field === 'name'}
          autoComplete="off"
          maxLength={longest}
          value={draft[field]}
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {line('name', 60, words.nameHint)}
      {line('issuer', 500, words.issuerHint)}
      {line('clientId', 200)}
      <Field
        label={words.clientSecret}
        hint={fresh ? words.secretHint : words.secretKept}
        required={fresh}
        fault={said('clientSecret')}
      >
        {(bound) => (
          <Input
            {...bound}
            type="password"
            autoComplete="new-password"
            maxLength={500}
            value={draft.clientSecret}
            onChange={({ target }) => onChange({ ...draft, clientSecret: target.value })}
          />
        )}
      </Field>
      <Use draft={draft} fault={said('domains')} onChange={onChange} />
    </>
  );
}

type UseProps = {
  readonly draft: Draft;
  readonly fault: string | undefined;
  readonly onChange: (draft: Draft) => void;
};

function Use({ draft, fault, onChange }: UseProps): ReactNode {
  const words = useWords(singleSignOnWords);
  return (
    <>
      <Field label={words.emailDomains} hint={words.domainsHint} required fault={fault}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={2}
            value={draft.domains}
            onChange={({ target }) => onChange({ ...draft, domains: target.value })}
          />
        )}
      </Field>
      <div className="check-field">
        <Checkbox
          checked={draft.trustsSecondFactor}
          onChange={({ target }) => onChange({ ...draft, trustsSecondFactor: target.checked })}
        >
          {words.trusts}
          <small className="quiet block">{words.trustsAbout}</small>
        </Checkbox>
      </div>
      <div className="check-field">
        <Checkbox checked={draft.enabled} onChange={({ target }) => onChange({ ...draft, enabled: target.checked })}>
          {words.enabled}
        </Checkbox>
      </div>
    </>
  );
}
