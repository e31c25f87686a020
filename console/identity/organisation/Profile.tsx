// The profile of one organisation, one's own or one below: who it is, how it serves, and changing both in place.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Organisation } from '../../../server/modules/identity/organisations/contract.ts';
import { useLang } from '../../kit/preferences.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { dayInShanghai } from '../../workforce/view.ts';
import { ProfileForm } from './ProfileForm.tsx';
import { dutyModeOn } from './view.ts';
import { organisationWords } from './words.ts';

type ProfileProps = { readonly organisation: Organisation; readonly mayChange: boolean };

export function Profile({ organisation, mayChange }: ProfileProps): ReactNode {
  const words = useWords(organisationWords);
  const [writing, setWriting] = useState(false);
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{words.profile}</h2>
      {writing ? (
        <ProfileForm organisation={organisation} onClose={() => setWriting(false)} />
      ) : (
        <>
          <Facts of={organisation} />
          {mayChange && organisation.closedAt === null ? (
            <Button onClick={() => setWriting(true)}>{words.edit}</Button>
          ) : null}
        </>
      )}
    </section>
  );
}

function Facts({ of }: { readonly of: Organisation }): ReactNode {
  const words = useWords(organisationWords);
  const lang = useLang();
  const { name, kind, department, dutyModeFrom, closedAt } = of;
  const mode = dutyModeOn(of, dayInShanghai(new Date()));
  const duty = mode === 'off' ? words.duty.off : words.duty[mode](dayWords(lang, dutyModeFrom ?? ''));
  const facts: readonly (readonly [string, string])[] = [
    [words.name, name],
    [words.kind, words.kinds[kind]],
    [words.department, department ?? words.none],
    [words.dutyMode, duty],
    ...(kind === 'university' ? [[words.public, publicWords(of, words, lang)] as const] : []),
  ];
  return (
    <>
      {closedAt === null ? null : (
        <p>
          <strong>{words.closed(dayWords(lang, closedAt))}</strong>
        </p>
      )}
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

type Words = (typeof organisationWords)['zh'];

function publicWords({ publicFrom, publicBasis }: Organisation, words: Words, lang: 'zh' | 'en'): string {
  if (publicFrom === null) return words.membersOnly;
  const day = dayWords(lang, publicFrom);
  const said = publicFrom <= dayInShanghai(new Date()) ? words.publicSince(day) : words.publicLater(day);
  return publicBasis === null ? said : `${said} · ${words.bases[publicBasis]}`;
}
