// A way back in for somebody who forgot the password or lost the second factor: who may not make one, what it opens, and
// what it ends.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import { z } from 'zod';
import { identityRoutes } from '#identity/index.ts';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { join } from '#testing/people.ts';
import { softPasskey, type TestBrowser } from '#testing/sign-in.ts';
import { enter, meOf, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { PersonId } from '../../identity/contract.ts';
import { codeAt, newSecret } from '../factors/totp.ts';
import { listWaysBack, makeWayBack, readWayBack, WayBack } from './contract.ts';

const NEXT = '山那边的风车一直在慢慢地转着哟';
const opened = await openSigningIn({ more: identityRoutes(async () => true) });
const { owner, db, made, server, newcomer: member } = opened;
after(opened.close);
let administrator: TestBrowser;

beforeEach(async () => {
  administrator = await signedIn('administration@university.example', made.university.administration);
  server.lines.length = 0;
});

/** Signed in with two factors for the university. */
async function signedIn(email: string, person: string): Promise<TestBrowser> {
  const secret = newSecret();
  await owner.deleteFrom('sign_in.totp').where('person_id', '=', person).execute();
  await server.settle(person, PASSWORD, secret);
  const browser = server.browser({ 'xindeng-organisation': made.university.organisation });
  await enter(browser, email, PASSWORD);
  const step = await browser.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
  assert.equal(step.status, 200);
  return browser;
}

const ask = (person: string, secondFactor = false, by = administrator): Promise<Response> =>
  by.post('/api/sign-in/ways-back', { person, secondFactor });
async function link(person: string, secondFactor = false): Promise<z.infer<(typeof makeWayBack)['output']>> {
  const answer = await ask(person, secondFactor);
  assert.equal(answer.status, 200, await answer.clone().text());
  return makeWayBack.output.parse(await answer.json());
}
const take = (token: string, password = NEXT, browser = server.browser()): Promise<Response> =>
  browser.post('/api/sign-in/way-back', { token, password });

describe('no link is made', () => {
  test('by anybody but the administration', async () => {
    const { person } = await member();
    const supervisor = await signedIn('supervision@university.example', made.university.supervision);
    assert.equal((await ask(person, true, supervisor)).status, 403);
    assert.equal((await ask(person, true, server.browser())).status, 401);
    assert.equal((await supervisor.get('/api/sign-in/ways-back')).status, 403);
  });

  test('for oneself', async () => {
    assert.equal(await codeOf(await ask(made.university.administration)), 'not-oneself');
  });

  test('for whoever belongs to another organisation, to none, or no longer; they look alike', async () => {
    for (const person of [made.hospital.counselling, made.province.administration, made.former, made.nobody])
      assert.equal(await codeOf(await ask(person)), 'no-such-member');
    assert.equal(await codeOf(await ask(randomUUID())), 'no-such-member');
  });

  test('for a member who belongs elsewhere too', async () => {
    assert.equal(await codeOf(await ask(made.guest)), 'belongs-elsewhere');
  });
});

describe('a link does not let anybody in', () => {
  test('when it is wrong, or the password is weak, which leaves it as it was', async () => {
    const { person } = await member();
    const { token } = await link(person);
    assert.equal(await codeOf(await take('x'.repeat(43))), 'no-such-way-back');
    assert.equal(await codeOf(await take(token, 'woaini1314')), 'password-too-short');
    assert.equal((await take(token)).status, 200);
  });

  test('a second time, also when two use it at once', async () => {
    const { person } = await member();
    const { token } = await link(person);
    const both = await Promise.all([take(token), take(token)]);
    assert.deepEqual(
      both.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 410],
    );
    assert.equal(await codeOf(await take(token)), 'way-back-used');
  });

  test('in a browser where its maker is signed in, also behind a lock; nothing is used up', async () => {
    const { person } = await member();
    const { token } = await link(person);
    assert.equal(await codeOf(await take(token, NEXT, administrator)), 'made-by-oneself');
    assert.equal((await administrator.post('/api/sign-in/lock')).status, 200);
    assert.equal(await codeOf(await take(token, NEXT, administrator)), 'made-by-oneself');
    assert.equal((await take(token)).status, 200);
  });

  test('a day later', async () => {
    const { person } = await member();
    const { token } = await link(person);
    server.clock.pass({ hours: 24 });
    assert.equal(await codeOf(await take(token)), 'way-back-expired');
  });

  test('after it was taken back, or followed by another', async () => {
    const { person, email } = await member();
    const first = await link(person);
    const second = await link(person);
    assert.equal(await codeOf(await take(first.token)), 'way-back-revoked');
    const path = `/api/sign-in/ways-back/${second.wayBack.id}/revoke`;
    const hospital = await signedIn('administration@university.example', made.university.administration);
    assert.equal((await hospital.post(`/api/sign-in/ways-back/${randomUUID()}/revoke`)).status, 404);
    assert.equal(WayBack.parse(await (await administrator.post(path)).json()).state, 'revoked');
    assert.equal(await codeOf(await administrator.post(path)), 'not-open');
    assert.equal(await codeOf(await take(second.token)), 'way-back-revoked');
    assert.equal((await enter(server.browser(), email, PASSWORD)).status, 200, 'nothing has changed');
  });

  test('whose person has joined another organisation meanwhile, or left this one', async () => {
    const joined = await member();
    const one = await link(joined.person);
    await join(owner, PersonId.parse(joined.person), made.hospital.organisation, 'counselling');
    assert.equal(await codeOf(await take(one.token)), 'way-back-revoked');
    const gone = await member();
    const other = await link(gone.person);
    await owner
      .updateTable('identity.membership')
      .set({ ended_at: server.clock.now().add({ hours: 1 }) })
      .where('person_id', '=', gone.person)
      .execute();
    assert.equal(await codeOf(await take(other.token)), 'way-back-revoked');
  });
});

