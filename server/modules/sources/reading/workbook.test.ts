// Workbooks as people send them, and as they should never be sent.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { readWorkbook } from './workbook.ts';

const isPlace = (text: string): boolean => /^(?:北京|上海|广东)$/.test(text);

type Sheet = { readonly xml: string; readonly state?: string };
type Extra = { readonly strings?: string; readonly styles?: string; readonly book?: string };

function workbook(sheets: readonly Sheet[], extra: Extra = {}): Uint8Array {
  const relations = sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`);
  const named = sheets.map(
    ({ state }, at) => `<sheet name="表${at}" r:id="rId${at + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  return zipSync({
    'xl/workbook.xml': strToU8(`<workbook>${extra.book ?? ''}<sheets>${named.join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${extra.strings ?? ''}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet>${extra.styles ?? ''}</styleSheet>`),
    ...Object.fromEntries(sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at + 1}.xml`, strToU8(xml)])),
  });
}

const text = (ref: string, words: string): string => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;
const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;
const sheet = (rows: string, after = ''): Sheet => ({
  xml: `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
});
const head = row(
  1,
  ['地区', '热线名称', '热线电话', '开通日期', '开放时间'].map((words, at) => text(`${'ABCDE'[at]}1`, words)).join(''),
);

function rowsOf(bytes: Uint8Array): Record<string, string>[] {
  const read = readWorkbook(bytes, isPlace);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value.rows.map(({ cells }) => ({ ...cells }));
}

function refusalOf(bytes: Uint8Array): string {
  const read = readWorkbook(bytes, isPlace);
  return read.ok ? 'read' : read.refusal;
}

suite('workbooks', () => {
  test('text, shared text with phonetic guides, entities and line breaks come out as shown', () => {
    const strings =
      '<si><t>北京&amp;天津</t><rPh><t>jing</t></rPh></si><si><r><t>010-</t></r><r><t>62345678</t></r></si>';
    const rows =
      head + row(2, '<c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c>' + text('E2', '9:00_x000D_&#10;17:00'));
    assert.deepEqual(rowsOf(workbook([sheet(rows)], { strings })), [
      { name: '北京&天津', accessPoints: '010-62345678', hours: '9:00\n17:00' },
    ]);
  });

  test('a telephone typed as a number keeps its digits; days and times are written as people write them', () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs>';
    const cells =
      text('B2', '热线') +
      '<c r="C2"><v>1.6673137186E10</v></c><c r="D2" s="1"><v>43862</v></c><c r="E2" s="2"><v>0.375</v></c>';
    const [read] = rowsOf(workbook([sheet(head + row(2, cells))], { styles }));
    assert.deepEqual(
      [read?.['accessPoints'], read?.['opened'], read?.['hours']],
      ['16673137186', '2020-02-01', '9:00'],
    );
  });

  test('days are counted from 1904 where the workbook says so', () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const cells = text('B2', '热线') + text('C2', '010-62345678') + '<c r="D2" s="1"><v>42400</v></c>';
    const [read] = rowsOf(workbook([sheet(head + row(2, cells))], { styles, book: '<workbookPr date1904="1"/>' }));
    assert.equal(read?.['opened'], '2020-02-01');
  });

  test('a merged region stands in every row it spans', () => {
    const rows =
      head +
      row(2, text('A2', '北京') + text('B2', '甲热线') + text('C2', '010-62345671')) +
      row(3, text('B3', '乙热线') + text('C3', '010-62345672')) +
      row(4, text('A4', '上海') + text('B4', '丙热线') + text('C4', '021-62345673'));
    const merged =
      '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:XFD1048576"/><mergeCell ref="nonsense"/></mergeCells>';
    assert.deepEqual(
      rowsOf(workbook([sheet(rows, merged)])).map((cells) => cells['region']),
      ['北京', '北京', '上海'],
    );
  });

  test('a formula counts as the value it was saved with; one without a value is kept as written', () => {
    const cells = text('B2', '热线') + '<c r="C2" t="str"><f>A1</f><v>010-62345678</v></c><c r="E2"><f>NOW()</f></c>';
    const [read] = rowsOf(workbook([sheet(head + row(2, cells))]));
    assert.deepEqual([read?.['accessPoints'], read?.['hours']], ['010-62345678', '=NOW()']);
  });

  test('the columns are found below what the list says of itself, on every visible sheet that has them', () => {
    const notes = sheet(row(1, text('A1', '说明')));
    const about =
      row(1, text('A1', '标题') + text('B1', '某市热线')) + row(2, text('A2', '发布日期') + '<c r="B2"><v>0</v></c>');
    const lines =
      about + row(4, text('A4', '名称') + text('B4', '电话')) + row(5, text('A5', '热线') + text('B5', '12355'));
    const hidden = {
      ...sheet(row(1, text('A1', '名称') + text('B1', '电话')) + row(2, text('A2', '暗线') + text('B2', '1'))),
      state: 'hidden',
    };
    const read = readWorkbook(workbook([notes, sheet(lines), hidden, sheet(lines)]), isPlace);
    assert.ok(read.ok);
    assert.equal(read.value.imprint.title, '某市热线');
    assert.deepEqual(
      read.value.rows.map(({ row: id }) => id),
      ['table-1', 'sheet2-table-1'],
    );
  });

  test('numbers on a sheet without columns are listed, and a hidden sheet is named', () => {
    const lines = sheet(
      row(1, text('A1', '名称') + text('B1', '电话')) + row(2, text('A2', '热线') + text('B2', '12355')),
    );
    const office = sheet(row(1, text('A1', '办公电话') + text('B1', '010-62345678')));
    const hidden = { ...sheet(row(1, text('A1', '暗线') + text('B1', '010-62345679'))), state: 'veryHidden' };
    const read = readWorkbook(workbook([lines, office, hidden]), isPlace);
    assert.ok(read.ok);
    assert.deepEqual(read.value.leftovers, [
      { raw: '010-62345678', why: '办公电话，不是热线' },
      { raw: '表2', why: '隐藏的工作表，没有读取' },
    ]);
  });

  test('prefixed names, character data and comments are XML too', () => {
    const xml =
      '<x:worksheet><!-- c --><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[名称]]></x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>电话</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>a&gt;b 热线</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>12355</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    assert.deepEqual(rowsOf(workbook([{ xml }])), [{ name: 'a>b 热线', accessPoints: '12355' }]);
  });
});

