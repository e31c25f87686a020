// Setting up an organisation below an authority, together with whoever administers it first.
import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { OrganisationId, OrganisationKind } from '../../../server/modules/identity/contract.ts';
import { listOrganisations, setUpOrganisation } from '../../../server/modules/identity/organisations/contract.ts';
import { useAnswer, useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import type { MadeLink } from '../invitations/InvitationLink.tsx';
import { AdministratorFields, type Typed } from './FirstAdministrator.tsx';
import { administratorFaults } from './view.ts';
import { organisationWords } from './words.ts';

type SetUpFormProps = { readonly onMade: (made: MadeLink) => void; readonly onClose: () => void };

type New = {
  readonly parent: OrganisationId;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly department: string;
};

export function SetUpForm({ onMade, onClose }: SetUpFormProps): ReactNode {
  const { setUp: words } = useWords(organisationWords);
  const { organisation } = useSession();
  const own = OrganisationId.parse(organisation.id);
  const [draft, setDraft] = useState<New>({ parent: own, name: '', kind: 'university', department: '' });
  const [typed, setTyped] = useState<Typed>({ name: '', email: '' });
  const [tried, setTried] = useState(false);
  const setUp = useChange(setUpOrganisation, {
    onDone: ({ invitation }) => onMade({ name: typed.name, ...invitation }),
  });
  const faults = administratorFaults(typed);
  const nameless = draft.name.trim() === '';
  const send = (): void => {
    setTried(true);
    if (nameless || Object.keys(faults).length > 0) return;
    const { department, ...rest } = draft;
    setUp.mutate({
      body: { ...rest, department: department.trim() === '' ? null : department.trim(), administrator: typed },
    });
  };
  return (
    <InPlaceForm
      label={words.title}
      done={words.make}
      busy={setUp.isPending}
      failure={setUp.error}
      wide
      onSend={send}
      onLeave={onClose}
    >
      <NewOrganisation draft={draft} nameless={tried && nameless} onChange={setDraft} />
      <AdministratorFields typed={typed} faults={tried ? faults : {}} onChange={setTyped} />
    </InPlaceForm>
  );
}

type NewOrganisationProps = {
  readonly draft: New;
  readonly nameless: boolean;
  readonly onChange: (draft: New) => void;
};

function NewOrganisation({ draft, nameless, onChange }: NewOrganisationProps): ReactNode {
  const words = useWords(organisationWords);
  const change = (part: Partial<New>): void => onChange({ ...draft, ...part });
  return (
    <>
      <Parent value={draft.parent} onChange={(parent) => change({ parent })} />
      <Field label={words.name} required fault={nameless ? words.nameMissing : undefined}>
        {(bound) => (
          <Input
            {...bound}
            autoFocus
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Field>
      <div className="form-row">
        <Field label={words.kind}>
          {({ id }) => (
            <Select
              id={id}
              value={draft.kind}
              options={OrganisationKind.options.map((value) => ({ value, label: words.kinds[value] }))}
              onChange={(kind) => change({ kind })}
            />
          )}
        </Field>
        <Field label={words.department} hint={words.departmentHint} optional>
          {(bound) => (
            <Input
              {...bound}
              maxLength={60}
              value={draft.department}
              onChange={({ target }) => change({ department: target.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

type ParentProps = { readonly value: OrganisationId; readonly onChange: (parent: OrganisationId) => void };

/** Asked only where there is more than one authority to choose. */
function Parent({ value, onChange }: ParentProps): ReactNode {
  const { setUp: words } = useWords(organisationWords);
  const { data } = useAnswer(listOrganisations, {});
  const authorities = (data?.organisations ?? []).filter((one) => one.kind === 'authority' && one.closedAt === null);
  if (authorities.length < 2) return null;
  return (
    <Field label={words.parent}>
      {({ id }) => (
        <Select
          id={id}
          value={value}
          options={authorities.map((one) => ({ value: one.id, label: one.name }))}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
