import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line } from '#testing/lines.ts';
import { linesAsOf, noticesAsOf } from './as-of.ts';
import type { Listing } from './contract.ts';

const listed = (source: string, date: string | null): Listing => ({
  source,
  title: source,
  number: null,
  issuers: [],
  date,
  row: 'row-1',
});

test('a line is shown from the day of its first publication on, with the publications of by then', () => {
  const lines = [
    line('early', { confirmedOn: '2020-05-27', listings: [listed('a', '2020-02-02'), listed('b', '2020-05-27')] }),
    line('late', { confirmedOn: '2020-05-27', listings: [listed('b', '2020-05-27')] }),
  ];
  const [early, ...others] = linesAsOf(lines, '2020-04-15');
  assert.deepEqual(others, []);
  assert.equal(early?.id, 'early');
  assert.deepEqual(
    early?.listings.map(({ source }) => source),
    ['a'],
  );
  assert.equal(early?.confirmedOn, '2020-02-02');
  assert.deepEqual(linesAsOf(lines, '2020-05-27'), lines);
});

test('what bears no date, or was entered by hand, is always shown', () => {
  const lines = [line('undated', { listings: [listed('c', null)] }), line('by-hand', { listings: [] })];
  assert.deepEqual(linesAsOf(lines, '2019-01-01'), lines);
});

test('a notice is not shown before its day', () => {
  const notice = (id: string, date: string | null) => ({
    notice: { id, title: id, number: null, issuers: [], date, round: null, signature: null, contacts: [], lines: 1 },
  });
  const shown = noticesAsOf([notice('a', '2020-02-02'), notice('b', '2020-05-27'), notice('c', null)], '2020-04-15');
  assert.deepEqual(
    shown.map(({ notice: { id } }) => id),
    ['a', 'c'],
  );
});
