// One cell often holds several numbers with blanks both inside and between them (400-967 8920 010-6744 0033
// 027-5942 7263). Blanks alone do not tell where one ends. So every way to group the chunks is weighed,
// and the one with the fewest doubts is taken: what is diallable is cheap, what is unreadable dear.
import type { RegionIndex } from '#regions/contract.ts';
import { readNumber, type NumberReading } from './number-kinds.ts';

/** A stretch of text: a number, or a part of one. */
export type Span = { readonly start: number; readonly end: number };

/** A chunk of digits; keys to press may be written out between `digitsEnd` and `end`. */
export type Chunk = Span & { readonly digitsEnd: number; readonly keys: readonly string[] };

/** A number found among chunks. */
export type FoundNumber = Chunk & { readonly reading: NumberReading };

/** As many chunks as a number may be spelled in: 1 3 8 1 2 3 … are eleven. */
const mostChunks = 12;

const doubt: Readonly<Record<NumberReading['kind'], number>> = {
  diallable: 0,
  foreign: 0,
  'merged-area': 2,
  local: 3,
  'unknown-area': 4,
  'lost-zero': 4,
  'wrong-length': 4,
  unreadable: 6,
};

/** One or two digits beside a number are an ordinal or a count. */
const stray = 3;

/** Short codes are a little dearer, so that none is torn out of a longer number; nonsense the more, the longer it is. */
function doubtOf(reading: NumberReading, chunks: number, written: string): number {
  if (reading.kind === 'diallable') return reading.lineType.endsWith('short-code') ? 1 : 0;
  if (reading.kind !== 'unreadable') return doubt[reading.kind];
  return written.length <= 2 ? stray : doubt.unreadable + 2 * (chunks - 1);
}

type Best = { readonly cost: number; readonly from: number; readonly found: FoundNumber | null };

/** Groups neighbouring chunks into numbers. `text` is half-width; linear in the number of chunks. */
export function partition(index: RegionIndex, text: string, chunks: readonly Chunk[]): readonly FoundNumber[] {
  const best: Best[] = [{ cost: 0, from: 0, found: null }];
  for (let to = 1; to <= chunks.length; to += 1) {
    const choices = beginnings(to).map((from): Best => {
      const [first, last] = [chunks[from], chunks[to - 1]];
      const written = text.slice(first?.start, last?.digitsEnd);
      const reading = readNumber(index, written);
      const end = last?.end ?? 0;
      const found = {
        reading,
        start: first?.start ?? 0,
        end,
        digitsEnd: last?.digitsEnd ?? end,
        keys: last?.keys ?? [],
      };
      return { cost: (best[from]?.cost ?? 0) + doubtOf(reading, to - from, written), from, found };
    });
    best.push(choices.reduce((cheapest, choice) => (choice.cost < cheapest.cost ? choice : cheapest)));
  }
  const numbers: FoundNumber[] = [];
  for (let at = chunks.length; at > 0; at = best[at]?.from ?? 0) {
    const found = best[at]?.found;
    if (found) numbers.push(found);
  }
  return numbers.toReversed();
}

/** Where a number that ends before chunk `to` may begin; the longest first, so that equal doubt keeps it whole. */
function beginnings(to: number): readonly number[] {
  const first = Math.max(0, to - mostChunks);
  return Array.from({ length: to - first }, (_, step) => first + step);
}
