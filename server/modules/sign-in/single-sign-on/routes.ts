// The way to an institution's provider and back. What it proves counts for that institution only: it can link a member
// who is there already, never make one, and the session it opens is good for that organisation alone. A provider is set
// up by the organisation's own administration, and must not become a way into somebody's other organisations.
import { loadMember } from '#identity/index.ts';
import { refusalOf, transaction } from '#platform/database/index.ts';
import { type Html, html } from '#platform/html.ts';
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SignInParts } from '../ports.ts';
import { begin } from '../presence-store.ts';
import { newToken } from '../tokens.ts';
import { singleSignOnCallback, startSingleSignOn } from './contract.ts';
import { arrival, departure, type Reach } from './open-id-store.ts';
import * as store from './provider-store.ts';

const everywhere = { reach: 'everywhere' } as const;
const cookie = 'xindeng-journey';
const TEN_MINUTES = 600;

/** Where a provider sends browsers back to; each its own, so that no provider can answer for another. */
export function callbackOf({ publicUrl }: Pick<SignInParts, 'publicUrl'>, provider: string): string {
  return publicUrl() + singleSignOnCallback.path.replace(':provider', provider);
}

/** The rows for going to a provider and coming back. */
export function singleSignOnRoutes(parts: SignInParts): readonly Route[] {
  return [
    defineRoute({
      ...startSingleSignOn,
      about: 'Where the browser goes to sign in at its institution.',
      access: { open: 'This is how one comes to be signed in.' },
      audit: { none: 'Nobody is signed in yet.' },
      run: ({ body }, context) => start(parts, context, body.who),
      refusals: {
        'no-single-sign-on': {
          status: 404,
          zh: '没有找到这个机构的单点登录。请填写机构全称，或用密码登录。',
          en: 'There is no single sign-on for this. Please give the full name of your organisation, or use a password.',
        },
        'provider-not-reached': {
          status: 503,
          zh: '现在连不上您机构的登录系统，请稍后再试，或用密码登录。',
          en: 'The sign-in of your institution cannot be reached just now. Please try later, or use a password.',
        },
      },
    }),
    callbackRoute(parts),
  ];
}

function callbackRoute(parts: SignInParts): Route {
  return defineRoute({
    ...singleSignOnCallback,
    about: 'Where the provider sends the browser back to.',
    access: { open: 'This is how one comes to be signed in.' },
    audit: 'sign-in.single-sign-on',
    run: ({ params }, context) => comeBack(parts, context, params.provider),
    refusals: {
      'not-held': {
        status: 403,
        zh: '单点登录没有成功，请回到登录页再试一次。',
        en: 'Single sign-on did not succeed. Please go back to the sign-in page and try again.',
      },
      'not-a-member': {
        status: 403,
        zh: '您的账号还不是这个机构的成员，请联系机构管理员。',
        en: 'Your account does not belong to this organisation yet. Please ask its administrator.',
      },
    },
  });
}

async function reachOf(parts: SignInParts, provider: store.KnownProvider): Promise<Reach> {
  const { db, sealing, plainProviders } = parts;
  const clientSecret = await transaction(db, everywhere, (tx) => store.openClientSecret(tx, sealing, provider.id));
  return { provider, clientSecret, callback: callbackOf(parts, provider.id), plain: plainProviders === true };
}

async function start(parts: SignInParts, { cookies, now }: Context, who: string) {
  const found = await transaction(parts.db, everywhere, (tx) => store.findProviders(tx, who));
  const [provider] = found;
  // Several claim the same domain: only the organisation's name tells which is meant.
  if (provider === undefined || found.length > 1) return refuse('no-single-sign-on');
  const away = await departure(await reachOf(parts, provider));
  if (away === undefined) return refuse('provider-not-reached');
  const { location, state, nonce, verifier } = away;
  const browser = newToken();
  await transaction(parts.db, everywhere, (tx) =>
    store.saveJourney(tx, { state, browser }, { provider: provider.id, nonce, verifier }, now),
  );
  cookies.set(cookie, browser, { seconds: TEN_MINUTES, sameSite: 'lax' });
  return ok({ location });
}

async function comeBack(
  parts: SignInParts,
  context: Context,
  id: string,
): Promise<Result<Html, 'not-held' | 'not-a-member'>> {
  const { cookies, now, url } = context;
  const query = new URL(url, parts.publicUrl()).search;
  const state = new URLSearchParams(query).get('state') ?? '';
  const browser = cookies.get(cookie) ?? '';
  cookies.clear(cookie);
  const [journey, [provider]] = await transaction(parts.db, everywhere, async (tx) => [
    await store.takeJourney(tx, { state, browser, provider: id }, now),
    await store.loadProviders(tx, id),
  ]);
  if (journey === undefined || provider === undefined || !provider.enabled) return refuse('not-held');
  const named = await arrival(await reachOf(parts, provider), journey, { query, state });
  if (named === undefined) return refuse('not-held');
  const person = await linked(parts, provider, named, now);
  if (!person.ok) return person;
  const { organisation, trustsSecondFactor } = provider;
  const twoFactors = trustsSecondFactor && named.twoFactors;
  const beginning = { person: person.value, organisation, way: 'single-sign-on', twoFactors } as const;
  // The way to the provider and back took its time: switched off meanwhile, it vouches for nobody.
  const begun = await begin(parts, context, beginning, async (tx) =>
    (await store.isOn(tx, id)) ? ok(null) : refuse('not-held'),
  );
  return begun.ok ? ok(goOn(parts.console)) : begun;
}

async function linked(
  parts: SignInParts,
  provider: store.KnownProvider,
  named: store.OutsidePerson,
  now: Temporal.Instant,
): Promise<Result<string, 'not-a-member'>> {
  try {
    return await transaction(parts.db, everywhere, async (tx) => {
      const found = await store.findLinked(tx, provider, named);
      if (found === undefined) return refuse('not-a-member');
      const { person, isNew } = found;
      if ((await loadMember(tx, person, provider.organisation)) === undefined) return refuse('not-a-member');
      if (isNew) await store.saveLink(tx, provider, named, { person, now });
      return ok(person);
    });
  } catch (error) {
    if (refusalOf(error, { outside_identity_person: 'not-a-member' } as const) === undefined) throw error;
    return refuse('not-a-member');
  }
}

/** A redirect from elsewhere would not carry our cookies, which leave only with requests of our own pages. */
function goOn(to: string) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="refresh" content="0; url=${to}" />
        <title>心灯</title>
      </head>
      <body>
        <p><a href="${to}">继续 · Continue</a></p>
      </body>
    </html>`;
}