describe('whoever uses a link', () => {
  test('has a new password, and every session and recovery code of before is over', async () => {
    const secret = newSecret();
    const { person, email } = await member('custody', secret);
    const old = server.browser({ 'xindeng-organisation': made.university.organisation });
    await enter(old, email, PASSWORD);
    await old.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
    const codes = z
      .object({ codes: z.array(z.string()) })
      .parse(await (await old.post('/api/sign-in/recovery-codes')).json());
    const { token } = await link(person);
    const browser = server.browser();
    assert.deepEqual(await (await take(token, NEXT, browser)).json(), {
      next: 'second-step',
      ways: ['code', 'recovery-code'],
    });
    assert.equal((await old.get('/api/sign-in/me')).status, 401);
    const recovery = await browser.post('/api/sign-in/second-step/recovery-code', { code: codes.codes[0] });
    assert.equal(await codeOf(recovery), 'wrong-code');
    assert.equal((await enter(server.browser(), email, PASSWORD)).status, 401);
    assert.equal((await enter(server.browser(), email, NEXT)).status, 200);
  });

  test('keeps the second factor and has to give it, unless the administrator said that it is lost', async () => {
    const secret = newSecret();
    const { person } = await member('custody', secret);
    const kept = server.browser({ 'xindeng-organisation': made.university.organisation });
    await take((await link(person)).token, NEXT, kept);
    assert.equal((await kept.get('/api/identity/members')).status, 401, 'the second step is still to come');
    server.clock.pass({ seconds: 30 });
    const step = await kept.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
    assert.equal(step.status, 200);
    const lost = server.browser({ 'xindeng-organisation': made.university.organisation });
    assert.deepEqual(await (await take((await link(person, true)).token, PASSWORD, lost)).json(), {
      next: 'done',
      ways: [],
    });
    assert.deepEqual((await meOf(lost)).toDo, ['second-factor', 'renewal-notice']);
    assert.equal((await lost.get('/api/identity/members')).status, 403, 'nothing opens before a new one is there');
  });

  test('whose passkey was lost cannot use it any more', async () => {
    const { person, email } = await member();
    const browser = server.browser({ 'xindeng-organisation': made.university.organisation });
    await enter(browser, email, PASSWORD);
    const passkey = softPasskey(server.origin);
    const Options = z.object({ ceremony: z.string(), options: z.looseObject({ challenge: z.string() }) });
    const adding = Options.parse(await (await browser.post('/api/sign-in/passkeys/options')).json());
    const response = passkey.make(adding.options);
    const added = await browser.post('/api/sign-in/passkeys', { ceremony: adding.ceremony, name: '手机', response });
    assert.equal(added.status, 200, await added.clone().text());
    await take((await link(person, true)).token);
    const using = Options.parse(await (await browser.post('/api/sign-in/passkey/options')).json());
    const used = await server
      .browser()
      .post('/api/sign-in/passkey', { ceremony: using.ceremony, response: passkey.use(using.options) });
    assert.equal(await codeOf(used), 'passkey-not-held');
  });

  test('is told by whom and when, until they say that they know', async () => {
    const { person, email } = await member();
    await take((await link(person)).token);
    const browser = server.browser({ 'xindeng-organisation': made.university.organisation });
    await enter(browser, email, NEXT);
    const told = await meOf(browser);
    assert.deepEqual(told.toDo, ['renewal-notice']);
    assert.deepEqual(told.renewed, {
      at: server.clock.now().toString(),
      by: 'university administration',
      secondFactor: false,
    });
    assert.equal((await browser.post('/api/sign-in/renewal/seen')).status, 200);
    assert.equal((await browser.post('/api/sign-in/renewal/seen')).status, 404);
    const after = await meOf(browser);
    assert.deepEqual([after.toDo, after.renewed?.by], [[], 'university administration']);
  });

  test('sees beforehand for whom it is and who made it', async () => {
    const { person } = await member();
    const { token } = await link(person, true);
    const read = await server.browser().post('/api/sign-in/way-back/read', { token });
    const { name, madeBy, secondFactor } = readWayBack.output.parse(await read.json());
    assert.deepEqual([name, madeBy, secondFactor], ['林一', 'university administration', true]);
  });
});

test('who made it, who used it and who took it back stands in the audit of the organisation', async () => {
  const { person } = await member();
  const first = await link(person, true);
  await administrator.post(`/api/sign-in/ways-back/${first.wayBack.id}/revoke`);
  await take((await link(person)).token);
  const own = server.lines.filter(({ subject }) => subject === `person:${person}`);
  assert.deepEqual(
    own.map(({ word, person: by, chain }) => [word, by, chain === made.university.organisation]),
    [
      ['sign-in.way-back-made', made.university.administration, true],
      ['sign-in.way-back-revoked', made.university.administration, true],
      ['sign-in.way-back-made', made.university.administration, true],
      ['sign-in.way-back-used', person, true],
      ['sign-in.way-back-used', person, true],
    ],
  );
});

test('the administration lists the links of its own organisation, and none keeps its secret', async () => {
  const { person } = await member();
  const { token, wayBack } = await link(person);
  const listed = listWaysBack.output.parse(
    await (await administrator.get(`/api/sign-in/ways-back?person=${person}`)).json(),
  );
  assert.deepEqual(listed.waysBack, [wayBack]);
  const kept = JSON.stringify(await owner.selectFrom('sign_in.way_back').selectAll().execute());
  assert.ok(!kept.includes(token));
  const hospital = await transaction(db, { organisation: made.hospital.organisation }, (tx) =>
    tx.selectFrom('sign_in.way_back').selectAll().execute(),
  );
  assert.deepEqual(hospital, []);
});
