import assert from 'node:assert/strict';
import test from 'node:test';
import { KEPT_MS, KeyCache } from './key-cache.ts';

const isText = (value: string | undefined): value is string => value !== undefined;

test('a key is kept for a minute and not longer', async () => {
  let now = 0;
  const cache = new KeyCache(() => now, isText);
  await cache.fetch('a', async () => 'key');
  now = KEPT_MS - 1;
  assert.equal(cache.get('a'), 'key');
  now = KEPT_MS;
  assert.equal(cache.get('a'), undefined);
});

test('however many ask at once, a key is fetched once, and what is missing is not kept', async () => {
  const cache = new KeyCache(() => 0, isText);
  let asked = 0;
  const fetch = async (): Promise<string | undefined> => {
    asked += 1;
    await new Promise(setImmediate);
    return asked === 1 ? undefined : 'key';
  };
  assert.deepEqual(await Promise.all([1, 2, 3].map(() => cache.fetch('a', fetch))), [undefined, undefined, undefined]);
  assert.equal(asked, 1);
  assert.equal(cache.get('a'), undefined);
  assert.equal(await cache.fetch('a', fetch), 'key');
  assert.equal(asked, 2);
});

test('a key that is destroyed while it is fetched is not kept', async () => {
  const cache = new KeyCache(() => 0, isText);
  const coming = cache.fetch('a', async () => 'key');
  cache.drop('a');
  await coming;
  assert.equal(cache.get('a'), undefined);
});

test('a fetch that fails is tried again by the next who asks', async () => {
  const cache = new KeyCache(() => 0, isText);
  await assert.rejects(
    cache.fetch('a', () => Promise.reject(new Error('away'))),
    /away/,
  );
  assert.equal(await cache.fetch('a', async () => 'key'), 'key');
});

test('memory is bounded: of more keys than there is room for, the oldest leaves', async () => {
  const cache = new KeyCache(() => 0, isText);
  for (let at = 0; at <= 2000; at += 1) await cache.fetch(String(at), async () => 'key');
  assert.deepEqual([cache.get('0'), cache.get('1'), cache.get('2000')], [undefined, 'key', 'key']);
});
