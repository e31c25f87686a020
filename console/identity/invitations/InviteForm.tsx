// Who is invited, what they will sign in with, and into which groups, each group with what it opens.
import { Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Group, twoFactorGroups } from '../../../server/modules/identity/contract.ts';
import { invite } from '../../../server/modules/identity/invitations/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { groupWords } from '../../kit/group-words.ts';
import { AttentionMark } from '../../kit/Marks.tsx';
import { useSession } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { groupsFor } from '../people/view.ts';
import { identityWords } from '../shared-words.ts';
import type { MadeLink } from './InvitationLink.tsx';
import { bodyOf, type Draft, type Faults, faultsOf } from './view.ts';
import { invitationWords } from './words.ts';

type InviteFormProps = {
  readonly begin: Draft;
  readonly onMade: (made: MadeLink) => void;
  readonly onClose: () => void;
};

export function InviteForm({ begin, onMade, onClose }: InviteFormProps): ReactNode {
  const words = useWords(invitationWords);
  const [draft, setDraft] = useState(begin);
  const [tried, setTried] = useState(false);
  const send = useChange(invite, {
    onDone: ({ invitation, token }) => onMade({ name: invitation.name, token, expiresAt: invitation.expiresAt }),
  });
  const faults = faultsOf(draft);
  const sending = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) send.mutate({ body: bodyOf(draft) });
  };
  return (
    <InPlaceForm
      label={words.formTitle}
      done={words.make}
      busy={send.isPending}
      failure={send.error}
      wide
      onSend={sending}
      onLeave={onClose}
    >
      <Who draft={draft} faults={tried ? faults : {}} onChange={(part) => setDraft({ ...draft, ...part })} />
      <Groups
        chosen={draft.groups}
        fault={tried && faults.groups !== undefined ? words[faults.groups] : undefined}
        onChange={(groups) => setDraft({ ...draft, groups })}
      />
    </InPlaceForm>
  );
}

type WhoProps = {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (part: Partial<Draft>) => void;
};

function Who({ draft, faults, onChange }: WhoProps): ReactNode {
  const words = useWords(invitationWords);
  const email = faults.email ?? faults.signIn;
  return (
    <>
      <Field label={words.name} hint={words.nameHint} required fault={faults.name && words[faults.name]}>
        {(bound) => (
          <Input
            {...bound}
            autoFocus
            autoComplete="off"
            maxLength={60}
            value={draft.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <fieldset>
        <legend>
          {words.signIn} <span className="quiet">{words.signInHint}</span>
        </legend>
        <div className="form-row">
          <Field label={words.email} fault={email && words[email]}>
            {(bound) => (
              <Input
                {...bound}
                type="email"
                autoComplete="off"
                maxLength={254}
                value={draft.email}
                onChange={({ target }) => onChange({ email: target.value })}
              />
            )}
          </Field>
          <Field label={words.staffNumber} fault={faults.staffNumber && words[faults.staffNumber]}>
            {(bound) => (
              <Input
                {...bound}
                autoComplete="off"
                maxLength={30}
                value={draft.staffNumber}
                onChange={({ target }) => onChange({ staffNumber: target.value })}
              />
            )}
          </Field>
        </div>
      </fieldset>
    </>
  );
}

type GroupsProps = {
  readonly chosen: readonly Group[];
  readonly fault: string | undefined;
  readonly onChange: (groups: readonly Group[]) => void;
};

function Groups({ chosen, fault, onChange }: GroupsProps): ReactNode {
  const words = useWords(invitationWords);
  const names = useWords(groupWords);
  const { groupAbout, twoFactors } = useWords(identityWords);
  const { organisation } = useSession();
  const put = (group: Group, on: boolean): void =>
    onChange(on ? [...chosen, group] : chosen.filter((one) => one !== group));
  return (
    <fieldset className={fault === undefined ? 'field' : 'field faulty'}>
      <legend>{words.groups}</legend>
      <div className="group-choice">
        {groupsFor(organisation.kind).map((group) => (
          <Checkbox key={group} checked={chosen.includes(group)} onChange={({ target }) => put(group, target.checked)}>
            {names[group]}
            <small className="quiet block">
              {groupAbout[group]}
              {chosen.includes(group) && twoFactorGroups.some((one) => one === group) ? ` · ${twoFactors}` : ''}
            </small>
          </Checkbox>
        ))}
      </div>
      {fault === undefined ? null : (
        <p className="fault">
          <AttentionMark />
          <span>{fault}</span>
        </p>
      )}
    </fieldset>
  );
}
