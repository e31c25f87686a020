// Taking an invitation: somebody new chooses a password, somebody who is here already signs in first.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { foundOrganisation } from '#identity/index.ts';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { testDatabase } from '#testing/database.ts';
import { type SignInServer, serveSignIn, type TestBrowser } from '#testing/sign-in.ts';
import { enter, meOf, PASSWORD } from '#testing/signing-in.ts';

const database = await testDatabase();
let server: SignInServer;
before(async () => {
  server = await serveSignIn(database);
});
after(async () => {
  await server.close();
  await database.close();
});

const take = (browser: TestBrowser, token: string, password?: string): Promise<Response> =>
  browser.post('/api/sign-in/invitation', { token, ...(password === undefined ? {} : { password }) });

async function invited(organisation: string, email: string): Promise<string> {
  const founding = { name: organisation, kind: 'university', department: '教育' } as const;
  const administrator = { name: '陈静', email };
  const founded = await transaction(database.db, { reach: 'everywhere' }, (tx) =>
    foundOrganisation(tx, { ...founding, administrator }, server.clock.now()),
  );
  assert.ok(founded.ok);
  return founded.value.invitation.token;
}

test('a wrong link, a weak password and none at all leave the invitation as it was', async () => {
  const token = await invited('甲大学', 'chenjing@jia.example');
  const browser = server.browser();
  assert.equal(await codeOf(await take(browser, 'x'.repeat(43), PASSWORD)), 'no-such-invitation');
  assert.equal(await codeOf(await take(browser, token)), 'password-needed');
  assert.equal(await codeOf(await take(browser, token, 'woaini1314')), 'password-too-common');
  assert.equal(await codeOf(await take(browser, token, 'chenjing2020')), 'password-too-like-you');
  assert.equal((await take(browser, token, PASSWORD)).status, 200);
});

test('is good once and signs the new person in, who then sets up a second factor', async () => {
  const token = await invited('乙大学', 'a@yi.example');
  const browser = server.browser();
  assert.deepEqual(await (await take(browser, token, PASSWORD)).json(), { next: 'done', ways: [] });
  const me = await meOf(browser);
  assert.deepEqual([me.session.way, me.toDo, me.organisations[0]?.name], ['invitation', ['second-factor'], '乙大学']);
  assert.equal(await codeOf(await take(server.browser(), token, PASSWORD)), 'invitation-used');
  assert.equal((await enter(server.browser(), 'a@yi.example')).status, 200);
});

test('the account of somebody who is here already is not opened by a link: they sign in first', async () => {
  const person = 'b@bing.example';
  await take(server.browser(), await invited('丙大学', person), PASSWORD);
  server.clock.pass({ minutes: 1 });
  const token = await invited('丁大学', person);
  assert.equal(await codeOf(await take(server.browser(), token, `${PASSWORD}另一个`)), 'sign-in-first');
  const browser = server.browser();
  await enter(browser, person);
  assert.equal((await take(browser, token)).status, 200);
  const me = await meOf(browser);
  assert.deepEqual(
    me.organisations.map(({ name }) => name),
    ['丙大学', '丁大学'],
  );
});

test('seven days later the link is no longer good', async () => {
  const token = await invited('戊大学', 'c@wu.example');
  server.clock.pass({ hours: 24 * 7 });
  assert.equal(await codeOf(await take(server.browser(), token, PASSWORD)), 'invitation-expired');
});
