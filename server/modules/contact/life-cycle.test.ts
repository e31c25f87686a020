import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decide, transitions, type Command } from './life-cycle.ts';
import { add, sumOf, type AlarmGroup, type Contact, type Happening, type SupportMode } from './timeline.ts';

const start = Temporal.Instant.from('2026-11-22T15:40:00Z');
const after = (minutes: number): Temporal.Instant => start.add({ minutes });
const arrived: Happening = { kind: 'arrived', at: start, risk: 'ordinary', wish: {} };

/** The contact after the commands, one minute each; throws where one is refused. */
function having(...commands: readonly Command[]): Contact {
  return commands.reduce<Contact>(
    (contact, command, place) => {
      const decided = decide(contact, command, after(place));
      assert.ok(decided.ok, `${command.do}: ${decided.ok ? '' : decided.refusal}`);
      return decided.value.reduce(add, contact);
    },
    add(null, arrived),
  );
}

const queue: Command = { do: 'queue', queue: 'q' };
const offer: Command = { do: 'offer', to: 'li', until: after(10) };
const accept: Command = { do: 'accept', by: 'li' };
const end: Command = { do: 'end', by: 'person' };
const heard = (group: AlarmGroup): Command => ({ do: 'acknowledge-alarm', by: 'wu', group });
const comeIn = (mode: SupportMode): Command => ({ do: 'come-in', by: 'wu', mode });

describe('what is refused', () => {
  const table: readonly (readonly [string, readonly Command[], Command, string])[] = [
    ['an offer to somebody else is not taken', [queue, offer], { do: 'accept', by: 'wang' }, 'not-offered-to-you'],
    ['an offer cannot be taken twice by two', [queue, offer, accept], { do: 'accept', by: 'wang' }, 'not-offered'],
    ['nobody is offered twice at once', [queue, offer], { do: 'offer', to: 'wang', until: after(9) }, 'not-waiting'],
    ['an offer is not ended before its time', [queue, offer], { do: 'expire-offer' }, 'offer-still-open'],
    [
      'a talk of somebody else is not handed over',
      [queue, offer, accept],
      { do: 'transfer', by: 'wang', queue: 'q', wish: {} },
      'not-yours',
    ],
    ['a contact without outcome is not closed [S4-15]', [queue, offer, accept, end], { do: 'close' }, 'no-outcome-yet'],
    ['a talk is not closed while it lasts', [queue, offer, accept], { do: 'close' }, 'not-wrapping'],
    [
      'a place that is kept is not given up',
      [queue, { do: 'step-away', keptUntil: after(30) }],
      { do: 'give-up' },
      'place-still-kept',
    ],
    [
      'a rule does not lower the risk',
      [queue, { do: 'set-risk', risk: 'danger', by: null, reason: 'r' }],
      { do: 'set-risk', risk: 'high', by: null, reason: 'r' },
      'a-rule-only-raises',
    ],
    ['what was given up is not taken', [queue, { do: 'give-up' }], queue, 'already-over'],
    [
      'danger is not told of somebody who only waits: the queue knows it',
      [queue],
      { do: 'raise-alarm', by: 'li' },
      'not-active',
    ],
    ['an alarm that nobody raised is not acknowledged', [queue, offer, accept], heard('supervision'), 'no-alarm'],
    ['no supervisor comes into a room where nobody talks', [queue], comeIn('open'), 'not-active'],
    [
      'whoever talks is not their own supervisor',
      [queue, offer, accept],
      { do: 'come-in', by: 'li', mode: 'open' },
      'yours-already',
    ],
    [
      'nobody else sends something into a talk',
      [queue, offer, accept],
      { do: 'recommend', by: 'wang', what: 'line:l-1' },
      'not-yours',
    ],
    [
      'nothing is sent once the talk has ended',
      [queue, offer, accept, end],
      { do: 'recommend', by: 'li', what: 'line:l-1' },
      'not-active',
    ],
    [
      'a follow-up is agreed by whoever talked',
      [queue, offer, accept, end],
      { do: 'agree-follow-up', by: 'wang', meeting: after(9000) },
      'not-yours',
    ],
    ['nobody is introduced twice', [{ do: 'introduce' }, queue], { do: 'introduce' }, 'not-waiting'],
    ['who talks is not sent elsewhere', [queue, offer, accept], { do: 'divert', reason: 'line-closed' }, 'not-waiting'],
  ];
  for (const [name, before, command, refusal] of table)
    test(name, () => {
      const decided = decide(having(...before), command, after(5));
      assert.equal(decided.ok ? 'done' : decided.refusal, refusal);
    });

  test('an offer taken too late is refused, and the person waits on', () => {
    const decided = decide(having(queue, offer), accept, after(10));
    assert.equal(decided.ok ? 'done' : decided.refusal, 'offer-expired');
  });
});

describe('what is kept', () => {
  test('a transfer and a declined offer do not lose the place [S3-19]', () => {
    const contact = having(queue, offer, accept, { do: 'transfer', by: 'li', queue: 'crisis', wish: {} });
    assert.deepEqual([contact.status, contact.queue, contact.waitingSince], ['waiting', 'crisis', after(0)]);
    assert.deepEqual(having(queue, offer, { do: 'decline', by: 'li' }).waitingSince, after(0));
  });

  test('accepting twice by the same hand changes nothing', () => {
    const decided = decide(having(queue, offer, accept), accept, after(3));
    assert.deepEqual(decided, { ok: true, value: [] });
  });

  test('a person may lower the risk, and says why', () => {
    const danger: Command = { do: 'set-risk', risk: 'danger', by: null, reason: 'urgent was ticked' };
    const lower: Command = { do: 'set-risk', risk: 'ordinary', by: 'li', reason: 'asked; was ticked by mistake' };
    assert.equal(having(queue, danger, lower).risk, 'ordinary');
  });
});

