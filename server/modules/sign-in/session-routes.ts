// One's own sessions: the screen that locks and unlocks, the list of what is open elsewhere, and the password.
import { transaction } from '#platform/database/index.ts';
import { defineRoute, type Context, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { loadOwnWords, loadPassword, savePassword } from './account-store.ts';
import * as contract from './contract.ts';
import { hashPassword, isAlone, passwordRefusals } from './password-setting-store.ts';
import { readPassword } from './passwords.ts';
import type { SignInParts } from './ports.ts';
import { guessing, guessRefusals, leaveCookies, noteAbout, presentAs, prove, renewed } from './presence-store.ts';
import { mayChangeFactors, proofRefusals } from './proof-store.ts';
import { endOne, endOthers, loadSessions, lockSession, recognise } from './session-store.ts';
import { groupsNeedTwo } from './standing.ts';
import { sessionCookie } from './tokens.ts';

const self = { access: { may: 'identity.see-self' } } as const;
const done = { done: true as const };

/** The rows about one's own sessions and password. */
export function sessionRoutes(parts: SignInParts): readonly Route[] {
  return [lockRoute(parts), unlockRoute(parts), ...listRoutes(), passwordRoute(parts)];
}

function lockRoute(parts: SignInParts): Route {
  return defineRoute({
    ...contract.lockScreen,
    about: 'Locks the screen; the session and what is on it stay.',
    access: { open: 'Locks only the session that asks.' },
    audit: { none: 'Nothing is opened or changed.' },
    run: async (_, context) => {
      const present = await presentAs(parts, context, ['locked', 'open']);
      if (present === undefined) return refuse('not-signed-in');
      const { person, id } = present.session;
      await transaction(parts.db, { person }, (tx) => lockSession(tx, id, context.now));
      return ok(done);
    },
    refusals: { 'not-signed-in': 401 },
  });
}

function unlockRoute(parts: SignInParts): Route {
  return defineRoute({
    ...contract.unlockWithPassword,
    about: 'Unlocks the screen, or proves once more who sits there.',
    access: { open: 'Unlocks only the session that asks, with the password of its person.' },
    audit: 'sign-in.unlocked',
    run: ({ body }, context) => unlock(parts, context, body.password),
    refusals: {
      'not-signed-in': 401,
      'not-recognised': {
        status: 422,
        zh: '密码不对，请再试一次。',
        en: 'That is not the password. Please try again.',
      },
      ...guessRefusals,
    },
  });
}

async function unlock(parts: SignInParts, context: Context, typed: string) {
  const present = await presentAs(parts, context, ['locked', 'open']);
  if (present === undefined) return refuse('not-signed-in');
  const { session, token } = present;
  const { person, twoFactors } = session;
  const guess = { what: 'password', account: person, person, wrong: 'not-recognised' } as const;
  return guessing(parts, context, guess, async (admitted) => {
    const kept = await transaction(parts.db, { person }, (tx) => loadPassword(tx, person));
    const { matches } = await parts.slowHash.verify(readPassword(typed), kept?.hash ?? parts.nobodysHash);
    if (!matches || kept === null) return refuse('not-recognised');
    const proved = await context.transact(
      async (tx, note) => {
        await admitted.right(tx);
        await noteAbout(tx, note, person, { by: 'password' });
        return prove(context, tx, { session, token, twoFactors });
      },
      { reach: 'everywhere', person },
    );
    if (!proved.ok) return proved;
    leaveCookies(parts, context, proved.value);
    return ok(done);
  });
}

function listRoutes(): readonly Route[] {
  return [
    defineRoute({
      ...self,
      ...contract.listSessions,
      about: 'One’s own sessions.',
      audit: { none: 'One sees oneself.' },
      run: (_, { transact, caller, now }) =>
        transact(async (tx) =>
          ok({ sessions: await loadSessions(tx, { person: caller.person, current: caller.session }, now) }),
        ),
      refusals: {},
    }),
    defineRoute({
      ...self,
      ...contract.endSession,
      about: 'Ends one of one’s own sessions.',
      audit: 'sign-in.session-ended',
      run: ({ params }, { transact, caller }) =>
        transact(async (tx, note) => {
          if (!(await endOne(tx, caller.person, params.id))) return refuse('not-found');
          note({ subject: `session:${params.id}` });
          return ok(done);
        }),
      refusals: { 'not-found': 404 },
    }),
    endOthersRoute(),
  ];
}

function endOthersRoute(): Route {
  return defineRoute({
    ...self,
    ...contract.endOtherSessions,
    about: 'Ends all of one’s own sessions but this one.',
    audit: 'sign-in.other-sessions-ended',
    run: (_, { transact, caller }) =>
      transact(async (tx, note) => {
        const ended = await endOthers(tx, caller.person, caller.session);
        note({ subject: `person:${caller.person}`, detail: { ended } });
        return ok({ ended });
      }),
    refusals: {},
  });
}

function passwordRoute(parts: SignInParts): Route {
  return defineRoute({
    ...self,
    ...contract.changePassword,
    about: 'Changes one’s own password and ends all other sessions.',
    audit: 'sign-in.password-changed',
    run: ({ body }, context) => changePassword(parts, context, body),
    refusals: {
      'not-recognised': {
        status: 422,
        zh: '现在的密码不对，请再试一次。',
        en: 'That is not your present password. Please try again.',
      },
      ...proofRefusals,
      ...passwordRefusals,
      ...guessRefusals,
    },
  });
}

type Change = { readonly current?: string | undefined; readonly next: string };

async function changePassword(parts: SignInParts, context: StaffContext, { current, next }: Change) {
  const { caller, now } = context;
  const { person } = caller;
  const guess = { what: 'password', account: person, person, wrong: 'not-recognised' } as const;
  return guessing(parts, context, guess, async (admitted) => {
    const standing = await transaction(parts.db, { person, reach: 'everywhere' }, async (tx) => {
      const allowed = await mayChangeFactors(tx, caller, now, parts.terms);
      if (!allowed.ok) return allowed;
      return ok({ kept: await loadPassword(tx, person), ...(await judging(tx, context)) });
    });
    if (!standing.ok) return standing;
    const { kept, ...beside } = standing.value;
    if (!(await isCurrent(parts, kept, current))) return refuse('not-recognised');
    const hashed = await hashPassword(parts, { typed: next, ...beside });
    if (!hashed.ok) return hashed;
    const token = await context.transact(
      async (tx, note) => {
        await admitted.right(tx);
        await savePassword(tx, person, hashed.value, now);
        await endOthers(tx, person, caller.session);
        note({ subject: `person:${person}` });
        return renewed(tx, context);
      },
      { person, organisation: caller.organisation, reach: 'everywhere' },
    );
    if (!token.ok) return token;
    leaveCookies(parts, context, { token: token.value, device: null });
    return ok(done);
  });
}

type Tx = Parameters<typeof loadPassword>[0];

async function judging(tx: Tx, { caller, cookies }: StaffContext) {
  const session = await recognise(tx, cookies.get(sessionCookie) ?? '');
  const needsTwo = groupsNeedTwo(session?.groups ?? []);
  return { alone: await isAlone(tx, caller.person, needsTwo), own: await loadOwnWords(tx, caller.person) };
}

async function isCurrent(
  { slowHash }: SignInParts,
  kept: { readonly hash: string } | null,
  current: string | undefined,
): Promise<boolean> {
  if (kept === null) return current === undefined;
  return (await slowHash.verify(readPassword(current ?? ''), kept.hash)).matches;
}
