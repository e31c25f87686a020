// What an export covers, in words.
import type { ReactNode } from 'react';
import { type ExportScope, listWords } from '../../../server/modules/audit/contract.ts';
import { listMembers } from '../../../server/modules/identity/members/contract.ts';
import { useAnswer } from '../../kit/answers.ts';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { dayWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import { tellSubject } from '../shared/view.ts';
import { auditWords } from '../shared/words.ts';
import { exportWords } from './words.ts';

/** The days first, whatever order they were kept in. */
function inOrder(scope: ExportScope): readonly (readonly [string, string | number | boolean])[] {
  const known = ['from', 'to', 'subject', 'person', 'word'];
  const place = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(scope).sort(([one], [other]) => place(one) - place(other));
}

export function ScopeWords({ scope }: { readonly scope: ExportScope }): ReactNode {
  const words = useWords(exportWords);
  const { subjects } = useWords(auditWords);
  const lang = useLang();
  const say = useSay();
  const { may } = useSession();
  const members = useAnswer(listMembers, { query: {} }, { when: 'person' in scope });
  const known = useAnswer(
    listWords,
    {},
    { when: 'word' in scope && may('privacy.see-audit'), everyOrganisation: true },
  );
  const names: Readonly<Record<string, string>> = words.scopes;
  const told = (name: string, value: string): string => {
    if (name === 'from' || name === 'to') return dayWords(lang, value);
    if (name === 'person') return members.data?.members.find(({ person }) => person === value)?.name ?? value;
    if (name === 'word') {
      const said = known.data?.words.find(({ word }) => word === value)?.said;
      return said === undefined ? value : say(said);
    }
    if (name !== 'subject') return value;
    const { kind, name: short } = tellSubject(value);
    return `${(subjects as Readonly<Record<string, string>>)[kind] ?? kind} ${short}`;
  };
  return (
    <ul className="plain-list scope">
      {inOrder(scope).map(([name, value]) => (
        <li key={name} title={String(value)}>
          <span className="quiet">{names[name] ?? name}</span> {told(name, String(value))}
        </li>
      ))}
    </ul>
  );
}
