// Codes at the second step, on a real server: what they are good for, once.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { z } from 'zod';
import { codeOf } from '#testing/asking.ts';
import { enter, meOf, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { codeAt, newSecret } from './totp.ts';

const { owner, made, server, newcomer, close } = await openSigningIn();
after(close);

describe('the second step', () => {
  test('nothing is open before it, and each code is good once, also for two requests at the same time', async () => {
    const { person, email, browser } = await newcomer();
    const secret = newSecret();
    await server.settle(person, PASSWORD, secret);
    assert.deepEqual(await (await enter(browser, email)).json(), {
      next: 'second-step',
      ways: ['code', 'recovery-code'],
    });
    assert.equal(await codeOf(await browser.get('/api/sign-in/sessions')), 'second-step-needed');
    assert.equal(await codeOf(await browser.post('/api/sign-in/totp')), 'second-step-needed');
    assert.deepEqual((await meOf(browser)).organisations, []);
    const other = server.browser();
    await enter(other, email);
    const typed = { code: codeAt(secret, server.clock.now()) };
    const both = await Promise.all([browser, other].map((one) => one.post('/api/sign-in/second-step/code', typed)));
    assert.deepEqual(
      both.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 422],
    );
    assert.equal(await codeOf(await server.browser().post('/api/sign-in/second-step/code', typed)), 'not-signed-in');
  });

  test('a code of the step before or after counts, none further away', async () => {
    const { person, email } = await newcomer();
    const secret = newSecret();
    await server.settle(person, PASSWORD, secret);
    const tried = async (seconds: number): Promise<number> => {
      const browser = server.browser();
      await enter(browser, email);
      const typed = { code: codeAt(secret, server.clock.now().add({ seconds })) };
      return (await browser.post('/api/sign-in/second-step/code', typed)).status;
    };
    assert.deepEqual(
      [await tried(-60), await tried(60), await tried(-30), await tried(0), await tried(30)],
      [422, 422, 200, 200, 200],
    );
    assert.equal(await tried(0), 422);
  });

  test('a recovery code is good once, and renewing makes earlier ones void', async () => {
    const { person, email, browser } = await newcomer();
    const secret = newSecret();
    await server.settle(person, PASSWORD, secret);
    await enter(browser, email);
    await browser.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
    const renew = async (): Promise<string[]> =>
      z.object({ codes: z.array(z.string()) }).parse(await (await browser.post('/api/sign-in/recovery-codes')).json())
        .codes;
    const [first = '', second = ''] = await renew();
    const step = async (typed: string): Promise<number> => {
      const other = server.browser();
      await enter(other, email);
      return (await other.post('/api/sign-in/second-step/recovery-code', { code: typed })).status;
    };
    assert.equal(await step(first.toUpperCase().replaceAll('-', ' ')), 200);
    assert.equal(await step(first), 422);
    assert.equal((await meOf(browser)).factors.recoveryCodes, 9);
    await renew();
    assert.equal(await step(second), 422);
    const kept = JSON.stringify(await owner.selectFrom('sign_in.recovery_code').selectAll().execute());
    assert.ok(!kept.includes(second.slice(0, 4)));
  });

  test('the first step is over after ten minutes', async () => {
    const { person, email, browser } = await newcomer();
    const secret = newSecret();
    await server.settle(person, PASSWORD, secret);
    await enter(browser, email);
    server.clock.pass({ minutes: 10 });
    const typed = { code: codeAt(secret, server.clock.now()) };
    assert.equal(await codeOf(await browser.post('/api/sign-in/second-step/code', typed)), 'not-signed-in');
  });

  test('the last factor stays where the group or a short password needs it', async () => {
    const { person, email, browser } = await newcomer();
    const secret = newSecret();
    await server.settle(person, '橘猫与雨天的窗台', secret);
    await enter(browser, email, '橘猫与雨天的窗台');
    await browser.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
    assert.equal(await codeOf(await browser.send('DELETE', '/api/sign-in/totp')), 'password-too-short-alone');
    await owner
      .insertInto('identity.membership')
      .values({ person_id: person, organisation_id: made.university.organisation, group_name: 'custody' })
      .execute();
    assert.equal(await codeOf(await browser.send('DELETE', '/api/sign-in/totp')), 'last-factor-needed');
    await server.settle(person, PASSWORD);
    await owner
      .deleteFrom('identity.membership')
      .where('person_id', '=', person)
      .where('group_name', '=', 'custody')
      .execute();
    assert.equal((await browser.send('DELETE', '/api/sign-in/totp')).status, 200);
  });
});
