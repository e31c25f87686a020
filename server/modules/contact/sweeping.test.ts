import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { openTestContacts, waits } from '#testing/contacts.ts';
import { until } from '#testing/until.ts';
import { setPresence } from './duty-store.ts';
import type { ContactRef } from './reception.ts';
import { hereFor } from './sign-store.ts';

const service = await openTestContacts();
after(service.close);
const { contacts, reception, core, clock, people, comesIn, talksWith, onDuty, owner, db, desk, bus } = service;
const { counselling, expert } = people.university;
const { organisation } = desk;

afterEach(service.everybodyGoes);

/** As it is, without a look that says the page is open. */
const contactOf = (ref: ContactRef) =>
  owner.selectFrom('contact.contact').selectAll().where('id', '=', ref.contact).executeTakeFirstOrThrow();
const dutyOf = (person: string) =>
  owner.selectFrom('contact.duty').selectAll().where('person_id', '=', person).executeTakeFirstOrThrow();
const looks = (ref: ContactRef) => reception.view(ref, clock.now());
const presence = async (person: string, how: 'break' | 'off', until: Temporal.Instant | null = null) => {
  await transaction(db, { organisation }, (tx) => setPresence(tx, person, how, until));
  await core.settleDuty(organisation, person);
};

describe('time does by itself', () => {
  test('that an offer passes to the next, and whoever lets two pass is away', async () => {
    await onDuty(counselling);
    const ref = await comesIn();
    clock.pass({ seconds: 1 });
    await onDuty(expert);
    clock.pass({ seconds: 30 });
    await looks(ref);
    await contacts.sweep();
    assert.equal((await contactOf(ref)).offered_to, expert);
    clock.pass({ seconds: 31 });
    await looks(ref);
    await contacts.sweep();
    clock.pass({ seconds: 31 });
    await looks(ref);
    await contacts.sweep();
    assert.deepEqual(
      [(await dutyOf(counselling)).presence, (await dutyOf(expert)).presence, (await contactOf(ref)).offered_to],
      ['away', 'available', expert],
    );
  });

  test('that a kept place ends, and the service with it [S0-25]', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    await reception.perform(ref, { do: 'step-away' }, clock.now());
    clock.pass({ minutes: 9 });
    await contacts.sweep();
    assert.equal((await contactOf(ref)).status, 'waiting');
    clock.pass({ minutes: 1 });
    await contacts.sweep();
    assert.equal((await contactOf(ref)).status, 'abandoned');
    const file = await owner
      .selectFrom('privacy.service_file')
      .select('ended_at')
      .where('contact_id', '=', ref.contact)
      .executeTakeFirst();
    assert.ok(file?.ended_at?.equals(clock.now()));
  });

  test('that a pause with an end ends, and the next one is called', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    const first = await talksWith(counselling);
    const ref = await comesIn();
    await presence(counselling, 'break', clock.now().add({ minutes: 10 }));
    await reception.perform(first, { do: 'end' }, clock.now());
    await contacts.sweep();
    assert.equal((await contactOf(ref)).status, 'waiting');
    clock.pass({ minutes: 10 });
    await looks(ref);
    await contacts.sweep();
    assert.deepEqual([(await contactOf(ref)).status, (await dutyOf(counselling)).presence], ['offered', 'available']);
  });
});

describe('nothing is forgotten', () => {
  test('of what a process that died had let in: another one asks', async () => {
    await onDuty(counselling);
    const id = await waits(db, desk, clock.now());
    const other = service.openToo();
    await other.sweep();
    const ref = { organisation, contact: id };
    assert.equal((await contactOf(ref)).status, 'offered');
  });

  test('when two processes sweep at once: what is due is done once', async () => {
    await onDuty(counselling);
    const refs = await Promise.all([comesIn(), comesIn()]);
    clock.pass({ seconds: 31 });
    await Promise.all([contacts.sweep(), service.openToo().sweep(), service.openToo().sweep()]);
    for (const ref of refs) {
      const lines = await reception.lines(ref, 0);
      assert.equal(lines.filter(({ kind }) => kind === 'offer-expired').length, 1);
    }
  });
});

