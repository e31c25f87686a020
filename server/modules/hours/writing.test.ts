import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { likelyTexts, schedules } from '#testing/schedules.ts';
import { readHours } from './reading.ts';
import { writeHours } from './writing.ts';

test('hours written in Chinese are read again as the same schedule', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      assert.deepEqual(readHours(writeHours(schedule, 'zh')).schedule, schedule);
    }),
    { numRuns: 2000 },
  );
});

test('reading, writing and reading again changes nothing, whatever the text', () => {
  let understood = 0;
  fc.assert(
    fc.property(likelyTexts, (text) => {
      const { schedule } = readHours(text);
      if (schedule === null) return;
      understood += 1;
      assert.deepEqual(readHours(writeHours(schedule, 'zh')).schedule, schedule);
    }),
    { numRuns: 4000 },
  );
  assert.ok(understood > 20, `only ${understood} of the texts were hours`);
});

test('English says the same in plain words', () => {
  const english = (text: string): string => {
    const { schedule } = readHours(text);
    return schedule === null ? 'not understood' : writeHours(schedule, 'en');
  };
  assert.equal(
    english('周一至周五(节假日除外) 8:00-12:00; 14:00-17:00'),
    'Mon–Fri (except public holidays) 8:00–12:00, 14:00–17:00',
  );
  assert.equal(
    english('座机9:00-17:00 移动电话24小时'),
    'From a landline: Every day 9:00–17:00; From a mobile phone: Every day, 24 hours',
  );
  assert.equal(
    english('9:00-12:00(白班) 22:00-次日6:00(夜班)'),
    'Day shift: Every day 9:00–12:00; Night shift: Every day 22:00–6:00 next day',
  );
  assert.equal(english('工作日9:00-17:00；非工作日10:00-16:00'), 'Working days 9:00–17:00; Days off 10:00–16:00');
  assert.equal(english('周六、周日及节假日 10:00-16:00'), 'Sat, Sun and public holidays 10:00–16:00');
  assert.equal(english('2020年2月1日起，每天9:00-17:00'), 'From 1 February 2020: Every day 9:00–17:00');
  assert.equal(
    english('疫情期间热线每天 9:00-21:00 其他热线周一、三 9:00-20:00'),
    'During the epidemic: Every day 9:00–21:00; Others: Mon, Wed 9:00–20:00',
  );
});
