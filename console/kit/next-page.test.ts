// Pages follow one another until the list is whole, and never beyond.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterCursor, latest, numberedPages } from './next-page.ts';

const next = numberedPages<{ readonly total: number; readonly rows: readonly number[] }>(({ rows }) => rows);

test('numbered pages end when as many rows were told as there are in all', () => {
  const first = { total: 3, rows: [1, 2] };
  const second = { total: 3, rows: [3] };
  assert.deepEqual(next(first, [first]), { page: 2 });
  assert.equal(next(second, [first, second]), null);
});

test('an empty page ends the list, whatever total was told: rows can go while somebody reads', () => {
  const first = { total: 3, rows: [1, 2] };
  const empty = { total: 3, rows: [] };
  assert.equal(next(empty, [first, empty]), null);
});

test('a cursor is asked with until there is none', () => {
  assert.deepEqual(afterCursor({ next: '2026-11-22_7' }), { after: '2026-11-22_7' });
  assert.equal(afterCursor({ next: null }), null);
});

test('a total is the one that was told last', () => {
  assert.deepEqual(latest([{ total: 3 }, { total: 2 }]), { total: 2 });
  assert.throws(() => latest([]), /at least one page/);
});
