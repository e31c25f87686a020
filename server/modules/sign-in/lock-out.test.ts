// Guessing is slowed down, and nobody is locked out by somebody else.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { faultIn } from '#testing/asking.ts';
import { enter, openSigningIn } from '#testing/signing-in.ts';
import { admit } from './guessing-store.ts';
import { codeAt, newSecret } from './factors/totp.ts';
import { neighbourhood, waitAfter } from './lock-out.ts';

const { owner, db, made, server, newcomer, close } = await openSigningIn();
after(close);

const somebody = async (totp?: string): Promise<string> => (await newcomer('counselling', totp)).email;
const forgetAll = () => owner.deleteFrom('sign_in.attempt').execute();

test('the waits grow from five seconds to a quarter of an hour', () => {
  const waits = Array.from({ length: 20 }, (_, at) => waitAfter('pair', at));
  assert.deepEqual(waits.slice(0, 9), [0, 0, 0, 0, 0, 5, 10, 20, 40]);
  assert.ok(waits.every((wait, at) => wait >= (waits[at - 1] ?? 0) && wait <= 900));
  assert.equal(waits.at(-1), 900);
});

test('an address is one household', () => {
  assert.equal(neighbourhood('192.0.2.7'), '192.0.2.7');
  assert.equal(neighbourhood('2001:db8:1:2:3:4:5:6'), neighbourhood('2001:DB8:1:2::1'));
  assert.notEqual(neighbourhood('2001:db8:1:3::1'), neighbourhood('2001:db8:1:2::1'));
  assert.equal(neighbourhood('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(neighbourhood('::1'), '0000:0000:0000:0000');
});

describe('who is slowed down', () => {
  test('who guesses again and again, with words and the seconds to wait, also when the password is then right', async () => {
    const who = await somebody();
    const attacker = server.browser();
    for (let guess = 0; guess < 5; guess += 1) assert.equal((await enter(attacker, who, `wrong ${guess}`)).status, 401);
    const held = await enter(attacker, who);
    assert.equal(held.status, 429);
    assert.equal(held.headers.get('retry-after'), '5');
    assert.equal((await faultIn(held)).code, 'too-many-attempts');
    server.clock.pass({ seconds: 5 });
    assert.equal((await enter(attacker, who)).status, 200);
    assert.equal((await enter(attacker, who, 'wrong')).status, 401, 'the right one begins the count anew');
    await forgetAll();
  });

  test('an account that does not exist, in the same way', async () => {
    const attacker = server.browser();
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1)
      statuses.push((await enter(attacker, 'not.there@university.example', `wrong ${guess}`)).status);
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
    await forgetAll();
  });

  test('a hundred guesses sent at once are not looked at together', async () => {
    const who = await somebody();
    const all = await Promise.all(Array.from({ length: 100 }, (_, at) => enter(server.browser(), who, `wrong ${at}`)));
    assert.equal(all.filter(({ status }) => status === 401).length, 5);
    assert.equal(all.filter(({ status }) => status === 429).length, 95);
    await forgetAll();
  });

  test('for accounts there are and there are not alike, however they are written', async () => {
    const { person, email } = await newcomer();
    const number = { person_id: person, organisation_id: made.university.organisation, number: '20417' };
    await owner.insertInto('identity.staff_number').values(number).execute();
    const { name, id } = await owner
      .selectFrom('identity.organisation')
      .select(['name', 'id'])
      .where('id', '=', made.university.organisation)
      .executeTakeFirstOrThrow();
    const known = [[email], [` ${email.toUpperCase()} `], ['20417', name], ['20417', id], [' 20417', ` ${name}`]];
    const unknown = known.map(([who = '', ...more]) => [
      who.replace('new', 'old').replace('NEW', 'OLD').replace('7', '8'),
      ...more,
    ]);
    const asked = async ([who, organisation]: readonly (string | undefined)[]): Promise<number> => {
      const body = { who, password: 'wrong', ...(organisation === undefined ? {} : { organisation }) };
      return (await server.browser().post('/api/sign-in/password', body)).status;
    };
    const statuses = async (names: readonly (readonly string[])[]): Promise<number[]> => {
      const answers: number[] = [];
      for (const one of names) for (let guess = 0; guess < 4; guess += 1) answers.push(await asked(one));
      await forgetAll();
      return answers;
    };
    const told = await statuses(known);
    assert.deepEqual(await statuses(unknown), told);
    assert.ok(told.includes(429));
  });

  test('codes guessed for one account from thirty addresses', async () => {
    const key = new Uint8Array(32);
    const now = server.clock.now();
    const admitted = (at: number) => {
      const about = { account: 'a', person: null, address: `192.0.2.${at}`, device: undefined };
      return admit({ db, markKey: key }, { what: 'code', ...about }, now);
    };
    for (let at = 0; at < 30; at += 1) assert.ok('wrong' in (await admitted(at)), `${at}`);
    assert.deepEqual(await admitted(30), { wait: 5 });
    await forgetAll();
  });

  test('codes, like passwords', async () => {
    const who = await somebody(newSecret());
    const browser = server.browser();
    await enter(browser, who);
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1)
      statuses.push((await browser.post('/api/sign-in/second-step/code', { code: `00000${guess}` })).status);
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    await forgetAll();
  });

  test('an address that fails for a hundred accounts', async () => {
    const key = new Uint8Array(32);
    const now = server.clock.now();
    const guess = (account: string, address: string) => ({
      what: 'password' as const,
      account,
      person: null,
      address,
      device: undefined,
    });
    for (let account = 0; account < 100; account += 1) {
      const admitted = await admit({ db, markKey: key }, guess(`a${account}`, '192.0.2.7'), now);
      assert.ok('wrong' in admitted);
      await admitted.wrong();
    }
    const next = await admit({ db, markKey: key }, guess('another', '192.0.2.7'), now);
    assert.deepEqual(next, { wait: 5, wholeAddress: true });
    assert.ok('right' in (await admit({ db, markKey: key }, guess('another', '192.0.2.8'), now)));
    await forgetAll();
  });
});

