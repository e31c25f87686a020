import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  ANY_PLACE,
  atPlace,
  BEST,
  chooseBest,
  FARTHEST,
  FIRST_WAITING,
  keyOf,
  NO_ANSWER,
  UNVERIFIED,
  type Rank,
} from './ranking.ts';

const rank: fc.Arbitrary<Rank> = fc.record({
  wait: fc.nat(3),
  way: fc.nat(1),
  fit: fc.nat(1),
  place: fc.nat(3),
  audience: fc.nat(1),
  opensIn: fc.nat(FARTHEST),
  reach: fc.nat(5),
  closing: fc.nat(1),
  verified: fc.nat(1),
});
const STEPS = ['wait', 'way', 'fit', 'place', 'audience', 'opensIn', 'reach', 'closing', 'verified'] as const;

suite('the key of a rank', () => {
  test('orders by each step in turn, exactly as written in docs/matching.md', () => {
    fc.assert(
      fc.property(rank, rank, (one, other) => {
        const step = STEPS.find((name) => one[name] !== other[name]);
        const expected = step === undefined ? 0 : Math.sign(one[step] - other[step]);
        assert.equal(Math.sign(keyOf(one) - keyOf(other)), expected);
      }),
    );
  });

  test('is the keys of its parts laid together', () => {
    fc.assert(
      fc.property(rank, (one) => {
        const parts = STEPS.map((name) => keyOf({ ...BEST, [name]: one[name] }));
        assert.equal(
          parts.reduce((key, part) => key | part),
          keyOf(one),
        );
        const placed = ({ kept, place }: typeof ANY_PLACE) => (keyOf({ ...one, place: 3 }) & kept) | place;
        assert.equal(placed(atPlace(one.place)), keyOf(one));
        assert.equal(placed(ANY_PLACE), keyOf({ ...one, place: 3 }));
      }),
    );
    assert.equal(keyOf({ ...BEST, verified: 1 }), UNVERIFIED);
  });

  test('tells open lines from waiting ones, and never reaches the key of no answer', () => {
    fc.assert(
      fc.property(rank, (one) => {
        assert.equal(keyOf(one) < FIRST_WAITING, one.wait === 0);
        assert.ok(keyOf(one) >= 0 && keyOf(one) < NO_ANSWER);
      }),
    );
  });
});

suite('choosing the best', () => {
  const candidates = fc.array(fc.nat(6), { maxLength: 40 }).map((keys) => ({
    keys: Int32Array.from(keys),
    lines: keys.map((_, index) => index),
  }));
  const ALL = { from: 0, to: 7 };

  test('gives what sorting everything would give, however many are wanted', () => {
    fc.assert(
      fc.property(candidates, fc.nat(45), fc.nat(7), fc.nat(7), (all, limit, from, to) => {
        const keyAt = (line: number) => all.keys[line] ?? 0;
        const within = all.lines.filter((line) => keyAt(line) >= from && keyAt(line) < to);
        const sorted = within.toSorted((a, b) => keyAt(a) - keyAt(b));
        const expected = { chosen: sorted.slice(0, limit), count: within.length };
        assert.deepEqual(chooseBest(all, { from, to }, limit, 0), expected);
      }),
    );
  });

  test('each of n equal lines is first exactly once in any n following turns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer(), (size, from) => {
        const equal = { keys: new Int32Array(size), lines: Array.from({ length: size }, (_, index) => index) };
        const firsts = equal.lines.map((offset) => chooseBest(equal, ALL, 1, from + offset).chosen[0]);
        assert.deepEqual(new Set(firsts), new Set(equal.lines));
      }),
    );
  });

  test('turns never change which keys are chosen', () => {
    fc.assert(
      fc.property(candidates, fc.nat(20), fc.nat(1000), (all, limit, turn) => {
        const keys = (turn: number) => chooseBest(all, ALL, limit, turn).chosen.map((line) => all.keys[line]);
        assert.deepEqual(keys(turn), keys(0));
      }),
    );
  });
});
