// One's own account. What guards it can be changed only after showing once more who sits here; sessions can always be
// ended.
import type { ReactNode } from 'react';
import { PageHeader } from '../kit/PageHeader.tsx';
import { useSession } from '../kit/session.ts';
import { useWords } from '../kit/words.ts';
import { accountWords } from './account-words.ts';
import { OwnFactors } from './OwnFactors.tsx';
import { OwnPassword } from './OwnPassword.tsx';
import { Passkeys } from './Passkeys.tsx';
import { ProveFirst } from './ProveFirst.tsx';
import { RenewalSentence } from './Renewed.tsx';
import { Sessions } from './Sessions.tsx';

export default function AccountScreen(): ReactNode {
  const words = useWords(accountWords);
  const { me } = useSession();
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="account">
        <p className="account-name">
          <strong>{me.person.name}</strong>
          {me.person.email === null ? null : <span className="quiet"> {me.person.email}</span>}
        </p>
        {me.renewed === null ? null : (
          <p className="quiet">
            <RenewalSentence renewal={me.renewed} />
          </p>
        )}
        {me.session.provedRecently ? null : <ProveFirst />}
        <OwnPassword />
        <OwnFactors />
        <Passkeys />
        <Sessions />
      </div>
    </>
  );
}
