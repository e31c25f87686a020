import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { DatabaseFailure, transaction } from '#platform/database/index.ts';
import { addDesk, newContact, waits as wait } from '#testing/contacts.ts';
import { testDatabase } from '#testing/database.ts';
import { addPerson, people } from '#testing/people.ts';
import { assignNext, type Offered } from './assignment-store.ts';
import type { ContactId, RiskClass } from './contract.ts';
import { beginDuty, countEnded, countMissed, countTaken, setPresence } from './duty-store.ts';
import type { Command } from './life-cycle.ts';
import { act, getContact, overdue } from './store.ts';

const { db, owner, close } = await testDatabase();
after(close);
const { university, hospital } = await people(owner);
const scope = { organisation: university.organisation };
const start = Temporal.Instant.from('2026-11-22T15:40:00Z');
const later = (seconds: number): Temporal.Instant => start.add({ seconds });

const desk = await addDesk(owner, university.organisation);
const { queue } = desk;

beforeEach(async () => {
  await sql`alter table contact.happening disable trigger user`.execute(owner);
  await sql`delete from contact.happening`.execute(owner);
  await sql`alter table contact.happening enable trigger user`.execute(owner);
  await sql`delete from contact.contact`.execute(owner);
  await sql`delete from contact.duty`.execute(owner);
});

const waits = (risk: RiskClass = 'ordinary', at = start, id = newContact()): Promise<ContactId> =>
  wait(db, desk, at, { risk, id });

const onDuty = (person: string, chats = 1, at = start): Promise<void> =>
  transaction(db, scope, (tx) =>
    beginDuty(tx, {
      organisation: university.organisation,
      person,
      capacity: { chats, voice: 1 },
      crisisCompetence: false,
      queues: [queue],
      at,
    }),
  );

const assign = (at = start): Promise<Offered | undefined> => transaction(db, scope, (tx) => assignNext(tx, queue, at));
const does = (id: ContactId, command: Command, at = later(1)) =>
  transaction(db, scope, (tx) => act(tx, id, command, at));

describe('who is refused', () => {
  test('another organisation finds no contact, not even one above', async () => {
    const id = await waits();
    for (const organisation of [hospital.organisation]) {
      const found = await transaction(db, { organisation, reach: 'below' }, (tx) =>
        act(tx, id, { do: 'give-up' }, start),
      );
      assert.equal(found.ok ? 'done' : found.refusal, 'unknown-contact');
    }
  });

  test('a timeline is only added to, even by the owner of the database', async () => {
    const id = await waits();
    const spoil = sql`update contact.happening set kind = 'x' where contact_id = ${id}`;
    await assert.rejects(
      spoil.execute(owner),
      (error) => error instanceof DatabaseFailure && error.constraint === 'timeline_grows',
    );
    await assert.rejects(sql`truncate contact.happening`.execute(owner));
  });

  test('the database itself refuses two counsellors for one contact', async () => {
    const id = await waits();
    await assert.rejects(
      sql`update contact.contact set counsellor_id = ${university.counselling}, offered_to = ${university.supervision}
           where id = ${id}`.execute(owner),
      DatabaseFailure,
    );
  });
});

describe('a contact', () => {
  test('that arrives twice is one, with one timeline', async () => {
    const id = newContact();
    await Promise.all([waits('ordinary', start, id), waits('ordinary', start, id)]);
    const { position } = await transaction(db, scope, (tx) => getContact(tx, id));
    assert.equal(position, 2);
  });

  test('is offered, taken, ended, given its outcome and closed, each a line of its timeline', async () => {
    const [id, counsellor] = [await waits(), university.counselling];
    await onDuty(counsellor);
    assert.deepEqual((await assign())?.grounds, ['only-one-free']);
    for (const command of [
      { do: 'accept', by: counsellor },
      { do: 'end', by: 'person' },
      { do: 'record-outcome', outcome: 'helped', by: counsellor },
      { do: 'close' },
    ] as const)
      assert.equal((await does(id, command)).ok, true, command.do);
    const kinds = await owner
      .selectFrom('contact.happening')
      .select('kind')
      .where('contact_id', '=', id)
      .orderBy('position')
      .execute();
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['arrived', 'queued', 'offered', 'accepted', 'ended', 'outcome-recorded', 'closed'],
    );
  });
});

