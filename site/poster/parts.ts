// What every poster has: the lamp and the two sentences at the head; at the foot the code that leads to what is true
// today, since paper ages and numbers change, and the numbers that always hold.
import { encode } from 'uqr';
import { addressOf, type Reader } from '../reader.ts';
import { dateWords, dayOf } from '../telling-time.ts';
import { type Box, type Colour, type Mark, measure, sheetWidth, wrap } from './sheet.ts';

/** Where everything begins on the left, and how wide it may be. */
export const left = 20;
export const full = sheetWidth - 2 * left;

const footTop = 222;
const codeSize = 40;
const besideCode = left + codeSize + 12;
/** Bold letters, and other fonts, are wider than the ones that are measured. */
const tolerance = 1.08;

export type Style = { readonly size: number; readonly strong?: boolean; readonly colour?: Colour };

/** One line of text; `y` is its baseline. */
export function textAt(x: number, y: number, text: string, { size, strong = false, colour = 'ink' }: Style): Mark {
  return { kind: 'text', x, y, size, text: text.replaceAll('–', '-'), strong, colour };
}

/** How wide a text of a size may become. */
export function widthAt(text: string, size: number): number {
  return measure(text) * size * tolerance;
}

/** The size at which a line of text is at most `width` wide, and never above `size`. */
export function fitting(text: string, size: number, width: number): number {
  return Math.min(size, width / widthAt(text, 1));
}

/** Lines from `y` down, at most `most` of them, and where the next thing may begin. */
export function paragraph(
  y: number,
  text: string,
  { most, ...style }: Style & { readonly most: number },
): { readonly marks: readonly Mark[]; readonly next: number } {
  const { size } = style;
  const lines = wrap(text, full / (size * tolerance)).slice(0, most);
  const marks = lines.map((line, index) => textAt(left, y + size + index * size * 1.4, line, style));
  return { marks, next: y + lines.length * size * 1.4 + size * 0.3 };
}

/** A thin line across. */
export function rule(y: number, thickness: number): Mark {
  return { kind: 'boxes', boxes: [[left, y, full, thickness]], colour: 'hairline' };
}

/** The head of every poster. */
export function headMarks(reader: Reader): readonly Mark[] {
  const { slogan, sloganMore } = reader.words.poster;
  const x = left + 30;
  return [
    ...lampMarks(left, 22, 22),
    textAt(x, 33, slogan, { size: fitting(slogan, 12, full - 30), strong: true }),
    textAt(x, 43.5, sloganMore, { size: fitting(sloganMore, 6, full - 30), colour: 'soft' }),
    rule(60, 0.4),
  ];
}

/** The lamp in the window, `size` millimetres square. */
function lampMarks(x: number, y: number, size: number): readonly Mark[] {
  const u = size / 32;
  const box = (bx: number, by: number, w: number, h: number): Box => [x + bx * u, y + by * u, w * u, h * u];
  const shade = [
    [12.4, 9],
    [19.6, 9],
    [23.2, 17.6],
    [8.8, 17.6],
  ] as const;
  return [
    { kind: 'boxes', boxes: [box(2, 2, 28, 2), box(2, 28, 28, 2), box(2, 4, 2, 24), box(28, 4, 2, 24)], colour: 'ink' },
    { kind: 'shape', points: shade.map(([px, py]) => [x + px * u, y + py * u] as const), colour: 'lamp' },
    { kind: 'boxes', boxes: [box(15, 17.6, 2, 6.4), box(11, 23.4, 10, 2)], colour: 'ink' },
  ];
}

/**
 * The foot of every poster; the code leads to `path` in the reader's language. `provenance` is how old the facts are;
 * null where each row of the sheet says it.
 */
export function footMarks(reader: Reader, path: `/${string}`, provenance: string | null): readonly Mark[] {
  const { poster, time } = reader.words;
  const printed = poster.printed(dateWords(reader, dayOf(reader.now).toString()));
  const small = [provenance, printed].filter((text) => text !== null).join(time.semicolon);
  const beside = (y: number, text: string, style: Omit<Style, 'size'>): Mark =>
    textAt(besideCode, y, text, { size: fitting(text, 6.4, full - codeSize - 12), ...style });
  return [
    rule(footTop - 8, 0.4),
    codeMark(`${reader.publicUrl}${addressOf(reader.lang, path)}`, left, footTop - 2),
    beside(footTop + 7, poster.scan, { strong: true }),
    beside(footTop + 19, `12356  ${poster.national}`, {}),
    beside(footTop + 31, poster.danger, { colour: 'danger' }),
    ...paragraph(footTop + 43, small, { size: 3.6, colour: 'soft', most: 2 }).marks,
  ];
}

/** The address as a QR code, dark squares of one row joined. */
export function codeMark(address: string, x: number, y: number): Extract<Mark, { kind: 'boxes' }> {
  const { data, size } = encode(address, { ecc: 'M', border: 0 });
  const unit = codeSize / size;
  const boxes = data.flatMap((row, line) =>
    runsOf(row).map(([from, to]): Box => [x + from * unit, y + line * unit, (to - from) * unit, unit]),
  );
  return { kind: 'boxes', boxes, colour: 'ink' };
}

/** Where a row is dark: from, and to exclusive. */
function runsOf(row: readonly boolean[]): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  row.forEach((dark, at) => {
    const last = runs.at(-1);
    if (dark && last?.[1] === at) last[1] = at + 1;
    else if (dark) runs.push([at, at + 1]);
  });
  return runs;
}
