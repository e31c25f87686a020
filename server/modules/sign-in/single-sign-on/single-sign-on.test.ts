// Single sign-on against a real OpenID provider that this test starts. Opens with what is refused.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { testDatabase } from '#testing/database.ts';
import { clientSecret, type OpenIdProvider, openIdProvider, startSingleSignOn as start } from '#testing/open-id.ts';
import { people, type People } from '#testing/people.ts';
import { type SignInServer, serveSignIn, type TestBrowser } from '#testing/sign-in.ts';
import { administratorOf, meOf } from '#testing/signing-in.ts';
import type { Me } from '../contract.ts';
import { Provider } from './contract.ts';

const database = await testDatabase();
const { owner } = database;
let server: SignInServer;
let made: People;
let outside: OpenIdProvider;
let known: Provider;

/** Those the provider knows; `verified` false: an address nobody has checked. */
const user = (email: string, verified = true) => ({ email, email_verified: verified });
const users = {
  member: user('Counselling@university.example'),
  unverified: user('expert@university.example', false),
  stranger: user('stranger@university.example'),
  otherDomain: user('counselling@hospital.example'),
  otherPerson: user('counselling@university.example'),
  needsTwo: user('custody@university.example'),
  guest: user('guest@university.example'),
  former: user('former@university.example'),
};

before(async () => {
  made = await people(owner);
  server = await serveSignIn(database, { plainProviders: true });
  outside = await openIdProvider(users);
  known = await addProvider('university');
  const other = await addProvider('hospital', { emailDomains: ['hospital.example'] });
  outside.admit(['xindeng', 'another-site'], [known.callback, other.callback]);
});
after(async () => {
  await server.close();
  outside.close();
  await database.close();
});
beforeEach(() => outside.forge(null));

const fields = (changed: Partial<Provider> = {}) => ({
  name: '统一身份认证',
  issuer: outside.issuer,
  clientId: 'xindeng',
  clientSecret,
  emailDomains: ['university.example'],
  trustsSecondFactor: false,
  enabled: true,
  ...changed,
});

async function addProvider(of: 'university' | 'hospital', changed: Partial<Provider> = {}): Promise<Provider> {
  const added = await (
    await administratorOf({ owner, server, made }, of)
  ).post('/api/sign-in/providers', fields(changed));
  assert.equal(added.status, 200, await added.clone().text());
  return Provider.parse(await added.json());
}

/** Goes to the provider as somebody and comes back. */
async function signIn(as: keyof typeof users, browser = server.browser(), who?: string): Promise<Response> {
  const back = await outside.visit((await start(browser, who)).href, as);
  return browser.get(back.pathname + back.search, { accept: 'application/json' });
}

const answerTo = async (browser: TestBrowser, back: URL): Promise<string> =>
  codeOf(await browser.get(back.pathname + back.search, { accept: 'application/json' }));

/** What an honest provider would say of somebody who was sent there. */
function claimsOf(as: keyof typeof users, away: URL) {
  const iat = Math.floor(Date.now() / 1000);
  const nonce = away.searchParams.get('nonce');
  return { iss: outside.issuer, sub: as, aud: 'xindeng', nonce, iat, exp: iat + 60, ...users[as] };
}

