// Reading hours and asking whether somebody is there now, beside the npm package `opening_hours`: the same hours,
// ours in the Chinese they are published in, theirs in OpenStreetMap's syntax. Theirs reads the zone of the
// process, so the bench sets it; that both mean the same is checked before anything is timed.
import assert from 'node:assert/strict';
import OpeningHours from 'opening_hours';
import { compileHours, loadCalendar, readHours, type CompiledHours } from '#hours/index.ts';
import { keep, perSecond, type BenchRow, type Work } from '../measure.ts';

// The first seven stand in the documents of 2020; the others are written as lines write them.
const EXPRESSIONS: readonly (readonly [ours: string, theirs: string])[] = [
  ['24小时', '24/7'],
  ['9:00-21:00', '09:00-21:00'],
  ['10: 00-24: 00', '10:00-24:00'],
  ['8:30-11:30 14:00-17:00 18:00-21:00', '08:30-11:30,14:00-17:00,18:00-21:00'],
  ['周一至周五 8:00-20:00', 'Mo-Fr 08:00-20:00'],
  ['周一至周六 9:00-17:00', 'Mo-Sa 09:00-17:00'],
  ['周一至周五(节假日除外) 8:00-12:00; 14:00-17:00', 'Mo-Fr 08:00-12:00,14:00-17:00; PH off'],
  ['22:00-次日6:00', '22:00-06:00'],
  ['每周一、三、五 19:00-21:00', 'Mo,We,Fr 19:00-21:00'],
  ['周一至周五 9:00-17:00，周六 9:00-12:00', 'Mo-Fr 09:00-17:00; Sa 09:00-12:00'],
  ['周一至周五 8:30-12:00，13:30-17:30；周六、日 10:00-16:00', 'Mo-Fr 08:30-12:00,13:30-17:30; Sa,Su 10:00-16:00'],
  ['每天9:00-21:00，节假日10:00-16:00', 'Mo-Su 09:00-21:00; PH 10:00-16:00'],
];

const IN_CHINA = { lat: 39.9, lon: 116.4, address: { country_code: 'cn', state: '' } };
const PARSE_GOAL = 20;
const ASK_GOAL = 50;

const theirsOf = (text: string): OpeningHours => new OpeningHours(text, text.includes('PH') ? IN_CHINA : null);

/** Figures for reading and for asking, over all expressions and one by one. */
export async function hoursBench(): Promise<BenchRow[]> {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Asia/Shanghai';
  try {
    return rowsOf();
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
}

function rowsOf(): BenchRow[] {
  const calendar = loadCalendar();
  const ready = (text: string): CompiledHours => {
    const { schedule } = readHours(text);
    if (schedule === null) throw new Error(`not understood: ${text}`);
    return compileHours(schedule, calendar);
  };
  const pairs = EXPRESSIONS.map(([ours, theirs]) => ({ name: ours, ours: ready(ours), theirs: theirsOf(theirs) }));
  for (const pair of pairs) assertAgree(pair);
  const [read = 0, readFloor = 1] = perSecond(
    () => EXPRESSIONS.map(([text]) => ready(text)).length,
    () => EXPRESSIONS.map(([, text]) => theirsOf(text)).length,
  );
  const singles = pairs.map((pair) => askRow(pair.name, [askOurs([pair.ours]), askTheirs([pair.theirs])]));
  const all = askRow('open now, all expressions in turn', [
    askOurs(pairs.map((pair) => pair.ours)),
    askTheirs(pairs.map((pair) => pair.theirs)),
  ]);
  return [
    withGoal(
      { name: 'read and make ready, all expressions in turn', unit: 'texts/s', ...beside(read, readFloor) },
      PARSE_GOAL,
    ),
    withGoal(all, ASK_GOAL),
    ...singles,
  ];
}

type Pair = { readonly name: string; readonly ours: CompiledHours; readonly theirs: OpeningHours };

/** Weeks in which neither knows a holiday, and three days that both know to be one; theirs has no 调休. */
function assertAgree({ name, ours, theirs }: Pair): void {
  const begin = Date.parse('2026-07-06T00:00:00+08:00');
  const month = Array.from({ length: 960 }, (_, index) => begin + index * 37 * 60_000);
  const holidays = ['2026-01-01', '2026-05-01', '2026-10-01'].flatMap((date) =>
    [3, 9, 10, 12, 15, 18, 20].map((hour) => Date.parse(`${date}T${String(hour).padStart(2, '0')}:30:00+08:00`)),
  );
  for (const at of [...month, ...holidays])
    assert.equal(
      ours.stateAt(at) === 'open',
      theirs.getState(new Date(at)),
      `${name} at ${new Date(at).toISOString()}`,
    );
}

/** Instants all over the year 2026, in no order, the same for both. */
const INSTANTS = Float64Array.from(
  { length: 1024 },
  (_, index) => Date.parse('2026-01-01T00:00:00+08:00') + ((index * 475_242_947) % (365 * 1440)) * 60_000,
);
const DATES = Array.from(INSTANTS, (at) => new Date(at));

function askOurs(hours: readonly CompiledHours[]): Work {
  return () => {
    let open = 0;
    for (const each of hours) for (const at of INSTANTS) open += Number(each.stateAt(at) === 'open');
    keep(open);
    return hours.length * INSTANTS.length;
  };
}

function askTheirs(hours: readonly OpeningHours[]): Work {
  return () => {
    let open = 0;
    for (const each of hours) for (const at of DATES.slice(0, 64)) open += Number(each.getState(at));
    keep(open);
    return hours.length * 64;
  };
}

function askRow(name: string, [ours, theirs]: readonly [Work, Work]): BenchRow {
  const [figure = 0, floor = 1] = perSecond(ours, theirs);
  return { name, unit: 'questions/s', ...beside(figure, floor) };
}

function beside(figure: number, floor: number): Pick<BenchRow, 'figure'> & Required<Pick<BenchRow, 'floor' | 'ratio'>> {
  return { figure, floor: { name: 'opening_hours', figure: floor }, ratio: figure / floor };
}

function withGoal(row: BenchRow, goal: number): BenchRow {
  return { ...row, goal: `>= ${goal} x floor`, met: (row.ratio ?? 0) >= goal };
}
