// The clocks as rules: examples that a custodian would name, then any order of everything that can happen to one.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { decide, follow, hold, judgeMeeting, lift, mayCondemn, start, stateOf, type Timing, wish } from './clocks.ts';

const at = (text: string) => Temporal.Instant.from(`${text}+08:00`);
const END = at('2026-11-22T20:15:30');
const first = start({ key: 'identity', days: 3 }, { at: END, lastMeeting: null, held: false });
const record = start({ key: 'record', days: 1096 }, { at: END, lastMeeting: null, held: false });
const valueOf = (result: ReturnType<typeof follow> | ReturnType<typeof wish> | ReturnType<typeof decide>): Timing => {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
};

describe('the first clock', () => {
  test('ends three times twenty-four hours after the service, to the second [S0-25] [S1-23]', () => {
    assert.equal(first.dueAt.toString(), at('2026-11-25T20:15:30').toString());
    assert.equal(stateOf(first, at('2026-11-25T20:15:29')), 'running');
    assert.equal(stateOf(first, at('2026-11-25T20:15:30')), 'due');
    assert.equal(mayCondemn(first, at('2026-11-25T20:15:29')), false);
    assert.equal(mayCondemn(first, at('2026-11-25T20:15:30')), true);
  });

  test('counts from the last agreed meeting, whether it was agreed before or after the end [S1-26]', () => {
    const meeting = at('2026-12-01T19:00');
    const before = start({ key: 'identity', days: 3 }, { at: END, lastMeeting: meeting, held: false });
    const after = valueOf(follow(first, meeting, at('2026-11-23T09:00')));
    for (const clock of [before, after]) {
      assert.equal(clock.dueAt.toString(), at('2026-12-04T19:00').toString());
      assert.equal(stateOf(clock, at('2026-12-04T18:59')), 'moved');
    }
    const nearer = valueOf(follow(after, at('2026-11-24T19:00'), at('2026-11-23T10:00')));
    assert.equal(nearer.dueAt.toString(), at('2026-11-27T19:00').toString());
  });

  test('is not moved once it has ended, once the person wished to be forgotten, before the end, or beyond a year', () => {
    const now = at('2026-11-23T09:00');
    const refused = (clock: Timing, meeting: string, when = now) => {
      const moved = follow(clock, at(meeting), when);
      return moved.ok ? null : moved.refusal;
    };
    assert.equal(refused(first, '2026-12-01T19:00', at('2026-11-25T20:15:30')), 'already-ended');
    assert.equal(refused(valueOf(wish(first, now)), '2026-12-01T19:00'), 'deletion-was-asked');
    assert.equal(refused(first, '2026-11-22T20:00'), 'before-the-end');
    assert.equal(refused(first, '2027-11-25T09:00'), 'too-far-off');
    assert.equal(refused(record, '2026-12-01T19:00'), 'not-first-clock');
    assert.equal(judgeMeeting(at('2026-12-01T19:00'), null, now).ok, true);
  });

  test('ends at once at the person’s wish, and under a hold as soon as it is lifted', () => {
    const now = at('2026-11-23T09:00');
    assert.equal(stateOf(valueOf(wish(first, now)), now), 'due');
    const held = hold(first, at('2026-11-23T08:00'));
    assert.ok(held.ok);
    const wished = valueOf(wish(held.value, now));
    assert.equal(stateOf(wished, at('2027-11-23T09:00')), 'held');
    assert.equal(stateOf(lift(wished, at('2026-12-01T00:00')), at('2026-12-01T00:00')), 'due');
  });
});

describe('a hold', () => {
  test('stops a clock, which goes on afterwards with the time that was left', () => {
    const held = hold(first, at('2026-11-23T20:15:30'));
    assert.ok(held.ok);
    assert.equal(stateOf(held.value, at('2027-06-01T00:00')), 'held');
    const lifted = lift(held.value, at('2027-06-01T00:00'));
    assert.equal(lifted.dueAt.toString(), at('2027-06-03T00:00').toString());
  });

  test('placed after the end makes a clock due again only when it is lifted', () => {
    const held = hold(first, at('2026-11-30T00:00'));
    assert.ok(held.ok);
    assert.equal(mayCondemn(held.value, at('2026-12-01T00:00')), false);
    assert.equal(stateOf(lift(held.value, at('2026-12-01T00:00')), at('2026-12-01T00:00')), 'due');
  });

  test('stands from the start when the file was held before the service ended', () => {
    const held = start({ key: 'identity', days: 3 }, { at: END, lastMeeting: null, held: true });
    assert.equal(stateOf(held, at('2027-01-01T00:00')), 'held');
    assert.equal(lift(held, at('2027-01-01T00:00')).dueAt.toString(), at('2027-01-04T00:00').toString());
  });

  test('cannot stop what is being destroyed, and voids a decision that has not been carried out', () => {
    const condemned = { ...first, condemnedAt: first.dueAt };
    const refused = hold(condemned, first.dueAt);
    assert.equal(refused.ok, false);
    const decided = valueOf(decide(record, { what: 'destroy' }, record.dueAt));
    const held = hold(decided, record.dueAt);
    assert.ok(held.ok);
    assert.equal(
      stateOf(lift(held.value, record.dueAt.add({ hours: 1 })), record.dueAt.add({ hours: 1 })),
      'awaiting-decision',
    );
  });
});

