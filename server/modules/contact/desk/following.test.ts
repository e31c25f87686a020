import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { z } from 'zod';
import { openDeskService, path, type Screen } from '#testing/at-desk.ts';
import { until } from '#testing/until.ts';
import { DeskState } from './state/contract.ts';

const service = await openDeskService();
after(service.close);
const { at, comesIn, talksWith, onDuty, people, clock, reception, desk, contacts, linesOf } = service;
const { counselling, administration, organisation } = people.university;
const [me, manager] = [at(counselling), at(administration)];

const open = (who = me): Promise<Screen> => who.open();
afterEach(service.everybodyGoes);

const says = (ref: Awaited<ReturnType<typeof comesIn>>, text: string) =>
  reception.say(ref, { id: randomUUID(), text }, clock.now());

describe('who is refused', () => {
  test('whoever has no right to talk gets no desk, and whoever need not hear of alarms gets none', async () => {
    await assert.rejects(manager.open(), /403/);
    const alarms = service.follows('/api/desk/alarms/stream', counselling);
    await assert.rejects(alarms, /403/);
  });

  test('a colleague’s desk tells nothing of what is not theirs', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const [mine, theirs] = [await open(), await open(at(people.guest))];
    await me.state(mine, ({ contacts }) => contacts.length === 1);
    await says(ref, '只给您');
    await until(() => linesOf(mine, ref.contact).length === 1);
    await at(people.guest).state(theirs, () => true);
    assert.ok(!JSON.stringify(theirs.events).includes(ref.contact));
  });

  test('whoever leaves the group sees nothing more of it', async () => {
    await onDuty(people.guest);
    const ref = await talksWith(people.guest);
    const guest = at(people.guest);
    const screen = await open(guest);
    await guest.state(screen, ({ contacts }) => contacts.length === 1);
    const { owner } = service;
    const left = { ended_at: '2099-01-01T00:00:00Z' };
    const where = () =>
      owner
        .updateTable('identity.membership')
        .where('person_id', '=', people.guest)
        .where('organisation_id', '=', organisation);
    await where().set(left).execute();
    service.core.publish(`desk:${people.guest}`);
    await guest.state(screen, ({ contacts }) => contacts.length === 0);
    await says(ref, '还在吗');
    service.core.publish(`desk:${people.guest}`);
    await guest.state(screen, ({ contacts }) => contacts.length === 0);
    assert.deepEqual(linesOf(screen, ref.contact), []);
    await where().set({ ended_at: null }).execute();
  });
});

