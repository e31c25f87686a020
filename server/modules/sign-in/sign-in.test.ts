// Signing in, on a real server. Opens with who is refused.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { defineRoute } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { z } from 'zod';
import { codeOf, faultIn } from '#testing/asking.ts';
import { enter, meOf, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { codeAt } from './factors/totp.ts';

const see = defineRoute({
  method: 'GET',
  path: '/api/test/colleagues',
  access: { may: 'identity.see-people' },
  audit: { none: 'a test' },
  input: {},
  output: z.object({ organisation: z.string() }),
  run: (_, { caller }) => ok(caller),
  refusals: {},
});

const { owner, made, server, newcomer, close } = await openSigningIn({ more: [see] });
after(close);

describe('who is refused', () => {
  test('a wrong password, an unknown address and an account without a password sound alike', async () => {
    const { email, browser } = await newcomer();
    const faults = [
      await enter(browser, email, 'not the password at all'),
      await enter(browser, 'nobody.knows@university.example'),
      await enter(browser, 'expert@university.example'),
    ];
    const said = await Promise.all(
      faults.map(async (response) => ({ status: response.status, ...(await faultIn(response)), id: '' })),
    );
    assert.deepEqual(said[1], said[0]);
    assert.deepEqual(said[2], said[0]);
    assert.deepEqual([said[0]?.status, said[0]?.code], [401, 'not-recognised']);
    assert.equal(browser.cookies.size, 0);
  });

  test('somebody who has left', async () => {
    const { person, email, browser } = await newcomer();
    assert.equal((await enter(browser, email)).status, 200);
    await owner
      .updateTable('identity.person')
      .set({ left_at: '2026-01-01T00:00:00Z' })
      .where('id', '=', person)
      .execute();
    assert.equal(await codeOf(await browser.get('/api/sign-in/me')), 'not-signed-in');
    assert.equal(await codeOf(await enter(server.browser(), email)), 'not-recognised');
  });

  test('a staff number without its organisation', async () => {
    assert.equal(await codeOf(await enter(server.browser(), '10086')), 'organisation-needed');
  });

  test('a member of a group that needs two factors reaches nothing before setting one up', async () => {
    const person = made.university.administration;
    await server.settle(person, PASSWORD);
    const browser = server.browser({ 'xindeng-organisation': made.university.organisation });
    await enter(browser, 'administration@university.example');
    assert.equal(await codeOf(await browser.get('/api/test/colleagues')), 'second-factor-needed');
    assert.deepEqual((await meOf(browser)).toDo, ['second-factor']);
    const begun = await browser.post('/api/sign-in/totp');
    const { secret } = z.object({ secret: z.string() }).parse(await begun.json());
    const confirmed = await browser.post('/api/sign-in/totp/confirm', { code: codeAt(secret, server.clock.now()) });
    assert.equal(
      z.object({ recoveryCodes: z.array(z.string()) }).parse(await confirmed.json()).recoveryCodes.length,
      10,
    );
    assert.equal((await browser.get('/api/test/colleagues')).status, 200);
    assert.deepEqual((await meOf(browser)).toDo, []);
  });

  test('who was given a password by somebody else changes it before anything else', async () => {
    const { person, email } = await newcomer();
    await owner.updateTable('sign_in.password').set({ must_change: true }).where('person_id', '=', person).execute();
    const browser = server.browser({ 'xindeng-organisation': made.university.organisation });
    await enter(browser, email);
    assert.equal(await codeOf(await browser.get('/api/test/colleagues')), 'password-change-needed');
    const next = '秋天的银杏叶落在石板路上了吧';
    assert.equal(
      await codeOf(await browser.send('PUT', '/api/sign-in/password', { current: PASSWORD, next })),
      'password-too-short',
    );
    assert.equal(
      (await browser.send('PUT', '/api/sign-in/password', { current: PASSWORD, next: `${next}真好看` })).status,
      200,
    );
    assert.deepEqual((await meOf(browser)).toDo, []);
    assert.equal(await codeOf(await browser.get('/api/test/colleagues')), 'not-allowed');
  });
});

describe('signing in', () => {
  test('by e-mail in any case, and by staff number with the name or the id of the organisation', async () => {
    const { person, email } = await newcomer();
    const { organisation } = made.university;
    await owner
      .insertInto('identity.staff_number')
      .values({ person_id: person, organisation_id: organisation, number: 'T-2071' })
      .execute();
    assert.equal((await enter(server.browser(), ` ${email.toUpperCase()} `)).status, 200);
    for (const hint of ['河东大学', organisation]) {
      const body = { who: 'T-2071', organisation: hint, password: PASSWORD };
      assert.equal((await server.browser().post('/api/sign-in/password', body)).status, 200);
    }
    const elsewhere = { who: 'T-2071', organisation: '河东省第一医院', password: PASSWORD };
    assert.equal(await codeOf(await server.browser().post('/api/sign-in/password', elsewhere)), 'not-recognised');
  });

  test('the same password typed on another keyboard is the same (NFKC)', async () => {
    const { person, email } = await newcomer();
    await server.settle(person, 'ｃａｆé-ﬁne-weather-today');
    assert.equal((await enter(server.browser(), email, 'cafe\u0301-fine-weather-today')).status, 200);
  });

  test('answers with who is there, and leaves one line in the audit of their organisation', async () => {
    const { person, email, browser } = await newcomer();
    server.lines.length = 0;
    assert.deepEqual(await (await enter(browser, email)).json(), { next: 'done', ways: [] });
    const me = await meOf(browser);
    assert.equal(me.person.id, person);
    assert.deepEqual(
      me.organisations.map(({ name, parent, groups }) => [name, parent?.name, groups]),
      [['河东大学', '河东省教育厅', ['counselling']]],
    );
    assert.equal(me.session.stage, 'full');
    const [line, ...more] = server.lines;
    assert.deepEqual(
      [line?.word, line?.person, line?.chain, more.length],
      ['sign-in.password', person, made.university.organisation, 0],
    );
    assert.doesNotMatch(JSON.stringify(server.lines), /@|林一/);
  });

  test('a hash made at an earlier cost is made anew on the way', async () => {
    const { person, email } = await newcomer();
    const hashOf = async () =>
      (
        await owner
          .selectFrom('sign_in.password')
          .select('hash')
          .where('person_id', '=', person)
          .executeTakeFirstOrThrow()
      ).hash;
    const { openSlowHash } = await import('#platform/slow-hash.ts');
    const earlier = openSlowHash({ cost: { memory: 32, passes: 1, parallelism: 1 }, threads: 1 });
    await owner
      .updateTable('sign_in.password')
      .set({ hash: await earlier.hash(PASSWORD) })
      .where('person_id', '=', person)
      .execute();
    await earlier.close();
    assert.equal((await enter(server.browser(), email)).status, 200);
    assert.match(await hashOf(), /m=64,t=1,p=1/);
  });
});
