import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTestContacts, silent } from '#testing/contacts.ts';
import { until } from '#testing/until.ts';
import type { ContactRef } from './reception.ts';

const service = await openTestContacts();
after(service.close);
const { reception, core, clock, people, comesIn, talksWith, onDuty, owner, db, desk } = service;
const { counselling, supervision } = people.university;

afterEach(service.everybodyGoes);

const says = (ref: ContactRef, text = '你好') => reception.say(ref, { id: randomUUID(), text }, clock.now());
const kinds = async (ref: ContactRef) => (await reception.lines(ref, 0)).map(({ kind }) => kind);
const status = async (ref: ContactRef) => (await reception.view(ref, clock.now()))?.contact.status;

describe('another organisation', () => {
  test('finds, reads and does nothing', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const foreign = { organisation: people.hospital.organisation, contact };
    assert.equal(await reception.view(foreign, clock.now()), undefined);
    assert.deepEqual(await reception.lines(foreign, 0), []);
    const said = await says(foreign);
    assert.equal(said.ok ? 'said' : said.refusal, 'unknown-contact');
    const ended = await reception.perform(foreign, { do: 'end' }, clock.now());
    assert.equal(ended.ok ? 'ended' : ended.refusal, 'unknown-contact');
    const gone = await reception.forget(foreign, clock.now());
    assert.equal(gone.ok ? 'gone' : gone.refusal, 'no-such-file');
  });
});

/** A process beside the first, which has no picture of the queue yet. */
const openAnother = () => service.openToo();

describe('in the room', () => {
  test('what both say is read by both, once and in order, from another process as well', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const id = randomUUID();
    for (let again = 0; again < 3; again += 1) await reception.say(ref, { id, text: '第一句' }, clock.now());
    await core.say({
      ...ref,
      id: randomUUID(),
      text: '我在',
      author: 'counsellor',
      staff: counselling,
      at: clock.now(),
    });
    const other = openAnother();
    const said = (await other.reception.lines(ref, 5)).map(({ position, message }) => [position, message?.text]);
    assert.deepEqual(said, [
      [6, '第一句'],
      [7, '我在'],
    ]);
  });

  test('a supervisor speaks only while openly there [S3-53]', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const speaks = async () => {
      const one = { ...ref, id: randomUUID(), text: '我是督导', author: 'supervisor', staff: supervision } as const;
      return (await core.say({ ...one, at: clock.now() })).ok;
    };
    const does = (command: Parameters<typeof core.perform>[1]['command']) =>
      core.perform(ref, { contact: ref.contact, command, at: clock.now() });
    assert.equal(await speaks(), false);
    await does({ do: 'come-in', by: supervision, mode: 'silent' });
    assert.equal(await speaks(), false);
    await does({ do: 'come-in', by: supervision, mode: 'open' });
    assert.equal(await speaks(), true);
    assert.equal((await reception.view(ref, clock.now()))?.supervisorHere, true);
    await does({ do: 'end', by: 'counsellor' });
    const rows = await owner
      .selectFrom('contact.supporter')
      .select('until')
      .where('contact_id', '=', ref.contact)
      .execute();
    assert.ok(rows.length > 0 && rows.every(({ until }) => until !== null));
  });

  test('the small signs of each side reach the other', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    await core.sign({ ...ref, side: 'staff' }, { delivered: 5, read: 4, typing: true }, clock.now());
    await core.sign({ ...ref, side: 'staff' }, { delivered: 3, read: 3, typing: true }, clock.now());
    assert.deepEqual((await reception.view(ref, clock.now()))?.staff, { delivered: 5, read: 4, typing: true });
    clock.pass({ seconds: 10 });
    assert.equal((await reception.view(ref, clock.now()))?.staff.typing, false);
  });

  test('a counsellor is called by their number, never by their name', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const number = { person_id: counselling, organisation_id: desk.organisation, number: '017' };
    await owner.insertInto('identity.staff_number').values(number).execute();
    assert.equal((await reception.view(ref, clock.now()))?.counsellor, '咨询员 017');
  });
});

