import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { readEmail } from './numbers.ts';

const habit = ['zzuxljk', 'hsdxlzx', 'xinlizixun', 'xlzxzx2019', 'smile', 'ineedtalk'];
const flagsOf = (raw: string, otherLocalParts: readonly string[] = habit) =>
  readEmail(raw, { otherLocalParts }).flags.map(({ code, suggestion }) =>
    [code, ...(suggestion ? [suggestion] : [])].join(' '),
  );

suite('an address that was probably misread', () => {
  const misread: readonly (readonly [string, string])[] = [
    ['hncjx1@hncj.edu.cn', 'hncjxl@hncj.edu.cn'],
    ['szyxIjk@126.com', 'szyxljk@126.com'],
    ['agx1525@163.com', 'agxl525@163.com'],
    ['zzx1fd@163.com', 'zzxlfd@163.com'],
    ['x1nli@zzu.edu.cn', 'xinli@zzu.edu.cn'],
    ['h0tline@zzu.edu.cn', 'hotline@zzu.edu.cn'],
    ['srnile@hactcm.edu.cn', 'smile@hactcm.edu.cn'],
    ['xlzx@l63.com', 'xlzx@163.com'],
    ['xlzx@126.corn', 'xlzx@126.com'],
    ['xlzx@163.con', 'xlzx@163.com'],
    ['142239849l@qq.com', '1422398491@qq.com'],
    ['28546221O@qq.com', '285462210@qq.com'],
  ];
  for (const [raw, suggestion] of misread) {
    test(`${raw} is doubted as ${suggestion} and kept as published [S1-30]`, () => {
      assert.deepEqual(flagsOf(raw), [`likely-misread ${suggestion}`]);
      assert.equal(readEmail(raw, { otherLocalParts: habit }).point.number, raw);
    });
  }

  test('a bare xl at the end needs a list that writes so', () => {
    assert.deepEqual(flagsOf('hncjx1@hncj.edu.cn', []), []);
    assert.deepEqual(flagsOf('hncjx1@hncj.edu.cn', ['zhang3', 'office', 'dean', 'hr2020']), []);
  });

  test('says in Chinese which sign, and what it makes', () => {
    const [flag] = readEmail('hkdx1jkzx@163.com', { otherLocalParts: [] }).flags;
    assert.match(flag?.why ?? '', /“hkdx1jkzx”里的数字 1 像是字母 l：改后是“xljk”（心理健康）/);
  });
});

suite('an address that is left alone', () => {
  for (const raw of [
    'xyynu1773@163.com',
    'xlzx8081@126.com',
    'zjxlzx2019@163.com',
    'pdsu2077217@126.com',
    'jzsxz1405@126.com',
    'hnzypsy@126.com',
    'psych-sias@126.com',
    'nyist_xljk@126.com',
    'xlzx1@163.com',
    'zzux1990@163.com',
    'abcx12@163.com',
    'IT1@zzu.edu.cn',
    'room101@zzu.edu.cn',
    'journal1@zzu.edu.cn',
    'psyhelp@qq.com',
    '1422398497@qq.com',
    '13812345678@163.com',
  ])
    test(`${raw} raises no doubt`, () => assert.deepEqual(flagsOf(raw), []));

  test('nothing without a sign that prints like another is ever called misread', () => {
    const address = fc.stringMatching(/^[a-hj-km-qs-u2-9]{1,20}@(163|126|hncj)\.(com|edu\.cn)$/);
    fc.assert(
      fc.property(address, (raw) => assert.ok(!flagsOf(raw).some((flag) => flag.startsWith('likely-misread')))),
    );
  });
});

suite('an address that cannot be one', () => {
  for (const raw of [
    'xlzx.163.com',
    'xlzx@@163.com',
    'xlzx@163',
    'xl zx@163.com',
    '.xlzx@163.com',
    'xl..zx@163.com',
    '心理@163.com',
    '1234@qq.com',
    '012345@qq.com',
    '123456789012@qq.com',
    `${'a'.repeat(65)}@163.com`,
    '',
  ])
    test(`“${raw.slice(0, 24)}” is flagged [S1-30]`, () => assert.deepEqual(flagsOf(raw), ['malformed-address']));

  test('full-width letters are read as they were meant', () => {
    assert.deepEqual(flagsOf('ｘｌｚｘ＠１６３．ｃｏｍ'), []);
    assert.equal(readEmail('ｘｌｚｘ＠１６３．ｃｏｍ', { otherLocalParts: [] }).point.number, 'xlzx@163.com');
  });

  test('reading never throws and takes no time over a megabyte', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void flagsOf(raw)));
    for (const unit of ['a', '@', '.', 'x1', ' '])
      assert.deepEqual(flagsOf(unit.repeat(524_288)), ['malformed-address']);
  });
});
