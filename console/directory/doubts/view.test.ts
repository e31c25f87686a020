import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptanceOf, afterSettling, noDoubtFilter, progressOf, queryOf } from './view.ts';

const three = [{ id: 1 }, { id: 2 }, { id: 3 }];

test('after settling the next that stays is opened, also when equal ones went with it', () => {
  assert.equal(afterSettling(three, 1, [1, 2]), 3);
  assert.equal(afterSettling(three, 3, [3]), 2);
  assert.equal(afterSettling(three, 2, [1, 2, 3]), null);
});

test('a suggestion is written or confirms what was read; without one there is nothing to accept', () => {
  assert.equal(acceptanceOf({ suggestion: '0411-84689595', writes: true }), 'write');
  assert.equal(acceptanceOf({ suggestion: '2020-02-09', writes: false }), 'confirm');
  assert.equal(acceptanceOf({ writes: true }), null);
});

test('an empty filter asks for nothing in particular', () => {
  assert.deepEqual(queryOf(noDoubtFilter), { state: 'open', mine: 'yes', perPage: 50 });
  assert.deepEqual(queryOf({ ...noDoubtFilter, code: 'expired', mine: false }), {
    state: 'open',
    mine: 'no',
    perPage: 50,
    code: 'expired',
  });
});

test('progress counts over all kinds', () => {
  assert.deepEqual(
    progressOf([
      { open: 2, settled: 1 },
      { open: 3, settled: 0 },
    ]),
    { open: 5, settled: 1 },
  );
});
