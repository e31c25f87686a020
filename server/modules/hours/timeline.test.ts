import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HoursState, Schedule } from './contract.ts';
import { loadCalendar } from './files.ts';
import { readHours } from './reading.ts';
import { bandsOn, compileHours, isAllDay, stateAt } from './timeline.ts';

const calendar = loadCalendar();

function schedule(text: string): Schedule {
  const reading = readHours(text);
  if (reading.schedule === null) throw new Error(`not understood: ${reading.unread.join(' ')}`);
  return reading.schedule;
}

const instant = (local: string): Temporal.Instant => Temporal.Instant.from(`${local}+08:00`);

/** "open until 2026-10-08T12:00" as one would say it. */
function said(text: string, local: string): string {
  const { state, nextChange } = stateAt(compileHours(schedule(text), calendar), instant(local));
  const until =
    nextChange === null
      ? 'for good'
      : `until ${nextChange.toZonedDateTimeISO('+08:00').toPlainDateTime().toString({ smallestUnit: 'minute' })}`;
  return `${state} ${until}`;
}

function answers(table: readonly (readonly [text: string, at: string, answer: string])[]): void {
  assert.deepEqual(
    table.map(([text, at]) => [text, at, said(text, at)]),
    table,
  );
}

const LOCAL_OFFICE = '周一至周五(节假日除外) 8:00-12:00; 14:00-17:00';

test('hours of the provincial list are right on ordinary days, holidays and make-up days [S0-28]', () =>
  answers([
    ['24 小时', '2020-02-01T03:00', 'open for good'],
    ['周一至周日 24 小时', '2026-10-01T00:00', 'open for good'],
    ['周一至周五 8:00-20:00', '2026-10-01T09:00', 'open until 2026-10-01T20:00'],
    ['周一至周五 8:00-20:00', '2020-01-19T09:00', 'closed until 2020-01-20T08:00'],
    [LOCAL_OFFICE, '2026-10-08T09:00', 'open until 2026-10-08T12:00'],
    [LOCAL_OFFICE, '2026-10-08T12:00', 'closed until 2026-10-08T14:00'],
    [LOCAL_OFFICE, '2026-09-30T17:00', 'closed until 2026-10-08T08:00'],
    [LOCAL_OFFICE, '2020-01-19T09:00', 'closed until 2020-01-20T08:00'],
    [LOCAL_OFFICE, '2020-01-23T17:00', 'closed until 2020-02-03T08:00'],
    ['8:00-17:30', '2026-10-01T17:29', 'open until 2026-10-01T17:30'],
  ]));

test('working days are those of the calendar, make-up days included [S2-23]', () =>
  answers([
    ['9:00-17:00 (工作日)', '2020-01-19T10:00', 'open until 2020-01-19T17:00'],
    ['9:00-17:00 (工作日)', '2020-01-31T10:00', 'closed until 2020-02-03T09:00'],
    ['9:00-17:00 (工作日)', '2026-10-10T10:00', 'open until 2026-10-10T17:00'],
    ['9:00-17:00 (工作日)', '2026-10-01T10:00', 'closed until 2026-10-08T09:00'],
    ['非工作日 9:00-17:00', '2026-10-10T10:00', 'closed until 2026-10-11T09:00'],
    ['节假日 9:00-17:00', '2026-10-08T10:00', 'closed until 2027-01-01T09:00'],
    ['周一至周六 9:00-17:00', '2026-11-22T10:00', 'closed until 2026-11-23T09:00'],
    ['10: 00-24: 00', '2026-11-22T23:59', 'open until 2026-11-23T00:00'],
  ]));

test('outside the three bands of a day the next opening is told [S0-14]', () => {
  const bands = '9:00-12:00 / 14:00-17:00 / 19:00-22:00';
  answers([
    [bands, '2020-02-10T08:59', 'closed until 2020-02-10T09:00'],
    [bands, '2020-02-10T12:30', 'closed until 2020-02-10T14:00'],
    [bands, '2020-02-10T18:00', 'closed until 2020-02-10T19:00'],
    [bands, '2020-02-10T22:00', 'closed until 2020-02-11T09:00'],
  ]);
});