describe('a record', () => {
  test('is kept for three years at least, and its destruction before that is refused [S3-69]', () => {
    assert.ok(Temporal.Instant.compare(record.dueAt, at('2029-11-22T20:15:30')) >= 0);
    const early = decide(record, { what: 'destroy' }, record.dueAt.subtract({ seconds: 1 }));
    assert.deepEqual(early, { ok: false, refusal: 'term-not-over' });
  });

  test('waits after its term for a decision, however long that takes [S3-70]', () => {
    assert.equal(stateOf(record, record.dueAt.add({ hours: 90_000 })), 'awaiting-decision');
    assert.equal(mayCondemn(record, record.dueAt.add({ hours: 90_000 })), false);
  });

  test('goes when that is decided, or is kept until a later day and then decided anew [S3-70]', () => {
    const destroyed = valueOf(decide(record, { what: 'destroy' }, record.dueAt));
    assert.equal(mayCondemn(destroyed, record.dueAt), true);
    const until = record.dueAt.add({ hours: 8760 });
    const kept = valueOf(decide(record, { what: 'keep', until }, record.dueAt));
    assert.equal(stateOf(kept, until.subtract({ seconds: 1 })), 'kept');
    assert.equal(stateOf(kept, until), 'awaiting-decision');
  });

  test('is not decided on while held, for an earlier day, for more than ten years, or twice', () => {
    const refused = (clock: Timing, deciding: Parameters<typeof decide>[1]) => {
      const decided = decide(clock, deciding, record.dueAt);
      return decided.ok ? null : decided.refusal;
    };
    const held = hold(record, record.dueAt);
    assert.ok(held.ok);
    assert.equal(refused(held.value, { what: 'destroy' }), 'held');
    assert.equal(refused(record, { what: 'keep', until: record.dueAt }), 'not-later');
    assert.equal(refused(record, { what: 'keep', until: record.dueAt.add({ hours: 24 * 3654 }) }), 'too-long');
    assert.equal(
      refused(valueOf(decide(record, { what: 'destroy' }, record.dueAt)), { what: 'destroy' }),
      'already-ended',
    );
    assert.equal(refused(first, { what: 'destroy' }), 'not-to-be-decided');
  });
});

/** Something that happens to a clock, after some hours. */
type Happening = {
  readonly hours: number;
  readonly what: 'follow' | 'wish' | 'hold' | 'lift' | 'destroy' | 'keep';
  readonly ahead: number;
};

const happening: fc.Arbitrary<Happening> = fc.record({
  hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 40_000 })),
  what: fc.constantFrom('follow', 'wish', 'hold', 'lift', 'destroy', 'keep'),
  ahead: fc.integer({ min: 1, max: 9000 }),
});

function happen(clock: Timing, { what, ahead }: Happening, now: Temporal.Instant): Timing {
  const until = now.add({ hours: ahead });
  const result = {
    follow: () => follow(clock, until, now),
    wish: () => wish(clock, now),
    hold: () => hold(clock, now),
    lift: () => ({ ok: true, value: lift(clock, now) }) as const,
    destroy: () => decide(clock, { what: 'destroy' }, now),
    keep: () => decide(clock, { what: 'keep', until }, now),
  }[what]();
  return result.ok ? result.value : clock;
}

describe('whatever happens to a clock, in any order', () => {
  const clocks = fc.constantFrom<Timing>(first, record);
  const walk = (run: (before: Timing, after: Timing, one: Happening, now: Temporal.Instant) => void) =>
    fc.assert(
      fc.property(clocks, fc.array(happening, { maxLength: 30 }), (begun, happenings) => {
        let clock = begun;
        let now = END;
        for (const one of happenings) {
          now = now.add({ hours: one.hours });
          const next = happen(clock, one, now);
          run(clock, next, one, now);
          clock = next;
        }
      }),
      { numRuns: 1000 },
    );

  test('a record is never to be destroyed before three years are over, or without a decision [S3-69] [S3-70]', () => {
    walk((_, clock, __, now) => {
      if (clock.key !== 'record' || !mayCondemn(clock, now)) return;
      assert.ok(clock.decided);
      assert.ok(Temporal.Instant.compare(now, END.add({ hours: 1096 * 24 })) >= 0);
    });
  });

  test('contact details end three days after the last meeting, later only by the time they were held [S0-25] [S1-26]', () => {
    const spans = new WeakMap<Timing, number>([[first, 0]]);
    /** How long it stood still, and how late it was already when it was stopped. */
    const stood = ({ heldSince, dueAt }: Timing, now: Temporal.Instant): number =>
      heldSince === null ? 0 : heldSince.until(now).total('hours') + Math.max(0, dueAt.until(heldSince).total('hours'));
    walk((before, clock, _, now) => {
      if (clock.key !== 'identity') return;
      spans.set(clock, (spans.get(before) ?? 0) + (clock.heldSince === null ? stood(before, now) : 0));
      const counted = clock.movedTo ?? END;
      if (clock.wishedAt === null) assert.ok(clock.dueAt.since(counted).total('hours') <= 72 + (spans.get(clock) ?? 0));
      assert.ok(Temporal.Instant.compare(clock.dueAt, END) >= 0);
    });
  });

  test('nothing that is held is destroyed, and lifting never ends a clock earlier than it would have ended', () => {
    walk((before, clock, { what }, now) => {
      if (clock.heldSince !== null) assert.equal(mayCondemn(clock, now), false);
      if (what === 'lift') assert.ok(Temporal.Instant.compare(clock.dueAt, before.dueAt) >= 0);
    });
  });

  test('a clock that has ended is not moved again except by a hold', () => {
    walk((before, clock, { what }, now) => {
      if (before.key === 'identity' && stateOf(before, now) === 'due' && what !== 'hold')
        assert.deepEqual([clock.dueAt, clock.movedTo], [before.dueAt, before.movedTo]);
    });
  });
});