describe('who is not locked out', () => {
  test('the person themselves, on the browser they use, whatever others guess meanwhile', async () => {
    const who = await somebody();
    const own = server.browser();
    await enter(own, who);
    await own.post('/api/sign-in/sign-out');
    const attacker = server.browser();
    for (let guess = 0; guess < 8; guess += 1) await enter(attacker, who, `wrong ${guess}`);
    assert.equal((await enter(attacker, who)).status, 429);
    assert.equal((await enter(own, who)).status, 200);
    await forgetAll();
  });

  test('the person whose codes others guess, on the browser they use', async () => {
    const secret = newSecret();
    const who = await somebody(secret);
    const own = server.browser();
    await enter(own, who);
    const code = () => ({ code: codeAt(secret, server.clock.now()) });
    await own.post('/api/sign-in/second-step/code', code());
    await own.post('/api/sign-in/sign-out');
    const thief = server.browser();
    await enter(thief, who);
    for (let guess = 0; guess < 6; guess += 1) await thief.post('/api/sign-in/second-step/code', { code: '000000' });
    server.clock.pass({ seconds: 30 });
    await enter(own, who);
    assert.equal((await own.post('/api/sign-in/second-step/code', code())).status, 200);
    await forgetAll();
  });

  test('a stolen device cookie is worth nothing after the next sign-in', async () => {
    const who = await somebody();
    const own = server.browser();
    await enter(own, who);
    const thief = server.browser();
    thief.cookies.set('xindeng-device', own.cookies.get('xindeng-device') ?? '');
    await enter(own, who);
    for (let guess = 0; guess < 8; guess += 1) await enter(thief, who, `wrong ${guess}`);
    assert.equal((await enter(own, who)).status, 200);
    await forgetAll();
  });
});

test('counts are kept in the database, as keyed hashes only, and forgotten after an hour', async () => {
  const who = await somebody();
  await enter(server.browser(), who, 'wrong');
  const rows = await owner.selectFrom('sign_in.attempt').selectAll().execute();
  assert.deepEqual(
    rows.map(({ mark }) => mark.length),
    [32, 32, 32],
    'of account and address, of the address, and of the line in the audit',
  );
  assert.doesNotMatch(
    JSON.stringify(rows, (_, value: unknown) => (value instanceof Temporal.Instant ? '' : value)),
    /127\.0\.0\.1|@/,
  );
  server.clock.pass({ minutes: 60 });
  await server.signIn.tidy(server.clock.now());
  assert.equal((await owner.selectFrom('sign_in.attempt').selectAll().execute()).length, 0);
});

describe('what the audit is told', () => {
  const told = () => server.lines.filter(({ word }) => word === 'sign-in.refused' || word === 'sign-in.held-up');

  test('that guesses failed and were held up: one line a minute each, in the organisation of the person', async () => {
    const who = await somebody();
    const before = told().length;
    for (let guess = 0; guess < 9; guess += 1) await enter(server.browser(), who, `wrong ${guess}`);
    server.clock.pass({ seconds: 59 });
    await enter(server.browser(), who, 'wrong again');
    assert.deepEqual(
      told()
        .slice(before)
        .map(({ word, chain, person, detail }) => [word, chain, person, detail]),
      [
        ['sign-in.refused', made.university.organisation, null, { by: 'password' }],
        ['sign-in.held-up', made.university.organisation, null, { by: 'password' }],
      ],
    );
    assert.match(told().at(-1)?.subject ?? '', /^person:[0-9a-f-]{36}$/);
    server.clock.pass({ seconds: 30 });
    await enter(server.browser(), who, 'wrong a minute later');
    assert.equal(told().length, before + 3);
    await forgetAll();
  });

  test('of an account there is not, in the chain of the installation and without what was typed', async () => {
    const before = told().length;
    for (let guess = 0; guess < 3; guess += 1) await enter(server.browser(), 'who.is.this@elsewhere.example', 'wrong');
    const [line, ...more] = told().slice(before);
    assert.deepEqual([line?.word, line?.chain, line?.subject, more.length], ['sign-in.refused', null, undefined, 0]);
    assert.doesNotMatch(JSON.stringify(told()), /elsewhere|wrong|127\.0/);
    await forgetAll();
  });

  test('one line a minute for an address that is held up, whatever accounts it tries, there or not', async () => {
    await owner.deleteFrom('sign_in.attempt').execute();
    for (let at = 0; at < 100; at += 1) await enter(server.browser(), `flood${at}@elsewhere.example`, 'wrong');
    const before = told().length;
    const known = await somebody();
    for (const who of [known, ...Array.from({ length: 20 }, (_, at) => `more${at}@elsewhere.example`)])
      assert.equal((await enter(server.browser(), who, 'wrong')).status, 429);
    assert.deepEqual(
      told()
        .slice(before)
        .map(({ word }) => word),
      ['sign-in.held-up'],
    );
    await forgetAll();
  });

  test('nothing when the password is right', async () => {
    const who = await somebody();
    const before = told().length;
    assert.equal((await enter(server.browser(), who)).status, 200);
    assert.equal(told().length, before);
  });
});

test('nothing of who guessed what is logged', () => {
  assert.doesNotMatch(server.logged(), /@university|127\.0\.0\.1|wrong/);
});
