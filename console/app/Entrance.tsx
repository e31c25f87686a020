// Who comes in, and what they see first: signing in, a second step, something to set up, or the desk. A desk whose
// session has ended stays as it was beneath the sign-in, and goes on when the same person comes back.
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Me } from '../../server/modules/sign-in/contract.ts';
import { answers } from '../kit/answers.ts';
import { Waiting } from '../kit/Answered.tsx';
import { FailureNote } from '../kit/FailureNote.tsx';
import { gate, holding } from '../kit/gate.ts';
import { keptText, language } from '../kit/preferences.ts';
import { actFor, askMeAgain, organisationToActFor, useMe } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { hearOthers } from '../kit/other-windows.ts';

const Shell = lazy(() => import('./Shell.tsx'));
const SignIn = lazy(() => import('../sign-in/SignIn.tsx'));
const Invitation = lazy(() => import('../sign-in/Invitation.tsx'));
const SetUp = lazy(() => import('../sign-in/SetUp.tsx'));
const LockCover = lazy(() => import('../sign-in/LockCover.tsx'));

/** Everything within the frame of the page. */
export function Entrance(): ReactNode {
  useEffect(followOthers, []);
  return (
    <Suspense fallback={<Waiting />}>
      {location.pathname === '/console/invitation' ? <Invitation /> : <ByStanding />}
    </Suspense>
  );
}

function followOthers(): () => void {
  return hearOthers((told) => {
    if (told === 'locked' && gate.get() === 'open') gate.set('locked');
    if (told === 'unlocked' && gate.get() === 'locked') gate.set('open');
    if (told === 'signed-out') location.reload();
    if (told === 'signed-in') void askMeAgain();
  });
}

/** Somebody else sits down: nothing that was answered to the one before may show. */
function forgetAnswers(): void {
  answers.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'GET /api/sign-in/me' });
}

/** Whether somebody may sit at the desk: everything of signing in is done. */
const isIn = (me: Me): boolean => me.session.stage === 'full' && me.toDo.length === 0;

function ByStanding(): ReactNode {
  const me = useMe();
  const state = useWatched(gate);
  const [sitting, setSitting] = useState<Me | null>(null);
  const here = me.error === null ? me.data : undefined;
  const held = useWatched(holding);
  const ready = !held && here !== undefined && isIn(here) && state !== 'signed-out';
  useEffect(() => {
    if (here === undefined || !ready) return;
    if (sitting !== null && sitting.person.id !== here.person.id) forgetAnswers();
    const organisation = organisationToActFor(here);
    if (organisation !== undefined) actFor(organisation.id);
    if (here.session.locked) gate.set('locked');
    if (keptText('language') === null) language.set(here.person.language);
    setSitting(here);
  }, [here, ready, sitting]);
  const signedOut = state === 'signed-out' || me.error?.code === 'not-signed-in';
  return (
    <>
      {sitting === null ? null : <Shell key={sitting.person.id} />}
      {signedOut ? <SignIn over={sitting !== null} /> : null}
      {!signedOut && here !== undefined && here.session.stage === 'second-step' ? (
        <SignIn over={sitting !== null} />
      ) : null}
      {!signedOut && here !== undefined && here.session.stage === 'full' && (held || !isIn(here)) ? (
        <SetUp me={here} over={sitting !== null} />
      ) : null}
      {!signedOut && me.error !== null && sitting === null ? (
        <main className="alone">
          <FailureNote failure={me.error} onAgain={() => void me.refetch()} />
        </main>
      ) : null}
      {me.isPending ? <Waiting /> : null}
      {state === 'locked' && sitting !== null ? <LockCover me={sitting} /> : null}
    </>
  );
}
