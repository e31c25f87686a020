// Who sits here and for which organisation they act. The server's answer is the only source; the organisation last
// chosen is remembered in the window, so that two windows can act for two organisations.
import type { UseQueryResult } from '@tanstack/react-query';
import type { Group, Right } from '../../server/modules/identity/contract.ts';
import { type Me, seeMe } from '../../server/modules/sign-in/contract.ts';
import { answers, useAnswer } from './answers.ts';
import { actingFor } from './gate.ts';
import { holds } from './rights.ts';
import { useWatched } from './store.ts';

/** An organisation that the person belongs to. */
export type Membership = Me['organisations'][number];

const key = 'xindeng.organisation';

/** Where the person stands; asked again after every step of signing in. */
export function useMe(): UseQueryResult<Me> {
  return useAnswer(seeMe, {}, { everyOrganisation: true });
}

/** Asks anew where the person stands. */
export async function askMeAgain(): Promise<void> {
  await answers.refetchQueries({ queryKey: ['GET /api/sign-in/me'] });
}

/** The organisation last acted for in this window, or the first one. */
export function organisationToActFor(me: Me): Membership | undefined {
  const wanted = actingFor.get() ?? sessionStorage.getItem(key);
  return me.organisations.find(({ id }) => id === wanted) ?? me.organisations[0];
}

/** From now on every call is for this organisation; answers for another one are dropped. */
export function actFor(organisation: string): void {
  if (actingFor.get() === organisation) return;
  sessionStorage.setItem(key, organisation);
  actingFor.set(organisation);
  answers.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== null && queryKey[1] !== organisation });
}

/** Somebody who is signed in and acts for an organisation. */
export type Session = {
  readonly me: Me;
  readonly organisation: Membership;
  readonly groups: readonly Group[];
  /** Whether to show what needs this right. The server decides again. */
  readonly may: (right: Right) => boolean;
};

/** The session, on every screen that the shell shows. Throws outside it. */
export function useSession(): Session {
  const { data: me } = useMe();
  const id = useWatched(actingFor);
  const organisation = me?.organisations.find((one) => one.id === id);
  if (me === undefined || organisation === undefined) throw new Error('There is no session outside the shell.');
  const { groups } = organisation;
  return { me, organisation, groups, may: (right) => holds(groups, right) };
}
