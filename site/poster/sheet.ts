// A sheet of A4 as a list of marks in millimetres. Both writers, SVG and PDF, draw the same list, so that what is
// shown, downloaded and printed is one poster. Measuring is ours, since no browser is asked.

export type Colour = 'ink' | 'soft' | 'lamp' | 'danger' | 'hairline' | 'paper';

export type Mark =
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly strong: boolean;
      readonly colour: Colour;
    }
  /** Rectangles of one colour: x, y, width, height. */
  | { readonly kind: 'boxes'; readonly boxes: readonly Box[]; readonly colour: Colour }
  | { readonly kind: 'shape'; readonly points: readonly (readonly [x: number, y: number])[]; readonly colour: Colour };

export type Box = readonly [x: number, y: number, width: number, height: number];

export type Sheet = { readonly title: string; readonly lang: string; readonly marks: readonly Mark[] };

export const sheetWidth = 210;
export const sheetHeight = 297;

/** On paper there is no night: these are the day's colours, the ground left white. */
export const colours: Readonly<Record<Colour, string>> = {
  ink: '#211c15',
  soft: '#4d463b',
  lamp: '#d98a12',
  danger: '#8e1b1b',
  hairline: '#ddd4c5',
  paper: '#ffffff',
};

/** Widths of the characters from space to tilde in thousandths of the size: the standard Helvetica's. */
const asciiWidths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

/** A character's width as a part of the size: a Chinese character takes all of it. */
export function widthOf(character: string): number {
  const ascii = asciiWidths[(character.codePointAt(0) ?? 0) - 32];
  return ascii === undefined ? 1 : ascii / 1000;
}

/** The width of a text of size 1. */
export function measure(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

const closing = /^[，。、；：！？）》」』”’·…%,.;:)]$/;

/** Breaks a text into lines of at most `width` (size 1); Latin words stay whole, no line begins with a comma. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[!-~]+ ?|\s|./gu) ?? []) {
    const fits = measure((line + piece).trimEnd()) <= width || line === '';
    if (!fits && closing.test(piece)) {
      line = line.trimEnd() + piece;
      continue;
    }
    if (!fits) lines.push(line.trimEnd());
    line = fits ? line + piece : piece.trimStart();
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}
