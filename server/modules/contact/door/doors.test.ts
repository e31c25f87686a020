import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LineNow } from '../ports.ts';
import { doorOf, isOpen, priorityIn, queueFor, type QueueNow } from './doors.ts';
import { riskOf } from './raising.ts';

const now = Temporal.Instant.from('2026-11-22T15:40:00Z');
const tomorrow = now.add({ hours: 18 });

const line = (more: Partial<LineNow> = {}): LineNow => ({
  name: '河东大学心理热线',
  service: 'in-service',
  opensOn: null,
  hours: 'open',
  nextChange: null,
  ...more,
});

const queue = (more: Partial<QueueNow> = {}): QueueNow => ({
  id: 'q',
  organisation: 'o',
  line: 'l',
  name: '文字咨询',
  kind: 'usual',
  priority: [],
  channels: ['chat'],
  keptMinutes: 10,
  talkMinutes: 30,
  oneTime: true,
  contactsInPrinciple: 3,
  closedAt: null,
  desertedSince: null,
  hours: null,
  onDuty: 1,
  takesCalls: true,
  roomFor: ['chat'],
  waiting: 0,
  lately: { taken: 0, minutes: 60 },
  ...more,
});

const closed = { state: 'closed', nextChange: tomorrow } as const;
const open = { state: 'open', nextChange: tomorrow } as const;

describe('nobody is let in', () => {
  const table: readonly (readonly [string, readonly QueueNow[], LineNow | undefined, object])[] = [
    ['where the directory has no such line', [queue()], undefined, { state: 'no-such-door' }],
    ['through a channel that leads nowhere', [queue({ channels: ['voice'] })], line(), { state: 'no-such-door' }],
    ['when the period of the line is over [S0-21]', [queue()], line({ service: 'ended' }), { state: 'line-ended' }],
    [
      'before the line opens, and is told when [S0-08]',
      [queue()],
      line({ service: 'not-yet-open', opensOn: '2026-12-01' }),
      { state: 'not-yet', opensOn: '2026-12-01' },
    ],
    [
      'outside the hours, and is told when it opens [S0-14]',
      [queue()],
      line({ hours: 'closed', nextChange: tomorrow }),
      { state: 'closed', opensAt: tomorrow },
    ],
    [
      'outside the hours of the queue, even if the telephone of the line answers',
      [queue({ hours: closed })],
      line(),
      { state: 'closed', opensAt: tomorrow },
    ],
    ['once the queue has been closed', [queue({ closedAt: now })], line(), { state: 'closed', opensAt: null }],
    ['while nobody is on duty: it never rings for nobody', [queue({ onDuty: 0 })], line(), { state: 'nobody-on-duty' }],
  ];
  for (const [name, queues, known, door] of table)
    test(name, () => {
      assert.deepEqual(doorOf(queues, known, 'chat', now), door);
      assert.equal(queueFor({ channel: 'chat', belongs: [] }, queues, known, now), undefined);
    });

  test('who wants to be called, while nobody on duty takes calls [S4-11]', () => {
    const chatsOnly = [queue({ channels: ['chat', 'phone'], takesCalls: false })];
    assert.deepEqual(doorOf(chatsOnly, line(), 'phone', now), { state: 'nobody-on-duty' });
    assert.equal(queueFor({ channel: 'phone', belongs: [] }, chatsOnly, line(), now), undefined);
    assert.equal(doorOf(chatsOnly, line(), 'chat', now).state, 'open');
  });
});

