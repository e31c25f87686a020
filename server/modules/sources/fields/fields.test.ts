// The rules of single fields, by example: the wordings of the documents stand in their own tests; these are
// the ones next to them, where a rule could slip.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { RegionCode } from '#regions/contract.ts';
import { loadRegions } from '#regions/index.ts';
import type { ReadAccessPoint } from '../contract.ts';
import { readAudience } from './audience.ts';
import { readHosts } from './hosts.ts';
import { assignHours, readOpening } from './hours.ts';
import { readNames } from './names.ts';
import { readOpened, readSessionMinutes, readValidity } from './terms.ts';

const index = loadRegions();
const covid = { id: 'covid-19', zh: '新冠肺炎疫情', begins: '2020-01-20', ends: '2023-01-08' };
const calendar = { events: [covid], published: '2020-05-27', today: '2020-06-01' };

suite('names', () => {
  const examples: readonly (readonly [string, string, readonly string[]])[] = [
    ['甲热线（原乙热线）', '甲热线', ['乙热线']],
    ['甲热线(曾用名：乙专线)', '甲热线', ['乙专线']],
    ['甲热线（又名乙热线）', '甲热线', ['乙热线']],
    ['甲市青年热线、甲市妇女热线', '甲市青年热线', ['甲市妇女热线']],
    ['甲热线（更名为“乙热线”）', '甲热线', ['乙热线']],
    ['甲热线（实为公益）', '甲热线（实为公益）', []],
    ['闽政通APP(心理援助热线)', '闽政通APP(心理援助热线)', []],
    ['教育部、甲大学联合热线', '教育部、甲大学联合热线', []],
    ['24小时热线', '24小时热线', []],
  ];
  for (const [cell, name, formerNames] of examples) {
    test(`${cell} is ${name}`, () => assert.deepEqual(readNames(cell), { name, formerNames }));
  }
});

suite('hosts', () => {
  const examples: readonly (readonly [string, readonly string[]])[] = [
    ['甲中心、乙中心', ['甲中心', '乙中心']],
    ['甲大学\n乙医院', ['甲大学', '乙医院']],
    ['甲市公安局（政治部、督察处）、乙市教育局', ['甲市公安局（政治部、督察处）', '乙市教育局']],
    ['北京市教委和北京市卫健委', ['北京市教委', '北京市卫健委']],
    ['人口和计划生育委员会', ['人口和计划生育委员会']],
    ['省卫生健康委会同省政务服务中心', ['省卫生健康委', '省政务服务中心']],
    ['北京大学 学生心理健康教育中心', ['北京大学学生心理健康教育中心']],
    ['', []],
  ];
  for (const [cell, hosts] of examples) test(`"${cell}"`, () => assert.deepEqual(readHosts(cell, index), hosts));
});

suite('audience', () => {
  const who = (raw: string) =>
    readAudience(raw, { index, home: { code: RegionCode.parse('430000'), name: '湖南省' }, name: '' });

  test('a group alone is the only one served; with "also others" it is not', () => {
    assert.deepEqual(
      [who('主要面向医护人员').audience.everyone, who('主要面向医护人员').audience.groups],
      [false, ['medical']],
    );
    assert.equal(who('主要服务青少年，也可为其他人群服务').audience.everyone, true);
  });

  test('the whole province is that of the paper; several provinces limit nothing, and say so', () => {
    assert.equal(who('全省高校学生').audience.region?.name, '湖南省');
    assert.equal(who('全区居民').audience.region, null);
    const { audience, flags } = who('主要对湖北、湖南需要心理支持的人群');
    assert.deepEqual([audience.region, flags.map(({ code }) => code)], [null, ['assumption']]);
  });

  test('what names nobody is kept, read as everybody, and flagged', () => {
    const { audience, flags } = who('见公告');
    assert.deepEqual([audience.raw, audience.everyone, flags[0]?.code], ['见公告', true, 'field-unread']);
  });

  test('any text gives an audience that serves somebody', () => {
    const words = fc.constantFrom(
      '主要对',
      '学生',
      '疫情期间',
      '对',
      '所有人群',
      '开放',
      ',',
      '全国',
      '江苏',
      '及其家属',
      '医护',
      '。',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const { audience } = who(parts.join(''));
        assert.ok(audience.everyone || audience.groups.length > 0);
      }),
    );
  });
});

