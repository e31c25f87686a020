// The promises of sign-in: `npm run bench -- sign-in`. The whole service runs in a process of its own, with its audit and
// a database that flushes to disk; the floor is bare argon2id of node:crypto, as many at once as there are cores, in this
// process, taken alone and again beside the same reads, because two cores have to be shared.
import { argon2, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { usualCost } from '#platform/slow-hash.ts';
import { openTestBrowser } from '#testing/sign-in.ts';
import { type BenchRow, printRows } from './measure.ts';
import { startLine } from './start-line.ts';
import { benchEmail, benchPassword, enterPeople } from './sign-in/people.ts';
import { type Reading, type Reads, readSteadily } from './sign-in/reads.ts';

const PEOPLE = 200;
const READS = 1000;
/** A second, while everybody comes at once: what twenty desks ask for in the morning. */
const USUAL_READS = 100;
const root = path.resolve(import.meta.dirname, '..');
const bareHash = promisify(argon2);

/** Bare hashes a second, as many at once as there are cores. */
async function bare(): Promise<number> {
  const cores = availableParallelism();
  const each = Math.ceil(PEOPLE / cores);
  const started = performance.now();
  const lane = async (): Promise<void> => {
    for (let done = 0; done < each; done += 1)
      await bareHash('argon2id', { message: benchPassword, nonce: randomBytes(16), tagLength: 32, ...usualCost });
  };
  await Promise.all(Array.from({ length: cores }, lane));
  return (each * cores * 1000) / (performance.now() - started);
}

/** All of them sign in at once; sign-ins a second, and how many failed. */
async function allAtOnce(url: string): Promise<{ perSecond: number; failed: number }> {
  const started = performance.now();
  const statuses = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, n) => {
      const body = { who: benchEmail(n), password: benchPassword };
      return (await openTestBrowser(url).post('/api/sign-in/password', body)).status;
    }),
  );
  const failed = statuses.filter((status) => status !== 200).length;
  return { perSecond: (PEOPLE * 1000) / (performance.now() - started), failed };
}

async function serve(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const start = startLine();
  const env = { ...process.env, ...start.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [...start.flags, path.join(root, 'bench/directory/serving.ts')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = await once(child.stdout, 'data');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url: String(first).trim(), stop };
}

/** Somebody signed in, whose reads are checked by session, membership and right. */
async function reader(url: string, organisation: string) {
  const browser = openTestBrowser(url);
  await browser.post('/api/sign-in/password', { who: benchEmail(0), password: benchPassword });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'xindeng-organisation': organisation };
  return { url: `${url}/api/sign-in/sessions`, headers, perSecond: READS };
}

async function measure(url: string, organisation: string): Promise<BenchRow[]> {
  const reading = await reader(url, organisation);
  await readSteadily({ ...reading, perSecond: READS / 2 }, wait(4000));
  const quiet = await readSteadily(reading, wait(8000));
  const floor = await bare();
  const alone = await allAtOnce(url);
  const usual = await besideReads(url, { ...reading, perSecond: USUAL_READS });
  const most = await besideReads(url, reading);
  return rowsOf({ floor, alone, quiet, usual, most });
}

/** Reads go on at their pace while bare hashes are made, and again while everybody signs in. */
async function besideReads(url: string, reading: Reading): Promise<Beside> {
  await wait(1000);
  const hashing = bare();
  await readSteadily(reading, hashing);
  await wait(1000);
  const signingIn = allAtOnce(url);
  const reads = await readSteadily(reading, signingIn);
  return { perSecond: reading.perSecond, floor: await hashing, signedIn: await signingIn, reads };
}

type Beside = {
  readonly perSecond: number;
  readonly floor: number;
  readonly signedIn: { readonly perSecond: number; readonly failed: number };
  readonly reads: Reads;
};

type Measured = {
  readonly floor: number;
  readonly alone: { readonly perSecond: number; readonly failed: number };
  readonly quiet: Reads;
  readonly usual: Beside;
  readonly most: Beside;
};

function rowsOf({ floor, alone, quiet, usual, most }: Measured): BenchRow[] {
  const throughput = (name: string, figure: number, bareFigure: number): BenchRow => ({
    name,
    figure,
    unit: 'sign-ins/s',
    floor: { name: 'bare argon2id', figure: bareFigure },
    ratio: figure / bareFigure,
  });
  const zero = (name: string, figure: number): BenchRow => ({
    name,
    figure,
    unit: 'failed',
    goal: '0',
    met: figure === 0,
  });
  const ms = (name: string, { p99 }: Reads): BenchRow => ({
    name,
    figure: p99,
    unit: 'ms p99',
    goal: '< 50 ms',
    met: p99 < 50,
  });
  const pace = (name: string, { perSecond }: Reads, wanted: number): BenchRow => ({
    name,
    figure: perSecond,
    unit: 'reads/s',
    goal: `${wanted}/s`,
    met: perSecond > wanted * 0.99,
  });
  const beside = ({ perSecond, floor: own, signedIn, reads }: Beside): BenchRow[] => {
    const [names, readsName] = [
      `200 sign-ins at once, beside ${perSecond} reads/s`,
      `${perSecond} checked reads/s beside them`,
    ];
    return [
      throughput(names, signedIn.perSecond, own),
      zero(names, signedIn.failed),
      pace(readsName, reads, perSecond),
      perSecond === USUAL_READS ? ms(readsName, reads) : { name: readsName, figure: reads.p99, unit: 'ms p99' },
      zero(readsName, reads.failed),
    ];
  };
  return [
    {
      ...throughput('200 sign-ins at once', alone.perSecond, floor),
      goal: '>= 0.8 x floor',
      met: alone.perSecond / floor >= 0.8,
    },
    zero('200 sign-ins at once', alone.failed),
    pace('checked reads, nothing else', quiet, READS),
    { name: 'checked reads, nothing else', figure: quiet.p99, unit: 'ms p99' },
    zero('checked reads, nothing else', quiet.failed),
    ...beside(usual),
    ...beside(most),
  ];
}

/** Runs all of it. A missed goal is printed as such and fails the run. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-bench-'));
  const serving = await serve(path.join(folder, 'data'));
  try {
    const organisation = await enterPeople(path.join(folder, 'data'), PEOPLE);
    const rows = await measure(serving.url, organisation);
    printRows(rows);
    process.exitCode = rows.some((row) => row.met === false) ? 1 : 0;
  } finally {
    await serving.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
