import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from './turns.ts';

test('no more than so many at once, in the order asked for, whatever fails', async () => {
  const turn = createTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  let [now, most] = [0, 0];
  const work = (n: number) => async () => {
    begun.push(n);
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => ends.push(resolve));
    now -= 1;
    if (n === 1) throw new Error('this one fails');
    return n;
  };
  const all = [0, 1, 2, 3, 4].map((n) => turn(work(n)).catch(() => 'failed'));
  for (let ended = 0; ended < 5; ended += 1) {
    while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
    ends.shift()?.();
  }
  assert.deepEqual(await Promise.all(all), [0, 'failed', 2, 3, 4]);
  assert.deepEqual([begun, most], [[0, 1, 2, 3, 4], 2]);
  assert.equal(await turn(async () => 'free again'), 'free again');
});
