// A figure alone says little: every one is measured beside a floor, in turn with it, in the same process, so that
// a busy machine slows both. The median of several rounds is reported.

/** One line of a benchmark. `goal` in words; `met` false fails the run. */
export type BenchRow = {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly floor?: { readonly name: string; readonly figure: number };
  readonly ratio?: number;
  readonly goal?: string;
  readonly met?: boolean;
};

/** Work to be timed: does some operations and returns how many. It must use what it computes, see `keep`. */
export type Work = () => number;

const WARM_UP_MS = 500;
const ROUND_MS = 50;
const ROUNDS = 7;

/** Operations per second of several works, each the median of rounds that take turns. */
export function perSecond(...works: readonly Work[]): number[] {
  for (const work of works) timed(work, WARM_UP_MS);
  const rounds = Array.from({ length: ROUNDS }, () => works.map((work) => timed(work, ROUND_MS)));
  return works.map((_, index) => median(rounds.map((round) => round[index] ?? 0)));
}

function timed(work: Work, atLeastMs: number): number {
  const started = performance.now();
  let done = 0;
  let elapsed = 0;
  do {
    done += work();
    elapsed = performance.now() - started;
  } while (elapsed < atLeastMs);
  return (done / elapsed) * 1000;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
}

let kept: unknown;

/** Takes a result in, so that the engine cannot leave out the work that made it. */
export function keep(result: unknown): void {
  kept = result;
  if (kept === keep) throw new Error('never');
}

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, notation: 'compact' });

/** Prints rows as a table: name, figure, floor, ratio, goal. */
export function printRows(rows: readonly BenchRow[]): void {
  const table = rows.map(({ name, figure, unit, floor, ratio, goal, met }) => [
    name,
    `${number.format(figure)} ${unit}`,
    floor === undefined ? '' : `${floor.name}: ${number.format(floor.figure)}`,
    ratio === undefined ? '' : `${ratio.toPrecision(3)} x`,
    goal === undefined ? '' : `${goal}${met === undefined ? '' : met ? '  met' : '  MISSED'}`,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))));
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  process.stdout.write(table.map((row) => `  ${lineOf(row)}\n`).join(''));
}

/** Columns a cell takes on a terminal: Chinese characters take two. */
function widthOf(text: string): number {
  return text.length + text.replaceAll(/[^\u1100-\u115f\u2e80-\uffe6]/g, '').length;
}
