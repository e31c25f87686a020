// What is checked and what is changed at the same time: a password that no longer counts opens nothing, however long
// checking it took.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { openSlowHash, type SlowHash } from '#platform/slow-hash.ts';
import { codeOf } from '#testing/asking.ts';
import { enter, openSigningIn, PASSWORD } from '#testing/signing-in.ts';
import { until } from '#testing/until.ts';
import { usualTerms } from './standing.ts';
import { holdPassword, loadPassword } from './account-store.ts';
import { saveSession } from './session-store.ts';
import { makeOperatorsWayBack } from './way-back/way-back-store.ts';

const NEXT = '山那边的风车一直在慢慢地转着哟';
const everywhere = { reach: 'everywhere' } as const;

/** Set: the next password that was found right waits for `end` before its answer is told. */
let gate: { readonly begun: PromiseWithResolvers<void>; readonly end: PromiseWithResolvers<void> } | null = null;
const hash = openSlowHash({ cost: { memory: 64, passes: 1, parallelism: 1 }, threads: 2 });
const gated: SlowHash = {
  ...hash,
  verify: async (text, kept) => {
    const [found, held] = [await hash.verify(text, kept), gate];
    gate = null;
    held?.begun.resolve();
    await held?.end.promise;
    return found;
  },
};
const { db, owner, server, newcomer, close } = await openSigningIn({ hash: gated });
after(close);

const sessionsOf = (person: string) =>
  owner.selectFrom('sign_in.session').select('way').where('person_id', '=', person).execute();

test('a password that is changed while it is being checked signs nobody in', async () => {
  const { person, email, browser } = await newcomer();
  server.clock.pass({ seconds: 1 });
  await enter(browser, email);
  const held = { begun: Promise.withResolvers<void>(), end: Promise.withResolvers<void>() };
  gate = held;
  const thief = enter(server.browser(), email);
  await held.begun.promise;
  const changed = await browser.send('PUT', '/api/sign-in/password', { current: PASSWORD, next: NEXT });
  assert.equal(changed.status, 200, await changed.clone().text());
  held.end.resolve();
  assert.equal(await codeOf(thief), 'not-recognised');
  assert.equal((await sessionsOf(person)).length, 1);
  assert.equal((await enter(server.browser(), email, NEXT)).status, 200);
});

test('a password kept at an earlier cost is hashed anew when it is given, and goes on counting', async () => {
  const { person, email } = await newcomer();
  const earlier = openSlowHash({ cost: { memory: 128, passes: 1, parallelism: 1 }, threads: 1 });
  const old = await earlier.hash(PASSWORD);
  await earlier.close();
  const kept = () => transaction(db, everywhere, (tx) => loadPassword(tx, person));
  await owner.updateTable('sign_in.password').set({ hash: old }).where('person_id', '=', person).execute();
  const both = await Promise.all([enter(server.browser(), email), enter(server.browser(), email)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  );
  assert.notEqual((await kept())?.hash, old);
  assert.equal((await enter(server.browser(), email)).status, 200);
});

test('a session that begins while a way back is used ends with the others', async () => {
  const { person, email } = await newcomer();
  const link = await transaction(db, everywhere, (tx) =>
    makeOperatorsWayBack(tx, { email, secondFactor: true }, server.clock.now()),
  );
  const browser = server.browser();
  const taken = await transaction(db, everywhere, async (tx) => {
    const kept = await loadPassword(tx, person);
    assert.ok(kept !== null && (await holdPassword(tx, person, kept)));
    const beginning = { person, organisation: null, way: 'password', twoFactors: false, agent: '' } as const;
    await saveSession(tx, beginning, server.clock.now(), usualTerms);
    const answer = browser.post('/api/sign-in/way-back', { token: link?.token, password: NEXT });
    await until(isWaitedFor, 'nobody waits for this transaction');
    return { answer };
  });
  assert.equal((await taken.answer).status, 200);
  assert.deepEqual(
    (await sessionsOf(person)).map(({ way }) => way),
    ['way-back'],
  );
});

async function isWaitedFor(): Promise<boolean> {
  const { rows } = await sql`select from pg_locks where not granted`.execute(owner);
  return rows.length > 0;
}
