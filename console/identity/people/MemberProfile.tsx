// What is known of a colleague: number, background, experience. Only what was changed is sent; what counts for the duty
// gate is never one's own to enter.
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Background, changeMember, type MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { kitWords } from '../../kit/common-words.ts';
import { Field } from '../../kit/Field.tsx';
import { InPlaceForm } from '../../kit/InPlaceForm.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { dayInShanghai } from '../../workforce/view.ts';
import { identityWords } from '../shared-words.ts';
import { changedProfile, draftOf, type ProfileDraft, profileFaults, wholeYears } from './view.ts';
import { peopleWords } from './words.ts';

export function MemberProfile({ member }: { readonly member: MemberDetail }): ReactNode {
  const [writing, setWriting] = useState(false);
  const words = useWords(peopleWords);
  const { may } = useSession();
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{words.profile}</h2>
      {writing ? (
        <ProfileForm member={member} onClose={() => setWriting(false)} />
      ) : (
        <>
          <Facts member={member} />
          {may('identity.manage-people') && member.groups.length > 0 ? (
            <Button onClick={() => setWriting(true)}>{words.edit}</Button>
          ) : null}
        </>
      )}
    </section>
  );
}

function Facts({ member: { email, staffNumber, background, practisingSince } }: { member: MemberDetail }): ReactNode {
  const words = useWords(peopleWords);
  const { backgrounds } = useWords(identityWords);
  const lang = useLang();
  const today = dayInShanghai(new Date());
  const experience =
    practisingSince === null
      ? null
      : `${words.years(wholeYears(practisingSince, today))} · ${words.groupSince(dayWords(lang, practisingSince))}`;
  const facts = [
    [words.email, email],
    [words.staffNumber, staffNumber],
    [words.background, background === null ? null : backgrounds[background]],
    [words.practisingSince, experience],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="quiet">{words.notGiven}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

type ProfileFormProps = {
  readonly member: MemberDetail;
  /** Which of them was missing: the focus begins there. */
  readonly at?: 'background' | 'experience' | undefined;
  readonly onClose: () => void;
};

export function ProfileForm({ member, at, onClose }: ProfileFormProps): ReactNode {
  const words = useWords(peopleWords);
  const common = useWords(kitWords);
  const [draft, setDraft] = useState(() => draftOf(member));
  const [tried, setTried] = useState(false);
  const save = useChange(changeMember);
  const faults = profileFaults(draft, dayInShanghai(new Date()));
  const send = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const body = changedProfile(member, draft);
    if (Object.keys(body).length === 0) onClose();
    else save.mutate({ params: { person: member.person }, body }, { onSuccess: onClose });
  };
  return (
    <InPlaceForm
      label={words.edit}
      done={common.save}
      busy={save.isPending}
      failure={save.error}
      onSend={send}
      onLeave={onClose}
    >
      <ProfileFields member={member} draft={draft} faults={tried ? faults : {}} at={at} onChange={setDraft} />
    </InPlaceForm>
  );
}

type ProfileFieldsProps = Pick<ProfileFormProps, 'at'> & {
  readonly member: MemberDetail;
  readonly draft: ProfileDraft;
  readonly faults: ReturnType<typeof profileFaults>;
  readonly onChange: (draft: ProfileDraft) => void;
};

function ProfileFields({ member, draft, faults, at, onChange }: ProfileFieldsProps): ReactNode {
  const words = useWords(peopleWords);
  const { me } = useSession();
  const change = (part: Partial<ProfileDraft>): void => onChange({ ...draft, ...part });
  return (
    <>
      <div className="form-row">
        <Field label={words.name} required fault={faults.name && words[faults.name]}>
          {(bound) => (
            <Input
              {...bound}
              autoFocus={at === undefined}
              maxLength={60}
              value={draft.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
        <Field label={words.staffNumber} optional fault={faults.staffNumber && words[faults.staffNumber]}>
          {(bound) => (
            <Input
              {...bound}
              maxLength={30}
              value={draft.staffNumber}
              onChange={({ target }) => change({ staffNumber: target.value })}
            />
          )}
        </Field>
      </div>
      {me.person.id === member.person ? (
        <p className="quiet">{words.attested}</p>
      ) : (
        <Attested
          at={at}
          draft={draft}
          fault={faults.practisingSince && words[faults.practisingSince]}
          change={change}
        />
      )}
    </>
  );
}

type AttestedProps = Pick<ProfileFormProps, 'at'> & {
  readonly draft: ProfileDraft;
  readonly fault: string | undefined;
  readonly change: (part: Partial<ProfileDraft>) => void;
};

function Attested({ at, draft, fault, change }: AttestedProps): ReactNode {
  const words = useWords(peopleWords);
  const { backgrounds } = useWords(identityWords);
  return (
    <>
      <Field label={words.background}>
        {({ id }) => (
          <Select
            id={id}
            autoFocus={at === 'background'}
            value={draft.background}
            options={[
              { value: null, label: words.notGiven },
              ...Background.options.map((value) => ({ value, label: backgrounds[value] })),
            ]}
            onChange={(background) => change({ background })}
          />
        )}
      </Field>
      <Field label={words.practisingSince} hint={words.practisingHint} fault={fault}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            autoFocus={at === 'experience'}
            className="day-input"
            value={draft.practisingSince}
            onChange={({ target }) => change({ practisingSince: target.value })}
          />
        )}
      </Field>
    </>
  );
}