suite('session length, opening date, validity', () => {
  test('lengths: a range, about, at most, hours, and what is no length', () => {
    const minutes = (raw: string) => ({ ...readSessionMinutes(raw).minutes, raw: '' });
    assert.deepEqual(minutes('30～50分钟'), { raw: '', min: 30, max: 50 });
    assert.deepEqual(minutes('约45分钟'), { raw: '', min: 45, max: 45, approximate: true });
    assert.deepEqual(minutes('不超过1小时'), { raw: '', max: 60 });
    assert.equal(readSessionMinutes('免费').flags[0]?.code, 'field-unread');
  });

  test('a date that does not exist is no date; a month is its first day, and said to be', () => {
    assert.equal(readOpened('2020年2月30日', calendar).flags[0]?.code, 'field-unread');
    assert.deepEqual(readOpened('2020年3月', calendar).opened?.date, '2020-03-01');
    assert.equal(readOpened('2020-3-1', calendar).opened?.date, '2020-03-01');
  });

  test('validity: half a year, a day, an event that nobody knows, a word that is no term', () => {
    const valid = (raw: string, more = {}) => readValidity(raw, { ...calendar, ...more }).validity;
    assert.deepEqual(valid('至少继续半年'), { raw: '至少继续半年', kind: 'at-least', until: '2020-11-27' });
    assert.equal(valid('2020年6月30日').until, '2020-06-30');
    assert.equal(valid('2020年6月31日').until, undefined);
    assert.equal(valid('疫情期间有效', { published: '2025-01-01' }).event, undefined);
    assert.equal(valid('见通知').kind, 'unstated');
    assert.equal(valid('继续三个月以上', { published: null }).until, undefined);
  });

  test('the last day of validity is not expired, the next is', () => {
    const codes = (today: string) => readValidity('2020年5月', { ...calendar, today }).flags.map(({ code }) => code);
    assert.deepEqual([codes('2020-05-31'), codes('2020-06-01')], [[], ['expired']]);
  });
});

suite('hours of single numbers', () => {
  const point = (raw: string, more: Partial<ReadAccessPoint> = {}): ReadAccessPoint => ({
    kind: 'phone',
    raw,
    display: raw,
    ...more,
  });
  const assigned = (raw: string, ...points: readonly ReadAccessPoint[]) => assignHours(points, readOpening(raw).hours);

  test('hours that speak of nobody in particular stay with the line', () => {
    const { points } = assigned('9:00-17:00', point('12355'));
    assert.equal(points[0]?.hours, undefined);
  });

  test('a part that fits no number is not given to any, and flagged', () => {
    const { points, flags } = assigned('座机9:00-17:00 手机24小时', point('13800000000', { lineType: 'mobile' }));
    assert.equal(points[0]?.hours?.zh, '每天24小时');
    assert.match(flags[0]?.why ?? '', /“座机”/);
  });

  test('a note that is no time stays a note', () => {
    const { points } = assigned('24小时', point('12355', { note: '24小时内回复' }));
    assert.deepEqual([points[0]?.note, points[0]?.hours], ['24小时内回复', undefined]);
  });

  test('hours that cannot be read are kept, flagged with the words that were not understood, and never guessed', () => {
    const { hours, flags } = readOpening('不定期开放');
    assert.deepEqual(
      [hours.raw, hours.understood, hours.schedule, flags[0]?.code],
      ['不定期开放', false, null, 'hours-unread'],
    );
  });
});
