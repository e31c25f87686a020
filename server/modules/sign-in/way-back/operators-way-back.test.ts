// The link that an operator makes on the server: for whoever no single administrator may help.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { loadMember } from '#identity/index.ts';
import { transaction } from '#platform/database/index.ts';
import { meOf, openSigningIn } from '#testing/signing-in.ts';
import { makeOperatorsWayBack } from './way-back-store.ts';

const { owner, db, made, server, close } = await openSigningIn();
after(close);

const make = (email: string) =>
  transaction(db, { reach: 'everywhere' }, (tx) =>
    makeOperatorsWayBack(tx, { email, secondFactor: true }, server.clock.now()),
  );

test('is made for nobody who cannot sign in at all', async () => {
  assert.equal(await make('not.there@university.example'), undefined);
  const leaving = owner.updateTable('identity.person').where('id', '=', made.nobody);
  await leaving.set({ left_at: server.clock.now() }).execute();
  assert.equal(await make('nobody@nowhere.example'), undefined);
});

test('lets in also who belongs to several organisations, and tells them that an operator made it', async () => {
  const link = await make('Guest@university.example');
  assert.equal(link?.organisation, (await loadMember(db, made.guest, null))?.organisation);
  const browser = server.browser();
  const password = '山那边的风车一直在慢慢地转着哟';
  const taken = await browser.post('/api/sign-in/way-back', { token: link?.token, password });
  assert.equal(taken.status, 200, await taken.clone().text());
  const { renewed, organisations } = await meOf(browser);
  assert.deepEqual([renewed?.by, organisations.length], [null, 2]);
});

test('is removed ninety days later, like every link', async () => {
  await make('counselling@university.example');
  const kept = () => owner.selectFrom('sign_in.way_back').select('id').execute();
  assert.ok((await kept()).length > 0);
  server.clock.pass({ hours: 24 * 90 });
  await server.signIn.tidy(server.clock.now());
  assert.deepEqual(await kept(), []);
});
