// What stands beside the lines of a table: numbers that are no hotlines, rows that nobody filled in, tables
// without headings. None of it may be called in distress, and none of it may vanish.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadLine, Reading } from '../contract.ts';
import { loadReadingContext, readDocument } from '../index.ts';
import { headsOtherNumbers } from './other-numbers.ts';

const context = await loadReadingContext('2024-05-01');

function read(text: string): Reading {
  const result = readDocument({ name: 'paper.txt', bytes: new TextEncoder().encode(text) }, context);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const brief = (line: ReadLine): string =>
  [line.region?.name ?? '-', line.hosts.join('、'), line.accessPoints.map(({ tel }) => tel).join(' ')].join(' | ');
const others = ({ notHotlines }: Reading): string[] => notHotlines.map(({ raw, why }) => `${raw} ${why}`);

suite('columns of other numbers', () => {
  const office =
    '传真|传真号码|传真电话号码|办公电话|办公室电话|学校传真|联系人电话|联系人及电话|负责人电话|负责人手机|热线负责人电话|监督电话|办公邮箱|Fax|Fax number|Fax No.|Telefax|Office phone|Contact person’s phone|Phone of the person in charge';
  for (const heading of office.split('|')) {
    test(`“${heading}” gives nothing to call, and is listed`, () => {
      const reading = read(`地区\t热线名称\t热线号码\t${heading}\n湖南\t甲热线\t0731-85501010\t0731-85501019\n`);
      assert.deepEqual(reading.lines.map(brief), ['湖南省 |  | 073185501010']);
      assert.deepEqual(others(reading), [`0731-85501019 表头写的是“${heading}”，不是热线`]);
      assert.equal(reading.lines[0]?.cells[heading], '0731-85501019');
    });
  }

  test('a list whose only numbers are faxes lacks its column of numbers', () => {
    const bytes = new TextEncoder().encode('热线名称,传真号码\n甲热线,0731-85501019\n');
    const result = readDocument({ name: 'list.csv', bytes }, context);
    assert.deepEqual([result.ok, result.ok ? '' : result.refusal], [false, 'columns-missing']);
  });

  test('a heading that names a number for callers as well stays a column of numbers', () => {
    const both =
      '电话|热线号码|联系电话|咨询电话|值班电话|电话/传真|电话（传真）|Tel/Fax|热线电话/办公电话|负责人及热线电话|Office hours|办公地点';
    assert.deepEqual(
      both.split('|').filter((heading) => headsOtherNumbers(heading)),
      [],
    );
  });

  test('an office number that is the number of the line too is not called no hotline', () => {
    const { lines, notHotlines } = read('名称\t热线号码\t办公电话\n甲热线\t0731-85501010\t0731-85501010\n');
    assert.deepEqual([lines[0]?.accessPoints.length, notHotlines.length], [1, 0]);
  });
});

suite('rows without a number', () => {
  const head = '湖南省心理热线\n\n地区\t号码\t依托单位\t开放时间\n';

  test('a row whose number was left blank is a line with a flag, with hours or without', () => {
    const { lines, notHotlines } = read(
      `${head}长沙市\t\t长沙市第九医院\t24小时\n株洲市\t0731-22325833\t株洲市三医院\t\n湘潭市\t\t湘潭市第五人民医院\t\n`,
    );
    assert.deepEqual(lines.map(brief), [
      '长沙市 | 长沙市第九医院 | ',
      '株洲市 | 株洲市三医院 | 073122325833',
      '湘潭市 | 湘潭市第五人民医院 | ',
    ]);
    for (const place of [0, 2])
      assert.ok(lines[place]?.flags.some(({ code, field }) => code === 'field-unread' && field === 'accessPoints'));
    assert.deepEqual(notHotlines, []);
  });

  test('rows under its merged region have that region, not the one before', () => {
    const { lines } = read(
      `${head}北京\t010-62345678\t甲医院\t\n上海\t\t乙医院\t\n\t021-62345671\t丙医院\t\n广东\t\t\t\n\t020-62345671\t丁医院\t\n`,
    );
    assert.deepEqual(
      lines.map((line) => line.region?.name),
      ['北京市', '上海市', '上海市', '广东省'],
    );
  });

  test('a region or a host alone is listed with the reason; a heading, a sum and a remark are no such row', () => {
    const reading = read(
      `${head}长沙市\t0731-85501010\t甲医院\t\n株洲市\t\t\t\n湘潭市\t\t\t\n\t0731-58551010\t乙医院\t\n\t\t丙医院\t\n合计\t\t2家\t\n注：以上均免费\t\t\t\n`,
    );
    const why = '这一行没有名称，也没有号码或其他联系方式，没有列为热线';
    assert.deepEqual(others(reading), [`株洲市 ${why}`, `丙医院 ${why}`, '合计 2家 表中的合计或说明，不是热线']);
    assert.equal(reading.lines.length, 2);
  });
});

suite('tables that no heading explains', () => {
  const page = (table: string): Reading =>
    read(
      `<html><body><h1>湖南省心理热线</h1><table><tr><th>名称<th>电话<tr><td>甲热线<td>0731-85501010</table>${table}</body></html>`,
    );
  const raws = ({ notHotlines }: Reading): string[] => notHotlines.map(({ raw }) => raw);

  test('the numbers of a table without a head are listed, each by itself', () => {
    const reading = page('<table><tr><td>0731-85501011<td>0731-85501012<tr><td>传真<td>0731-85501013</table>');
    assert.deepEqual(raws(reading), ['0731-85501011', '0731-85501012', '0731-85501013']);
    assert.match(others(reading)[2] ?? '', /传真号码/);
  });

  test('so are numbers above a head, and those of a table within a cell', () => {
    const above = page('<table><tr><td>报名<td>0731-85501014<tr><th>名称<th>电话<tr><td>乙热线<td>12355</table>');
    assert.deepEqual([raws(above), above.lines.length], [['0731-85501014'], 2]);
    const nested = '<table><tr><td>甲<td>乙<tr><td>0731-85501015<td>丁</table>';
    assert.deepEqual(raws(page(`<table><tr><td>左<td>${nested}<tr><td>下<td>右</table>`)), ['0731-85501015']);
  });
});
