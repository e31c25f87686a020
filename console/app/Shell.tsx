// The frame of the desk once somebody sits at it: navigation on the left, the screen on the right, and what works
// everywhere: palette, keys, undo, lock, being offline.
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { connection } from '../kit/gate.ts';
import { LampMark, MenuMark } from '../kit/Marks.tsx';
import { rail } from '../kit/preferences.ts';
import { useMe, useSession } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { UndoBar } from '../kit/UndoBar.tsx';
import { settleAll, undoNewest } from '../kit/undo.ts';
import { useWords } from '../kit/words.ts';
import { ClockHealth } from './ClockHealth.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { lockNow, useIdleLock } from './idle.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { type Keys, useKeys } from '../kit/keys.ts';
import { Navigation } from './Navigation.tsx';
import { isOpenTo } from './navigation.ts';
import { NoOrganisation } from './NoOrganisation.tsx';
import { OpenScreen } from './OpenScreen.tsx';
import { screens } from './screens.ts';
import { shellWords } from './words.ts';

const AlarmBar = lazy(() => import('../contact/alarms/AlarmBar.tsx'));
const DeskWatch = lazy(() => import('../contact/desk/DeskWatch.tsx'));

type Open = 'palette' | 'help' | 'navigation' | null;

/** For whoever is fully signed in. */
export default function Shell(): ReactNode {
  const { data } = useMe();
  useIdleLock(data?.session.idleMinutes ?? 15);
  if (data === undefined) return null;
  return data.organisations.length === 0 ? <NoOrganisation /> : <Desk />;
}

function Desk(): ReactNode {
  const words = useWords(shellWords);
  const [open, setOpen] = useState<Open>(null);
  const folded = useWatched(rail) === 'folded';
  useKeys(useDeskKeys(setOpen));
  const close = useCallback(() => setOpen(null), []);
  useEffect(() => {
    addEventListener('pagehide', settleAll);
    return () => removeEventListener('pagehide', settleAll);
  }, []);
  return (
    <div className={folded ? 'desk folded' : 'desk'}>
      <a className="skip" href="#main" onClick={toMain}>
        {words.skip}
      </a>
      <header className="phone-bar">
        <button type="button" className="bare" aria-label={words.openNavigation} onClick={() => setOpen('navigation')}>
          <MenuMark />
        </button>
        <LampMark size={24} />
        <OrganisationName />
      </header>
      <Navigation drawn={open === 'navigation'} onClose={close} onOpen={setOpen} />
      <main id="main" tabIndex={-1} inert={open === 'navigation'}>
        <Live />
        <ConnectionBar />
        <ClockHealth />
        <OpenScreen screens={screens} />
      </main>
      <UndoBar />
      {open === 'palette' ? <CommandPalette screens={screens} onClose={close} onOpen={setOpen} /> : null}
      {open === 'help' ? <KeyboardHelp screens={screens} onClose={close} /> : null}
    </div>
  );
}

/** What comes by itself, on every screen: alarms, and somebody who is there for me. */
function Live(): ReactNode {
  const { may } = useSession();
  return (
    <Suspense>
      {may('contact.answer-alarm') ? <AlarmBar /> : null}
      {may('contact.talk') || may('contact.supervise') ? <DeskWatch /> : null}
    </Suspense>
  );
}

/** Moves the focus without changing the address. */
function toMain(event?: { preventDefault: () => void }): void {
  event?.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}

function useDeskKeys(setOpen: (open: Open) => void): Keys {
  const [, navigate] = useLocation();
  const { may } = useSession();
  return useMemo(() => {
    const letters = screens
      .filter((screen) => screen.letter !== undefined && isOpenTo(screen, may))
      .map((screen) => [`g ${screen.letter}`, () => navigate(screen.path)]);
    return {
      'ctrl+k': () => setOpen('palette'),
      'ctrl+l': lockNow,
      '?': () => setOpen('help'),
      '[': () => rail.set(rail.get() === 'folded' ? 'wide' : 'folded'),
      m: () => toMain(),
      z: () => void undoNewest(),
      ...Object.fromEntries(letters),
    };
  }, [may, navigate, setOpen]);
}

function OrganisationName(): ReactNode {
  return <span className="phone-name">{useSession().organisation.name}</span>;
}

function ConnectionBar(): ReactNode {
  const { offline } = useWords(shellWords);
  const down = useWatched(connection) === 'down';
  return (
    <div role="status" className="connection">
      {down ? (
        <p className="note">
          <strong>{offline.lead}</strong> {offline.safe}
        </p>
      ) : null}
    </div>
  );
}
