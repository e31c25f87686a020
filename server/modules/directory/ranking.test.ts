import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
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
        assert.equal(atPlace(keyOf({ ...one, place: 3 }), one.place), keyOf(one));
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
  const candidates = fc
    .array(fc.nat(6), { maxLength: 40 })
    .map((keys) => ({ keys, lines: keys.map((_, index) => index) }));

  test('gives what sorting everything would give, however many are wanted', () => {
    fc.assert(
      fc.property(candidates, fc.nat(45), (all, limit) => {
        const sorted = all.lines.toSorted((a, b) => (all.keys[a] ?? 0) - (all.keys[b] ?? 0));
        assert.deepEqual(chooseBest(all, limit, 0), sorted.slice(0, limit));
      }),
    );
  });

  test('each of n equal lines is first exactly once in any n following turns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer(), (size, from) => {
        const equal = {
          keys: Array.from({ length: size }, () => 7),
          lines: Array.from({ length: size }, (_, index) => index),
        };
        const firsts = equal.lines.map((offset) => chooseBest(equal, 1, from + offset)[0]);
        assert.deepEqual(new Set(firsts), new Set(equal.lines));
      }),
    );
  });

  test('turns never change which keys are chosen', () => {
    fc.assert(
      fc.property(candidates, fc.nat(20), fc.nat(1000), (all, limit, turn) => {
        const keys = (turn: number) => chooseBest(all, limit, turn).map((line) => all.keys[line]);
        assert.deepEqual(keys(turn), keys(0));
      }),
    );
  });
});
