import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { encode } from 'uqr';
import { fixtureNow, fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';
import { type Answer, LineId } from '../../server/modules/directory/contract.ts';
import { RegionCode } from '../../server/modules/regions/contract.ts';
import type { LineView } from '../ports.ts';
import { readerOf } from '../reader.ts';
import { hasPoster, linePoster, regionPoster } from './layout.ts';
import { codeMark } from './parts.ts';
import { sheetPdf } from './pdf.ts';
import { measure, type Sheet, sheetHeight, sheetWidth, wrap } from './sheet.ts';
import { sheetSvg } from './svg.ts';

const reader = readerOf({ ports: fixturePorts, settings: fixtureSettings }, 'zh', fixtureNow);

function viewOf(id: string): LineView {
  return fixturePorts.describeLine(LineId.parse(id), fixtureNow) ?? assert.fail(`no line ${id}`);
}
const wordsOn = ({ marks }: Sheet): readonly string[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
const textsOf = (id: string): readonly string[] => wordsOn(linePoster(reader, viewOf(id)));

/** The poster of a region of the fixtures, of its own lines unless others are given. */
function regionSheet(code: string, lang: 'zh' | 'en', answers?: readonly Answer[]): Sheet {
  const found = fixturePorts.linesIn(RegionCode.parse(code), fixtureNow) ?? assert.fail(`no region ${code}`);
  const forReader = readerOf({ ports: fixturePorts, settings: fixtureSettings }, lang, fixtureNow);
  return regionPoster(forReader, found.region, answers ?? found.inService);
}

test('a poster names the line, its number, its keys, its hours and how old the facts are', () => {
  const texts = textsOf('s2-75');
  for (const text of ['天水市心理援助热线', '0938-822 1199', '0931-12320', '接通后按 5，再按 2', '服务时间：24小时'])
    assert.ok(texts.includes(text), text);
  assert.ok(texts.some((text) => text.startsWith('2020年5月27日 公布，此后没有人核实过')));
  assert.ok(texts.some((text) => text.includes('12356')));
});

test('a region’s poster tells for each number its keys or its note, and how old it is', () => {
  const keys = wordsOn(regionSheet('150000', 'zh'));
  assert.ok(keys.includes('0471-12320'));
  assert.ok(keys.includes('接通后按 5'));
  assert.ok(keys.includes('2020年5月27日 公布，此后没有人核实过'));
  assert.ok(wordsOn(regionSheet('150000', 'en')).includes('When it answers, press 5'));
  assert.ok(wordsOn(regionSheet('110000', 'zh')).includes('手机用户拨打'));
  assert.ok(wordsOn(regionSheet('420000', 'zh')).includes('2026年11月3日 有人核实过'));
});

test('a number that is only our guess is not put on a wall, nor is one of a line that has ended', () => {
  assert.equal(hasPoster(viewOf('s2-26')), false);
  assert.equal(hasPoster(viewOf('s2-10')), false);
  assert.equal(hasPoster(viewOf('s2-6')), false);
  assert.equal(hasPoster(viewOf('s2-57')), true);
});

test('everything on a poster stays within the sheet', () => {
  for (const id of ['s2-2', 's2-4', 's2-14', 's2-50', 's2-62', 's2-75', 's2-101'])
    staysWithin(linePoster(reader, viewOf(id)), id);
});

test('five rows with keys and long notes stay within one sheet, none on top of the next or of the foot', () => {
  const [first] = fixturePorts.linesIn(RegionCode.parse('150000'), fixtureNow)?.inService ?? [];
  if (first === undefined) assert.fail('no line in 150000');
  const noted = first.accessPoints.map(({ point, at }) => ({ point: { ...point, note: '只面向学生'.repeat(12) }, at }));
  const crowded = Array.from({ length: 6 }, () => ({ ...first, accessPoints: noted }));
  for (const lang of ['zh', 'en'] as const) {
    const sheet = regionSheet('150000', lang, crowded);
    staysWithin(sheet, lang);
    assert.equal(wordsOn(sheet).filter((text) => text === '0471-12320').length, 5);
    const column = sheet.marks.flatMap((mark) => (mark.kind === 'text' && mark.x < 60 ? [mark] : []));
    column.slice(1).forEach(({ y, size, text }, index) => {
      const above = column[index]?.y ?? 0;
      assert.ok(y - size * 0.85 >= above, `${text} covers what stands above it`);
    });
  }
});

function staysWithin({ marks }: Sheet, of: string): void {
  for (const mark of marks) {
    if (mark.kind !== 'text') continue;
    assert.ok(mark.x + measure(mark.text) * mark.size <= sheetWidth - 10, `${of}: ${mark.text}`);
    assert.ok(mark.y <= sheetHeight - 8, `${of}: ${mark.text}`);
  }
}

test('the squares of the code are those of the address', () => {
  const address = 'https://xindeng.example/lines/s2-75';
  const { data, size } = encode(address, { ecc: 'M', border: 0 });
  const { boxes } = codeMark(address, 0, 0);
  const unit = boxes.reduce((least, [, , , height]) => Math.min(least, height), Infinity);
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [x, y, width] of boxes)
    for (let at = 0; at < Math.round(width / unit); at++) {
      const row = drawn[Math.round(y / unit)] ?? assert.fail('a box beside the code');
      row[Math.round(x / unit) + at] = true;
    }
  assert.deepEqual(drawn, data);
});

test('the PDF is a whole one: every object where the table says, one page of A4, the text in it', () => {
  const bytes = Buffer.from(sheetPdf(linePoster(reader, viewOf('s2-75'))));
  const text = bytes.toString('latin1');
  assert.match(text, /^%PDF-1\.5\n/);
  assert.match(text, /\/MediaBox \[0 0 595\.28 841\.89\]/);
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  assert.equal(text.slice(table, table + 5), 'xref\n');
  const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  assert.equal(places.length, 9);
  places.forEach((place, index) => assert.ok(text.startsWith(`${index + 1} 0 obj\n`, place), `object ${index + 1}`));
  const length = Number(/\/Length (\d+)/.exec(text)?.[1]);
  const begin = text.indexOf('stream\n') + 'stream\n'.length;
  const content = inflateSync(bytes.subarray(begin, begin + length)).toString('latin1');
  assert.match(content, /\(0938-822 1199\) Tj/);
  assert.ok(content.includes(Buffer.from('天水市心理援助热线', 'utf16le').swap16().toString('hex')));
});

test('a name that is markup stays text in the drawing', () => {
  const view = viewOf('s2-57');
  const svg = sheetSvg(linePoster(reader, { ...view, line: { ...view.line, name: '<script>alert(1)</script>&"' } }));
  assert.doesNotMatch(svg.toString(), /<script/);
});

test('wrapping loses nothing but spaces, and keeps to the width', () => {
  const words = fc.array(fc.constantFrom('心', '理', '，', 'QQ', '400-967', ' ', '热线', '。', 'Dalian'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 30 }), (pieces, width) => {
      const text = pieces.join('');
      const lines = wrap(text, width);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      const longest = Math.max(...(text.match(/[!-~]+/g) ?? ['']).map((word) => measure(word)));
      for (const line of lines) assert.ok(measure(line.replace(/[，。]+$/, '')) <= Math.max(width, longest), line);
    }),
  );
});
