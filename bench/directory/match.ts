// Matching over ten thousand lines, question by question, beside what anybody would write first: filter all lines,
// sort what is left, take twenty. Both answer the same questions in turns, so that a busy machine slows both.
import { loadCalendar } from '#hours/index.ts';
import { loadRegions } from '#regions/index.ts';
import {
  AudienceGroup,
  Channel,
  type Line,
  type MatchQuery,
  Urgency,
} from '../../server/modules/directory/contract.ts';
import { loadCrisisNumbers, loadEvents } from '../../server/modules/directory/files.ts';
import { match } from '../../server/modules/directory/matching.ts';
import { findLines } from '../../server/modules/directory/describing.ts';
import { pinyinKeys } from '../../server/modules/directory/pinyin.ts';
import { buildSnapshot, type Snapshot } from '../../server/modules/directory/snapshot.ts';
import { serviceAt } from '../../server/modules/directory/validity.ts';
import { syntheticLines } from '../../testing/synthetic-lines.ts';
import { keep, type BenchRow } from '../measure.ts';

const LINES = 10_000;
const QUESTIONS = 600;
const ROUNDS = 7;
const GOAL_MS = 2;

/** p50 and p99 over many questions of matching and of its floor, the search, and what a snapshot weighs. */
export function matchBench(): BenchRow[] {
  const regions = loadRegions();
  const lines = syntheticLines(LINES, regions);
  const parts = { lines, events: loadEvents(), crisisNumbers: loadCrisisNumbers(), calendar: loadCalendar(), regions };
  const pinyin = new Map(lines.map((line) => [line.id, pinyinKeys([line.name])]));
  const before = heldMegabytes();
  const started = performance.now();
  const snapshot = buildSnapshot({ ...parts, pinyin });
  const built = performance.now() - started;
  const held = heldMegabytes() - before;
  const [ours, floor] = timed(questions(regions.regions.map(({ code }) => code)), snapshot);
  return [
    besideFloor('match over 10,000 lines, p50', 0.5, ours, floor),
    {
      ...besideFloor('match over 10,000 lines, p99', 0.99, ours, floor),
      goal: `< ${GOAL_MS} ms`,
      met: quantile(ours, 0.99) < GOAL_MS,
    },
    {
      name: 'search over 10,000 lines, the slowest of eight texts',
      figure: Math.max(...searches(snapshot)),
      unit: 'ms',
    },
    { name: 'build a snapshot of 10,000 lines', figure: built, unit: 'ms' },
    { name: 'a snapshot of 10,000 lines holds, besides its lines', figure: held, unit: 'MB' },
  ];
}

type Times = readonly number[];

const quantile = (times: Times, share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

function besideFloor(name: string, share: number, ours: Times, floor: Times): BenchRow {
  const [figure, least] = [quantile(ours, share), quantile(floor, share)];
  return { name, figure, unit: 'ms', floor: { name: 'filter and sort, ms', figure: least }, ratio: least / figure };
}

/** Heap that stays after collecting, in megabytes; without `--expose-gc` what is in use. */
function heldMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Questions as people might ask them over a week, the same every time: most say where they are, half who they are. */
function questions(codes: readonly NonNullable<MatchQuery['region']>[]): MatchQuery[] {
  const begin = Temporal.Instant.from('2026-11-16T00:00:00+08:00');
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const draw = (index * 2_654_435_761) >>> 0;
    const pick = <T>(items: readonly T[], among: number): T | undefined => items[Math.floor(draw / 7) % among];
    const region = draw % 5 === 0 ? undefined : codes[draw % codes.length];
    const audience = pick(AudienceGroup.options, 22);
    const channel = pick(Channel.options, 6);
    const urgency = pick(Urgency.options, 3);
    return {
      ...(region && { region }),
      ...(audience && { audience }),
      ...(channel && { channel }),
      ...(urgency && { urgency }),
      at: begin.add({ minutes: draw % (7 * 1440) }),
    };
  });
}

/** For each question the median of several rounds, taken in turn, so that what else the machine does is left out. */
function timed(queries: readonly MatchQuery[], snapshot: Snapshot): [ours: number[], floor: number[]] {
  const round = () => [
    queries.map((query) => once(() => match(snapshot, query))),
    queries.map((query) => once(() => filterAndSort(snapshot, query))),
  ];
  const rounds = Array.from({ length: ROUNDS + 1 }, round).slice(1);
  const medians = (which: 0 | 1) =>
    queries.map((_, index) =>
      quantile(
        rounds.map((round) => round[which]?.[index] ?? 0),
        0.5,
      ),
    );
  return [medians(0), medians(1)];
}

function once(work: () => unknown): number {
  const started = performance.now();
  keep(work());
  return performance.now() - started;
}

/** The plain way: no order by place or audience beyond nearness, no reasons, no turns, no line for all hours. */
function filterAndSort(snapshot: Snapshot, { region, audience, at }: MatchQuery): Line[] {
  const isOpen = (index: number): boolean => {
    const facts = snapshot.lines[index];
    return (
      facts?.points.some(
        ({ hours }) => snapshot.hours[hours.outside]?.compiled?.stateAt(at.epochMilliseconds) === 'open',
      ) ?? false
    );
  };
  const nearness = (line: Line): number =>
    line.region?.code === region ? 0 : line.region?.code.slice(0, 2) === region?.slice(0, 2) ? 1 : 2;
  return snapshot.lines
    .map(({ line }) => line)
    .filter((line, index) => {
      const { everyone, groups, region: limit } = line.audience;
      return (
        (everyone || (audience !== undefined && groups.includes(audience))) &&
        (limit === null || limit.code.slice(0, 2) === region?.slice(0, 2)) &&
        serviceAt(line, snapshot.events, '2026-11-16') === 'in-service' &&
        isOpen(index)
      );
    })
    .toSorted((a, b) => nearness(a) - nearness(b))
    .slice(0, 20);
}

function searches(snapshot: Snapshot): number[] {
  const texts = ['dlxlyz', 'xlyz', 'yg', '041', '热线', '心灵之家', 'nanjing', '人民医院'];
  const at = Temporal.Instant.from('2026-11-22T23:40:00+08:00');
  return texts.map((text) => {
    const rounds = Array.from({ length: 3 * ROUNDS }, () => once(() => findLines(snapshot, text, at)));
    return quantile(rounds.slice(ROUNDS), 0.5);
  });
}
