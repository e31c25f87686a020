// The sheet as PDF 1.5, written by hand: one page of vectors and text. Embedding a Chinese font would make it some
// megabytes, so the text names a font of the Adobe-GB1 collection, which PDF readers know how to replace.
import { deflateSync } from 'node:zlib';
import { type Colour, colours, type Mark, type Sheet, sheetHeight, sheetWidth, widthOf } from './sheet.ts';

const points = 72 / 25.4;
/** Bold as a thin stroke around the letters, as a part of the size: no second Chinese font is needed. */
const boldStroke = 0.028;

/** The bytes of the document. */
export function sheetPdf(sheet: Sheet): Uint8Array {
  const content = deflateSync(Buffer.from(sheet.marks.map((mark) => markPdf(mark)).join('\n'), 'latin1'));
  const page = [sheetWidth, sheetHeight].map((side) => (side * points).toFixed(2)).join(' ');
  return document([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page}] /Contents 4 0 R /Resources << /Font << /L 5 0 R /C 6 0 R >> >> >>`,
    [`<< /Length ${content.length} /Filter /FlateDecode >>`, content],
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /SimHei /Encoding /UniGB-UTF16-H /DescendantFonts [7 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimHei /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 8 0 R >>',
    '<< /Type /FontDescriptor /FontName /SimHei /Flags 4 /FontBBox [-12 -156 996 859] /ItalicAngle 0 /Ascent 859 /Descent -156 /CapHeight 683 /StemV 80 >>',
    `<< /Title ${utf16(sheet.title, true)} >>`,
  ]);
}

type PdfObject = string | readonly [dictionary: string, stream: Uint8Array];

/** Objects numbered from 1, the last one the information dictionary, with the table that finds them. */
function document(objects: readonly PdfObject[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const places: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  objects.forEach((object, index) => {
    places.push(length);
    add(Buffer.from(`${index + 1} 0 obj\n${typeof object === 'string' ? object : object[0]}\n`));
    if (typeof object !== 'string')
      add(Buffer.concat([Buffer.from('stream\n'), object[1], Buffer.from('\nendstream\n')]));
    add(Buffer.from('endobj\n'));
  });
  const count = objects.length + 1;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  add(Buffer.from(`xref\n0 ${count}\n0000000000 65535 f \n${rows}${trailer}`));
  return Buffer.concat(parts);
}

function markPdf(mark: Mark): string {
  if (mark.kind === 'text') return textPdf(mark);
  const fill = `${rgb(mark.colour)} rg`;
  if (mark.kind === 'boxes')
    return `${fill} ${mark.boxes.map(([x, y, w, h]) => `${across(x)} ${up(y + h)} ${across(w)} ${across(h)} re`).join(' ')} f`;
  const corners = mark.points.map(([x, y], index) => `${across(x)} ${up(y)} ${index === 0 ? 'm' : 'l'}`);
  return `${fill} ${corners.join(' ')} h f`;
}

/** A line of text in runs: Latin in Helvetica, everything else in the Chinese font, each set where it begins. */
function textPdf(mark: Extract<Mark, { kind: 'text' }>): string {
  const colour = rgb(mark.colour);
  const size = across(mark.size);
  const style = mark.strong ? `2 Tr ${across(mark.size * boldStroke)} w ${colour} RG` : '0 Tr';
  let x = mark.x;
  const runs = (mark.text.match(/[ -~]+|[^ -~]+/g) ?? []).map((run) => {
    const begin = across(x);
    for (const character of run) x += widthOf(character) * mark.size;
    const isLatin = /^[ -~]/.test(run);
    return `/${isLatin ? 'L' : 'C'} ${size} Tf 1 0 0 1 ${begin} ${up(mark.y)} Tm ${isLatin ? literal(run) : utf16(run, false)} Tj`;
  });
  return `BT ${colour} rg ${style} ${runs.join(' ')} ET`;
}

function literal(text: string): string {
  return `(${text.replace(/[\\()]/g, (character) => `\\${character}`)})`;
}

function utf16(text: string, marked: boolean): string {
  const bytes = Buffer.from((marked ? '\ufeff' : '') + text, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}

function rgb(colour: Colour): string {
  const hex = colours[colour];
  return [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ');
}

const across = (millimetres: number): string => (millimetres * points).toFixed(2);
const up = (millimetres: number): string => across(sheetHeight - millimetres);
