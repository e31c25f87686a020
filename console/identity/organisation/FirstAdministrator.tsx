// Who administers an organisation first: the two fields, and inviting somebody to one that has nobody (any more).
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { OrganisationId } from '../../../server/modules/identity/contract.ts';
import { inviteFirstAdministrator } from '../../../server/modules/identity/organisations/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useWords } from '../../kit/words.ts';
import type { MadeLink } from '../invitations/InvitationLink.tsx';
import { administratorFaults } from './view.ts';
import { organisationWords } from './words.ts';

/** The administrator as typed. */
export type Typed = { readonly name: string; readonly email: string };

type AdministratorFieldsProps = {
  readonly typed: Typed;
  readonly faults: ReturnType<typeof administratorFaults>;
  readonly onChange: (typed: Typed) => void;
};

export function AdministratorFields({ typed, faults, onChange }: AdministratorFieldsProps): ReactNode {
  const { setUp: words } = useWords(organisationWords);
  return (
    <fieldset>
      <legend>
        {words.administrator} <span className="quiet">{words.administratorHint}</span>
      </legend>
      <div className="form-row">
        <Field label={words.administratorName} required fault={faults.name && words[faults.name]}>
          {(bound) => (
            <Input
              {...bound}
              autoComplete="off"
              maxLength={60}
              value={typed.name}
              onChange={({ target }) => onChange({ ...typed, name: target.value })}
            />
          )}
        </Field>
        <Field label={words.administratorEmail} required fault={faults.email && words[faults.email]}>
          {(bound) => (
            <Input
              {...bound}
              type="email"
              autoComplete="off"
              maxLength={254}
              value={typed.email}
              onChange={({ target }) => onChange({ ...typed, email: target.value })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}

type FirstAdministratorProps = {
  readonly id: OrganisationId;
  readonly onMade: (made: MadeLink) => void;
  readonly onClose: () => void;
};

export function FirstAdministrator({ id, onMade, onClose }: FirstAdministratorProps): ReactNode {
  const { setUp: words } = useWords(organisationWords);
  const [typed, setTyped] = useState<Typed>({ name: '', email: '' });
  const [tried, setTried] = useState(false);
  const invite = useChange(inviteFirstAdministrator, {
    onDone: (link, { body }) => onMade({ name: body.name, ...link }),
  });
  const faults = administratorFaults(typed);
  const send = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) invite.mutate({ params: { id }, body: typed });
  };
  return (
    <InPlaceForm
      label={words.inviteTitle}
      done={words.makeLink}
      busy={invite.isPending}
      failure={invite.error}
      wide
      onSend={send}
      onLeave={onClose}
    >
      <AdministratorFields typed={typed} faults={tried ? faults : {}} onChange={setTyped} />
    </InPlaceForm>
  );
}
