import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { findRegion, loadRegions } from '#regions/index.ts';
import { readAccessPoints, searchDigits, type ContactContext } from './numbers.ts';

const index = loadRegions();
const at = (region: string | null, more: Partial<ContactContext> = {}): ContactContext => ({
  index,
  region: region === null ? null : (findRegion(index, region) ?? null),
  ...more,
});
const read = (cell: string, region: string | null = null, more: Partial<ContactContext> = {}) =>
  readAccessPoints(cell, at(region, more));
const tels = (cell: string) => read(cell).accessPoints.map(({ tel, menuKeys }) => [tel, ...(menuKeys ?? [])].join('#'));

suite('a number that can be dialled', () => {
  const numbers: readonly (readonly [written: string, tel: string, display: string, e164?: string])[] = [
    ['0411-84689595', '041184689595', '0411-8468 9595', '+8641184689595'],
    ['0373-7095888', '03737095888', '0373-709 5888', '+863737095888'],
    ['010 8295 1332', '01082951332', '010-8295 1332', '+861082951332'],
    ['01082951332', '01082951332', '010-8295 1332', '+861082951332'],
    ['(0731)84590192', '073184590192', '0731-8459 0192', '+8673184590192'],
    ['（0731）8459 0192', '073184590192', '0731-8459 0192', '+8673184590192'],
    ['０３７１－６７７８１６１７', '037167781617', '0371-6778 1617', '+8637167781617'],
    ['0371—67781617', '037167781617', '0371-6778 1617', '+8637167781617'],
    ['010.82951332', '01082951332', '010-8295 1332', '+861082951332'],
    ['+86 10 8295 1332', '01082951332', '010-8295 1332', '+861082951332'],
    ['+86(0)10 82951332', '01082951332', '010-8295 1332', '+861082951332'],
    ['(86)10-82951332', '01082951332', '010-8295 1332', '+861082951332'],
    ['0086-411-84689595', '041184689595', '0411-8468 9595', '+8641184689595'],
    ['861082951332', '01082951332', '010-8295 1332', '+861082951332'],
    ['13812345678', '13812345678', '138 1234 5678', '+8613812345678'],
    ['138-1234-5678', '13812345678', '138 1234 5678', '+8613812345678'],
    ['1 3 8 1 2 3 4 5 6 7 8', '13812345678', '138 1234 5678', '+8613812345678'],
    ['+8613812345678', '13812345678', '138 1234 5678', '+8613812345678'],
    ['013812345678', '13812345678', '138 1234 5678', '+8613812345678'],
    ['4006-333-858', '4006333858', '400-633 3858'],
    ['+86 400 967 8920', '4009678920', '400-967 8920'],
    ['8008101117', '8008101117', '800-810 1117'],
    ['12356', '12356', '12356'],
    ['110', '110', '110'],
    ['0471-12320', '047112320', '0471-12320'],
    ['028-96008', '02896008', '028-96008'],
    ['02896008', '02896008', '028-96008'],
  ];
  for (const [written, tel, display, e164] of numbers) {
    test(`${written} is dialled ${tel} and said ${display} [S2-22]`, () => {
      const { accessPoints, flags } = read(written);
      assert.deepEqual(
        accessPoints.map((point) => [point.raw, point.tel, point.display, point.e164]),
        [[written, tel, display, e164]],
      );
      assert.deepEqual(flags, []);
    });
  }

  const keys: readonly (readonly [string, string])[] = [
    ['0471-12320-5', '047112320#5'],
    ['0931-12320-5-2', '093112320#5#2'],
    ['12320转5', '12320#5'],
    ['0931-12320（按5转2）', '093112320#5#2'],
    ['0371-67781617转801', '037167781617#801'],
    ['0371-6778 1617 分机 801', '037167781617#801'],
    ['0371-67781617-801', '037167781617#801'],
    ['400-967-8920-1', '4009678920#1'],
  ];
  for (const [written, expected] of keys) {
    test(`the keys of ${written} are told, not dialled [S2-22]`, () => assert.deepEqual(tels(written), [expected]));
  }

  test('a line has the kind that its digits give it', () => {
    const kinds = read('0411-84689595、13812345678、400-967 8920、800-810 1117、12356、025-96111').accessPoints;
    assert.deepEqual(
      kinds.map(({ kind, lineType }) => `${kind} ${lineType ?? ''}`),
      [
        'phone landline',
        'phone mobile',
        'phone shared-cost-400',
        'phone landline-only-800',
        'short-code short-code',
        'short-code area-short-code',
      ],
    );
  });
});

