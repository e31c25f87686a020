// CSV as offices write it: whatever separator, encoding and headings their spreadsheet chose.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { PublishedDocument } from '../published.ts';
import { readCsv } from './csv.ts';
import { decodeText, kindOfFile } from './decode.ts';

const isPlace = (text: string): boolean => /^(?:北京|上海|广东)$/.test(text);

function read(text: string): PublishedDocument {
  const result = readCsv(text, isPlace);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const cells = (text: string) => read(text).rows.map((row) => ({ ...row.cells }));
const refusal = (text: string): string => {
  const result = readCsv(text, isPlace);
  return result.ok ? 'read' : `${result.refusal} ${result.detail}`;
};

suite('CSV', () => {
  test('comma, semicolon and tab are told by the headings that they make readable', () => {
    for (const mark of [',', ';', '\t', '|']) {
      const text = [
        ['热线名称', '热线号码', '开放时间'],
        ['甲热线', '12355', '24小时'],
      ]
        .map((row) => row.join(mark))
        .join('\n');
      assert.deepEqual(cells(text), [{ name: '甲热线', accessPoints: '12355', hours: '24小时' }], mark);
    }
  });

  test('English headings name the same fields', () => {
    const head =
      'No,Region,Hotline name,Phone numbers,E-mail,QQ,WeChat,Audience,Opening hours,Session length,Opened,Valid until,Host organisation,Remarks';
    const fields = [
      'row',
      'region',
      'name',
      'accessPoints',
      'email',
      'qq',
      'wechat',
      'audience',
      'hours',
      'sessionMinutes',
      'opened',
      'validity',
      'hosts',
      'note',
    ];
    const values = [
      '1',
      '北京',
      '甲热线',
      '12355',
      'a@b.cn',
      '12345',
      'x',
      '大众',
      '24小时',
      '30分钟',
      '2020-01-01',
      '2021-01-01',
      '某会',
      'y',
    ];
    const [row] = cells(`${head}\n${values.join(',')}\n`);
    assert.deepEqual(row, Object.fromEntries(fields.map((field, at) => [field, values[at]])));
  });

  test('quoted commas, quotes and line breaks belong to the cell', () => {
    assert.deepEqual(cells('名称,电话\n"甲,""心""\n热线",12355\n'), [{ name: '甲,"心"\n热线', accessPoints: '12355' }]);
  });

  test('several columns of numbers are all kept, and so are columns that nobody knows', () => {
    assert.deepEqual(cells('名称,电话1,电话2,二维码\n甲,12355,12338,见图\n'), [
      { name: '甲', accessPoints: '12355\n12338', 二维码: '见图' },
    ]);
  });

  test('what stands above the columns is said of the list, or of every row', () => {
    const { imprint, rows, leftovers } = read(
      '# 标题: 某市热线\n# 文号: 某卫〔2023〕1号\n# 发布机构: 某市卫健委、某市教育局\n# 日期: 2023年5月1日\n' +
        '# 服务对象: 全市市民\n# 不是热线: 010-62345678 | 办公电话\n联系人：王芳；传真：010-62345679,,\n名称,电话\n甲热线,12355\n',
    );
    assert.deepEqual(
      [imprint.title, imprint.number, imprint.issuers, imprint.date],
      ['某市热线', '某卫〔2023〕1号', ['某市卫健委', '某市教育局'], '2023-05-01'],
    );
    assert.equal(rows[0]?.cells['audience'], '全市市民');
    assert.deepEqual(
      leftovers.map(({ raw }) => raw),
      ['010-62345678', '010-62345679'],
    );
  });

  test('ragged rows keep what they have', () => {
    assert.deepEqual(cells('名称,电话,备注\n甲,12355\n乙,12338,x,多出来的\n'), [
      { name: '甲', accessPoints: '12355' },
      { name: '乙', accessPoints: '12338', note: 'x', 'column-4': '多出来的' },
    ]);
  });

  test('script in a cell is text like any other, and a heading may be called __proto__', () => {
    const [row] = cells('名称,电话,__proto__\n<script>alert(1)</script>,12355,x\n');
    assert.equal(row?.['name'], '<script>alert(1)</script>');
    assert.equal(Object.getPrototypeOf(read('名称,电话,__proto__\na热线,12355,x\n').rows[0]?.cells), Object.prototype);
  });

  test('a missing column is named, in both languages', () => {
    assert.match(refusal('热线名称,地址\n甲,乙\n'), /columns-missing .*“热线号码”.*"phone"/);
    assert.match(refusal('a,b\n1,2\n'), /“热线名称”和“热线号码”.*"name" and "phone"/);
  });

  test('a cell of a megabyte, an open quotation mark, a thousand columns and an empty table are refused', () => {
    assert.match(refusal(`名称,电话\n甲热线,${'1'.repeat(1_000_000)}\n`), /broken-table “甲热线”/);
    assert.match(refusal(`名称,电话\n"甲,12355\n${'乙,12338\n'.repeat(50)}`), /broken-table/);
    assert.match(refusal(`名称,电话${',x'.repeat(1000)}\n甲,12355\n`), /broken-table/);
    assert.match(refusal('名称,电话\n'), /nothing-to-read/);
  });

  test('any text is read or refused, never a failure', () => {
    const piece = fc.constantFrom('名称', '电话', ',', '"', '\n', ';', '#', '：', '12355', '北京', '\t', '=');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        assert.equal(typeof refusal(pieces.join('')), 'string');
      }),
      { numRuns: 500 },
    );
  });
});

suite('encodings', () => {
  const bytes = (...codes: readonly number[]): Uint8Array => Uint8Array.from(codes);
  const decoded = (given: Uint8Array): string => {
    const result = decodeText(given);
    return result.ok ? result.value : result.refusal;
  };
  const utf8 = new TextEncoder();

  test('UTF-8 with and without its mark, UTF-16 with one, and GB18030 are read', () => {
    assert.equal(decoded(utf8.encode('热线\r\n心')), '热线\n心');
    assert.equal(decoded(bytes(0xef, 0xbb, 0xbf, ...utf8.encode('热线'))), '热线');
    assert.equal(decoded(bytes(0xff, 0xfe, 0xed, 0x70, 0xbf, 0x7e)), '热线');
    assert.equal(decoded(bytes(0xfe, 0xff, 0x70, 0xed, 0x7e, 0xbf)), '热线');
    assert.equal(decoded(bytes(0xc8, 0xc8, 0xcf, 0xdf)), '热线');
  });

  test('Big5 and Shift JIS are not taken for GB18030', () => {
    assert.equal(decoded(bytes(0xbc, 0xf6, 0xbd, 0x75, 0xa4, 0xdf, 0xb2, 0x7a)), 'unknown-encoding');
    assert.equal(decoded(bytes(0x93, 0xfa, 0x96, 0x7b, 0x83, 0x65, 0x83, 0x58)), 'unknown-encoding');
  });

  test('bytes with zeros are no text; an empty file is empty', () => {
    assert.equal(decoded(bytes(0x61, 0, 0x62)), 'not-text');
    assert.equal(decoded(utf8.encode(' \n\t')), 'empty');
  });

  test('a file is known by its first bytes', () => {
    assert.equal(kindOfFile(bytes(0x50, 0x4b, 3, 4)), 'workbook');
    assert.equal(kindOfFile(bytes(0xd0, 0xcf, 0x11, 0xe0)), 'old-or-encrypted-workbook');
    assert.equal(kindOfFile(utf8.encode('%PDF-1.7')), 'other');
    assert.equal(kindOfFile(utf8.encode('名称')), 'text');
  });
});
