// Changing an organisation: only what was touched is sent. What the law asks for opening to everybody is asked here too.
import { Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  changeOrganisation,
  type Organisation,
  PublicBasis,
} from '../../../server/modules/identity/organisations/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { askMeAgain } from '../../kit/session.ts';
import { useWords } from '../../kit/words.ts';
import { changedOrganisation, type Draft, draftFaults, draftOf, kindsFor } from './view.ts';
import { organisationWords } from './words.ts';

type ProfileFormProps = { readonly organisation: Organisation; readonly onClose: () => void };

export function ProfileForm({ organisation, onClose }: ProfileFormProps): ReactNode {
  const words = useWords(organisationWords);
  const common = useWords(kitWords);
  const [draft, setDraft] = useState(() => draftOf(organisation));
  const [tried, setTried] = useState(false);
  const save = useChange(changeOrganisation, { onDone: () => void askMeAgain() });
  const faults = draftFaults(draft);
  const send = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const body = changedOrganisation(organisation, draft);
    if (Object.keys(body).length === 0) onClose();
    else save.mutate({ params: { id: organisation.id }, body }, { onSuccess: onClose });
  };
  const parts = {
    draft,
    faults: tried ? faults : {},
    change: (part: Partial<Draft>) => setDraft({ ...draft, ...part }),
  };
  return (
    <InPlaceForm
      label={words.profile}
      done={common.save}
      busy={save.isPending}
      failure={save.error}
      wide
      onSend={send}
      onLeave={onClose}
    >
      <Names {...parts} />
      <Service {...parts} />
    </InPlaceForm>
  );
}

type PartsProps = {
  readonly draft: Draft;
  readonly faults: ReturnType<typeof draftFaults>;
  readonly change: (part: Partial<Draft>) => void;
};

function Names({ draft, faults, change }: PartsProps): ReactNode {
  const words = useWords(organisationWords);
  return (
    <>
      <Field label={words.name} required fault={faults.name && words[faults.name]}>
        {(bound) => (
          <Input
            {...bound}
            autoFocus
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
              disabled={draft.kind === 'authority'}
              options={kindsFor(draft.kind).map((value) => ({ value, label: words.kinds[value] }))}
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

function Service({ draft, faults, change }: PartsProps): ReactNode {
  const words = useWords(organisationWords);
  return (
    <>
      <Field label={words.dutyModeFrom} hint={words.dutyModeHint} optional>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            className="day-input"
            value={draft.dutyModeFrom}
            onChange={({ target }) => change({ dutyModeFrom: target.value })}
          />
        )}
      </Field>
      {draft.kind === 'university' ? (
        <Field label={words.publicFrom} hint={words.publicHint} optional>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              className="day-input"
              value={draft.publicFrom}
              onChange={({ target }) => change({ publicFrom: target.value })}
            />
          )}
        </Field>
      ) : null}
      {draft.kind === 'university' && draft.publicFrom !== '' ? (
        <Field label={words.basis} required fault={faults.publicBasis && words[faults.publicBasis]}>
          {({ id }) => (
            <Radio.Group
              id={id}
              aria-label={words.basis}
              value={draft.publicBasis}
              options={PublicBasis.options.map((value) => ({ value, label: words.bases[value] }))}
              onChange={({ target }) => change({ publicBasis: PublicBasis.parse(target.value) })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