describe('a desk that is open', () => {
  test('is told of an offer without a word of it, and of the contact once it is taken', async () => {
    await onDuty(counselling);
    const screen = await open();
    await me.state(screen, (state) => state.me.presence === 'available' && state.offers.length === 0);
    const { contact } = await comesIn({
      introduction: { topic: '学业', group: null, age: null, words: '秘密', lang: 'zh' },
    });
    const { offers } = await me.state(screen, (state) => state.offers.length === 1);
    assert.deepEqual(
      [offers[0]?.contact, offers[0]?.queue, offers[0]?.line.name],
      [contact, '文字咨询', '河东大学心理热线'],
    );
    await me.post(path(contact, '/acceptance'));
    const taken = await me.state(screen, ({ contacts }) => contacts[0]?.status === 'active');
    assert.deepEqual([taken.contacts[0]?.role, taken.contacts[0]?.lastPosition, taken.me.taken], ['counsellor', 5, 1]);
    assert.ok(!JSON.stringify(screen.events).includes('秘密'));
  });

  test('gets every line once, in order, with its words; what was before is asked for', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const screen = await open();
    await me.state(screen, ({ contacts }) => contacts.length === 1);
    for (let count = 0; count < 20; count += 1) await says(ref, `第${count}句`);
    await until(() => linesOf(screen, ref.contact).length === 20);
    const lines = linesOf(screen, ref.contact);
    assert.deepEqual(
      lines.map(({ position, said }) => [position, said?.text]),
      lines.map((_, count) => [6 + count, `第${count}句`]),
    );
    const { contacts } = await me.state(screen, (state) => state.contacts[0]?.lastPosition === 25);
    assert.equal(contacts[0]?.unread, 20);
    await me.post(path(ref.contact, '/signs'), { read: 25, typing: false });
    await me.state(screen, (state) => state.contacts[0]?.unread === 0);
  });

  test('sees typing and reading of the person, and that it is over after a while', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const screen = await open();
    await reception.sign(ref, { delivered: 5, read: 5, typing: true }, clock.now());
    const seen = await me.state(screen, ({ contacts }) => contacts[0]?.person.typing === true);
    assert.deepEqual(seen.contacts[0]?.person.seen, { delivered: 5, read: 5 });
    clock.pass({ seconds: 7 });
    await reception.sign(ref, { delivered: 5, read: 5, typing: false }, clock.now());
    await me.state(screen, ({ contacts }) => contacts[0]?.person.typing === false);
  });

  test('tells the person how far it has come', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const screen = await open();
    await me.state(screen, ({ contacts }) => contacts.length === 1);
    await says(ref, '到了吗');
    await until(async () => (await reception.view(ref, clock.now()))?.staff.delivered === 6);
    assert.equal((await reception.view(ref, clock.now()))?.staff.read, 0);
  });

  test('shows who waits, in order and with the reason of each place [S3-88]', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    await talksWith(counselling);
    const first = await comesIn();
    clock.pass({ seconds: 5 });
    const danger = await comesIn({ risk: 'danger' });
    const screen = await open();
    const { waiting, waitingCount } = await me.state(screen, (state) => state.waitingCount === 2);
    assert.deepEqual(
      waiting.map(({ contact, position, ahead }) => [contact, position, ahead]),
      [
        [danger.contact, 1, { risk: 0, priority: 0, arrival: 0 }],
        [first.contact, 2, { risk: 1, priority: 0, arrival: 0 }],
      ],
    );
    assert.equal(waitingCount, 2);
    await comesIn();
    await me.state(screen, (state) => state.waitingCount === 3);
  });

  test('follows several conversations, and one that comes later', async () => {
    await onDuty(counselling);
    const one = await talksWith(counselling);
    const screen = await open();
    await me.state(screen, ({ contacts }) => contacts.length === 1);
    const two = await talksWith(counselling);
    await me.state(screen, ({ contacts }) => contacts.length === 2);
    await Promise.all([says(one, '甲'), says(two, '乙')]);
    await until(() => linesOf(screen, one.contact).length === 1 && linesOf(screen, two.contact).length === 1);
    assert.deepEqual(
      [linesOf(screen, one.contact)[0]?.said?.text, linesOf(screen, two.contact)[0]?.said?.text],
      ['甲', '乙'],
    );
  });
});

describe('an empty chair', () => {
  test('is asked nothing after a minute; what it holds stays, and coming back brings them back', async () => {
    await onDuty(counselling);
    const screen = await open();
    await me.state(screen, (state) => state.me.presence === 'available');
    const held = await talksWith(counselling);
    screen.leave();
    clock.pass({ seconds: 59 });
    await contacts.sweep();
    const presence = async () =>
      z.object({ presence: z.string() }).parse(await (await me.get('/api/desk/duty')).json()).presence;
    assert.equal(await presence(), 'available');
    clock.pass({ seconds: 2 });
    await contacts.sweep();
    assert.equal(await presence(), 'away');
    const back = await open();
    const state = await me.state(back, (one) => one.me.presence === 'available');
    assert.deepEqual([state.contacts.map(({ id }) => id), state.me.missed], [[held.contact], false]);
  });

  test('whoever said they are away is not brought back by an open desk', async () => {
    await onDuty(counselling);
    await me.post('/api/desk/presence', { presence: 'away' });
    clock.pass({ minutes: 2 });
    await contacts.sweep();
    const screen = await open();
    assert.equal((await me.state(screen, () => true)).me.presence, 'away');
  });
});

test('what a desk is told keeps to what was agreed', async () => {
  await onDuty(counselling);
  await talksWith(counselling);
  const screen = await open();
  await me.state(screen, ({ contacts }) => contacts.length === 1);
  assert.deepEqual(
    DeskState.strict()
      .parse(screen.all('desk').at(-1))
      .me.queues.map(({ id }) => id),
    [desk.queue],
  );
});
