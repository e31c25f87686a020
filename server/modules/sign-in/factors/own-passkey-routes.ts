// One's own passkeys: adding, naming, removing. Adding the first is also the second factor of the session it is added in.
import type { Transaction } from 'kysely';
import { type DB, refusalOf, transaction } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SignInParts } from '../ports.ts';
import { leaveCookies, renewed } from '../presence-store.ts';
import { mayChangeFactors, type ProofRefusal, proofRefusals } from '../proof-store.ts';
import { madeBy, optionsForAdding, partyOf } from './ceremonies.ts';
import * as contract from './contract.ts';
import { type Answer, type Challenge, notHeld, type NotHeld, nothingYet } from './passkey-routes.ts';
import * as store from './passkey-store.ts';
import { removalRefusals, takeAway } from './routes.ts';

const self = { access: { may: 'identity.see-self' } } as const;
const everywhere = { reach: 'everywhere' } as const;
const done = { done: true as const };

/** The rows for one's own passkeys. */
export function ownPasskeyRoutes(parts: SignInParts): readonly Route[] {
  return [
    defineRoute({
      ...self,
      ...contract.listPasskeys,
      about: 'One’s own passkeys.',
      audit: { none: 'One sees oneself.' },
      run: (_, { transact, caller }) =>
        transact(async (tx) => ok({ passkeys: await store.loadPasskeys(tx, caller.person) })),
      refusals: {},
    }),
    defineRoute({
      ...self,
      ...contract.addPasskeyOptions,
      about: 'A challenge for making a passkey.',
      audit: nothingYet,
      run: (_, context) => challengeForAdding(parts, context),
      refusals: proofRefusals,
    }),
    defineRoute({
      ...self,
      ...contract.addPasskey,
      about: 'Adds a passkey that was just made.',
      audit: 'sign-in.passkey-added',
      run: ({ body }, context) => add(parts, context, body),
      refusals: { ...notHeld, ...proofRefusals, 'passkey-known': 409 },
    }),
    renameRoute(),
    removeRoute(parts),
  ];
}

function renameRoute(): Route {
  return defineRoute({
    ...self,
    ...contract.renamePasskey,
    about: 'Renames one’s own passkey.',
    audit: 'sign-in.passkey-renamed',
    run: ({ params, body }, { transact, caller }) =>
      transact(async (tx, note) => {
        const renamed = await store.savePasskeyName(tx, { person: caller.person, id: params.id }, body.name);
        if (!renamed) return refuse('not-found');
        note({ subject: `passkey:${params.id}` });
        return ok(done);
      }),
    refusals: { 'not-found': 404 },
  });
}

function removeRoute(parts: SignInParts): Route {
  return defineRoute({
    ...self,
    ...contract.removePasskey,
    about: 'Removes one’s own passkey.',
    audit: 'sign-in.passkey-removed',
    run: ({ params }, context) =>
      context.transact(async (tx, note): Promise<Result<typeof done, keyof typeof removalRefusals>> => {
        const own = { person: context.caller.person, id: params.id };
        const removed = await takeAway(parts, context, tx, () => store.removeOwnPasskey(tx, own));
        if (!removed.ok) return removed;
        note({ subject: `passkey:${params.id}` });
        return ok(done);
      }),
    refusals: removalRefusals,
  });
}

async function challengeForAdding(parts: SignInParts, context: StaffContext): Promise<Result<Challenge, ProofRefusal>> {
  const { caller, now } = context;
  return transaction(parts.db, { ...everywhere, person: caller.person }, async (tx) => {
    const allowed = await mayChangeFactors(tx, caller, now, parts.terms);
    if (!allowed.ok) return allowed;
    const who = await tx
      .selectFrom('identity.person')
      .select(['name', 'email'])
      .where('id', '=', caller.person)
      .executeTakeFirstOrThrow();
    const about = { person: caller.person, name: who.name, label: who.email ?? who.name };
    const known = await store.loadPasskeys(tx, caller.person);
    const options = await optionsForAdding(partyOf(parts.publicUrl()), about, known);
    const asked = { kind: 'add-passkey', challenge: options.challenge, session: caller.session } as const;
    return ok({ ceremony: await store.saveCeremony(tx, asked, now), options: { ...options } });
  });
}

type Added = Answer & { readonly name: string };
type AddRefusal = NotHeld | ProofRefusal | 'passkey-known';

async function add(parts: SignInParts, context: StaffContext, { name, ceremony, response }: Added) {
  const { caller, now } = context;
  const { person } = caller;
  const about = { id: ceremony, kind: 'add-passkey', session: caller.session } as const;
  const challenge = await transaction(parts.db, everywhere, (tx) => store.takeCeremony(tx, about, now));
  const made = challenge && (await madeBy(response, challenge, partyOf(parts.publicUrl())));
  if (made === undefined || made === '') return refuse('passkey-not-held');
  const keep = async (tx: Transaction<DB>): Promise<Result<store.NewPasskey & { token: string }, AddRefusal>> => {
    const allowed = await mayChangeFactors(tx, caller, now, parts.terms);
    if (!allowed.ok) return allowed;
    const token = await renewed(tx, context, true);
    return token.ok ? ok({ ...made, person, name, token: token.value }) : token;
  };
  try {
    const added = await context.transact(async (tx, note) => {
      const kept = await keep(tx);
      if (!kept.ok) return kept;
      const passkey = await store.savePasskey(tx, kept.value, now);
      note({ subject: `passkey:${passkey.id}` });
      return ok({ passkey, token: kept.value.token });
    });
    if (!added.ok) return added;
    leaveCookies(parts, context, { token: added.value.token, device: null });
    return ok(added.value.passkey);
  } catch (error) {
    const refusal = refusalOf(error, { passkey_known: 'passkey-known' } as const);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}
