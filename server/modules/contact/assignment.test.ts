import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { counsellorFor, hasRoom, nextAssignment, type OnDuty, type ToAssign } from './assignment.ts';
import { inOrder } from './queue.ts';

const rules = { wishHoldsFor: 5 * 60_000 };
const now = 1_000_000;

const waits = (more: Partial<ToAssign> = {}): ToAssign => ({
  contact: 'c',
  risk: 'ordinary',
  priority: null,
  since: now - 60_000,
  number: 1,
  queue: 'q',
  channel: 'chat',
  wished: null,
  passedBy: [],
  steppedAway: false,
  ...more,
});

const counsellor = (person: string, more: Partial<OnDuty> = {}): OnDuty => ({
  person,
  presence: 'available',
  capacity: { chats: 2, voice: 1 },
  holds: { chats: 0, voice: 0 },
  crisisCompetence: false,
  queues: ['q'],
  freeSince: now - 1000,
  taken: 0,
  ...more,
});

const asked = (contact: ToAssign, ...onDuty: readonly OnDuty[]) => counsellorFor(contact, onDuty, rules, now);

describe('nobody is asked', () => {
  test('who is away, full, on the telephone or of another queue', () => {
    assert.equal(asked(waits(), counsellor('a', { presence: 'break' })), undefined);
    assert.equal(asked(waits(), counsellor('a', { holds: { chats: 2, voice: 0 } })), undefined);
    assert.equal(asked(waits(), counsellor('a', { holds: { chats: 0, voice: 1 } })), undefined);
    assert.equal(asked(waits(), counsellor('a', { queues: ['other'] })), undefined);
    assert.equal(asked(waits({ channel: 'phone' }), counsellor('a', { holds: { chats: 1, voice: 0 } })), undefined);
  });

  test('for a person who stepped away: the next one is called', () => {
    const order = [waits({ contact: 'gone', steppedAway: true }), waits({ contact: 'here' })];
    assert.equal(nextAssignment(order, [counsellor('a')], rules, now)?.contact, 'here');
  });
});

describe('who is asked', () => {
  test('a high risk goes to somebody with crisis competence, even if others are freer [S3-28]', () => {
    const found = asked(
      waits({ risk: 'high' }),
      counsellor('free'),
      counsellor('able', { crisisCompetence: true, holds: { chats: 1, voice: 0 } }),
    );
    assert.deepEqual(found, { contact: 'c', to: 'able', grounds: ['crisis-competence', 'only-one-free'] });
  });

  test('a high risk waits for the able one who is busy, but never for a skill nobody on duty has', () => {
    const busy = counsellor('able', { crisisCompetence: true, presence: 'busy' });
    assert.equal(asked(waits({ risk: 'high' }), counsellor('free'), busy), undefined);
    assert.deepEqual(asked(waits({ risk: 'danger' }), counsellor('free'))?.grounds, ['skill-waived', 'only-one-free']);
  });

  test('danger waits neither for an able one who has gone, nor long for one who talks, and still prefers one who is free', () => {
    const able = (more: Partial<OnDuty>) => counsellor('able', { crisisCompetence: true, ...more });
    const danger = waits({ risk: 'danger' });
    for (const presence of ['away', 'break'] as const)
      assert.equal(asked(danger, counsellor('free'), able({ presence }))?.to, 'free');
    const talking = able({ holds: { chats: 2, voice: 0 } });
    assert.equal(asked(danger, counsellor('free'), talking), undefined);
    const long = waits({ risk: 'danger', since: now - 2 * 60_000 });
    assert.deepEqual(asked(long, counsellor('free'), talking)?.grounds, ['skill-waived', 'only-one-free']);
    assert.equal(asked(long, counsellor('free'), able({}))?.to, 'able');
  });

  test('whom the person asked for, and for five minutes nobody else while that one is on duty [S1-24]', () => {
    const own = counsellor('own', { holds: { chats: 1, voice: 0 } });
    assert.deepEqual(asked(waits({ wished: 'own' }), counsellor('a'), own)?.grounds, ['asked-for']);
    const full = counsellor('own', { holds: { chats: 2, voice: 0 } });
    assert.equal(asked(waits({ wished: 'own' }), counsellor('a'), full), undefined);
    assert.equal(asked(waits({ wished: 'own', since: now - rules.wishHoldsFor }), counsellor('a'), full)?.to, 'a');
    assert.equal(asked(waits({ wished: 'own' }), counsellor('a'))?.to, 'a');
    assert.equal(asked(waits({ wished: 'own', passedBy: ['own'] }), counsellor('a'), own)?.to, 'a');
  });

  test('the burden is shared: fewer conversations, then longer free, then fewer taken', () => {
    const laden = counsellor('laden', { holds: { chats: 1, voice: 0 } });
    assert.equal(asked(waits(), laden, counsellor('light'))?.to, 'light');
    assert.equal(asked(waits(), counsellor('late'), counsellor('early', { freeSince: 0 }))?.to, 'early');
    assert.equal(asked(waits(), counsellor('many', { taken: 5 }), counsellor('few'))?.to, 'few');
  });

  test('who let it pass is asked again only when there is nobody else', () => {
    const contact = waits({ passedBy: ['a'] });
    assert.equal(asked(contact, counsellor('a', { freeSince: 0 }), counsellor('b'))?.to, 'b');
    assert.equal(asked(contact, counsellor('a'))?.to, 'a');
  });
});

const anyCounsellor = fc.record({
  presence: fc.constantFrom('available', 'busy', 'away', 'break', 'off'),
  chats: fc.nat({ max: 2 }),
  crisisCompetence: fc.boolean(),
  freeSince: fc.nat({ max: 9 }),
});
const anyWaiting = fc.record({
  risk: fc.constantFrom('danger', 'high', 'ordinary'),
  since: fc.nat({ max: 99 }),
  steppedAway: fc.boolean(),
});

test('whoever waits first in order and can be helped by anybody at all is the one who is called', () => {
  fc.assert(
    fc.property(fc.array(anyWaiting), fc.array(anyCounsellor), (people, staff) => {
      const onDuty = staff.map(({ chats, ...some }, index) =>
        counsellor(String(index), { ...some, holds: { chats, voice: 0 } }),
      );
      const order = inOrder(people.map((some, number) => waits({ ...some, number, contact: String(number) })));
      const found = nextAssignment(order, onDuty, rules, now);
      const first = order.find((one) => !one.steppedAway && counsellorFor(one, onDuty, rules, now) !== undefined);
      assert.equal(found?.contact, first?.contact);
      const to = onDuty.find(({ person }) => person === found?.to);
      if (found !== undefined) assert.ok(to !== undefined && hasRoom(to, 'chat'));
    }),
  );
});
