// Passkeys in use: signing in, taking the second step and unlocking with one. A challenge is good once, for five
// minutes, for the one thing it was given out for.
import { transaction } from '#platform/database/index.ts';
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SignedIn } from '../contract.ts';
import type { SignInParts } from '../ports.ts';
import { begin, leaveCookies, noteAbout, type Present, presentAs, prove, type Proved } from '../presence-store.ts';
import type { Standing } from '../standing.ts';
import { credentialIn, optionsForUsing, partyOf, usedBy } from './ceremonies.ts';
import * as contract from './contract.ts';
import * as store from './passkey-store.ts';

const everywhere = { reach: 'everywhere' } as const;
const done = { done: true as const };
/** Why a challenge leaves no line in the audit. */
export const nothingYet = { none: 'A challenge opens nothing; its answer is put on file.' } as const;

/** How an answer that does not hold is answered. */
export const notHeld = {
  'not-signed-in': 401,
  'passkey-not-held': {
    status: 422,
    zh: '没有认出这把通行密钥，请再试一次，或换一种方式。',
    en: 'This passkey was not recognised. Please try again, or use another way.',
  },
} as const;

export type NotHeld = keyof typeof notHeld;

/** The rows for using passkeys. */
export function passkeyRoutes(parts: SignInParts): readonly Route[] {
  const signIn = { access: { open: 'This is how one comes to be signed in.' } } as const;
  const within = { access: { open: 'Only for the session that asks.' } } as const;
  return [
    defineRoute({
      ...signIn,
      ...contract.signInWithPasskeyOptions,
      about: 'A challenge for signing in with any passkey the browser offers.',
      audit: nothingYet,
      run: async (_, { now }) => ok(await challenge(parts, { kind: 'sign-in', session: null }, now)),
      refusals: {},
    }),
    defineRoute({
      ...signIn,
      ...contract.signInWithPasskey,
      about: 'Signs in with a passkey.',
      audit: 'sign-in.passkey',
      run: ({ body }, context) => signInWith(parts, context, body),
      refusals: notHeld,
    }),
    ...steps(parts, within),
  ];
}

/** The second step and unlocking differ in where the session stands. */
function steps(parts: SignInParts, within: { readonly access: { readonly open: string } }): readonly Route[] {
  const second = { kind: 'second-step', wanted: ['second-step'], audit: 'sign-in.second-step' } as const;
  const unlock = { kind: 'unlock', wanted: ['locked', 'open'], audit: 'sign-in.unlocked' } as const;
  return [
    ...[
      { ...second, ...contract.secondStepWithPasskeyOptions, about: 'A challenge for the second step.' },
      { ...unlock, ...contract.unlockWithPasskeyOptions, about: 'A challenge for unlocking.' },
    ].map(({ kind, wanted, ...row }) =>
      defineRoute({
        ...within,
        ...row,
        audit: nothingYet,
        run: (_, context) => challengeWithin(parts, context, { kind, wanted }),
        refusals: { 'not-signed-in': 401 },
      }),
    ),
    defineRoute({
      ...within,
      ...contract.secondStepWithPasskey,
      about: 'Takes the second step with a passkey.',
      audit: second.audit,
      run: async ({ body }, context) => {
        const proved = await proveWith(parts, context, body, second);
        return proved.ok ? ok({ next: 'done' as const, ways: [] }) : proved;
      },
      refusals: notHeld,
    }),
    defineRoute({
      ...within,
      ...contract.unlockWithPasskey,
      about: 'Unlocks the screen with a passkey, or proves once more who sits there.',
      audit: unlock.audit,
      run: async ({ body }, context) => {
        const proved = await proveWith(parts, context, body, unlock);
        return proved.ok ? ok(done) : proved;
      },
      refusals: notHeld,
    }),
  ];
}

type About = { readonly kind: store.CeremonyKind; readonly session: string | null };
type Step = { readonly kind: 'second-step' | 'unlock'; readonly wanted: readonly Standing[] };
/** An answer to a challenge, as the browser gave it. */
export type Answer = { readonly ceremony: string; readonly response: unknown };
/** A challenge as it is given out. */
export type Challenge = { ceremony: string; options: Record<string, unknown> };

async function challenge(parts: SignInParts, about: About, now: Temporal.Instant, person?: string): Promise<Challenge> {
  return transaction(parts.db, everywhere, async (tx) => {
    const known = person === undefined ? undefined : await store.loadPasskeys(tx, person);
    const options = await optionsForUsing(partyOf(parts.publicUrl()), known);
    const ceremony = await store.saveCeremony(tx, { ...about, challenge: options.challenge }, now);
    return { ceremony, options: { ...options } };
  });
}

async function challengeWithin(parts: SignInParts, context: Context, { kind, wanted }: Step) {
  const present = await presentAs(parts, context, wanted);
  if (present === undefined) return refuse('not-signed-in');
  const { id, person } = present.session;
  return ok(await challenge(parts, { kind, session: id }, context.now, person));
}

/** The passkey an answer was made with, if it holds. The challenge is used up either way. */
async function passkeyIn(
  parts: SignInParts,
  { ceremony, response }: Answer,
  about: About,
  now: Temporal.Instant,
): Promise<{ readonly id: string; readonly person: string } | undefined> {
  const challenge = await transaction(parts.db, everywhere, (tx) =>
    store.takeCeremony(tx, { ...about, id: ceremony }, now),
  );
  const credential = credentialIn(response);
  if (challenge === undefined || credential === undefined) return undefined;
  return transaction(parts.db, everywhere, async (tx) => {
    const known = await store.findPasskey(tx, credential);
    if (known === undefined) return undefined;
    const counter = await usedBy(response, challenge, partyOf(parts.publicUrl()), known);
    if (counter === undefined) return undefined;
    await store.savePasskeyUse(tx, known.id, counter, now);
    return { id: known.id, person: known.person };
  });
}

async function signInWith(parts: SignInParts, context: Context, answer: Answer): Promise<Result<SignedIn, NotHeld>> {
  const passkey = await passkeyIn(parts, answer, { kind: 'sign-in', session: null }, context.now);
  if (passkey === undefined) return refuse('passkey-not-held');
  const { id, person } = passkey;
  return begin(parts, context, { person, organisation: null, way: 'passkey', twoFactors: true }, async (tx) =>
    (await store.holdPasskey(tx, id)) ? ok(null) : refuse('passkey-not-held'),
  );
}

async function proveWith(
  parts: SignInParts,
  context: Context,
  answer: Answer,
  { kind, wanted }: Step,
): Promise<Result<null, NotHeld>> {
  const present = await presentAs(parts, context, wanted);
  if (present === undefined) return refuse('not-signed-in');
  const { session, token }: Present = present;
  const passkey = await passkeyIn(parts, answer, { kind, session: session.id }, context.now);
  if (passkey?.person !== session.person) return refuse('passkey-not-held');
  const { person } = passkey;
  const proved = await context.transact(
    async (tx, note): Promise<Result<Proved, 'not-signed-in'>> => {
      await noteAbout(tx, note, person, { by: 'passkey' });
      return prove(context, tx, { session, token, twoFactors: true });
    },
    { reach: 'everywhere', person },
  );
  if (!proved.ok) return proved;
  leaveCookies(parts, context, proved.value);
  return ok(null);
}
