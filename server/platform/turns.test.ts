import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from './result.ts';
import { createTurns } from './turns.ts';

test('who comes when too many wait already is sent away at once', async () => {
  const turn = createTurns(1, 1);
  const { promise, resolve } = Promise.withResolvers<string>();
  const [first, second] = [turn(() => promise), turn(async () => 'second')];
  const third = await turn(async () => 'third');
  resolve('first');
  assert.deepEqual([await first, await second, third], [ok('first'), ok('second'), refuse('busy')]);
});

test('no more than so many at once, in the order asked for, whatever fails', async () => {
  const turn = createTurns(2, 100);
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
  assert.deepEqual(await Promise.all(all), [ok(0), 'failed', ok(2), ok(3), ok(4)]);
  assert.deepEqual([begun, most], [[0, 1, 2, 3, 4], 2]);
  assert.deepEqual(await turn(async () => 'free again'), ok('free again'));
});