suite('workbooks that cannot be read', () => {
  const good = workbook([sheet(head + row(2, text('B2', '热线') + text('C2', '010-62345678')))]);

  test('a missing column is named', () => {
    const read = readWorkbook(workbook([sheet(row(1, text('A1', '热线名称') + text('B1', '地址')))]), isPlace);
    assert.ok(!read.ok);
    assert.equal(read.refusal, 'columns-missing');
    assert.match(read.detail ?? '', /“热线号码”.*"phone"/);
  });

  test('a file cut off anywhere is refused, never half read', () => {
    for (let length = 4; length < good.length; length += 7)
      assert.notEqual(refusalOf(good.subarray(0, length)), 'read');
  });

  test('a zip that holds no workbook, and a workbook without sheets, are broken', () => {
    assert.equal(refusalOf(zipSync({ 'a.txt': strToU8('x') })), 'broken-workbook');
    assert.equal(refusalOf(workbook([])), 'broken-workbook');
    assert.equal(refusalOf(workbook([{ xml: '<worksheet><row' }])), 'broken-workbook');
  });

  test('what unpacks to more than 64 MB is refused before it is unpacked', () => {
    const bomb = zipSync({ ...unzippedNames(), 'xl/worksheets/sheet1.xml': new Uint8Array(80 * 1024 * 1024) });
    assert.ok(bomb.length < 200_000);
    const before = process.memoryUsage().rss;
    assert.equal(refusalOf(bomb), 'too-large');
    assert.ok(process.memoryUsage().rss - before < 40 * 1024 * 1024);
  });

  test('a zip that understates its size is broken, not unpacked', () => {
    const xml = strToU8(`<worksheet><sheetData>${head.repeat(50)}</sheetData></worksheet>`);
    const liar = zipSync({ ...unzippedNames(), 'xl/worksheets/sheet1.xml': xml });
    const view = new DataView(liar.buffer, liar.byteOffset, liar.byteLength);
    for (let at = 0; at + 46 < liar.length; at += 1) {
      const claimsSize = view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === xml.length;
      if (claimsSize) view.setUint32(at + 24, xml.length - '</sheetData></worksheet>'.length, true);
    }
    assert.equal(refusalOf(liar), 'broken-workbook');
  });

  test('any byte may be wrong: the answer is a reading or a refusal, never a failure', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = good.slice();
        bytes[at] = byte;
        assert.match(refusalOf(bytes), /^[a-z-]+$/);
      }),
      { numRuns: 300 },
    );
  });
});

function unzippedNames(): Record<string, Uint8Array> {
  return {
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    ),
  };
}
