// Where somebody starts: for whom they work, in which groups, and every screen that is theirs.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { groupWords } from '../kit/group-words.ts';
import { PageHeader } from '../kit/PageHeader.tsx';
import { registered } from '../kit/screens.ts';
import { useSession } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { useSay, useWords } from '../kit/words.ts';
import { navigationOf } from './navigation.ts';
import { shellWords } from './words.ts';

export default function HomeScreen(): ReactNode {
  const words = useWords(shellWords);
  const groupNames = useWords(groupWords);
  const say = useSay();
  const { organisation, groups, may } = useSession();
  const others = useWatched(registered).filter(({ path }) => path !== '/');
  const parts = navigationOf(others, may);
  return (
    <>
      <PageHeader title={words.home.title} about={words.home.actingFor(organisation.name)} />
      <p className="quiet">
        {words.home.groups}
        {' · '}
        {groups.map((group) => groupNames[group]).join(' · ')}
      </p>
      <div className="home-parts">
        {parts.map(({ group, rows }) => (
          <section key={group} aria-labelledby={`home-${group}`}>
            <h2 id={`home-${group}`}>{words.groups[group]}</h2>
            <ul className="plain-list">
              {rows.map((screen) => (
                <li key={screen.path}>
                  <Link href={screen.path} className="home-link">
                    {screen.icon?.()}
                    <span>{say(screen.title)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
