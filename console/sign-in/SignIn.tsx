// Signing in: a password, a passkey or one's institution; then the second step where the groups ask for one.
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useMe } from '../kit/session.ts';
import { useWatched } from '../kit/store.ts';
import { gate } from '../kit/gate.ts';
import { FirstStep } from './FirstStep.tsx';
import { SecondStep } from './SecondStep.tsx';
import { SingleSignOn } from './SingleSignOn.tsx';

type SignInProps = {
  /** A desk is kept beneath: somebody's session has ended while they worked. */
  readonly over: boolean;
};

export default function SignIn({ over }: SignInProps): ReactNode {
  const { data: me } = useMe();
  const state = useWatched(gate);
  const [elsewhere, setElsewhere] = useState(false);
  if (state !== 'signed-out' && me?.session.stage === 'second-step')
    return <SecondStep ways={me.session.ways} over={over} />;
  if (elsewhere) return <SingleSignOn over={over} onBack={() => setElsewhere(false)} />;
  return <FirstStep over={over} onElsewhere={() => setElsewhere(true)} />;
}