describe('an open door', () => {
  test('tells how many wait and how long it took lately', () => {
    const door = doorOf([queue({ waiting: 4, lately: { taken: 12, minutes: 60 } })], line(), 'chat', now);
    assert.equal(door.state === 'open' ? door.waiting : undefined, 4);
    assert.ok(door.state === 'open' && door.wait !== null && door.wait.fromMinutes <= 25 && door.wait.toMinutes >= 25);
  });

  test('tells whether somebody could be taken at once, by this channel and not by another', () => {
    const roomBy = (...roomFor: QueueNow['roomFor']): boolean | undefined => {
      const door = doorOf([queue({ roomFor, channels: ['chat', 'voice'] })], line(), 'chat', now);
      return door.state === 'open' ? door.hasRoom : undefined;
    };
    assert.deepEqual([roomBy(), roomBy('voice', 'mail'), roomBy('voice', 'chat')], [false, false, true]);
  });

  test('is not shut by hours that cannot be told while somebody is on duty', () => {
    assert.equal(doorOf([queue()], line({ hours: 'unknown' }), 'chat', now).state, 'open');
  });

  test('goes by the hours of the queue where it has some', () => {
    assert.equal(doorOf([queue({ hours: open })], line({ hours: 'closed' }), 'chat', now).state, 'open');
  });
});

describe('the queue somebody is put into', () => {
  const usual = queue({ id: 'usual' });
  const seats = queue({ id: 'seats', kind: 'dedicated', priority: ['event-affected', 'frontline'] });
  const into = (belongs: readonly (string | null)[], ...queues: readonly QueueNow[]) =>
    queueFor({ channel: 'chat', belongs }, queues, line(), now)?.id;

  test('is the dedicated one for those whom it names, the usual one for all others [S3-14]', () => {
    assert.equal(into(['event-affected'], usual, seats), 'seats');
    assert.equal(into(['student', null], usual, seats), 'usual');
    assert.equal(into([null], seats, usual), 'usual');
  });

  test('is the usual one while nobody sits at the dedicated seats, and the other way round', () => {
    assert.equal(into(['frontline'], usual, { ...seats, onDuty: 0 }), 'usual');
    assert.equal(into(['student'], { ...usual, onDuty: 0 }, seats), 'seats');
  });

  test('names the place of a class in its own list [S4-05]', () => {
    assert.deepEqual(
      [priorityIn(seats, 'frontline'), priorityIn(seats, 'student'), priorityIn(seats, null)],
      [1, null, null],
    );
  });
});

test('whoever is let in is let into a queue that is open and staffed, and only where the door says open', () => {
  const anyQueue = fc
    .record({
      kind: fc.constantFrom('usual', 'dedicated'),
      channels: fc.constantFrom(['chat'], ['voice'], ['chat', 'voice']),
      closedAt: fc.constantFrom(null, now, tomorrow),
      hours: fc.constantFrom(null, open, closed),
      onDuty: fc.nat({ max: 2 }),
      priority: fc.constantFrom([], ['frontline']),
    })
    .map((some) => queue(some));
  const anyLine = fc
    .record({
      service: fc.constantFrom('in-service', 'not-yet-open', 'ended'),
      hours: fc.constantFrom('open', 'closed', 'unknown'),
      opensOn: fc.constantFrom(null, '2026-12-01'),
    })
    .map((some) => line(some));
  fc.assert(
    fc.property(fc.array(anyQueue, { maxLength: 4 }), anyLine, (queues, known) => {
      const found = queueFor({ channel: 'chat', belongs: ['frontline'] }, queues, known, now);
      assert.equal(found !== undefined, doorOf(queues, known, 'chat', now).state === 'open');
      if (found !== undefined) assert.ok(found.onDuty > 0 && isOpen(found, known, now));
    }),
  );
});

test('what somebody said of themselves raises how urgent they are and never lowers it', () => {
  assert.equal(riskOf('ordinary', { topic: 'self-harm' }), 'high');
  assert.equal(riskOf('ordinary', { topic: 'harm-to-others' }), 'high');
  assert.equal(riskOf('danger', { topic: 'self-harm' }), 'danger');
  assert.equal(riskOf('high', { topic: 'exam' }), 'high');
  assert.equal(riskOf('ordinary', { topic: null }), 'ordinary');
});
