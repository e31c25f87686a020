import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { likelyTexts } from '#testing/schedules.ts';
import { Schedule } from './contract.ts';
import { readHours } from './reading.ts';
import { writeHours } from './writing.ts';

/** What a text is understood as, in the one plain form; or the pieces that are not read. */
function read(text: string): string | readonly string[] {
  const { schedule, unread } = readHours(text);
  if (schedule === null) return unread;
  Schedule.parse(schedule);
  return writeHours(schedule, 'zh');
}

type Table = readonly (readonly [string, string])[];

function understands(table: Table): void {
  assert.deepEqual(
    table.map(([text]) => [text, read(text)]),
    table,
  );
}

function refuses(table: readonly (readonly [string, ...string[]])[]): void {
  assert.deepEqual(
    table.map(([text]) => [text, read(text)]),
    table.map(([text, ...pieces]) => [text, pieces]),
  );
}

test('all hours of the provincial list are understood [S0-28]', () =>
  understands([
    ['24 小时', '每天24小时'],
    ['周一至周五 8:00-20:00', '周一至周五 8:00–20:00'],
    ['周一至周日 24 小时', '每天24小时'],
    ['周一至周日 8:00-22:00', '每天 8:00–22:00'],
    ['周一至周五(节假日除外) 8:00-12:00; 14:00-17:00', '周一至周五（节假日除外）8:00–12:00、14:00–17:00'],
    ['周一至周五 8: 00-17:00', '周一至周五 8:00–17:00'],
    ['周一至周五 8: 00-17:30', '周一至周五 8:00–17:30'],
    ['8:00-17:30', '每天 8:00–17:30'],
  ]));

test('three bands a day are understood [S0-14]', () =>
  understands([['9:00-12:00 / 14:00-17:00 / 19:00-22:00', '每天 9:00–12:00、14:00–17:00、19:00–22:00']]));

test('the bands of the four online accounts are understood [S0-15]', () =>
  understands([
    ['(09:00-12:00)', '每天 9:00–12:00'],
    ['2540257868 (13:00-15:00)', '2540257868：每天 13:00–15:00'],
    ['1447299498 (15:00-18:00)', '1447299498：每天 15:00–18:00'],
    ['(19:00-22:00)', '每天 19:00–22:00'],
  ]));

test('下午2:30-5:30 is the afternoon, from the day the text names [S1-19]', () => {
  understands([
    ['服务时间从\n\n2020年2月1日起，上午8:00-12:00，下午2:30-5:30', '自2020年2月1日起，每天 8:00–12:00、14:30–17:30'],
  ]);
  assert.equal(readHours('2020年2月1日起，上午8:00-12:00').schedule?.since, '2020-02-01');
});

test('notes on shifts hold for all bands before them [S2-18]', () =>
  understands([
    ['9:00-12:00 14:00-18:00(白班) 19:00-23:00(晚班)', '白班：每天 9:00–12:00、14:00–18:00；晚班：每天 19:00–23:00'],
  ]));

test('each number and each device has its own hours [S2-19]', () =>
  understands([
    [
      '400-650 6208 (9:00-18:00) 400-100 9595 (6:00-24:00)',
      '400-650 6208：每天 9:00–18:00；400-100 9595：每天 6:00–24:00',
    ],
    ['座机9:00-17:00 移动电话24小时', '座机：每天 9:00–17:00；移动电话：每天24小时'],
  ]));

test('each audience has its own hours [S2-20]', () =>
  understands([
    ['13:00-22:00 (所有群众) 16:00-22:00 (医务人员专线)', '所有群众：每天 13:00–22:00；医务人员专线：每天 16:00–22:00'],
  ]));

test('all hours of the 75 lines are understood [S2-23]', () =>
  understands([
    ['24小时', '每天24小时'],
    ['10: 00-24: 00', '每天 10:00–24:00'],
    ['18:00-24:00', '每天 18:00–24:00'],
    ['8: 30-17: 30', '每天 8:30–17:30'],
    ['14: 00-17:00 18:00-21:00', '每天 14:00–17:00、18:00–21:00'],
    ['8:30-11:30 14:00-17:00 18:00-21:00', '每天 8:30–11:30、14:00–17:00、18:00–21:00'],
    ['8:30-11:30 13:00-16:30 (工作日)', '工作日 8:30–11:30、13:00–16:30'],
    ['9:00-21:00 (工作日)', '工作日 9:00–21:00'],
    ['周一至周六 9:00-17:00', '周一至周六 9:00–17:00'],
    [
      '疫情期间热线每天 9:00-21:00 其他热线周一至周五 9:00-20:00',
      '疫情期间热线：每天 9:00–21:00；其他热线：周一至周五 9:00–20:00',
    ],
  ]));

