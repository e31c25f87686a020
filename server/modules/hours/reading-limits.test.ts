import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { likelyTexts } from '#testing/schedules.ts';
import { readHours } from './reading.ts';

test('no text makes the reader throw, and what it cannot read it shows as written', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), likelyTexts);
  fc.assert(
    fc.property(texts, (text) => {
      const { understood, schedule, unread } = readHours(text);
      assert.equal(understood, schedule !== null);
      assert.equal(unread.length > 0, !understood && text.trim() !== '' && readable(text));
      for (const piece of unread) assert.ok(text.includes(piece), JSON.stringify([text, piece]));
    }),
    { numRuns: 2000 },
  );
});

/** Whether anything but blanks of all kinds is in a text. */
function readable(text: string): boolean {
  return /[^\s\u200b-\u200d\ufeff]/.test(text);
}

test('a text of a megabyte is answered at once', () => {
  for (const text of [
    '9:00-12:00 '.repeat(100_000),
    '（'.repeat(1_000_000),
    '一'.repeat(1_000_000),
    '0'.repeat(1_000_000),
  ]) {
    const started = performance.now();
    assert.equal(readHours(text).understood, false);
    assert.ok(performance.now() - started < 5000);
  }
});

test('the time to read grows with the length of the text only', () => {
  for (const piece of ['周一、', '9:00-', '400-1234 ', '节假日除外，', '((', '下午', '一']) {
    const text = piece.repeat(Math.floor(2000 / piece.length));
    const started = performance.now();
    for (let round = 0; round < 20; round += 1) readHours(text);
    assert.ok((performance.now() - started) / 20 < 250, piece);
  }
});
