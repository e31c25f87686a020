// Coming and going: a password, who is there, and leaving. Whether an account exists is not told by the answer, nor by
// the time it takes.
import { reading, transaction } from '#platform/database/index.ts';
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { holdPassword, namedAccount, saveRehashed, typedName } from './account-store.ts';
import { seeMe, type SignedIn, signInWithPassword, signOut } from './contract.ts';
import { loadMe } from './me-store.ts';
import { readPassword } from './passwords.ts';
import type { SignInParts } from './ports.ts';
import { begin, guessing, guessRefusals, noteAbout, presentAs } from './presence-store.ts';
import { endOne } from './session-store.ts';
import { sessionCookie } from './tokens.ts';

const everywhere = { reach: 'everywhere' } as const;

/** The rows for coming and going. */
export function signingInRoutes(parts: SignInParts): readonly Route[] {
  return [passwordRoute(parts), meRoute(parts), signOutRoute(parts)];
}

function passwordRoute(parts: SignInParts): Route {
  return defineRoute({
    ...signInWithPassword,
    about: 'Signs in with an e-mail address or a staff number, and a password.',
    access: { open: 'This is how one comes to be signed in.' },
    audit: 'sign-in.password',
    run: ({ body }, context) => {
      if (!body.who.includes('@') && body.organisation === undefined) return refuse('organisation-needed');
      return signIn(parts, context, { ...body, organisation: body.organisation ?? null });
    },
    refusals: {
      'not-recognised': {
        status: 401,
        zh: '账号或密码不对，请再试一次。',
        en: 'This account and this password do not belong together. Please try again.',
      },
      'organisation-needed': {
        status: 422,
        zh: '用工号登录时，请一并填写机构名称。',
        en: 'With a staff number, please give the name of your organisation too.',
      },
      ...guessRefusals,
    },
  });
}

type Typed = { readonly who: string; readonly organisation: string | null; readonly password: string };

async function signIn(parts: SignInParts, context: Context, typed: Typed) {
  const named = await parts.turns(() => reading(parts.db, everywhere, (tx) => namedAccount(tx, typed)));
  if (!named.ok) return named;
  const account = named.value;
  // Counted by what was typed: were it by person, a wait would tell which names there are.
  const person = account?.person ?? null;
  const guess = { what: 'password', account: typedName(typed), person, wrong: 'not-recognised' } as const;
  return guessing(parts, context, guess, async (admitted): Promise<Result<SignedIn, 'not-recognised'>> => {
    const { slowHash, nobodysHash } = parts;
    const kept = account?.password ?? null;
    const password = readPassword(typed.password);
    const { matches, outdated } = await slowHash.verify(password, kept?.hash ?? nobodysHash);
    if (!matches || account === undefined || kept === null) return refuse('not-recognised');
    const rehashed = outdated ? await slowHash.hash(password) : null;
    const { person } = account;
    const beginning = { person, organisation: null, way: 'password', twoFactors: false } as const;
    const begun = await begin(parts, context, beginning, async (tx) => {
      if (!(await holdPassword(tx, person, kept))) return refuse('not-recognised');
      await admitted.right(tx);
      return ok(null);
    });
    if (begun.ok && rehashed !== null)
      await transaction(parts.db, everywhere, (tx) => saveRehashed(tx, person, kept.hash, rehashed));
    return begun;
  });
}

function meRoute(parts: SignInParts): Route {
  return defineRoute({
    ...seeMe,
    about: 'Who is signed in, how the session stands, and what is still to be set up.',
    access: { open: 'Answers only about the session that asks, in whatever state it is.' },
    audit: { none: 'One sees oneself.' },
    run: async (_, context) => {
      const present = await presentAs(parts, context, ['second-step', 'locked', 'open']);
      if (present === undefined) return refuse('not-signed-in');
      const { now } = context;
      return ok(await reading(parts.db, everywhere, (tx) => loadMe(tx, present, now, parts.terms)));
    },
    refusals: { 'not-signed-in': 401 },
  });
}

function signOutRoute(parts: SignInParts): Route {
  return defineRoute({
    ...signOut,
    about: 'Ends the session.',
    access: { open: 'Ends only the session that asks, in whatever state it is.' },
    audit: 'sign-in.signed-out',
    run: async (_, context) => {
      const present = await presentAs(parts, context, ['second-step', 'locked', 'open']);
      context.cookies.clear(sessionCookie);
      if (present === undefined) return refuse('not-signed-in');
      const { person, id } = present.session;
      return context.transact(
        async (tx, note) => {
          await endOne(tx, person, id);
          await noteAbout(tx, note, person);
          return ok({ done: true as const });
        },
        { reach: 'everywhere', person },
      );
    },
    refusals: { 'not-signed-in': 401 },
  });
}
