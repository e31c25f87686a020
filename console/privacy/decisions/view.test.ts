// What a decision needs before it can be sent, and where one goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterDeciding, lastDay, missingOf, noDecision } from './view.ts';

const now = new Date('2026-11-22T15:40:00Z');
const clocks = ['a', 'b', 'c'].map((id) => ({ id }));

test('nothing is chosen for anybody: without a choice and a reason there is no decision', () => {
  assert.deepEqual(missingOf(noDecision, now), ['what', 'reason']);
  assert.deepEqual(missingOf({ what: 'destroy', reason: '  ', until: '' }, now), ['reason']);
  assert.deepEqual(missingOf({ what: 'destroy', reason: '期满', until: '' }, now), []);
});

test('what is kept is kept until a day after today in Shanghai, ten years at most', () => {
  const keep = (until: string) => missingOf({ what: 'keep', reason: '研究', until }, now);
  assert.deepEqual(keep(''), ['until']);
  assert.deepEqual(keep('2026-11-22'), ['until']);
  assert.deepEqual(keep('2026-11-23'), []);
  assert.deepEqual(keep('2036-11-22'), []);
  assert.deepEqual(keep('2036-11-23'), ['until']);
  assert.equal(lastDay(new Date('2028-02-29T04:00:00Z')), '2038-02-28');
});

test('a decision leads to the next one', () => {
  assert.equal(afterDeciding(clocks, 'b'), 'c');
  assert.equal(afterDeciding(clocks, 'c'), 'b');
  assert.equal(afterDeciding(clocks.slice(0, 1), 'a'), null);
});