test('weekdays are read in every way they are listed', () =>
  understands([
    ['每周一、三、五 19:00-21:00', '周一、周三、周五 19:00–21:00'],
    ['周一三五 9:00-11:00，周二四 14:00-16:00', '周一、周三、周五 9:00–11:00；周二、周四 14:00–16:00'],
    ['星期一—星期日 8：00－20：00', '每天 8:00–20:00'],
    ['周1至5 9:00-17:00', '周一至周五 9:00–17:00'],
    ['周六日、周一 9:00-12:00', '周一、周六、周日 9:00–12:00'],
    ['礼拜天 9:00-17:00', '周日 9:00–17:00'],
    ['周五至周一 9:00-17:00', '周一、周五至周日 9:00–17:00'],
    ['周一八点至十点', '周一 8:00–10:00'],
    ['周一，周三，周五 9:00-17:00', '周一、周三、周五 9:00–17:00'],
    ['除周日外每天 9:00-17:00', '周一至周六 9:00–17:00'],
    ['周二至周日 9:00-17:00（周一休息）', '周二至周日 9:00–17:00'],
    ['9:00-17:00 周一至周五', '周一至周五 9:00–17:00'],
    ['9:00-17:00（周一至周五） 10:00-16:00（周末）', '周一至周五 9:00–17:00；周六、周日 10:00–16:00'],
    ['每週一至週五 9點至17點半', '周一至周五 9:00–17:30'],
  ]));

test('working days, days off and public holidays are told apart [S0-28]', () =>
  understands([
    ['周一至周五，节假日除外，9:00-17:00', '周一至周五（节假日除外）9:00–17:00'],
    ['周一至周五 9:00-17:00，周末、节假日休息', '周一至周五（节假日除外）9:00–17:00'],
    ['每天9:00-21:00（法定节假日不休）', '每天 9:00–21:00'],
    ['每天9:00-21:00，节假日10:00-16:00', '每天（节假日除外）9:00–21:00；节假日 10:00–16:00'],
    ['双休日及法定节假日 10:00-16:00', '周六、周日及节假日 10:00–16:00'],
    ['工作日9:00-17:00；非工作日10:00-16:00', '工作日 9:00–17:00；非工作日 10:00–16:00'],
    ['工作日9:00-17:00，节假日休息', '工作日 9:00–17:00'],
    ['工作日（周一至周五）9:00-17:00', '周一至周五（节假日除外）9:00–17:00'],
    ['每天24小时服务，全年无休', '每天24小时'],
    ['周一至周五（含节假日）9:00-17:00；节假日 18:00-20:00', '周一至周五（含节假日）9:00–17:00；节假日 18:00–20:00'],
  ]));

test('the twelve-hour clock is read where the text says the part of the day', () =>
  understands([
    ['早八点至晚十点', '每天 8:00–22:00'],
    ['上午八点三十分至十一点三刻', '每天 8:30–11:45'],
    ['下午2:00-10:00', '每天 14:00–22:00'],
    ['下午14:00-17:00', '每天 14:00–17:00'],
    ['中午11:30-1:30', '每天 11:30–13:30'],
    ['每晚7点到9点', '每天 19:00–21:00'],
    ['晚上8点至12点', '每天 20:00–24:00'],
    ['周五晚7:00-9:00', '周五 19:00–21:00'],
    ['9:00am-5:30pm', '每天 9:00–17:30'],
    ['9-17点', '每天 9:00–17:00'],
    ['８．３０－１７．３０', '每天 8:30–17:30'],
  ]));

test('a night is read on into the next day', () =>
  understands([
    ['22:00-次日6:00', '每天 22:00–次日6:00'],
    ['22:00-6:00', '每天 22:00–次日6:00'],
    ['晚上8点至第二天早上8点', '每天 20:00–次日8:00'],
    ['夜间18:00-8:00', '每天 18:00–次日8:00'],
    ['18:00-凌晨2:00', '每天 18:00–次日2:00'],
    ['下午5:30至早上8:30', '每天 17:30–次日8:30'],
    ['9:00-翌日9:00', '每天 9:00–次日9:00'],
    ['18:00-0:00', '每天 18:00–24:00'],
    ['00:00-23:59', '每天24小时'],
  ]));

test('day and night is said in many ways', () => {
  for (const text of [
    '24h',
    '7×24小时',
    '7*24',
    '24/7',
    '7天24小时',
    '二十四小时',
    '全天候',
    '全天',
    '全年365天24小时',
    '0:00-24:00',
    '24小时免费心理援助热线',
  ])
    assert.equal(read(text), '每天24小时', text);
});

