import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findRegion, loadRegions } from '#regions/index.ts';
import { readAccessPoints, type ContactContext } from './numbers.ts';

const index = loadRegions();
const read = (cell: string, region: string | null = null, more: Partial<ContactContext> = {}) =>
  readAccessPoints(cell, { index, region: region === null ? null : (findRegion(index, region) ?? null), ...more });
const flagsOf = (cell: string, region: string | null, more: Partial<ContactContext> = {}) =>
  read(cell, region, more).flags.map(({ code, suggestion }) => [code, ...(suggestion ? [suggestion] : [])].join(' '));

suite('a number that cannot be dialled as written is flagged, not repaired', () => {
  const doubts: readonly (readonly [cell: string, region: string | null, ...flags: string[]])[] = [
    ['82951332', '北京', 'not-diallable 010-82951332'],
    ['82951332', '辽宁', 'not-diallable'],
    ['640-73800', '北京', 'not-diallable 010-64073800'],
    ['0371-67781617、67781618', null, 'not-diallable 0371-67781618'],
    ['0371-67781617/18', null, 'not-diallable 0371-67781618'],
    ['0731-8459019', '湖南', 'not-diallable'],
    ['0734-31381200', '湖南', 'not-diallable'],
    ['138 0013 800', '北京', 'not-diallable'],
    ['400-123-456', '北京', 'not-diallable'],
    ['1082951332', '北京', 'not-diallable 010-82951332'],
    ['2540257868', '湖南', 'not-diallable'],
    ['0371-12345678', '河南', 'not-diallable'],
    ['998877665544332211', null, 'not-diallable'],
    ['041-8468 9595', '大连', 'suspicious-area-code 0411-84689595'],
    ['041 8468 9595', '大连', 'suspicious-area-code 0411-84689595'],
    ['099-8468 9595', '山西', 'suspicious-area-code'],
    ['0733-2325833', '株洲', 'suspicious-area-code 0731-22325833'],
    ['0378-2299344', '开封', 'suspicious-area-code'],
  ];
  for (const [cell, region, ...expected] of doubts) {
    test(`${cell} under ${region ?? 'no region'} gives ${expected.join(', ')} [S1-30]`, () => {
      assert.deepEqual(flagsOf(cell, region), expected);
      assert.equal(read(cell, region).accessPoints.at(-1)?.tel, undefined);
    });
  }

  test('says in Chinese what is wrong with it', () => {
    const why = (cell: string, region: string) => read(cell, region).flags[0]?.why;
    assert.equal(
      why('041-8468 9595', '大连'),
      '“041”不是电话区号；大连市的区号是 0411，其后的 84689595 也正好是当地的 8 位号码。',
    );
    assert.equal(why('0373-70958', '河南'), '新乡市的固定电话号码应为 7 位，这里是 5 位，位数不符，无法照此拨打。');
    assert.equal(why('138 0013 800', '北京'), '手机号应为 11 位，这里是 10 位，疑少一位，无法照此拨打。');
  });
});

suite('an area code that lies elsewhere', () => {
  const cases: readonly (readonly [
    why: string,
    cell: string,
    region: string | null,
    name: string,
    ...flags: string[],
  ])[] = [
    ['is doubted', '010-82951332', '大连', '', 'suspicious-area-code'],
    ['is corrected when it is one slip away', '0371-84590192', '长沙', '', 'suspicious-area-code 0731-84590192'],
    ['is mentioned in the same province', '0412-2689595', '辽宁', '大连市热线', 'assumption'],
    ['is explained by a number that fits', '010-6744 0033 027-5942 7263', '湖北', ''],
    ['is explained by a national number', '0755-84590192 400-888 8888', '北京', ''],
    ['is explained by the provincial capital', '0931-12320-5-2', '甘肃', '天水市心理援助热线'],
    ['is explained by the name', '024-8693 8625', '内蒙古', '辽宁省高校心理援助热线'],
    ['is not judged without a place', '024-8693 8625', null, ''],
    ['serves several cities', '0731-22325833', '株洲', ''],
  ];
  for (const [why, cell, region, name, ...expected] of cases) {
    test(`${why}: ${cell}`, () => {
      assert.deepEqual(flagsOf(cell, region, { name }), expected);
      assert.ok(read(cell, region, { name }).accessPoints.every(({ tel }) => tel !== undefined));
    });
  }

  test('a city’s own short code is offered with its area code', () => {
    assert.deepEqual(flagsOf('96111', '南京'), ['assumption 025-96111']);
    assert.deepEqual(flagsOf('12320', '南京'), []);
  });

  test('a number from abroad is dialled with its country, and says so', () => {
    const { accessPoints, flags } = read('+852 2382 0000', '北京');
    assert.deepEqual(
      accessPoints.map(({ e164, tel }) => [e164, tel]),
      [['+85223820000', '+85223820000']],
    );
    assert.deepEqual(
      flags.map(({ code }) => code),
      ['assumption'],
    );
  });
});