describe('the next assignment', () => {
  test('takes danger first, then whoever came first, and nobody who stepped away [S3-88]', async () => {
    const first = await waits('ordinary', start);
    const gone = await waits('ordinary', later(-60));
    const danger = await waits('danger', later(30));
    await does(gone, { do: 'step-away', keptUntil: later(600) });
    await onDuty(university.counselling, 3);
    const order = [await assign(later(31)), await assign(later(31)), await assign(later(31))];
    assert.deepEqual(
      order.map((one) => one?.id),
      [danger, first, undefined],
    );
  });

  test('gives a call to whoever takes calls, though they take no chats', async () => {
    const call = await wait(db, desk, start, { channel: 'phone' });
    await onDuty(university.counselling, 0);
    assert.equal((await assign(later(1)))?.id, call);
  });

  test('gives nobody more than they can hold, and goes on when one has ended', async () => {
    const [a, b] = [await waits('ordinary', start), await waits('ordinary', later(1))];
    await onDuty(university.counselling, 1);
    assert.equal((await assign(later(2)))?.id, a);
    assert.equal(await assign(later(2)), undefined);
    await does(a, { do: 'accept', by: university.counselling }, later(3));
    await does(a, { do: 'end', by: 'counsellor' }, later(4));
    assert.equal((await assign(later(5)))?.id, b);
  });

  test('an offer that passes goes back to its place, and two in a row set the counsellor to away', async () => {
    const id = await waits();
    await onDuty(university.counselling);
    await assign();
    assert.deepEqual(await transaction(db, scope, (tx) => overdue(tx, later(29))), []);
    const due = await transaction(db, scope, (tx) => overdue(tx, later(30)));
    assert.deepEqual(due, [{ id, organisation: university.organisation, status: 'offered' }]);
    assert.equal((await does(id, { do: 'expire-offer' }, later(30))).ok, true);
    const missed = () => transaction(db, scope, (tx) => countMissed(tx, university.counselling));
    assert.deepEqual([await missed(), await missed()], [false, true]);
    assert.equal(await assign(later(31)), undefined);
  });

  test('whoever has just ended a talk, or has taken one more, is asked after the others', async () => {
    const { counselling, supervision, expert } = university;
    for (const person of [counselling, supervision, expert]) await onDuty(person);
    await transaction(db, scope, async (tx) => {
      await countTaken(tx, counselling);
      await countEnded(tx, supervision, later(5));
    });
    const asked: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      await waits('ordinary', later(count));
      asked.push((await assign(later(10)))?.to);
    }
    assert.deepEqual(asked, [expert, counselling, supervision]);
  });

  test('whoever still talks does not leave their duty', async () => {
    const id = await waits();
    await onDuty(university.counselling);
    await assign();
    await does(id, { do: 'accept', by: university.counselling });
    const left = await transaction(db, scope, (tx) => setPresence(tx, university.counselling, 'off'));
    assert.equal(left.ok ? 'left' : left.refusal, 'still-talking');
  });
});

test('forty hands at once: nobody is promised twice, nobody holds more than they can, the order holds', async () => {
  const staff = await Promise.all(Array.from({ length: 8 }, (_, index) => addPerson(owner, `咨询员${index}`)));
  await Promise.all(staff.map((person) => onDuty(person, 2)));
  const ids: ContactId[] = [];
  for (let index = 0; index < 24; index += 1)
    ids.push(await waits(index % 7 === 0 ? 'danger' : 'ordinary', later(index)));
  const offers = (await Promise.all(Array.from({ length: 40 }, () => assign(later(60))))).filter(
    (one) => one !== undefined,
  );
  assert.equal(offers.length, 16);
  assert.equal(new Set(offers.map(({ id }) => id)).size, 16);
  const held = Map.groupBy(offers, ({ to }) => to);
  assert.ok([...held.values()].every((some) => some.length === 2));
  const expected = [...ids.filter((_, index) => index % 7 === 0), ...ids.filter((_, index) => index % 7 !== 0)].slice(
    0,
    16,
  );
  assert.deepEqual(new Set(offers.map(({ id }) => id)), new Set(expected));
  const taken = await Promise.all(
    offers.flatMap(({ id, to }) => [0, 1, 2].map(() => does(id, { do: 'accept', by: to }, later(61)))),
  );
  assert.equal(taken.filter((one) => one.ok && one.value.happenings.length === 1).length, 16);
  assert.ok(taken.every((one) => one.ok));
});
