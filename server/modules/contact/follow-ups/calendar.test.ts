import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { calendarOf, folded } from './calendar.ts';

const now = Temporal.Instant.from('2026-11-22T12:00:00Z');
const entry = {
  id: '0f0e0d0c-0000-4000-8000-000000000001',
  number: 17,
  at: Temporal.Instant.from('2026-11-25T12:15:00Z'),
  minutes: 30,
  cancelled: false,
  sequence: 2,
};

test('a calendar says when and which number, and nothing else [S1-24]', () => {
  const file = calendarOf([entry], now);
  assert.deepEqual(file.split('\r\n'), [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//xindeng//follow-ups//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:0f0e0d0c-0000-4000-8000-000000000001@xindeng',
    'DTSTAMP:20261122T120000Z',
    'DTSTART:20261125T121500Z',
    'DTEND:20261125T124500Z',
    'SEQUENCE:2',
    'SUMMARY:约定的回访 · 第 17 号',
    'CLASS:PRIVATE',
    'STATUS:CONFIRMED',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:约定的回访 · 第 17 号',
    'TRIGGER:-PT10M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('a meeting that was cancelled is taken out of the calendar, without an alarm', () => {
  const file = calendarOf([{ ...entry, cancelled: true, sequence: 3 }], now);
  assert.match(file, /STATUS:CANCELLED/);
  assert.match(file, /SEQUENCE:3/);
  assert.ok(!file.includes('VALARM'));
});

test('lines of a calendar hold 75 octets at most, and unfolded they are what they were', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '约', '🕯', ' ', ';'), maxLength: 300 }), (line) => {
      const lines = folded(line).split('\r\n');
      for (const one of lines) assert.ok(Buffer.byteLength(one) <= 75);
      for (const one of lines.slice(1)) assert.ok(one.startsWith(' '));
      assert.equal(lines.map((one, place) => (place === 0 ? one : one.slice(1))).join(''), line);
    }),
  );
});
