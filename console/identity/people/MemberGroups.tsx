// The groups of one member: what they open, ending and adding with a way back, and why somebody cannot do it to
// themselves.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Group, twoFactorGroups } from '../../../server/modules/identity/contract.ts';
import { addToGroup, endGroup, type MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { call } from '../../kit/call.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { groupWords } from '../../kit/group-words.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { identityWords } from '../shared-words.ts';
import { offerBack } from '../undoing.ts';
import { groupsFor } from './view.ts';
import { peopleWords } from './words.ts';

type Of = { readonly member: MemberDetail };

export function MemberGroups({ member }: Of): ReactNode {
  const words = useWords(peopleWords);
  const { may, me } = useSession();
  const oneself = me.person.id === member.person;
  const manages = may('identity.manage-people');
  const now = member.memberships.filter(({ endedAt }) => endedAt === null);
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{words.groupsTitle}</h2>
      <ul className="rows">
        {now.map(({ group, since }) => (
          <GroupRow key={group} group={group} since={since} member={member} manages={manages} oneself={oneself} />
        ))}
      </ul>
      {manages ? oneself ? <p className="quiet">{words.addOwn}</p> : <Adding member={member} /> : null}
      <Former member={member} />
    </section>
  );
}

type GroupRowProps = Of & {
  readonly group: Group;
  readonly since: string;
  readonly manages: boolean;
  readonly oneself: boolean;
};

function GroupRow({ group, since, member, manages, oneself }: GroupRowProps): ReactNode {
  const words = useWords(peopleWords);
  const names = useWords(groupWords);
  const { groupAbout } = useWords(identityWords);
  const lang = useLang();
  const [sure, setSure] = useState(false);
  const { person, name } = member;
  const end = useChange(endGroup, {
    onDone: () => {
      if (!oneself)
        offerBack(saidOf('left', name, group), () => call(addToGroup, { params: { person }, body: { group } }));
    },
  });
  const ending = (): void => (oneself && !sure ? setSure(true) : end.mutate({ params: { person, group } }));
  return (
    <li>
      <div className="row-text">
        <strong>{names[group]}</strong>
        <small className="quiet block">
          {groupAbout[group]} · {words.groupSince(dayWords(lang, since))}
        </small>
      </div>
      {manages ? (
        <Button
          size="small"
          loading={end.isPending}
          {...(sure ? {} : { 'aria-label': words.endGroupOf(names[group]) })}
          onClick={ending}
        >
          {sure ? words.endOwnDo : words.endGroup}
        </Button>
      ) : null}
      {sure ? <small className="whole-row">{words.endOwn}</small> : null}
      {end.error === null ? null : (
        <div className="whole-row">
          <FailureNote failure={end.error} />
        </div>
      )}
    </li>
  );
}

function Adding({ member: { person, name, groups } }: Of): ReactNode {
  const words = useWords(peopleWords);
  const names = useWords(groupWords);
  const { groupAbout, twoFactors } = useWords(identityWords);
  const { organisation } = useSession();
  const add = useChange(addToGroup, {
    onDone: (_, { body: { group } }) =>
      offerBack(saidOf('added', name, group), () => call(endGroup, { params: { person, group } })),
  });
  const others = groupsFor(organisation.kind).filter((group) => !groups.includes(group));
  if (others.length === 0) return <p className="quiet">{words.noGroupLeft}</p>;
  const second = (group: Group): string => (twoFactorGroups.some((one) => one === group) ? ` · ${twoFactors}` : '');
  return (
    <>
      <div className="choices" role="group" aria-label={words.add}>
        <span className="quiet">{words.add}</span>
        {others.map((group) => (
          <button
            key={group}
            type="button"
            className="chip"
            title={groupAbout[group] + second(group)}
            aria-label={words.addTo(names[group])}
            disabled={add.isPending}
            onClick={() => add.mutate({ params: { person }, body: { group } })}
          >
            {names[group]}
          </button>
        ))}
      </div>
      {add.error === null ? null : <FailureNote failure={add.error} />}
    </>
  );
}

function Former({ member: { memberships } }: Of): ReactNode {
  const words = useWords(peopleWords);
  const names = useWords(groupWords);
  const lang = useLang();
  const over = memberships.flatMap(({ group, since, endedAt }) =>
    endedAt === null ? [] : [{ group, since, endedAt }],
  );
  if (over.length === 0) return null;
  return (
    <details className="folded">
      <summary>{words.before(over.length)}</summary>
      <ul className="rows">
        {over.map(({ group, since, endedAt }) => (
          <li key={`${group} ${since}`}>
            <span>{names[group]}</span>
            <small className="quiet">{words.groupWas(dayWords(lang, since), dayWords(lang, endedAt))}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

function saidOf(what: 'added' | 'left', name: string, group: Group): { zh: string; en: string } {
  return {
    zh: peopleWords.zh[what](name, groupWords.zh[group]),
    en: peopleWords.en[what](name, groupWords.en[group]),
  };
}
