// Keys walk through a list and stop at its ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepped } from './stepping.ts';

test('keys walk through the list, begin at its first, and stop at its ends', () => {
  assert.equal(stepped([1, 2, 3], null, 1), 1);
  assert.equal(stepped([1, 2, 3], null, -1), 1);
  assert.equal(stepped([1, 2, 3], 1, 1), 2);
  assert.equal(stepped([1, 2, 3], 3, 1), 3);
  assert.equal(stepped(['a', 'b'], 'a', -1), 'a');
});

test('what is no longer listed leads to the first; where nothing is, nothing is opened', () => {
  assert.equal(stepped(['a', 'b'], 'gone', 1), 'a');
  assert.equal(stepped([], null, 1), null);
});
