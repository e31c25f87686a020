// How files are spoken of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileNumber, shortNumber } from './file-number.ts';

const whole = '3f9a10c2-7d1e-4c55-9a1b-0123456789ab';

test('a file is spoken of by eight signs in two groups', () => {
  assert.equal(shortNumber(whole), '3F9A·10C2');
});

test('a whole number is read however it was pasted, and nothing else is', () => {
  assert.equal(readFileNumber(` ${whole.toUpperCase()}\n`), whole);
  assert.equal(readFileNumber(`file:${whole}`), whole);
  assert.equal(readFileNumber('3F9A·10C2'), null);
  assert.equal(readFileNumber(''), null);
});
