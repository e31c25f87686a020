import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadCalendar } from '#hours/index.ts';
import { readInstant } from '#platform/clock.ts';
import { previewOf } from './week.ts';

const calendar = loadCalendar();
const at = (text: string) => readInstant(text);

suite('hours while they are typed', () => {
  test('are said back in both languages, with the coming week and what is open now', () => {
    const shown = previewOf('周一至周五8:30-11:30,14:00-17:00', calendar, at('2026-11-20T16:00'));
    assert.ok(shown.understood);
    assert.equal(shown.zh, '周一至周五 8:30–11:30、14:00–17:00');
    assert.ok(shown.en?.startsWith('Mon–Fri'));
    const [part] = shown.parts;
    assert.equal(part?.now.state, 'open');
    assert.equal(part?.now.nextChange, '2026-11-20T17:00:00+08:00');
    assert.deepEqual(
      part?.week.map(({ bands }) => bands?.length),
      [2, 0, 0, 2, 2, 2, 2],
    );
  });

  test('show public holidays and make-up days in the week', () => {
    const [part] = previewOf('工作日9:00-17:00', calendar, at('2026-09-30T10:00')).parts;
    const days = part?.week.map(({ date, day, bands }) => [date, day, bands?.length]);
    assert.deepEqual(days?.slice(0, 3), [
      ['2026-09-30', 'working', 1],
      ['2026-10-01', 'public-holiday', 0],
      ['2026-10-02', 'public-holiday', 0],
    ]);
  });

  test('a night that passes midnight is drawn on both days', () => {
    const [part] = previewOf('每天20:00-次日2:00', calendar, at('2026-11-20T16:00')).parts;
    assert.deepEqual(part?.week[1]?.bands, [
      { from: 0, to: 120 },
      { from: 1200, to: 1440 },
    ]);
  });

  test('parts that could not be read are named, and nothing is made up', () => {
    const shown = previewOf('周一至周五9:00-17:00，逢初一十五休息', calendar, at('2026-11-20T16:00'));
    assert.equal(shown.understood, false);
    assert.deepEqual(shown.parts, []);
    assert.deepEqual(shown.unread, ['逢初']);
  });
});