suite('several contacts in one cell', () => {
  const cells: readonly (readonly [string, ...string[]])[] = [
    ['010-82951332/13812345678', '01082951332', '13812345678'],
    ['010-82951332、12320；400-967 8920\n110', '01082951332', '12320', '4009678920', '110'],
    ['110 120 12356', '110', '120', '12356'],
    ['1.010-82951332 2.13812345678', '01082951332', '13812345678'],
    ['（1）010-82951332；（2）13812345678', '01082951332', '13812345678'],
    ['心理热线(010-82951332)', '01082951332'],
    ['Tel010-82951332', '01082951332'],
    ['自2020年2月1日起每天9:00-17:00拨打010-8295 1332，24小时', '01082951332'],
    ['北京市海淀区颐和园路5号，电话 010-8295 1332', '01082951332'],
  ];
  for (const [cell, ...expected] of cells) {
    test(`${cell.replaceAll('\n', ' ')} gives ${expected.join(' and ')} [S2-18]`, () =>
      assert.deepEqual(tels(cell), expected));
  }

  const notes: readonly (readonly [string, ...(string | undefined)[]])[] = [
    ['800-810 1117 (座机用户拨打) 010-8295 1332 (手机用户拨打)', '座机用户拨打', '手机用户拨打'],
    ['白班：0371-86169595 晚班：0371-22993442', '白班', '晚班'],
    ['0371-86169595白班；0371-22993442晚班', '白班', '晚班'],
    ['010-8295 1332\n(24小时)', '24小时'],
    ['周一至周五 9:00-17:00 010-82951332', '周一至周五 9:00-17:00'],
    ['010-82951332（7×24小时）', '7×24小时'],
    ['010-82951332 7x24小时', '7x24小时'],
    ['咨询热线：010-82951332', undefined],
    ['联系电话 010-82951332 或 010-82951333', undefined, undefined],
  ];
  for (const [cell, ...expected] of notes) {
    test(`${cell.replaceAll('\n', ' ')} keeps its notes as published [S2-18]`, () =>
      assert.deepEqual(
        read(cell).accessPoints.map(({ note }) => note),
        expected,
      ));
  }

  test('valid numbers come back as they went in, however they are spaced', () => {
    const landline = fc
      .tuple(fc.constantFrom(...index.areaCodes.values()), fc.stringMatching(/^[2-8]\d{7}$/))
      .map(([{ code, lengths }, digits]) => [code, digits.slice(0, lengths[0])] as const);
    const spaced = fc.oneof(
      landline.map(([code, rest]) => ({ written: `${code}-${rest.slice(0, -4)} ${rest.slice(-4)}`, tel: code + rest })),
      landline.map(([code, rest]) => ({ written: `${code}-${rest}`, tel: code + rest })),
      fc.stringMatching(/^1[3-9]\d{9}$/).map((tel) => ({ written: tel.replace(/(...)(....)/, '$1 $2 '), tel })),
      fc.stringMatching(/^400\d{7}$/).map((tel) => ({ written: tel.replace(/(...)(...)/, '$1-$2 '), tel })),
    );
    fc.assert(
      fc.property(
        fc.array(spaced, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(' ', '、', '\n', ' / '),
        (numbers, mark) => {
          const cell = numbers.map(({ written }) => written).join(mark);
          assert.deepEqual(
            read(cell).accessPoints.map(({ tel }) => tel),
            numbers.map(({ tel }) => tel),
          );
        },
      ),
    );
  });
});

suite('whatever a cell holds', () => {
  const piece = fc.constantFrom(
    ...'0 1 5 8 - + ( ） 、 ： 转 按 QQ 微信 @ 。 / 电话 0371 010 138 400 12320 640-73800 大连市 I l x1 传真 “ ” app 24小时'.split(
      ' ',
    ),
    ' ',
    '\n',
  );
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );

  test('reading never throws, cuts only from the cell, and flags only what it gives', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom('北京', '甘肃', null), (text, region) => {
        const { accessPoints, flags } = read(text, region, { name: text });
        for (const { raw, tel, display } of accessPoints) {
          assert.ok(text.includes(raw) && raw !== '' && display !== '');
          assert.ok(tel === undefined || /^\+?\d{3,15}$/.test(tel), raw);
        }
        const raws = new Set(accessPoints.map(({ raw }) => raw));
        for (const { code, raw } of flags) assert.ok(code === 'field-unread' || raws.has(raw));
      }),
      { numRuns: 500 },
    );
  });

  test('what cannot be dialled always carries the reason', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const { accessPoints, flags } = read(text);
        for (const { kind, tel, raw } of accessPoints)
          if (kind === 'phone' && tel === undefined)
            assert.ok(flags.some((flag) => flag.raw === raw && flag.why !== ''));
      }),
      { numRuns: 300 },
    );
  });

  test('a megabyte is refused beyond its beginning, in a moment', () => {
    for (const unit of ['1 ', '@', '010-', '(', '+1 ', 'a@b.c ', '转1', '：']) {
      const begun = performance.now();
      const { flags } = read(unit.repeat(1_048_576 / unit.length), '北京');
      assert.ok(performance.now() - begun < 20_000, unit);
      assert.equal(flags.at(-1)?.code, 'field-unread');
    }
  });
});

suite('finding a line by its number', () => {
  for (const typed of [
    '0411-8468 9595',
    '０４１１－８４６８ ９５９５',
    '+86 411 8468 9595',
    '+86(0)411 84689595',
    '0086 411 84689595',
  ])
    test(`${typed} is the same number`, () => assert.equal(searchDigits(typed), '41184689595'));

  test('86 at the head of a local number is no country', () => {
    assert.equal(searchDigits('8646 0770'), '86460770');
    assert.equal(searchDigits('8613812345678'), '13812345678');
    assert.equal(searchDigits('12320'), '12320');
    assert.equal(searchDigits('心理热线'), '');
  });
});