describe('what is refused', () => {
  test('an address that the provider has not verified, may not speak for, or that belongs to nobody here', async () => {
    for (const as of ['unverified', 'otherDomain', 'stranger', 'former'] as const)
      assert.equal(await codeOf(await signIn(as)), 'not-a-member', as);
    assert.equal((await owner.selectFrom('sign_in.outside_identity').selectAll().execute()).length, 0);
    assert.equal(
      await owner.selectFrom('identity.person').where('email', '=', users.stranger.email).executeTakeFirst(),
      undefined,
    );
  });

  test('another browser than the one that went, the same answer twice, a changed state, and too late', async () => {
    const browser = server.browser();
    const back = await outside.visit((await start(browser)).href, 'member');
    const path = back.pathname + back.search;
    const json = { accept: 'application/json' };
    assert.equal(await codeOf(await server.browser().get(path, json)), 'not-held');
    const cookie = browser.cookies.get('xindeng-journey') ?? '';
    const changed = path.replace(/state=[^&]+/, 'state=another');
    assert.equal(await codeOf(await browser.get(changed, json)), 'not-held');
    browser.cookies.set('xindeng-journey', cookie);
    assert.equal((await browser.get(path, json)).status, 200);
    browser.cookies.set('xindeng-journey', cookie);
    assert.equal(await codeOf(await browser.get(path, json)), 'not-held');
    const late = server.browser();
    const again = await outside.visit((await start(late)).href, 'member');
    server.clock.pass({ minutes: 10 });
    assert.equal(await codeOf(await late.get(again.pathname + again.search, json)), 'not-held');
  });

  test('an answer meant for another provider, or from another issuer (mix-up)', async () => {
    const browser = server.browser();
    const back = await outside.visit((await start(browser)).href, 'member');
    const cookie = browser.cookies.get('xindeng-journey') ?? '';
    const { id } = await owner
      .selectFrom('sign_in.provider')
      .select('id')
      .where('id', '<>', known.id)
      .executeTakeFirstOrThrow();
    const json = { accept: 'application/json' };
    assert.equal(await codeOf(await browser.get(back.pathname.replace(known.id, id) + back.search, json)), 'not-held');
    browser.cookies.set('xindeng-journey', cookie);
    const search = back.search.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example');
    assert.equal(await codeOf(await browser.get(back.pathname + search, json)), 'not-held');
  });

  test('a code that was given to another client', async () => {
    const browser = server.browser();
    const away = await start(browser);
    away.searchParams.set('client_id', 'another-site');
    const back = await outside.visit(away.href, 'member');
    assert.equal(await answerTo(browser, back), 'not-held');
  });

  const forgeries: readonly (readonly [string, (claims: Record<string, unknown>) => object, boolean?])[] = [
    ['for another client', (claims) => ({ ...claims, aud: 'another-site' })],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['with another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['without a nonce', (claims) => ({ ...claims, nonce: undefined })],
    ['that has expired', (claims) => ({ ...claims, iat: 1_700_000_000, exp: 1_700_000_060 })],
    ['signed with another key', (claims) => claims, false],
  ];
  for (const [what, change, own = true] of forgeries)
    test(`an identity token ${what}`, async () => {
      const browser = server.browser();
      const away = await start(browser);
      const back = await outside.visit(away.href, 'member');
      const claims = claimsOf('member', away);
      outside.forge(() => outside.mint(change(claims), own));
      assert.equal(await answerTo(browser, back), 'not-held');
      const honest = server.browser();
      const there = await start(honest);
      outside.forge(() => outside.mint({ ...claims, nonce: there.searchParams.get('nonce') }));
      const returned = await outside.visit(there.href, 'member');
      assert.equal(
        (await honest.get(returned.pathname + returned.search)).status,
        200,
        'the same, not forged, is taken',
      );
    });

  test('a token whose words were changed after it was signed, and one that is not signed at all', async () => {
    const changes = [
      (token: string) =>
        token.replace(
          /\.[^.]+\./,
          (part) =>
            `.${Buffer.from(Buffer.from(part, 'base64url').toString().replace('member', 'guest')).toString('base64url')}.`,
        ),
      (token: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`,
    ];
    for (const change of changes) {
      const browser = server.browser();
      const away = await start(browser);
      const back = await outside.visit(away.href, 'member');
      outside.forge(() => change(outside.mint(claimsOf('member', away))));
      assert.equal(await answerTo(browser, back), 'not-held');
    }
  });

  test('a second user of the provider with the address of somebody who is linked already', async () => {
    assert.equal((await signIn('member')).status, 200);
    assert.equal(await codeOf(await signIn('otherPerson')), 'not-a-member');
  });

  test('a provider of another organisation is not seen, changed or removed', async () => {
    const other = await administratorOf({ owner, server, made }, 'otherCentre');
    assert.deepEqual(await (await other.get('/api/sign-in/providers')).json(), { providers: [] });
    const { clientSecret: _, ...changed } = fields({ name: 'x' });
    assert.equal((await other.send('PUT', `/api/sign-in/providers/${known.id}`, changed)).status, 404);
    assert.equal((await other.send('DELETE', `/api/sign-in/providers/${known.id}`)).status, 404);
    const assigned = { ...fields(), organisation: made.university.organisation };
    assert.equal((await other.post('/api/sign-in/providers', assigned)).status, 400);
  });
});

describe('what it is good for', () => {
  test('a member signs in, for this organisation only, and the page goes on to the console', async () => {
    const browser = server.browser();
    const page = await signIn('member', browser, 'somebody@university.example');
    assert.match(await page.text(), /http-equiv="refresh" content="0; url=\/console\/"/);
    assert.match(page.headers.getSetCookie().join('\n'), /xindeng-session=.*SameSite=Strict/);
    const me = await meOf(browser);
    assert.deepEqual([me.person.id, me.session.way], [made.university.counselling, 'single-sign-on']);
    assert.equal(
      (await browser.get('/api/sign-in/sessions', { 'xindeng-organisation': made.hospital.organisation })).status,
      403,
    );
  });

  test('who belongs elsewhere too cannot reach it, nor change what opens it', async () => {
    const browser = server.browser();
    await signIn('guest', browser);
    const me = await meOf(browser);
    assert.deepEqual(
      me.organisations.map(({ name }) => name),
      ['河东大学'],
    );
    assert.equal(await codeOf(await browser.post('/api/sign-in/totp')), 'sign-in-otherwise');
    const at = { 'xindeng-organisation': made.hospital.organisation };
    assert.equal(await codeOf(await browser.get('/api/sign-in/sessions', at)), 'unknown-organisation');
  });

  /** Signs in somebody whose group needs two factors; `amr`: how the provider says it knew them. */
  async function needingTwo(amr: readonly string[] | undefined): Promise<Me> {
    const browser = server.browser();
    const away = await start(browser);
    const back = await outside.visit(away.href, 'needsTwo');
    outside.forge(() => outside.mint({ ...claimsOf('needsTwo', away), amr }));
    assert.equal((await browser.get(back.pathname + back.search)).status, 200);
    outside.forge(null);
    return await meOf(browser);
  }

  test('a second factor is still asked for, whatever the provider says, while the organisation does not trust it', async () => {
    const me = await needingTwo(['pwd', 'mfa']);
    assert.deepEqual([me.session.twoFactors, me.toDo], [false, ['second-factor']]);
  });

  test('the provider’s word for two factors counts once the organisation trusts it, and only when it is given', async () => {
    const { id } = known;
    const provider = owner.updateTable('sign_in.provider').where('id', '=', id);
    await provider.set({ trusts_second_factor: true }).execute();
    for (const amr of [['mfa'], ['pwd', 'otp', 'mfa'], undefined, [], ['pwd', 'otp'], ['MFA']]) {
      const me = await needingTwo(amr);
      const counts = amr?.includes('mfa') === true;
      assert.deepEqual([me.session.twoFactors, me.toDo], [counts, counts ? [] : ['second-factor']], String(amr));
    }
    await provider.set({ trusts_second_factor: false }).execute();
  });

  test('the client secret is sealed, and never shown', async () => {
    const shown = await (
      await (await administratorOf({ owner, server, made }, 'university')).get('/api/sign-in/providers')
    ).text();
    assert.ok(!shown.includes(clientSecret));
    const row = await owner.selectFrom('sign_in.provider').select('client_secret').executeTakeFirstOrThrow();
    assert.ok(!row.client_secret.includes(clientSecret));
  });
});

test('once it is switched off or removed, whoever came in by it is out, and nobody else', async () => {
  const admin = await administratorOf({ owner, server, made }, 'university');
  const { clientSecret: _, ...kept } = fields();
  const path = `/api/sign-in/providers/${known.id}`;
  const browser = server.browser();
  for (const end of [() => admin.send('PUT', path, { ...kept, enabled: false }), () => admin.send('DELETE', path)]) {
    assert.equal((await admin.send('PUT', path, kept)).status, 200);
    assert.equal((await signIn('member', browser)).status, 200);
    assert.equal((await end()).status, 200);
    assert.equal((await browser.get('/api/sign-in/me')).status, 401);
  }
  assert.equal((await admin.get('/api/sign-in/me')).status, 200);
});
