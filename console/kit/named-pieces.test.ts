import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedPieces } from './named-pieces.ts';

test('every piece has a key of its own, also when it says the same as another', () => {
  const keys = namedPieces(['a', '、', 'b', '、', 'a'], (text) => text).map(({ key }) => key);
  assert.equal(new Set(keys).size, 5);
});

test('a piece keeps its key when another one is put before it', () => {
  const keyOf = (pieces: readonly string[]) =>
    namedPieces(pieces, (text) => text).find(({ piece }) => piece === 'b')?.key;
  assert.equal(keyOf(['a', 'b']), keyOf(['c', 'a', 'b']));
});
