import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usualLimits, mayComeAgain, talkState } from './limits.ts';
import { expectedWait } from './waiting-time.ts';

describe('the expected wait', () => {
  test('is not said when too little happened lately to know', () => {
    assert.equal(expectedWait(2, { taken: 2, minutes: 60 }), null);
    assert.equal(expectedWait(2, { taken: 9, minutes: 0 }), null);
  });

  test('grows with the place and becomes narrower with what is known', () => {
    const near = expectedWait(1, { taken: 12, minutes: 60 });
    const far = expectedWait(6, { taken: 12, minutes: 60 });
    assert.ok(near !== null && far !== null && far.fromMinutes > near.fromMinutes && far.toMinutes > near.toMinutes);
    const unsure = expectedWait(20, { taken: 4, minutes: 20 });
    const sure = expectedWait(20, { taken: 400, minutes: 2000 });
    assert.ok(unsure !== null && sure !== null);
    assert.ok(sure.toMinutes - sure.fromMinutes < unsure.toMinutes - unsure.fromMinutes);
  });

  test('holds for about two of three people when they are taken at random', () => {
    const random = seeded(7);
    let within = 0;
    const rounds = 4000;
    for (let round = 0; round < rounds; round += 1) {
      const rate = 0.1 + random() * 0.4;
      const position = 1 + Math.floor(random() * 8);
      const minutes = 60;
      const range = expectedWait(position, { taken: arrivals(random, rate, minutes), minutes });
      const wait = sumOfWaits(random, rate, position);
      if (range !== null && wait >= range.fromMinutes && wait <= range.toMinutes) within += 1;
    }
    const share = within / rounds;
    assert.ok(share > 0.6 && share < 0.85, `${share}`);
  });
});

describe('how often and how long', () => {
  test('a first contact is free of conditions; the next needs an agreement, beyond three a reason [S1-22][S1-24][S1-25]', () => {
    const ask = (before: number, agreed: boolean, reason = '') => mayComeAgain({ before, agreed, reason }, usualLimits);
    assert.deepEqual(ask(0, false), { ok: true, value: 'first' });
    assert.deepEqual(ask(1, false), { ok: false, refusal: 'one-time-only' });
    assert.deepEqual(ask(2, true), { ok: true, value: 'by-agreement' });
    assert.deepEqual(ask(3, true), { ok: false, refusal: 'reason-needed' });
    assert.deepEqual(ask(3, true, '仍在等待转介'), { ok: true, value: 'by-exception' });
  });

  test('the length of a talk is warned of, never enforced [S0-13]', () => {
    assert.deepEqual(
      [0, 24, 25, 29, 30, 90].map((minutes) => talkState(minutes, usualLimits)),
      ['within', 'within', 'soon', 'soon', 'over', 'over'],
    );
  });
});

/** A small generator with a seed, so that the share is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state + 0.5) / 4_294_967_296;
  };
}

const gap = (random: () => number, rate: number): number => -Math.log(random()) / rate;

function arrivals(random: () => number, rate: number, minutes: number): number {
  let count = 0;
  for (let at = gap(random, rate); at < minutes; at += gap(random, rate)) count += 1;
  return count;
}

function sumOfWaits(random: () => number, rate: number, position: number): number {
  let sum = 0;
  for (let place = 0; place < position; place += 1) sum += gap(random, rate);
  return sum;
}