test('a scope named before its hours, or days named before all scopes, hold as far as they are meant', () =>
  understands([
    ['周一至周五：白班 9:00-17:00，晚班 17:00-21:00', '白班：周一至周五 9:00–17:00；晚班：周一至周五 17:00–21:00'],
    ['周一至周五 9:00-12:00(白班) 19:00-23:00(晚班)', '白班：周一至周五 9:00–12:00；晚班：周一至周五 19:00–23:00'],
    ['座机周一至周五9:00-17:00，手机24小时', '座机：周一至周五 9:00–17:00；手机：每天24小时'],
    ['手机和座机均为24小时', '手机：每天24小时；座机：每天24小时'],
    ['400-650 6208、400-100 9595 9:00-18:00', '400-650 6208：每天 9:00–18:00；400-100 9595：每天 9:00–18:00'],
  ]));

test('impossible and doubtful times are not read', () =>
  refuses([
    ['25:00-26:00', '25:00-26:00'],
    ['8:60-17:00', '8:60-17:00'],
    ['9:00-9:00', '9:00-9:00'], // nothing, or a whole day?
    ['17:00-9:00', '17:00-9:00'], // a slip of the pen, or a night?
    ['18:00-9:00', '18:00-9:00'],
    ['9:00-12:00 2:00-5:00', '9:00-12:00 2:00-5:00'], // at two in the afternoon, or at night?
    ['上午9:00-5:00', '上午9:00-5:00'],
    ['上午20:00-21:00', '上午20:00-21:00'],
    ['9:00-17', '9:00-17'],
    ['8:5-9:5', '8:5-9:5'],
    ['24小时 9:00-17:00', '24小时 9:00-17:00'],
    ['8小时', '8小时'],
    ['13:00-22:00 16:00-22:00', '13:00-22:00 16:00-22:00'],
  ]));

test('what a schedule cannot say is not read', () =>
  refuses([
    ['单周周一 9:00-17:00', '单周'],
    ['预约', '预约'],
    ['周一至周五 9:00-17:00（寒暑假除外）', '寒暑假'],
    ['視情況', '視情況'],
    ['春节期间 9:00-12:00', '春节期间'],
    ['9:00-17:00，其他时间请留言', '其他', '请留言'],
    ['周一至周五', '周一至周五'],
    ['节假日休息', '节假日休息'],
    ['2020年2月1日 9:00-17:00', '2020年2月1日 9:00-17:00'],
    ['自2020年2月30日起，9:00-17:00', '自2020年2月30日起'],
    ['9:00-17:00(', '9:00-17:00('],
    [''],
    [' \n'],
  ]));

test('a sentence that can be taken in two ways is not read', () =>
  refuses([
    ['每天9:00-21:00，周六 10:00-18:00', '每天9:00-21:00，周六 10:00-18:00'],
    ['周一至周五 9:00-17:00，周六 9:00-12:00（节假日除外）', '节假日除外'],
    ['周一至周五 8:00-12:00 14:00-17:00(周三除外)', '周三除外'],
    ['周一至周五 9:00-12:00（节假日除外）14:00-17:00', '周一至周五 9:00-12:00（节假日除外）14:00-17:00'],
    ['周一至周五、节假日除外 9:00-17:00', '周一至周五、节假日除外 9:00-17:00'],
    ['周六，周日，节假日休息', '周六'],
    ['9:00-12:00 周一至周五 14:00-17:00', '9:00-12:00 周一至周五 14:00-17:00'],
    ['9:00-17:00 (工作日)(白班) 19:00-23:00 (晚班)', '9:00-17:00 (工作日)(白班) 19:00-23:00 (晚班)'],
    ['座机 9:00-17:00 手机 24小时，节假日休息', '座机 9:00-17:00 手机 24小时，节假日休息'],
    ['周一至周五 9:00-17:00 全年无休', '周一至周五 9:00-17:00 全年无休'],
    ['工作日 9:00-17:00（节假日不休）', '节假日不休'],
  ]));

test('no text makes the reader throw, and what it cannot read it shows as written', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), likelyTexts);
  fc.assert(
    fc.property(texts, (text) => {
      const { understood, schedule, unread } = readHours(text);
      assert.equal(understood, schedule !== null);
      assert.equal(unread.length > 0, !understood && text.trim() !== '' && readable(text));
      for (const piece of unread) assert.ok(text.includes(piece), JSON.stringify([text, piece]));
    }),
    { numRuns: 3000 },
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
    assert.ok(performance.now() - started < 50);
  }
});

test('the time to read grows with the length of the text only', () => {
  for (const piece of ['周一、', '9:00-', '400-1234 ', '节假日除外，', '((', '下午', '一']) {
    const text = piece.repeat(Math.floor(2000 / piece.length));
    const started = performance.now();
    for (let round = 0; round < 20; round += 1) readHours(text);
    assert.ok((performance.now() - started) / 20 < 25, piece);
  }
});
