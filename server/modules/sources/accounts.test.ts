import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findRegion, loadRegions } from '#regions/index.ts';
import { readAccessPoint, readAccessPoints, type ContactContext } from './numbers.ts';

const index = loadRegions();
const at = (region: string | null, more: Partial<ContactContext> = {}): ContactContext => ({
  index,
  region: region === null ? null : (findRegion(index, region) ?? null),
  ...more,
});
const read = (cell: string, region: string | null = null, more: Partial<ContactContext> = {}) =>
  readAccessPoints(cell, at(region, more));
const flagsOf = (cell: string, region: string | null) => read(cell, region).flags.map(({ code }) => code);

suite('contacts that are not dialled', () => {
  const cells: readonly (readonly [cell: string, kind: string, number: string, display?: string])[] = [
    ['QQ: 1406319697', 'qq', '1406319697'],
    ['QQ群：211 851 316', 'qq', '211851316'],
    ['qq12345', 'qq', '12345'],
    ['简单心理app 免费热线', 'app', '简单心理', '简单心理 App'],
    ['支付宝搜索 “抗击疫情心理援助平台”进入', 'app', '抗击疫情心理援助平台', '支付宝搜索“抗击疫情心理援助平台”'],
    ['微信公众号：豫心理', 'wechat', '豫心理'],
    ['微信公众号“心灵驿站”', 'wechat', '心灵驿站'],
    ['关注“河大心理”微信公众号', 'wechat', '河大心理'],
    ['微信：13812345678', 'wechat', '13812345678'],
    ['邮箱：xlzx@haust.edu.cn', 'email', 'xlzx@haust.edu.cn'],
  ];
  for (const [cell, kind, number, display = number] of cells) {
    test(`${cell} is ${kind} ${number} [S2-21]`, () => {
      const { accessPoints, flags } = read(cell, '北京');
      assert.deepEqual(
        accessPoints.map((point) => [point.kind, point.number, point.display, point.tel]),
        [[kind, number, display, undefined]],
      );
      assert.deepEqual(flags, []);
    });
  }

  test('a column of accounts needs no label [S2-21]', () => {
    assert.equal(readAccessPoint('1406319697', at(null, { expected: 'qq' })).point?.kind, 'qq');
    assert.equal(readAccessPoint('豫心理', at(null, { expected: 'wechat' })).point?.number, '豫心理');
    assert.equal(readAccessPoint('壹心理', at(null, { expected: 'app' })).point?.number, '壹心理');
  });

  test('a QQ account that cannot be one is flagged [S1-30]', () => {
    assert.deepEqual(flagsOf('QQ:012345', null), ['malformed-address']);
    assert.deepEqual(flagsOf('QQ:4001234567', null), ['assumption']);
    assert.equal(read('QQ:400-123-4567').accessPoints[0]?.kind, 'phone');
  });

  test('a fax number and a postcode are listed as no hotline', () => {
    const { accessPoints, notHotlines } = read('电话：010-82951332；传真：010-82951333；邮编：100096');
    assert.deepEqual(
      accessPoints.map(({ tel }) => tel),
      ['01082951332'],
    );
    assert.deepEqual(
      notHotlines.map(({ raw }) => raw),
      ['010-82951333', '100096'],
    );
    assert.equal(read('电话/传真：010-82951332').accessPoints[0]?.tel, '01082951332');
  });

  test('a fax label ends with its item', () => {
    const { accessPoints, notHotlines } = read('传真：0731-82203435、0731-82203436；0731-84720593');
    assert.deepEqual(
      accessPoints.map(({ tel }) => tel),
      ['073184720593'],
    );
    assert.equal(notHotlines.length, 2);
  });

  test('a column of addresses flags what lacks its @ [S1-30]', () => {
    const { accessPoints, flags } = read('xlzx.163.com', '河南', { expected: 'email' });
    assert.deepEqual(
      accessPoints.map(({ kind, number }) => [kind, number]),
      [['email', undefined]],
    );
    assert.deepEqual(
      flags.map(({ code }) => code),
      ['malformed-address'],
    );
  });

  test('a cell without a contact says so, an empty one says nothing', () => {
    assert.deepEqual(flagsOf('暂无', '北京'), ['field-unread']);
    assert.deepEqual(flagsOf('24小时', '北京'), ['field-unread']);
    assert.deepEqual(flagsOf('  ', '北京'), []);
    assert.equal(readAccessPoint('暂无', at(null)).point, null);
  });
});
