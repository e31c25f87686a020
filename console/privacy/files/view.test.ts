// What is said of one file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../../server/modules/privacy/contract.ts';
import { certificateOf, dayOf, isOverHeld, mayBeHeld, tomorrow } from './view.ts';

test('a day is Shanghai’s, and tomorrow begins at midnight there', () => {
  assert.equal(dayOf(new Date('2026-11-22T15:59:00Z')), '2026-11-22');
  assert.equal(dayOf(new Date('2026-11-22T16:00:00Z')), '2026-11-23');
  assert.equal(tomorrow(new Date('2026-12-31T10:00:00Z')), '2027-01-01');
});

test('a term that was over before the hold does not go on when it is lifted', () => {
  const heldSince = '2026-11-22T15:40:00Z';
  assert.equal(isOverHeld({ state: 'held', heldSince, dueAt: '2026-09-06T10:00:00Z' }), true);
  assert.equal(isOverHeld({ state: 'held', heldSince, dueAt: '2026-11-23T10:00:00Z' }), false);
  assert.equal(isOverHeld({ state: 'awaiting-decision', heldSince: null, dueAt: '2026-09-06T10:00:00Z' }), false);
});

test('a file whose every class is gone cannot be held; one whose service goes on can', () => {
  const clock = (state: Clock['state']) => ({ state });
  assert.equal(mayBeHeld({ endedAt: '2026-11-20T00:00:00Z', clocks: [clock('done')] }), false);
  assert.equal(mayBeHeld({ endedAt: '2026-11-20T00:00:00Z', clocks: [clock('done'), clock('running')] }), true);
  assert.equal(mayBeHeld({ endedAt: null, clocks: [] }), true);
});

test('a certificate stands beside what is gone, and beside nothing else', () => {
  const certificates = [{ class: 'record' }] as const;
  const clock = (state: Clock['state']) => ({ state, class: 'record' }) as const;
  assert.equal(certificateOf(clock('done'), certificates), certificates[0]);
  assert.equal(certificateOf(clock('due'), certificates), undefined);
});
