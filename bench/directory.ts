// The promises of the directory, each beside its floor: `npm run bench -- directory [hours|match|site|start]`.
import { hoursBench } from './directory/hours.ts';
import { matchBench } from './directory/match.ts';
import { siteBench } from './directory/site.ts';
import { startBench } from './directory/start.ts';
import { type BenchRow, printRows } from './measure.ts';

const PARTS: Readonly<Record<string, () => Promise<BenchRow[]> | BenchRow[]>> = {
  hours: hoursBench,
  match: matchBench,
  site: siteBench,
  start: startBench,
};

/** Runs the named parts, or all. A missed goal is printed as such and fails the run. */
export async function run(names: readonly string[]): Promise<void> {
  const chosen = names.length === 0 ? Object.keys(PARTS) : names;
  const rows: BenchRow[] = [];
  for (const name of chosen) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`no such part: ${name}; there are ${Object.keys(PARTS).join(', ')}`);
    process.stdout.write(`\n${name}\n`);
    const measured = await part();
    printRows(measured);
    rows.push(...measured);
  }
  process.exitCode = rows.some((row) => row.met === false) ? 1 : 0;
}