test('of four accounts the one on duty is open, and in the gaps the next is told [S0-15]', () => {
  const accounts = schedule(
    '2919262702 (09:00-12:00) 2540257868 (13:00-15:00) 1447299498 (15:00-18:00) 2659438786 (19:00-22:00)',
  );
  const open = (local: string): string[] =>
    accounts.parts
      .map((part) => part.scope)
      .filter(
        (scope) =>
          scope !== null &&
          compileHours(accounts, calendar, scope).stateAt(instant(local).epochMilliseconds) === 'open',
      )
      .map((scope) => scope?.raw ?? '');
  assert.deepEqual(open('2020-02-10T09:00'), ['2919262702']);
  assert.deepEqual(open('2020-02-10T15:00'), ['1447299498']);
  assert.deepEqual(open('2020-02-10T12:30'), []);
  assert.equal(
    stateAt(compileHours(accounts, calendar), instant('2020-02-10T12:30')).nextChange?.toString(),
    instant('2020-02-10T13:00').toString(),
  );
  assert.equal(
    stateAt(compileHours(accounts, calendar), instant('2020-02-10T14:00')).nextChange?.toString(),
    instant('2020-02-10T18:00').toString(),
  );
});

test('before the day from which hours hold nothing is known [S1-19]', () => {
  const hours = '从2020年2月1日起，上午8:00-12:00，下午2:30-5:30';
  answers([
    [hours, '2020-01-15T09:00', 'unknown until 2020-02-01T00:00'],
    [hours, '2020-02-01T00:00', 'closed until 2020-02-01T08:00'],
    [hours, '2020-02-01T14:30', 'open until 2020-02-01T17:30'],
    ['自2026年3月2日起，22:00-次日6:00', '2026-03-02T01:00', 'closed until 2026-03-02T22:00'],
    ['自2026年3月2日起，24小时', '2026-03-01T23:00', 'unknown until 2026-03-02T00:00'],
    ['自2026年3月2日起，24小时', '2026-03-02T00:00', 'open for good'],
  ]);
});

test('a number, a device and an audience are asked for themselves [S2-19] [S2-20]', () => {
  const state = (text: string, raw: string, local: string): HoursState => {
    const hours = schedule(text);
    const scope = hours.parts.find((part) => part.scope?.raw === raw)?.scope;
    if (scope === undefined || scope === null) throw new Error(raw);
    return compileHours(hours, calendar, scope).stateAt(instant(local).epochMilliseconds);
  };
  const numbers = '400-650 6208 (9:00-18:00) 400-100 9595 (6:00-24:00)';
  assert.equal(state(numbers, '400-650 6208', '2026-11-22T20:00'), 'closed');
  assert.equal(state(numbers, '400-100 9595', '2026-11-22T20:00'), 'open');
  const devices = '座机9:00-17:00 移动电话24小时';
  assert.equal(state(devices, '座机', '2026-11-22T20:00'), 'closed');
  assert.equal(state(devices, '移动电话', '2026-11-22T20:00'), 'open');
  const audiences = '13:00-22:00 (所有群众) 16:00-22:00 (医务人员专线)';
  assert.equal(state(audiences, '所有群众', '2026-11-22T14:00'), 'open');
  assert.equal(state(audiences, '医务人员专线', '2026-11-22T14:00'), 'closed');
});

test('a scope without hours of its own has those of the whole line; with none at all, nothing is known', () => {
  const hours = schedule('9:00-17:00；晚班：18:00-20:00');
  const landline = { kind: 'landline', raw: '座机' } as const;
  assert.equal(compileHours(hours, calendar, landline).stateAt(instant('2026-11-22T10:00').epochMilliseconds), 'open');
  const shifts = compileHours(schedule('白班 9:00-17:00 晚班 18:00-20:00'), calendar, landline);
  assert.deepEqual(stateAt(shifts, instant('2026-11-22T10:00')), { state: 'unknown', nextChange: null });
});

