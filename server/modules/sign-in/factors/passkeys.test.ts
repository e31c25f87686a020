// Passkeys with an authenticator made in software: what is refused, and that one signs in, takes the second step and
// unlocks.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { codeOf } from '#testing/asking.ts';
import type { People } from '#testing/people.ts';
import { softPasskey, type SoftPasskey, type TestBrowser } from '#testing/sign-in.ts';
import { enter, meOf, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { Passkey } from './contract.ts';

const { made, server, close } = await openSigningIn();
after(close);

const Given = z.object({ ceremony: z.string(), options: z.looseObject({ challenge: z.string() }) });
const ask = async (browser: TestBrowser, path: string) => Given.parse(await (await browser.post(path)).json());

/** Somebody signed in by password who adds a passkey. */
async function withPasskey(who: Exclude<keyof People['university'], 'organisation'>) {
  const person = made.university[who];
  await server.settle(person, PASSWORD);
  const [browser, passkey] = [server.browser(), softPasskey(server.origin)];
  const email = `${who}@university.example`;
  await enter(browser, email);
  const { ceremony, options } = await ask(browser, '/api/sign-in/passkeys/options');
  const body = { ceremony, name: '办公室电脑', response: passkey.make(options) };
  const added = await browser.post('/api/sign-in/passkeys', body);
  assert.equal(added.status, 200, await added.clone().text());
  return { person, email, browser, passkey, added: Passkey.parse(await added.json()) };
}

async function signIn(passkey: SoftPasskey, about: Parameters<SoftPasskey['use']>[1] = {}): Promise<Response> {
  const browser = server.browser();
  const { ceremony, options } = await ask(browser, '/api/sign-in/passkey/options');
  return browser.post('/api/sign-in/passkey', { ceremony, response: passkey.use(options, about) });
}

describe('what is refused', () => {
  let known: Awaited<ReturnType<typeof withPasskey>>;
  before(async () => {
    known = await withPasskey('counselling');
  });

  test('a passkey nobody knows', async () => {
    assert.equal(await codeOf(await signIn(softPasskey(server.origin))), 'passkey-not-held');
  });

  test('an answer made for another site, with another key, or without verifying its person', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const about of [{ origin: 'http://localhost:1' }, { key: privateKey }, { verified: false }])
      assert.equal(await codeOf(await signIn(known.passkey, about)), 'passkey-not-held');
  });

  test('the same answer twice, one to another challenge, and one that comes too late', async () => {
    const browser = server.browser();
    const { ceremony, options } = await ask(browser, '/api/sign-in/passkey/options');
    const response = known.passkey.use(options);
    assert.equal((await browser.post('/api/sign-in/passkey', { ceremony, response })).status, 200);
    assert.equal(await codeOf(await browser.post('/api/sign-in/passkey', { ceremony, response })), 'passkey-not-held');
    const other = await ask(browser, '/api/sign-in/passkey/options');
    const body = { ceremony: other.ceremony, response };
    assert.equal(await codeOf(await browser.post('/api/sign-in/passkey', body)), 'passkey-not-held');
    const late = await ask(browser, '/api/sign-in/passkey/options');
    const answer = { ceremony: late.ceremony, response: known.passkey.use(late.options) };
    server.clock.pass({ minutes: 5 });
    assert.equal(await codeOf(await browser.post('/api/sign-in/passkey', answer)), 'passkey-not-held');
  });

  test('a count that has gone back: somebody copied the authenticator', async () => {
    assert.equal((await signIn(known.passkey, { counter: 50 })).status, 200);
    assert.equal(await codeOf(await signIn(known.passkey, { counter: 50 })), 'passkey-not-held');
    assert.equal(await codeOf(await signIn(known.passkey, { counter: 49 })), 'passkey-not-held');
    assert.equal((await signIn(known.passkey, { counter: 51 })).status, 200);
  });

  test('a passkey that is known already, a challenge of another session, and one for something else', async () => {
    const { browser, passkey } = await withPasskey('expert');
    const first = await ask(browser, '/api/sign-in/passkeys/options');
    const again = { ceremony: first.ceremony, name: 'b', response: passkey.make(first.options) };
    assert.equal(await codeOf(await browser.post('/api/sign-in/passkeys', again)), 'passkey-known');
    const theirs = await ask(known.browser, '/api/sign-in/unlock/passkey/options');
    const mine = { ceremony: theirs.ceremony, response: passkey.use(theirs.options) };
    assert.equal(await codeOf(await browser.post('/api/sign-in/unlock/passkey', mine)), 'passkey-not-held');
    const away = await ask(browser, '/api/sign-in/passkey/options');
    const other = { ceremony: away.ceremony, response: passkey.use(away.options) };
    assert.equal(await codeOf(await browser.post('/api/sign-in/unlock/passkey', other)), 'passkey-not-held');
  });

  test('naming or removing the passkey of somebody else, which looks like one there is not', async () => {
    const { browser } = await withPasskey('custody');
    const path = `/api/sign-in/passkeys/${known.added.id}`;
    assert.equal((await browser.send('PATCH', path, { name: 'mine' })).status, 404);
    assert.equal((await browser.send('DELETE', path)).status, 404);
    assert.equal((await browser.send('PATCH', path, { name: 'x', person_id: made.university.custody })).status, 400);
  });
});

describe('what it is good for', () => {
  test('signing in with both factors at once', async () => {
    const { passkey, person } = await withPasskey('supervision');
    const browser = server.browser();
    const { ceremony, options } = await ask(browser, '/api/sign-in/passkey/options');
    const signed = await browser.post('/api/sign-in/passkey', { ceremony, response: passkey.use(options) });
    assert.deepEqual(await signed.json(), { next: 'done', ways: [] });
    const me = await meOf(browser);
    assert.deepEqual([me.person.id, me.session.twoFactors, me.toDo], [person, true, []]);
  });

  test('the second step after a password, and unlocking', async () => {
    const { passkey, email } = await withPasskey('administration');
    const browser = server.browser();
    const first = await enter(browser, email);
    assert.deepEqual(await first.json(), { next: 'second-step', ways: ['passkey', 'recovery-code'] });
    const step = await ask(browser, '/api/sign-in/second-step/passkey/options');
    const token = browser.cookies.get('xindeng-session');
    const taken = { ceremony: step.ceremony, response: passkey.use(step.options) };
    assert.equal((await browser.post('/api/sign-in/second-step/passkey', taken)).status, 200);
    assert.notEqual(browser.cookies.get('xindeng-session'), token);
    await browser.post('/api/sign-in/lock');
    const unlock = await ask(browser, '/api/sign-in/unlock/passkey/options');
    const opened = { ceremony: unlock.ceremony, response: passkey.use(unlock.options) };
    assert.equal((await browser.post('/api/sign-in/unlock/passkey', opened)).status, 200);
    assert.equal((await browser.get('/api/sign-in/passkeys')).status, 200);
  });
});
