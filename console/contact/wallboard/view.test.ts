// What the wallboard counts for itself: nothing may look better than it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nightBoard } from '#testing/desk-scene.ts';
import { isBeyondGoal, serviceLevel, states, waitAt, waitFigure } from './view.ts';

const now = Date.parse('2026-11-22T15:40:00Z');
const board = nightBoard();
const day = board.total.today;

test('a wait is counted by the clock of the server and never below nothing', () => {
  assert.deepEqual(waitAt('2026-11-22T15:35:53Z', now), { minutes: 4, seconds: 7 });
  assert.deepEqual(waitAt('2026-11-22T15:41:00Z', now), { minutes: 0, seconds: 0 });
  assert.equal(waitAt(null, now), null);
  assert.equal(waitFigure({ minutes: 4, seconds: 7 }), '4:07');
});

test('a share is rounded down, and there is none while nobody was counted', () => {
  assert.equal(serviceLevel({ ...day, withinGoal: 199, counted: 200 }), 99);
  assert.equal(serviceLevel({ ...day, withinGoal: 3, counted: 3 }), 100);
  assert.equal(serviceLevel({ ...day, withinGoal: 0, counted: 0 }), null);
});

test('a longest wait beyond the goal is marked', () => {
  const waiting = (since: string | null): boolean =>
    isBeyondGoal({ goal: { chat: 180, voice: 30 }, total: { ...board.total, waitingSince: since } }, now);
  assert.deepEqual(
    [waiting('2026-11-22T15:37:00Z'), waiting('2026-11-22T15:36:59Z'), waiting(null)],
    [false, true, false],
  );
});

test('everybody on duty stands in one state', () => {
  assert.deepEqual(states(board), { free: 1, busy: 2, away: 1, break: 1 });
});