describe('a page that has gone', () => {
  test('while waiting keeps the place, nobody is called to it, and whoever comes back is called', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    const first = await talksWith(counselling);
    const ref = await comesIn();
    await looks(ref);
    clock.pass({ seconds: hereFor });
    await contacts.sweep();
    assert.ok((await contactOf(ref)).kept_until?.equals(clock.now().add({ minutes: 10 })));
    await reception.perform(first, { do: 'end' }, clock.now());
    assert.equal((await contactOf(ref)).status, 'waiting');
    await looks(ref);
    assert.deepEqual([(await contactOf(ref)).status, (await contactOf(ref)).kept_until], ['offered', null]);
  });

  test('that looks again and again stays where it is', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    for (let minute = 0; minute < 4; minute += 1) {
      clock.pass({ seconds: 44 });
      await service.openToo().reception.view(ref, clock.now());
      await contacts.sweep();
    }
    assert.equal((await contactOf(ref)).kept_until, null);
  });

  test('after a crash of the database is given the time to say that it is there', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    await sql`truncate contact.sign`.execute(owner);
    await contacts.sweep();
    assert.equal((await contactOf(ref)).kept_until, null);
    clock.pass({ seconds: hereFor });
    await contacts.sweep();
    assert.notEqual((await contactOf(ref)).kept_until, null);
  });

  test('in a talk is told to the counsellor, and the talk goes on', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    await looks(ref);
    clock.pass({ seconds: hereFor + 5 });
    bus.said.length = 0;
    await contacts.sweep();
    assert.ok(bus.said.includes(`contact:${ref.contact}`));
    assert.equal((await contactOf(ref)).status, 'active');
  });
});

describe('when the last counsellor goes', () => {
  const standing = async (ref: ContactRef) => {
    const view = await looks(ref);
    assert.ok(view !== undefined);
    return reception.standing(ref, view.contact, clock.now());
  };
  const later = async (refs: readonly ContactRef[], minutes: number) => {
    clock.pass({ minutes });
    for (const ref of refs) await looks(ref);
    await contacts.sweep();
    for (const ref of refs) await looks(ref);
  };

  test('whoever waits is told at once, may choose after ten minutes, and is not let ring for ever', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    const talk = await talksWith(counselling);
    const ref = await comesIn();
    const danger = await comesIn({ risk: 'danger' });
    await presence(counselling, 'break');
    await contacts.sweep();
    assert.deepEqual([(await standing(ref)).nobodyOnDuty, (await standing(ref)).mayChoose], [true, false]);
    await later([ref, danger], 10);
    assert.equal((await standing(ref)).mayChoose, true);
    await later([ref, danger], 29);
    assert.equal((await contactOf(ref)).status, 'waiting');
    await later([ref, danger], 1);
    await contacts.sweep();
    assert.equal((await contactOf(ref)).status, 'diverted');
    assert.equal((await contactOf(danger)).status, 'waiting', 'nobody in danger is sent away by the program');
    assert.equal((await contactOf(talk)).status, 'active', 'a talk goes on');
  });

  test('and somebody comes back, all is as before', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    await presence(counselling, 'break');
    await contacts.sweep();
    await later([ref], 15);
    await onDuty(expert);
    await contacts.sweep();
    assert.equal((await contactOf(ref)).status, 'offered');
    const queue = await core.doors.queue(desk.queue);
    assert.equal(queue?.desertedSince, null);
  });
});

test('a process that sweeps by itself does it without being told', async () => {
  const own = await openTestContacts({ sweepEveryMs: 20 });
  const id = await waits(own.db, own.desk, own.clock.now());
  const beginning = { organisation: own.desk.organisation, person: own.people.university.counselling };
  await own.onDuty(beginning.person);
  await sql`update contact.contact set status = 'waiting', offered_to = null, offered_until = null`.execute(own.owner);
  await until(async () => {
    const row = await own.owner.selectFrom('contact.contact').select('status').where('id', '=', id).executeTakeFirst();
    return row?.status === 'offered';
  });
  await own.close();
});