test('a night that began yesterday is still open this morning', () =>
  answers([
    ['22:00-次日6:00', '2026-11-22T03:00', 'open until 2026-11-22T06:00'],
    ['周五 22:00-次日6:00', '2026-11-21T05:59', 'open until 2026-11-21T06:00'],
    ['周五 22:00-次日6:00', '2026-11-20T05:00', 'closed until 2026-11-20T22:00'],
    ['工作日 18:00-次日8:00', '2026-10-01T07:00', 'open until 2026-10-01T08:00'],
    ['9:00-次日9:00', '2026-11-22T09:00', 'open for good'],
  ]));

test('bands that touch are one, also over midnight', () =>
  answers([
    ['9:00-12:00 12:00-15:00', '2026-11-22T10:00', 'open until 2026-11-22T15:00'],
    ['0:00-6:00 22:00-24:00', '2026-11-22T23:00', 'open until 2026-11-23T06:00'],
    ['周一24小时；周二 0:00-12:00', '2026-11-23T05:00', 'open until 2026-11-24T12:00'],
    ['工作日24小时；非工作日24小时', '2026-11-22T10:00', 'open for good'],
  ]));

test('beyond the calendar only what depends on it is unknown', () =>
  answers([
    ['周一至周五 9:00-17:00', '2031-05-01T10:00', 'open until 2031-05-01T17:00'],
    [LOCAL_OFFICE, '2027-03-03T09:00', 'unknown until 2027-03-03T12:00'],
    [LOCAL_OFFICE, '2027-03-03T13:00', 'closed until 2027-03-03T14:00'],
    [LOCAL_OFFICE, '2027-03-06T09:00', 'closed until 2027-03-08T08:00'],
    ['工作日 9:00-17:00', '2027-03-06T10:00', 'unknown until 2027-03-06T17:00'],
    ['工作日 9:00-17:00；非工作日 9:00-12:00', '2027-03-03T10:00', 'open until 2027-03-03T12:00'],
    ['每天24小时（节假日除外）', '2026-12-31T10:00', 'open until 2027-01-01T00:00'],
    ['每天24小时（节假日除外）', '2030-01-01T10:00', 'unknown for good'],
    ['每天24小时（节假日除外）', '1990-01-01T10:00', 'unknown until 2007-01-01T00:00'],
  ]));

test('the bands of a date are merged, or unknown where the calendar does not tell', () => {
  const on = (text: string, date: string): unknown => bandsOn(schedule(text), Temporal.PlainDate.from(date), calendar);
  assert.deepEqual(on('9:00-12:00 12:00-15:00 22:00-次日6:00', '2026-11-22'), [
    { from: 540, to: 900 },
    { from: 1320, to: 1800 },
  ]);
  assert.deepEqual(on(LOCAL_OFFICE, '2026-10-01'), []);
  assert.equal(on(LOCAL_OFFICE, '2027-03-03'), 'unknown');
  assert.deepEqual(on(LOCAL_OFFICE, '2027-03-06'), []);
  assert.equal(on('自2020年2月1日起，9:00-17:00', '2020-01-31'), 'unknown');
});

test('only hours without any gap are all day', () => {
  for (const text of ['24小时', '9:00-次日9:00', '工作日24小时；非工作日24小时', '座机9:00-17:00 移动电话24小时'])
    assert.equal(isAllDay(schedule(text)), true, text);
  for (const text of ['0:00-23:30', '周一至周六24小时', '每天24小时（节假日除外）', '工作日24小时；周六、周日24小时'])
    assert.equal(isAllDay(schedule(text)), false, text);
  assert.equal(isAllDay(schedule('座机9:00-17:00 移动电话24小时'), { kind: 'landline', raw: '座机' }), false);
});

test('the ends of time are answered as well', () => {
  const hours = compileHours(schedule('周一至周五 9:00-17:00'), calendar);
  assert.equal(hours.nextChange(8.64e15), null);
  assert.notEqual(hours.nextChange(-8.64e15), null);
  assert.equal(typeof hours.stateAt(-8.64e15), 'string');
});
