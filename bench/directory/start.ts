// From `npm start` to the first page, on an empty data folder: a database is made, tables migrated, the published
// lists read, no compiled code kept from before. Its floor is Node itself starting and answering one page.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from '../measure.ts';

const ROUNDS = 3;
const root = path.resolve(import.meta.dirname, '..', '..');
const BARE = `require('node:http').createServer((q, a) => a.end('here')).listen(process.env.PORT, '127.0.0.1')`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Seconds from starting the command to the first whole page. */
async function secondsToPage(command: readonly string[], folder: string): Promise<number> {
  const port = await freePort();
  const env = {
    ...process.env,
    DATA_DIR: path.join(folder, 'data'),
    NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
    PORT: String(port),
    LOG_LEVEL: 'silent',
  };
  const [file = '', ...args] = command;
  const begun = performance.now();
  const child = spawn(file, args, { cwd: root, env, stdio: 'ignore', detached: true });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  while (child.exitCode === null && !(await answers(port))) await wait(10);
  const seconds = (performance.now() - begun) / 1000;
  if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
  process.kill(-(child.pid ?? 0), 'SIGTERM');
  await gone;
  return seconds;
}

async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
  return answer !== null && answer.ok && (await answer.text()).length > 0;
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

/** Cold: a new data folder each time. Warm: the folder of the round before. */
export async function startBench(): Promise<BenchRow[]> {
  const [cold, warm, bare]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-start-'));
    bare.push(await secondsToPage([process.execPath, '-e', BARE], folder));
    cold.push(await secondsToPage(['npm', 'start'], folder));
    warm.push(await secondsToPage(['npm', 'start'], folder));
    rmSync(folder, { recursive: true, force: true });
  }
  const floor = { name: 'bare Node, one page', figure: median(bare) };
  return [
    startRow('npm start to first page, empty folder', median(cold), floor),
    startRow('npm start to first page, again', median(warm), floor),
  ];
}

const startRow = (name: string, figure: number, floor: { name: string; figure: number }): BenchRow => ({
  name,
  figure,
  unit: 's',
  floor,
  ratio: figure / floor.figure,
  goal: '< 4 s',
  met: figure < 4,
});
