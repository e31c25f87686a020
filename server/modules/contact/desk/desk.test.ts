import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { code, linesFor, openDeskService, path, position, said } from '#testing/at-desk.ts';
import { silent } from '#testing/contacts.ts';
import { getDuty } from './contract.ts';

const service = await openDeskService();
after(service.close);
const { at, comesIn, talksWith, onDuty, people, clock, reception, owner, ledger, desk, contacts } = service;
const { counselling, supervision } = people.university;
const me = at(counselling);
const other = at(people.guest);

afterEach(service.everybodyGoes);

describe('who is refused', () => {
  const deeds: readonly [method: 'get' | 'post' | 'put', deed: string, body?: unknown][] = [
    ['get', '/lines'],
    ['post', '/messages', said()],
    ['post', '/signs', { read: 1, typing: true }],
    ['post', '/acceptance'],
    ['post', '/declining'],
    ['post', '/end'],
    ['post', '/outcome', { outcome: 'helped', kinds: [] }],
    ['post', '/transfer', { queue: desk.queue, note: '请接手' }],
    ['post', '/risk', { risk: 'high', reason: '说到了计划' }],
    ['post', '/alarm'],
    ['post', '/support-wish'],
    ['get', '/notes'],
    ['put', '/notes', { text: '', step: null, version: 0 }],
    ['post', '/recommendations', { id: randomUUID(), what: { kind: 'line', line: 'hedong-1' } }],
  ];

  for (const [method, deed, body] of deeds)
    test(`whoever is not its counsellor finds no contact: ${method} ${deed}`, async () => {
      await onDuty(counselling);
      const { contact } = await talksWith(counselling);
      const call = (contact: string) =>
        method === 'get' ? other.get(path(contact, deed)) : other[method](path(contact, deed), body);
      const missing = await code(call(randomUUID()));
      assert.deepEqual(missing, [404, 'unknown-contact']);
      assert.deepEqual(await code(call(contact)), missing);
      const abroad = at(people.guest, people.hospital.organisation);
      if (method === 'get') assert.deepEqual(await code(abroad.get(path(contact, deed))), missing);
    });

  test('what is closed is casework: its lines are not read here, not even by who talked', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/end'));
    assert.equal((await linesFor(me, contact)).lines.length, 6);
    await me.post(path(contact, '/outcome'), { outcome: 'helped', kinds: ['support'] });
    assert.deepEqual(await code(me.get(path(contact, '/lines'))), [404, 'unknown-contact']);
    assert.deepEqual(await code(me.get(path(contact, '/notes'))), [404, 'unknown-contact']);
  });

  test('somebody waiting is not read by those who could take them', async () => {
    const { contact } = await onDuty(counselling).then(() => comesIn());
    assert.deepEqual(await code(me.get(path(contact, '/lines'))), [404, 'unknown-contact']);
  });

  test('a queue of another organisation, or none, is not served', async () => {
    const asked = { queues: [randomUUID()], capacity: { chats: 2, voice: 0 } };
    assert.deepEqual(await code(me.post('/api/desk/duty', asked)), [404, 'no-such-queue']);
  });
});

describe('a duty', () => {
  test('begins available, is told before, and ends when nobody is talked with any more', async () => {
    const gate = getDuty.output.parse(await (await me.get('/api/desk/duty')).json());
    assert.deepEqual(
      gate.queues.map(({ id, line }) => [id, line]),
      [[desk.queue, '河东大学心理热线']],
    );
    assert.equal(gate.presence, 'off');
    const begun = await me.post('/api/desk/duty', { queues: [desk.queue], capacity: { chats: 3, voice: 0 } });
    assert.deepEqual(await begun.json(), { presence: 'available' });
    const { contact } = await talksWith(counselling);
    const going = () => code(me.post('/api/desk/presence', { presence: 'off' }));
    assert.deepEqual(await going(), [409, 'still-talking']);
    await me.post(path(contact, '/end'));
    assert.deepEqual(await going(), [200, 'done']);
    assert.ok(ledger.some(({ word, person }) => word === 'contact.begin-duty' && person === counselling));
  });

  test('whoever says they are away gives back what was offered, and others are asked', async () => {
    await onDuty(counselling);
    const { contact } = await comesIn();
    await onDuty(supervision);
    await me.post('/api/desk/presence', { presence: 'break', restMinutes: 5 });
    const { rows } = await sql<{ offered_to: string }>`
      select offered_to from contact.contact where id = ${contact}`.execute(owner);
    assert.deepEqual(rows, [{ offered_to: supervision }]);
  });
});

