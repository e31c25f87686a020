// How wide the panes of a screen are, in hundredths of the whole, and what moving an edge between two of them does: the
// neighbours share what they have, nobody becomes too narrow to be read, and the other panes stay as they are.

/** The widths of two or three panes from left to right; together 100. */
export type Widths = readonly number[];

/** No pane is narrower, in hundredths: 30 beside one other, 18 beside two. */
export const leastWidth = (panes: number): number => (panes > 2 ? 18 : 30);

/** The widths that were kept as text, or `first` when that text says nothing that can be shown. */
export function widthsFrom(kept: string | null, first: Widths): Widths {
  const read = kept === null || kept.trim() === '' ? [] : kept.split(' ').map(Number);
  const all = read.length === first.length - 1 ? [...read, 100 - read.reduce((sum, one) => sum + one, 0)] : read;
  const least = leastWidth(first.length);
  const fits = all.length === first.length && all.every((one) => Number.isInteger(one) && one >= least);
  return fits && all.reduce((sum, one) => sum + one, 0) === 100 ? all : first;
}

/** The same widths as a text to keep. */
export const textOfWidths = (widths: Widths): string => widths.join(' ');

/** How far from the left an edge stands and how far it may be moved; edge 0 stands right of the first pane. */
export function rangeOf(
  widths: Widths,
  edge: number,
): { readonly at: number; readonly from: number; readonly to: number } {
  const before = widths.slice(0, edge).reduce((sum, one) => sum + one, 0);
  const own = widths[edge] ?? 0;
  const both = own + (widths[edge + 1] ?? 0);
  const least = leastWidth(widths.length);
  return { at: before + own, from: before + least, to: before + both - least };
}

/** The widths after an edge was moved to so many hundredths from the left, as far as it may go. */
export function withEdgeAt(widths: Widths, edge: number, wanted: number): Widths {
  const { at, from, to } = rangeOf(widths, edge);
  const step = Math.min(to, Math.max(from, Math.round(wanted))) - at;
  return widths.map((one, place) => (place === edge ? one + step : place === edge + 1 ? one - step : one));
}
