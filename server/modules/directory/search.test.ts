import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { DALIAN, line, phone } from '#testing/lines.ts';
import { pinyinKeys } from './pinyin.ts';
import { buildSearchIndex, searchLines } from './search.ts';

const lines = [
  line('s2-26', {
    name: '大连市心理援助热线',
    region: DALIAN,
    hosts: ['大连市第七人民医院'],
    accessPoints: [phone('x', { raw: '041-8468 9595', tel: null, suggestedTel: '041184689595' })],
  }),
  line('s2-13', {
    name: '晨帆心理热线',
    formerNames: ['华夏心理热线'],
    hosts: ['北京妇联', '北京晨帆心理咨询中心'],
    accessPoints: [phone('01086460770', { raw: '010-8646 0770' })],
  }),
  line('s2-24', {
    name: '内蒙古自治区12320-5心理援助热线',
    accessPoints: [phone('0471-12320', { raw: '0471-12320-5', kind: 'short-code', menuKeys: ['5'] })],
  }),
  line('s2-62', {
    name: '深圳市应对新型冠状病毒市民公益心理服务热线',
    accessPoints: [phone('x', { kind: 'qq', raw: 'QQ: 1406319697', tel: null, number: '1406319697' })],
  }),
  line('s2-45', { name: '心理热线' }),
];
const keys = new Map(lines.map((one) => [one.id, pinyinKeys([one.name, ...one.formerNames])]));
const index = buildSearchIndex(lines, keys, (one) => (one.region?.code === DALIAN.code ? '大连市 辽宁省' : ''));
const found = (text: string, gone: readonly string[] = []) =>
  searchLines(index, text, { limit: 20, inService: (one) => !gone.includes(one.id) }).map(
    ({ line, by }) => `${line.id} ${by}`,
  );

suite('finding a line by what one remembers', () => {
  test('by a piece of its name, the exact name first', () => {
    assert.deepEqual(found('大连'), ['s2-26 name']);
    assert.equal(found('心理热线')[0], 's2-45 name');
  });

  test('by a former name [S2-30]', () => {
    assert.deepEqual(found('华夏'), ['s2-13 former-name']);
  });

  test('by its initials, from the beginning or within, and by full pinyin', () => {
    for (const text of ['dlsxlyzrx', 'dls', 'DLSXL', 'dalian', 'dalianshixinli'])
      assert.deepEqual(found(text), ['s2-26 pinyin'], text);
    assert.deepEqual(found('hxxl'), ['s2-13 pinyin']);
    assert.ok(found('xlyz').includes('s2-26 pinyin'));
  });

  test('by its number with or without area code, spaces, signs or country code', () => {
    for (const text of ['010-8646 0770', '８６４６０７７０', '(010)86460770', '+86 10 8646 0770', '0770'])
      assert.deepEqual(found(text), ['s2-13 number'], text);
  });

  test('by a doubtful number both as published and as corrected', () => {
    assert.deepEqual(found('041-84689595'), ['s2-26 number']);
    assert.deepEqual(found('0411 8468 9595'), ['s2-26 number']);
  });

  test('by a short code with or without its menu key, and by a QQ account [S2-22]', () => {
    for (const text of ['12320', '0471-12320-5', '0471123205']) assert.ok(found(text).includes('s2-24 number'), text);
    assert.deepEqual(found('1406319697'), ['s2-62 number']);
  });

  test('by region and by host', () => {
    assert.deepEqual(found('辽宁'), ['s2-26 region']);
    assert.deepEqual(found('妇联'), ['s2-13 host']);
  });

  test('several words must all be found', () => {
    assert.deepEqual(found('大连 七院'), []);
    assert.deepEqual(found('大连 第七人民医院'), ['s2-26 host']);
    assert.deepEqual(found('辽宁，xlyz'), ['s2-26 region']);
  });

  test('a line that has ended is found too, behind an equal one in service [S2-26]', () => {
    const twins = buildSearchIndex([line('a', { name: '热线甲' }), line('b', { name: '热线乙' })], new Map(), () => '');
    const order = (gone: string) =>
      searchLines(twins, '热线', { limit: 9, inService: (one) => one.id !== gone }).map((hit) => hit.line.id as string);
    assert.deepEqual(order('a'), ['b', 'a']);
    assert.deepEqual(order('b'), ['a', 'b']);
  });

  test('too little, nothing, or signs only finds nothing', () => {
    for (const text of ['', ' ', '12', '-', '“”', 'x', '()']) assert.deepEqual(found(text), [], text);
  });

  test('whatever is typed, however long, is answered within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        assert.ok(searchLines(index, text, { limit: 2, inService: () => true }).length <= 2);
      }),
    );
    const started = performance.now();
    found('心'.repeat(1_000_000));
    assert.ok(performance.now() - started < 5000);
  });
});

suite('pinyin keys', () => {
  test('names of places are read as places', () => {
    assert.deepEqual(pinyinKeys(['重庆市12320心理援助热线']), {
      initials: 'cqs12320xlyzrx',
      full: 'chongqingshi12320xinliyuanzhurexian',
    });
    for (const [name, full] of [
      ['湖南省长沙市', 'hunanshengchangshashi'],
      ['吉林省长春市', 'jilinshengchangchunshi'],
      ['厦门', 'xiamen'],
      ['六安', 'luan'],
      ['喀什', 'kashi'],
    ] as const)
      assert.equal(pinyinKeys([name]).full, full);
  });

  test('Latin words stay whole, signs go, former names follow', () => {
    assert.equal(pinyinKeys(['闽政通APP(心理援助热线)']).initials, 'mztappxlyzrx');
    assert.equal(pinyinKeys(['晨帆', '华夏']).initials, 'cf hx');
  });
});