describe('an offer', () => {
  test('is taken once, however often the screen asks, and declined once', async () => {
    await onDuty(counselling);
    const { contact } = await comesIn();
    const taken = await Promise.all([1, 2, 3].map(() => position(me.post(path(contact, '/acceptance')))));
    assert.deepEqual(new Set(taken), new Set([5]));
    const declined = await comesIn();
    await onDuty(people.guest);
    const first = await position(me.post(path(declined.contact, '/declining')));
    await other.post(path(declined.contact, '/acceptance'));
    assert.equal(await position(me.post(path(declined.contact, '/declining'))), first);
  });

  test('that has passed is told as passed, and is not taken', async () => {
    await onDuty(counselling);
    const { contact } = await comesIn();
    clock.pass({ seconds: 31 });
    assert.deepEqual(await code(me.post(path(contact, '/acceptance'))), [409, 'offer-gone']);
    await contacts.sweep();
    await contacts.sweep();
    assert.deepEqual(await code(me.post(path(contact, '/acceptance'))), [200, 'done']);
  });

  test('two hands reach for it: one has it, the other finds nothing', async () => {
    await onDuty(counselling);
    const { contact } = await comesIn();
    const answers = await Promise.all([
      code(me.post(path(contact, '/acceptance'))),
      code(other.post(path(contact, '/acceptance'))),
    ]);
    assert.deepEqual(answers, [
      [200, 'done'],
      [404, 'unknown-contact'],
    ]);
  });
});

describe('talking', () => {
  test('a message sent again is one message, and both sides read it in order', async () => {
    await onDuty(counselling);
    const ref = await talksWith(counselling);
    const message = said('我在听。\n慢慢说。');
    const sent = await Promise.all([1, 2, 3].map(() => position(me.post(path(ref.contact, '/messages'), message))));
    assert.equal(new Set(sent).size, 1);
    await reception.say(ref, { id: randomUUID(), text: '谢谢' }, clock.now());
    const { lines } = await linesFor(me, ref.contact);
    assert.deepEqual(
      lines.map(({ position, kind }) => [position, kind]),
      ['arrived', 'introduced', 'queued', 'offered', 'accepted', 'said', 'said'].map((kind, place) => [
        place + 1,
        kind,
      ]),
    );
    assert.deepEqual(
      lines.slice(-2).map(({ said, by }) => [said?.author, said?.text, by?.id]),
      [
        ['counsellor', message.text, counselling],
        ['person', '谢谢', undefined],
      ],
    );
  });

  test('what the person said before is opened for the counsellor', async () => {
    await onDuty(counselling);
    const introduction = { ...silent, topic: '学业', words: '我睡不着' };
    const { contact } = await talksWith(counselling, { introduction });
    const { lines } = await linesFor(me, contact);
    assert.deepEqual(lines[1]?.introduction, introduction);
  });

  test('ending while the person ends is ending once; while they write, what was acknowledged is kept', async () => {
    await onDuty(counselling);
    for (let round = 0; round < 8; round += 1) {
      const ref = await talksWith(counselling);
      const writes = [1, 2, 3, 4].map(() => reception.say(ref, { id: randomUUID(), text: '等等' }, clock.now()));
      const [wrote, mine, theirs] = await Promise.all([
        Promise.all(writes),
        code(me.post(path(ref.contact, '/end'))),
        reception.perform(ref, { do: 'end' }, clock.now()),
      ]);
      assert.deepEqual(mine, [200, 'done']);
      assert.ok(theirs.ok || theirs.refusal === 'not-active');
      const { lines } = await linesFor(me, ref.contact);
      assert.deepEqual(
        lines.map((line) => line.position),
        lines.map((_, index) => index + 1),
      );
      assert.equal(lines.filter(({ kind }) => kind === 'ended').length, 1);
      assert.equal(lines.filter(({ kind }) => kind === 'said').length, wrote.filter(({ ok }) => ok).length);
      assert.equal(lines.at(-1)?.kind, 'ended');
      await me.post(path(ref.contact, '/outcome'), { outcome: 'left-early', kinds: [] });
    }
  });

  test('ends with an outcome, once; another outcome is refused [S4-15]', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    const outcome = (what: string) =>
      code(me.post(path(contact, '/outcome'), { outcome: what, kinds: ['counselling'] }));
    assert.deepEqual(await outcome('helped'), [409, 'not-wrapping']);
    const ends = await Promise.all([1, 2].map(() => position(me.post(path(contact, '/end')))));
    assert.deepEqual(ends, [6, 6]);
    assert.deepEqual(
      [await outcome('helped'), await outcome('helped'), await outcome('referred')],
      [
        [200, 'done'],
        [200, 'done'],
        [409, 'recorded-otherwise'],
      ],
    );
    const { rows } = await sql`select status, outcome, kinds from contact.contact where id = ${contact}`.execute(owner);
    assert.deepEqual(rows, [{ status: 'closed', outcome: 'helped', kinds: ['counselling'] }]);
  });

  test('a hard one brings a pause, which is over by itself', async () => {
    await onDuty(counselling);
    const { contact } = await talksWith(counselling);
    await me.post(path(contact, '/end'));
    await me.post(path(contact, '/outcome'), { outcome: 'helped', kinds: [], hard: true });
    const presence = async () =>
      (
        await sql<{ presence: string }>`select presence from contact.duty where person_id = ${counselling}`.execute(
          owner,
        )
      ).rows[0]?.presence;
    assert.equal(await presence(), 'break');
    clock.pass({ minutes: 9 });
    await contacts.sweep();
    assert.equal(await presence(), 'break');
    clock.pass({ minutes: 1 });
    const screen = await me.open();
    await me.state(screen, (state) => state.me.restUntil !== null);
    await contacts.sweep();
    await me.state(screen, (state) => state.me.presence === 'available' && state.me.restUntil === null);
    screen.leave();
    assert.equal(await presence(), 'available');
  });
});
