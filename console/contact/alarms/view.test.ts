// Alarms: who is still asked stays on top until both groups have answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactAt, nightAlarm, supervising } from '#testing/desk-scene.ts';
import type { Alarm } from '../../../server/modules/contact/desk/contract.ts';
import { alarmsOnTop, asksMe, newAlarms, waitsFor } from './view.ts';

const heard = { at: '2026-11-22T15:40:00Z', by: supervising };
const alarm = (number: number, differences: Partial<Alarm> = {}): Alarm => ({
  ...nightAlarm(),
  number,
  contact: contactAt(number),
  at: `2026-11-22T15:${number}:00Z`,
  ...differences,
});

test('an alarm stays on top until both groups have acknowledged it [S3-32]', () => {
  const half = alarm(11, { supervision: heard });
  assert.deepEqual(waitsFor(half), ['administration']);
  assert.deepEqual(alarmsOnTop([half], ['supervision']), [half]);
  assert.deepEqual(alarmsOnTop([alarm(11, { supervision: heard, administration: heard })], ['supervision']), []);
});

test('those that ask me come first, then the oldest', () => {
  const alarms = [alarm(13), alarm(12, { supervision: heard }), alarm(10), alarm(11, { supervision: heard })];
  assert.deepEqual(
    alarmsOnTop(alarms, ['supervision']).map(({ number }) => number),
    [10, 13, 11, 12],
  );
  assert.equal(asksMe(alarm(12, { supervision: heard }), ['supervision']), false);
  assert.equal(asksMe(alarm(12, { supervision: heard }), ['supervision', 'administration']), true);
});

test('an alarm is heard once, and only by those it asks [S3-31]', () => {
  assert.equal(newAlarms([], [alarm(10)], ['administration']).length, 1);
  assert.equal(newAlarms([alarm(10)], [alarm(10)], ['administration']).length, 0);
  assert.equal(newAlarms([], [alarm(10)], ['counselling']).length, 0);
});
