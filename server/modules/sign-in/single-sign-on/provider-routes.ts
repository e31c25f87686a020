// Setting up single sign-on, by the administration of an organisation for that organisation.
import { refusalOf, transaction } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SignInParts } from '../ports.ts';
import { endSingleSignOn } from '../session-store.ts';
import * as contract from './contract.ts';
import * as store from './provider-store.ts';
import { callbackOf } from './routes.ts';

const may = { access: { may: 'identity.manage-sign-in' } } as const;

const refusals = {
  'not-found': 404,
  'issuer-known': {
    status: 409,
    zh: '这个机构已经设置过这个登录系统。',
    en: 'This organisation has this provider already.',
  },
  'not-encrypted': {
    status: 422,
    zh: '登录系统的地址须以 https:// 开头。',
    en: 'The address of the provider must begin with https://.',
  },
} as const;

type Refusal = keyof typeof refusals;

/** The rows for an organisation's providers. */
export function providerRoutes(parts: SignInParts): readonly Route[] {
  const { sealing } = parts;
  return [
    defineRoute({
      ...may,
      ...contract.listProviders,
      about: 'The organisation’s single sign-on.',
      audit: { none: 'No secret is shown and nothing about anybody.' },
      run: (_, { transact }) =>
        transact(async (tx) => ok({ providers: (await store.loadProviders(tx)).map((one) => shown(parts, one)) })),
      refusals: {},
    }),
    defineRoute({
      ...may,
      ...contract.addProvider,
      about: 'Adds a provider.',
      audit: 'sign-in.provider-added',
      run: ({ body }, context) =>
        saving(parts, context, body.issuer, (tx) =>
          store.saveProvider(tx, sealing, { ...body, organisation: context.caller.organisation }, context.now),
        ),
      refusals,
    }),
    changeRoute(parts),
    removeRoute(parts),
  ];
}

/**
 * Whoever came in by single sign-on has to come in again once a provider is removed or switched off: which of several
 * they came by is not kept.
 */
function endItsSessions({ db }: SignInParts, { caller: { organisation } }: StaffContext): Promise<void> {
  return transaction(db, { reach: 'everywhere' }, (tx) => endSingleSignOn(tx, organisation));
}

function changeRoute(parts: SignInParts): Route {
  const { sealing } = parts;
  return defineRoute({
    ...may,
    ...contract.changeProvider,
    about: 'Changes a provider.',
    audit: 'sign-in.provider-changed',
    run: async ({ params, body }, context) => {
      let wasOn = false;
      const changed = await saving(parts, context, body.issuer, async (tx) => {
        wasOn = await store.isOn(tx, params.id);
        return store.saveProviderChange(tx, sealing, { ...body, id: params.id }, context.now);
      });
      if (changed.ok && wasOn && !changed.value.enabled) await endItsSessions(parts, context);
      return changed;
    },
    refusals,
  });
}

function removeRoute(parts: SignInParts): Route {
  return defineRoute({
    ...may,
    ...contract.removeProvider,
    about: 'Removes a provider and the links of its users; sessions of single sign-on end.',
    audit: 'sign-in.provider-removed',
    run: async ({ params }, context) => {
      const removed = await context.transact(async (tx, note) => {
        if (!(await store.deleteProvider(tx, params.id))) return refuse('not-found');
        note({ subject: `provider:${params.id}` });
        return ok({ done: true as const });
      });
      if (removed.ok) await endItsSessions(parts, context);
      return removed;
    },
    refusals: { 'not-found': 404 },
  });
}

type Saving = (tx: Parameters<typeof store.loadProviders>[0]) => Promise<store.KnownProvider | undefined>;

async function saving(
  parts: SignInParts,
  { transact }: StaffContext,
  issuer: string,
  save: Saving,
): Promise<Result<contract.Provider, Refusal>> {
  if (!issuer.startsWith('https://') && parts.plainProviders !== true) return refuse('not-encrypted');
  try {
    return await transact(async (tx, note): Promise<Result<contract.Provider, Refusal>> => {
      const saved = await save(tx);
      if (saved === undefined) return refuse('not-found');
      note({ subject: `provider:${saved.id}`, detail: { enabled: saved.enabled } });
      return ok(shown(parts, saved));
    });
  } catch (error) {
    const refusal = refusalOf(error, { provider_once: 'issuer-known' } as const);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

function shown(parts: SignInParts, provider: store.KnownProvider): contract.Provider {
  return { ...provider, emailDomains: [...provider.emailDomains], callback: callbackOf(parts, provider.id) };
}
