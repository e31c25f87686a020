// One's own sessions and the screen lock, on a real server.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { codeOf } from '#testing/asking.ts';
import { enter, meOf, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { Session } from './contract.ts';

const { owner, server, newcomer, close } = await openSigningIn();
after(close);

describe('sessions', () => {
  test('a session is known by its token only, which is not in the database', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    const token = browser.cookies.get('xindeng-session') ?? '';
    assert.match(token, /^[\w-]{43}$/);
    const { rows } = await sql<{ all: string }>`select jsonb_agg(s)::text as all from sign_in.session s`.execute(owner);
    assert.ok(!rows[0]?.all.includes(token));
    assert.ok(!rows[0]?.all.includes(Buffer.from(token).toString('hex')));
  });

  test('a planted session cookie is not taken up: signing in always makes a new one (fixation)', async () => {
    const [attacker, victim] = [await newcomer(), await newcomer()];
    await enter(attacker.browser, attacker.email);
    const planted = attacker.browser.cookies.get('xindeng-session') ?? '';
    victim.browser.cookies.set('xindeng-session', planted);
    await enter(victim.browser, victim.email);
    assert.notEqual(victim.browser.cookies.get('xindeng-session'), planted);
    assert.equal(await codeOf(await attacker.browser.get('/api/sign-in/me')), 'not-signed-in');
  });

  test('locks after a quarter of an hour without a request, keeps the session, and unlocking gives a new token', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    server.clock.pass({ minutes: 14 });
    assert.equal((await browser.get('/api/sign-in/sessions')).status, 200);
    server.clock.pass({ minutes: 14 });
    assert.equal((await browser.get('/api/sign-in/sessions')).status, 200);
    server.clock.pass({ minutes: 15 });
    assert.equal(await codeOf(await browser.get('/api/sign-in/sessions')), 'session-locked');
    const before = await meOf(browser);
    assert.equal(before.session.locked, true);
    const token = browser.cookies.get('xindeng-session') ?? '';
    assert.equal(
      await codeOf(await browser.post('/api/sign-in/unlock/password', { password: 'wrong' })),
      'not-recognised',
    );
    assert.equal((await browser.post('/api/sign-in/unlock/password', { password: PASSWORD })).status, 200);
    const now = await meOf(browser);
    assert.deepEqual([now.session.id, now.session.locked], [before.session.id, false]);
    assert.notEqual(browser.cookies.get('xindeng-session'), token);
    browser.cookies.set('xindeng-session', token);
    assert.equal(await codeOf(await browser.get('/api/sign-in/me')), 'not-signed-in');
  });

  test('can be locked at once', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    assert.equal((await browser.post('/api/sign-in/lock')).status, 200);
    assert.equal(await codeOf(await browser.get('/api/sign-in/sessions')), 'session-locked');
  });

  test('ends after twelve hours, whatever happens', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    for (let quarter = 0; quarter < 59; quarter += 1) {
      server.clock.pass({ minutes: 12 });
      assert.equal((await browser.get('/api/sign-in/sessions')).status, 200);
    }
    server.clock.pass({ minutes: 12 });
    assert.equal(await codeOf(await browser.get('/api/sign-in/sessions')), 'not-signed-in');
  });

  test('are listed in words and can be ended one by one or all others at once', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    const chrome =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36';
    const others = [server.browser({ 'user-agent': chrome }), server.browser(), server.browser()];
    for (const other of others) await enter(other, email);
    const list = z.object({ sessions: z.array(Session) });
    const { sessions } = list.parse(await (await browser.get('/api/sign-in/sessions')).json());
    assert.equal(sessions.filter(({ current }) => current).length, 1);
    const windows = sessions.find(({ device }) => device === 'Chrome · Windows');
    assert.ok(windows);
    assert.equal((await browser.send('DELETE', `/api/sign-in/sessions/${windows.id}`)).status, 200);
    assert.equal(await codeOf(await (others[0] ?? browser).get('/api/sign-in/me')), 'not-signed-in');
    assert.deepEqual(await (await browser.post('/api/sign-in/sessions/end-others')).json(), { ended: 2 });
    assert.equal((await browser.get('/api/sign-in/me')).status, 200);
  });

  test('nobody ends the session of somebody else', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    await enter(one.browser, one.email);
    await enter(other.browser, other.email);
    const { session } = await meOf(other.browser);
    assert.equal((await one.browser.send('DELETE', `/api/sign-in/sessions/${session.id}`)).status, 404);
    assert.equal((await other.browser.get('/api/sign-in/me')).status, 200);
  });

  test('changing the password ends all others; signing out ends this one', async () => {
    const { email, browser } = await newcomer();
    const other = server.browser();
    await enter(browser, email);
    await enter(other, email);
    const change = { current: PASSWORD, next: '码头上的灯塔每天傍晚亮起来呀' };
    assert.equal(
      await codeOf(await browser.send('PUT', '/api/sign-in/password', { ...change, current: 'wrong' })),
      'not-recognised',
    );
    assert.equal(
      (await browser.send('PUT', '/api/sign-in/password', { ...change, next: `${change.next}吧` })).status,
      200,
    );
    assert.equal(await codeOf(await other.get('/api/sign-in/me')), 'not-signed-in');
    assert.equal((await browser.post('/api/sign-in/sign-out')).status, 200);
    assert.equal(await codeOf(await browser.get('/api/sign-in/me')), 'not-signed-in');
  });

  test('password and factors are changed only after the person has proved lately who they are', async () => {
    const { email, browser } = await newcomer();
    await enter(browser, email);
    for (const _ of [1, 2]) {
      server.clock.pass({ minutes: 10 });
      await browser.get('/api/sign-in/sessions');
    }
    const change = { current: PASSWORD, next: '码头上的灯塔每天傍晚亮起来呀吧' };
    assert.equal(await codeOf(await browser.send('PUT', '/api/sign-in/password', change)), 'prove-again');
    assert.equal(await codeOf(await browser.post('/api/sign-in/totp')), 'prove-again');
    await browser.post('/api/sign-in/unlock/password', { password: PASSWORD });
    assert.equal((await browser.post('/api/sign-in/totp')).status, 200);
  });
});
