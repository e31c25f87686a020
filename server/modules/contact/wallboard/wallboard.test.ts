import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDeskService, type Screen, path } from '#testing/at-desk.ts';
import { Board, listUnfinished } from './contract.ts';
import { openBoards } from './following-store.ts';

const service = await openDeskService();
after(service.close);
const { at, comesIn, talksWith, onDuty, people, clock, reception, desk, contacts, core, owner } = service;
const { counselling, supervision, administration, organisation } = people.university;
const [me, supervisor, manager] = [at(counselling), at(supervision), at(administration)];

const boardOf = (person = supervision, whose = organisation): Promise<Screen> =>
  service.follows('/api/wallboard/stream', person, whose);
const shows = (screen: Screen, holds: (board: Board) => boolean) => screen.sees('board', Board, holds);
afterEach(async () => {
  await service.everybodyGoes();
  clock.pass({ hours: 24 });
});

describe('who is refused', () => {
  test('a counsellor sees no wallboard and chases nobody; another organisation sees nothing of it', async () => {
    await assert.rejects(boardOf(counselling), /403/);
    assert.equal((await me.get('/api/contacts/unfinished')).status, 403);
    assert.equal((await me.post(`/api/contacts/${randomUUID()}/reminder`)).status, 403);
    await onDuty(counselling);
    await comesIn();
    const abroad = await boardOf(people.hospital.supervision, people.hospital.organisation);
    const board = await shows(abroad, () => true);
    assert.deepEqual([board.total.waiting, board.staff, board.queues], [0, [], []]);
  });
});

describe('the wallboard', () => {
  test('shows who waits, talks and is free, and changes by itself', async () => {
    await onDuty(counselling, { capacity: { chats: 1, voice: 0 } });
    const screen = await boardOf();
    await shows(screen, (board) => board.staff[0]?.state === 'free' && board.queues[0]?.free === 1);
    const { contact } = await talksWith(counselling);
    await shows(screen, (board) => board.staff[0]?.state === 'busy' && board.total.active === 1);
    await comesIn({ risk: 'danger' });
    const board = await shows(screen, (one) => one.total.waiting === 1);
    assert.deepEqual([board.total.danger, board.queues[0]?.waiting, board.queues[0]?.free], [1, 1, 0]);
    assert.deepEqual(
      board.staff.map(({ id, holds }) => [id, holds.map((held) => [held.contact, held.status])]),
      [[counselling, [[contact, 'active']]]],
    );
  });

  test('counts the day of Asia/Shanghai: arrived, answered, gave up, and how soon', async () => {
    await onDuty(counselling, { capacity: { chats: 6, voice: 0 } });
    for (const waited of [10, 50, 70]) {
      const { contact } = await comesIn();
      clock.pass({ seconds: waited });
      await contacts.sweep();
      await core.perform({ organisation }, { contact, command: { do: 'accept', by: counselling }, at: clock.now() });
    }
    await me.post('/api/desk/presence', { presence: 'busy' });
    for (const waited of [5, 100]) {
      const ref = await comesIn();
      clock.pass({ seconds: waited });
      await reception.perform(ref, { do: 'give-up' }, clock.now());
    }
    const { total, day } = await shows(await boardOf(), (board) => board.total.today.abandoned === 2);
    const answered = await sql<{ s: number }>`
      select round(extract(epoch from accepted_at - arrived_at))::int as s from contact.contact
       where accepted_at is not null and arrived_at >= ${clock.now().subtract({ hours: 1 })} order by 1`.execute(owner);
    const waits = answered.rows.map(({ s }) => s);
    assert.deepEqual(total.today, {
      arrived: 5,
      answered: waits.length,
      abandoned: 2,
      diverted: 0,
      withinGoal: waits.filter((s) => s <= 60).length,
      counted: waits.length + 1,
      medianWait: waits[waits.length >> 1],
      longestWait: 100,
    });
    assert.equal(day, clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString());
  });

  test('yesterday is not today', async () => {
    await onDuty(counselling);
    await talksWith(counselling);
    clock.pass({ hours: 24 });
    const { total } = await shows(await boardOf(), (board) => board.total.today.arrived === 0);
    assert.equal(total.active, 1);
  });

  test('shows wishes for a supervisor until one comes, and alarms with who heard them [S3-53, S3-32]', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const screen = await boardOf();
    await me.post(path(contact, '/support-wish'));
    await me.post(path(contact, '/support-wish'));
    const asked = await shows(screen, (board) => board.wishes.length === 1);
    assert.deepEqual([asked.wishes[0]?.contact, asked.wishes[0]?.by.id], [contact, counselling]);
    await supervisor.post(path(contact, '/support'), { mode: 'silent' });
    await shows(screen, (board) => board.wishes.length === 0 && board.staff[0]?.holds[0]?.supporters.length === 1);
    await me.post(path(contact, '/alarm'));
    await shows(screen, (board) => board.alarms[0]?.contact === contact);
    await supervisor.post(path(contact, '/alarm/acknowledgement'));
    await shows(screen, (board) => board.alarms[0]?.supervision?.by.id === supervision);
  });

  test('is worked out once a second at most, however many look and however much happens', async () => {
    let asked = 0;
    const counting = { now: () => ((asked += 1), clock.now()) };
    const boards = openBoards({ ...core.parts, clock: counting });
    const began = performance.now();
    while (performance.now() - began < 2500) {
      const feeds = Array.from({ length: 40 }, () => boards.follow(organisation));
      await Promise.all(feeds.map((feed) => feed.readFrom(null, 50, new Set())));
    }
    assert.ok(asked >= 2 && asked <= Math.ceil((performance.now() - began) / 1000) + 1, `${asked} times`);
  });
});

describe('a missing outcome', () => {
  test('is listed after half an hour, chased, and gone once it is recorded [S4-15]', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/end'));
    const list = async () => listUnfinished.output.parse(await (await manager.get('/api/contacts/unfinished')).json());
    clock.pass({ minutes: 29 });
    assert.deepEqual(await list(), { contacts: [], count: 0 });
    clock.pass({ minutes: 2 });
    const { contacts: chased } = await list();
    assert.deepEqual(
      chased.map((one) => [one.contact, one.counsellor.id, one.minutes, one.remindedAt]),
      [[contact, counselling, 31, null]],
    );
    const screen = await me.open();
    await me.state(screen, (state) => state.contacts[0]?.remindedAt === null);
    assert.equal((await manager.post(`/api/contacts/${contact}/reminder`)).status, 200);
    await me.state(screen, (state) => state.contacts[0]?.remindedAt != null);
    await shows(await boardOf(), (board) => board.unfinished === 1);
    await me.post(path(contact, '/outcome'), { outcome: 'helped', kinds: [] });
    assert.deepEqual(await list(), { contacts: [], count: 0 });
    assert.equal((await manager.post(`/api/contacts/${contact}/reminder`)).status, 404);
  });

  test('of another organisation is not chased here', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/end'));
    const abroad = at(people.hospital.administration, people.hospital.organisation);
    assert.equal((await abroad.post(`/api/contacts/${contact}/reminder`)).status, 404);
    assert.equal(desk.organisation, organisation);
  });
});
