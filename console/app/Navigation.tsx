// The rail: which organisation, where to go, and what is one's own. It folds to drawings on a desk and is a drawer on a
// phone; every row keeps its words for those who listen.
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { CloseMark, FoldMark, HelpMark, LampMark, SearchMark } from '../kit/Marks.tsx';
import { rail } from '../kit/preferences.ts';
import { useSession } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { useSay, useWords } from '../kit/words.ts';
import { isCurrent, navigationOf } from './navigation.ts';
import { OrganisationSwitch } from './OrganisationSwitch.tsx';
import { OwnMenu } from './OwnMenu.tsx';
import { screens } from './screens.ts';
import { commandKey } from './command-key.ts';
import { shellWords } from './words.ts';

type NavigationProps = {
  /** On a phone: whether the drawer is open. */
  readonly drawn: boolean;
  readonly onClose: () => void;
  readonly onOpen: (what: 'palette' | 'help') => void;
};

export function Navigation({ drawn, onClose, onOpen }: NavigationProps): ReactNode {
  const words = useWords(shellWords);
  const [location] = useLocation();
  const folded = useWatched(rail) === 'folded';
  useEffect(onClose, [location, onClose]);
  useEffect(() => {
    if (!drawn) return undefined;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    addEventListener('keydown', leave);
    document.querySelector<HTMLElement>('.rail-close')?.focus();
    return () => removeEventListener('keydown', leave);
  }, [drawn, onClose]);
  return (
    <>
      {drawn ? <div className="rail-shade" onClick={onClose} aria-hidden="true" /> : null}
      <nav className={drawn ? 'rail drawn' : 'rail'} aria-label={words.navigation}>
        <div className="rail-top">
          <Link href="/" className="rail-brand">
            <LampMark />
            <span>{words.name}</span>
          </Link>
          <button
            type="button"
            className="bare rail-fold"
            aria-label={folded ? words.unfold : words.fold}
            aria-expanded={!folded}
            title={folded ? words.unfold : words.fold}
            onClick={() => rail.set(folded ? 'wide' : 'folded')}
          >
            <FoldMark />
          </button>
          <button type="button" className="bare rail-close" aria-label={words.closeNavigation} onClick={onClose}>
            <CloseMark />
          </button>
        </div>
        <OrganisationSwitch />
        <button type="button" className="rail-row rail-search" title={words.search} onClick={() => onOpen('palette')}>
          <SearchMark />
          <span>{words.search}</span>
          <kbd>{commandKey} K</kbd>
        </button>
        <Parts location={location} />
        <div className="rail-foot">
          <button type="button" className="rail-row" title={words.help} onClick={() => onOpen('help')}>
            <HelpMark />
            <span>{words.help}</span>
            <kbd>?</kbd>
          </button>
          <OwnMenu />
        </div>
      </nav>
    </>
  );
}

function Parts({ location }: { readonly location: string }): ReactNode {
  const words = useWords(shellWords);
  const say = useSay();
  const { may } = useSession();
  return (
    <div className="rail-parts">
      {navigationOf(screens, may)
        .filter(({ group }) => group !== 'account')
        .map(({ group, rows }) => (
          <section key={group}>
            <h2 id={`rail-${group}`}>{words.groups[group]}</h2>
            <ul aria-labelledby={`rail-${group}`}>
              {rows.map((screen) => (
                <li key={screen.path}>
                  <Link
                    href={screen.path}
                    className="rail-row"
                    title={say(screen.title)}
                    aria-current={isCurrent(screen.path, location) ? 'page' : undefined}
                  >
                    {screen.icon?.()}
                    <span>{say(screen.title)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
