import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFrom, grouped, lookupOf, readCode } from './codes.ts';
import { bitsAfter, createEntries, createGuesses, createPace, waitAfter } from './limits.ts';

const start = Temporal.Instant.from('2026-11-22T15:40:00Z');
const after = (seconds: number) => start.add({ milliseconds: Math.round(seconds * 1000) });

test('the first contacts of an address cost nothing, a campus pays a moment, a flood ever more', () => {
  const costs = [0, 5, 6, 19, 20, 60, 200, 599].map(bitsAfter);
  assert.deepEqual(costs, [0, 0, 14, 14, 16, 18, 20, 20]);
  assert.ok(
    costs.every((bits) => bits <= 20),
    'an old phone can still do it',
  );
});

test('contacts are counted for an hour and for each address alone', () => {
  const entries = createEntries();
  for (let minute = 0; minute < 10; minute++) entries.note('a', after(minute * 60));
  assert.equal(entries.recent('a', after(600)), 10);
  assert.equal(entries.recent('b', after(600)), 0);
  assert.equal(entries.recent('a', after(3600 + 5 * 60)), 4, 'the first six are forgotten');
  assert.equal(entries.fewerIn('a', 6, after(600)), 3600 + 4 * 60 - 600, 'when the fifth is forgotten five are left');
});

test('a pace lets a few through at once and then so many a second, each for itself', () => {
  const pace = createPace({ burst: 3, perSecond: 2 });
  const taken = [0, 0, 0, 0].map(() => pace.take('one', start));
  assert.deepEqual(taken, [0, 0, 0, 1]);
  assert.equal(pace.take('two', start), 0);
  assert.equal(pace.take('one', after(0.5)), 0);
  assert.equal(pace.take('one', after(0.5)), 1);
});

test('wrong guesses cost ever more time, and a school behind one address some twenty before that', () => {
  assert.deepEqual([1, 4, 5, 6, 7, 30].map(waitAfter), [0, 0, 5, 10, 20, 900]);
  const guesses = createGuesses(20);
  for (let guess = 0; guess < 19; guess++) guesses.wrong('school', start);
  assert.equal(guesses.held('school', start), 0);
  guesses.wrong('school', start);
  assert.equal(guesses.held('school', start), 5);
  assert.equal(guesses.held('another', start), 0);
  assert.equal(guesses.held('school', after(5)), 0);
});

test('a code is sixteen digits, however they are written', () => {
  const code = codeFrom(Array.from({ length: 16 }, (_, at) => at % 10));
  assert.equal(grouped(code), '0123 4567 8901 2345');
  for (const typed of [
    '0123 4567 8901 2345',
    '0123-4567-8901-2345',
    '０１２３４５６７８９０１２３４５',
    ' 0123456789012345 ',
  ])
    assert.equal(readCode(typed), code, typed);
  for (const typed of ['', '0123', '01234567890123456', '0123 4567 8901 234x'])
    assert.equal(readCode(typed), undefined);
  assert.equal(lookupOf(code), '012345');
  assert.throws(() => codeFrom([1]), RangeError);
});