describe('two hands', () => {
  test('that reach for one contact: one takes it, the other is told', async () => {
    await onDuty(counselling);
    const ref = await comesIn();
    const takes = (by: string) =>
      core.perform(ref, { contact: ref.contact, command: { do: 'accept', by }, at: clock.now() });
    const taken = await Promise.all([takes(counselling), takes(supervision), takes(counselling)]);
    assert.deepEqual(
      taken.map(({ ok }) => ok),
      [true, false, true],
    );
    assert.equal((await kinds(ref)).filter((kind) => kind === 'accepted').length, 1);
  });

  test('what is undone is not told: a refusal within rows leaves nothing behind', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const failing = core.perform(
      ref,
      { contact: ref.contact, command: { do: 'end', by: 'counsellor' }, at: clock.now() },
      () => Promise.reject(new Error('the audit line could not be written')),
    );
    await assert.rejects(failing);
    assert.equal(await status(ref), 'active');
  });
});

describe('whoever is free', () => {
  test('is asked for the next one when a talk ends, when they come back, and in every queue they answer', async () => {
    const second = await owner
      .insertInto('contact.queue')
      .values({
        organisation_id: desk.organisation,
        line_id: desk.line,
        name: '专席',
        kind: 'dedicated',
        priority: ['frontline'],
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 }, queues: [desk.queue, second.id] });
    const first = await talksWith(counselling);
    const waits = await comesIn({ introduction: { ...silent, group: 'frontline' } });
    assert.equal((await reception.view(waits, clock.now()))?.contact.queue, second.id);
    assert.equal(await status(waits), 'waiting');
    await reception.perform(first, { do: 'end' }, clock.now());
    assert.equal(await status(waits), 'offered');
    await sql`update contact.queue set closed_at = '2020-01-01T00:00:00Z' where id = ${second.id}`.execute(owner);
  });
});

describe('whoever leaves', () => {
  test('gives up at their own word, even if their place was kept', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    await reception.perform(ref, { do: 'step-away' }, clock.now());
    const kept = (await reception.view(ref, clock.now()))?.contact.keptUntil;
    assert.ok(kept?.equals(clock.now().add({ minutes: 10 })));
    const gone = await reception.perform(ref, { do: 'give-up' }, clock.now());
    assert.equal(gone.ok ? gone.value.status : gone.refusal, 'abandoned');
  });

  test('raises how urgent it is by the button, and cannot lower it', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const ref = await comesIn();
    const urgent = (risk: 'danger' | 'high') =>
      reception.perform(ref, { do: 'raise-risk', risk, reason: 'urgent' }, clock.now());
    assert.equal((await urgent('danger')).ok, true);
    const lower = await urgent('high');
    assert.equal(lower.ok ? 'lowered' : lower.refusal, 'a-rule-only-raises');
  });
});

test('a small sign is told to the other side alone: nobody reads lines because somebody types', async () => {
  await onDuty(counselling);
  const ref = await talksWith(counselling);
  service.bus.said.length = 0;
  await reception.sign(ref, { delivered: 1, read: 1, typing: true }, clock.now());
  await core.sign({ ...ref, side: 'staff' }, { delivered: 1, read: 1, typing: true }, clock.now());
  const about = service.bus.said.filter((topic) => topic.endsWith(ref.contact));
  assert.deepEqual(about, [`sign-person:${ref.contact}`, `sign-staff:${ref.contact}`]);
});

test('everything that happens is told on its topics', async () => {
  await onDuty(counselling);
  service.bus.said.length = 0;
  const ref = await talksWith(counselling);
  const wanted = [`contact:${ref.contact}`, `desk:${counselling}`, `queue:${desk.queue}`, `board:${desk.organisation}`];
  await until(() => wanted.every((topic) => service.bus.said.includes(topic)));
  const alarm = { contact: ref.contact, command: { do: 'raise-alarm', by: counselling }, at: clock.now() } as const;
  await core.perform(ref, alarm);
  assert.ok(service.bus.said.includes(`alarms:${desk.organisation}`));
  const rung = await db.transaction().execute(async (tx) => {
    await sql`select set_config('app.organisation', ${desk.organisation}, true)`.execute(tx);
    return tx.selectFrom('contact.alarm').selectAll().where('contact_id', '=', ref.contact).executeTakeFirst();
  });
  assert.equal(rung?.raised_by, counselling);
});