const someone = fc.constantFrom('li', 'wang', 'zhao');
const risk = fc.constantFrom('danger', 'high', 'ordinary');
const instant = fc.integer({ min: 0, max: 120 }).map(after);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>({ do: 'introduce' }, { do: 'expire-offer' }, { do: 'come-back' }, { do: 'give-up' }),
  fc.constantFrom<Command>({ do: 'close' }, queue),
  fc.record({ do: fc.constantFrom('accept', 'decline', 'raise-alarm', 'go-out'), by: someone }),
  fc.record({
    do: fc.constant('acknowledge-alarm'),
    by: someone,
    group: fc.constantFrom('administration', 'supervision'),
  }),
  fc.record({ do: fc.constant('come-in'), by: someone, mode: fc.constantFrom('open', 'silent') }),
  fc.record({ do: fc.constant('recommend'), by: someone, what: fc.constant('line:l-1') }),
  fc.record({ do: fc.constant('agree-follow-up'), by: someone, meeting: instant }),
  fc.record({ do: fc.constant('offer'), to: someone, until: instant }),
  fc.record({ do: fc.constant('transfer'), by: someone, queue: fc.constantFrom('q', 'crisis'), wish: fc.constant({}) }),
  fc.record({ do: fc.constant('step-away'), keptUntil: instant }),
  fc.record({ do: fc.constant('set-risk'), risk, by: fc.option(someone), reason: fc.constant('r') }),
  fc.record({ do: fc.constant('end'), by: fc.constantFrom('person', 'counsellor', 'lost') }),
  fc.record({ do: fc.constant('divert'), reason: fc.constantFrom('line-closed', 'out-of-scope') }),
  fc.record({ do: fc.constant('record-outcome'), outcome: fc.constantFrom('helped', 'referred'), by: someone }),
);

/** Runs random commands, a minute each; calls `check` for each that was carried out. */
function walk(commands: readonly Command[], check: (was: Contact, command: Command, is: Contact) => void): Happening[] {
  const timeline: Happening[] = [arrived];
  let contact = add(null, arrived);
  commands.forEach((one, place) => {
    const decided = decide(contact, one, after(place));
    if (!decided.ok) return;
    const was = contact;
    timeline.push(...decided.value);
    contact = decided.value.reduce(add, contact);
    check(was, one, contact);
  });
  return timeline;
}

const commands = fc.array(command, { maxLength: 80 });

describe('whatever is done', () => {
  test('a contact goes only where the table lets it', () => {
    fc.assert(
      fc.property(commands, (all) => {
        walk(all, (was, _, is) => {
          const allowed: readonly string[] = transitions[was.status];
          assert.ok(was.status === is.status || allowed.includes(is.status), `${was.status} → ${is.status}`);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('whoever talks has accepted; whoever waits has nobody; what is over stays over', () => {
    fc.assert(
      fc.property(commands, (all) => {
        walk(all, (was, one, is) => {
          assert.equal(is.status === 'offered', is.offer !== null);
          if (is.status === 'active' || is.status === 'wrapping') assert.ok(is.counsellor !== null);
          if (is.status === 'waiting') assert.ok(is.counsellor === null && is.waitingSince !== null);
          if (is.status === 'closed') assert.ok(is.outcome !== null);
          assert.ok(one.do === 'acknowledge-alarm' || !['closed', 'abandoned', 'diverted'].includes(was.status));
          if (is.alarm !== null && was.alarm === null) assert.equal(is.risk, 'danger');
          if (was.alarm !== null) assert.ok(is.alarm !== null);
          const { open, silent } = is.supporters;
          assert.equal(new Set([...open, ...silent]).size, open.length + silent.length);
          if (is.status !== 'active' && is.status !== 'waiting' && is.status !== 'offered')
            assert.equal(open.length + silent.length, 0);
          if (one.do === 'set-risk' && one.by === null) assert.ok(order(is.risk) >= order(was.risk));
        });
      }),
      { numRuns: 500 },
    );
  });

  test('what supports a talk changes nothing of it but the danger an alarm tells of', () => {
    const supporting = new Set(['introduce', 'come-in', 'go-out', 'recommend', 'agree-follow-up', 'acknowledge-alarm']);
    fc.assert(
      fc.property(commands, (all) => {
        walk(all, (was, one, is) => {
          const aside = { alarm: null, supporters: { open: [], silent: [] } };
          if (supporting.has(one.do)) assert.deepEqual({ ...is, ...aside }, { ...was, ...aside });
        });
      }),
    );
  });

  test('the place in the queue is the one of the beginning until somebody answers and ends', () => {
    fc.assert(
      fc.property(commands, (all) => {
        walk(all, (was, _, is) => {
          if (was.waitingSince !== null) assert.ok(is.waitingSince?.equals(was.waitingSince));
        });
      }),
    );
  });

  test('the timeline adds up to the same contact again', () => {
    fc.assert(
      fc.property(commands, (all) => {
        let last: Contact | null = add(null, arrived);
        const timeline = walk(all, (_was, _one, is) => (last = is));
        assert.deepEqual(sumOf(timeline), last);
      }),
    );
  });

  test('from every state but the last ones there is a way on to the end', () => {
    for (const [status, next] of Object.entries(transitions))
      assert.equal(next.length === 0, ['closed', 'abandoned', 'diverted'].includes(status));
  });
});

const order = (one: string): number => ['ordinary', 'high', 'danger'].indexOf(one);
