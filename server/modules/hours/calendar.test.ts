import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildCalendar, calendarCovers, dayKind } from './calendar.ts';
import { loadCalendar } from './files.ts';

const calendar = loadCalendar();
const kindOn = (date: string): string => dayKind(calendar, Temporal.PlainDate.from(date));

// Day by day from the State Council's notices; the comments name what is easy to get wrong.
const DAYS: readonly (readonly [string, string])[] = [
  ['2006-12-31', 'unknown'], // worked, says the notice of 2007, but 2006 is not covered
  ['2007-01-01', 'public-holiday'],
  ['2007-02-17', 'make-up'], // only in the notice's prose
  ['2007-12-29', 'make-up'], // in the notice of 2008
  ['2008-10-06', 'working'],
  ['2011-12-31', 'make-up'],
  ['2014-04-06', 'weekend'], // a Sunday between two days off that the notice does not name
  ['2014-04-07', 'public-holiday'],
  ['2015-09-04', 'public-holiday'], // a notice of its own
  ['2015-09-06', 'make-up'],
  ['2018-12-31', 'public-holiday'],
  ['2019-05-04', 'public-holiday'], // the second notice of 2019
  ['2019-06-08', 'weekend'], // "together with the weekend": not lengthened
  ['2020-01-19', 'make-up'],
  ['2020-01-31', 'public-holiday'], // the prolonged Spring Festival
  ['2020-02-01', 'public-holiday'], // was to be worked
  ['2020-02-02', 'public-holiday'],
  ['2020-02-03', 'working'],
  ['2022-12-31', 'public-holiday'],
  ['2024-02-09', 'working'], // New Year's Eve: encouraged, not ordered
  ['2024-02-18', 'make-up'],
  ['2026-01-04', 'make-up'],
  ['2026-02-23', 'public-holiday'],
  ['2026-09-20', 'make-up'],
  ['2026-10-01', 'public-holiday'],
  ['2026-10-07', 'public-holiday'],
  ['2026-10-08', 'working'],
  ['2026-10-10', 'make-up'],
  ['2026-12-31', 'working'],
  ['2027-01-01', 'unknown'],
];

test('every day is what the State Council announced it to be [S0-28]', () => {
  assert.deepEqual(
    DAYS.map(([date]) => [date, kindOn(date)]),
    DAYS,
  );
});

test('the calendar knows 545 days off and 130 make-up days within its years', () => {
  const kinds = Array.from({ length: 7305 }, (_, day) =>
    kindOn(Temporal.PlainDate.from('2007-01-01').add({ days: day }).toString()),
  );
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  assert.deepEqual([count('public-holiday'), count('make-up'), count('unknown')], [545, 130, 0]);
});

test('every make-up day is a weekend day, and never a day off', () => {
  for (let day = Temporal.PlainDate.from('2007-01-01'); day.year < 2027; day = day.add({ days: 1 }))
    if (kindOn(day.toString()) === 'make-up') assert.ok(day.dayOfWeek > 5, day.toString());
});

test('the calendar says how far it reaches', () => {
  assert.equal(calendarCovers(calendar, Temporal.Instant.from('2026-12-31T23:59:59+08:00')), true);
  assert.equal(calendarCovers(calendar, Temporal.Instant.from('2027-01-01T00:00+08:00')), false);
  assert.equal(calendarCovers(calendar, Temporal.Instant.from('2006-12-31T23:59+08:00')), false);
});

test('data that contradict themselves are refused, not guessed at', () => {
  const year = (number: number, off: string[], makeUp: string[] = []) => ({
    year: number,
    holidays: [{ off, makeUp }],
  });
  assert.throws(() => buildCalendar([]), /no year/);
  assert.throws(() => buildCalendar([year(2020, []), year(2022, [])]), /jumps to 2022/);
  assert.throws(() => buildCalendar([year(2020, ['2020-01-01', '2020-01-01'])]), /contradicts itself on 2020-01-01/);
  assert.throws(() => buildCalendar([year(2020, [], ['2020-01-06'])]), /contradicts itself on 2020-01-06/);
  assert.throws(() => buildCalendar([year(2020, ['2020-01-03/2020-01-01'])]), /wrong interval/);
  assert.throws(() => buildCalendar([year(2020, ['2021-01-01'])]), /contradicts itself|beyond/);
});
