// What the list of clocks says of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../../server/modules/privacy/contract.ts';
import { clocksQuery, countAll, isOverdue, momentOf, noClocksFilter } from './view.ts';

const now = new Date('2026-11-22T15:40:00Z');
const clock = (part: Partial<Pick<Clock, 'state' | 'heldSince' | 'doneAt'>>) => ({
  state: 'running' as const,
  dueAt: '2026-11-23T00:00:00Z',
  heldSince: null,
  doneAt: null,
  ...part,
});

test('only what the job should have destroyed an hour ago is late, never what waits for a person', () => {
  const dueAt = '2026-11-22T14:00:00Z';
  assert.equal(isOverdue({ state: 'due', dueAt }, now), true);
  assert.equal(isOverdue({ state: 'due', dueAt: '2026-11-22T15:00:00Z' }, now), false);
  assert.equal(isOverdue({ state: 'awaiting-decision', dueAt }, now), false);
  assert.equal(isOverdue({ state: 'held', dueAt }, now), false);
});

test('the moment beside a clock is that of its state', () => {
  assert.deepEqual(momentOf(clock({})), { kind: 'ends', at: '2026-11-23T00:00:00Z' });
  assert.equal(momentOf(clock({ state: 'awaiting-decision' })).kind, 'ended');
  assert.deepEqual(momentOf(clock({ state: 'held', heldSince: '2026-11-21T00:00:00Z' })), {
    kind: 'held',
    at: '2026-11-21T00:00:00Z',
  });
  assert.deepEqual(momentOf(clock({ state: 'done', doneAt: '2026-11-23T00:05:00Z' })), {
    kind: 'done',
    at: '2026-11-23T00:05:00Z',
  });
});

test('a choice that asks for nothing is left out of the query', () => {
  assert.deepEqual(clocksQuery({ state: '', class: '' }), { limit: 50 });
  assert.deepEqual(clocksQuery(noClocksFilter), { state: 'due-soon', limit: 50 });
  assert.deepEqual(clocksQuery({ state: 'held', class: 'audio' }), { state: 'held', class: 'audio', limit: 50 });
});

test('clocks that end soon are not counted twice', () => {
  const counts = { running: 4, moved: 1, held: 2, due: 0, 'awaiting-decision': 3, kept: 1, done: 9, 'due-soon': 5 };
  assert.equal(countAll(counts), 20);
});
