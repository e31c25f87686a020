// The site as people meet it: how many results pages a second beside a static string from the same server, how
// many bytes a page with everything on it sends, and how much memory the server holds with ten thousand lines.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import autocannon from 'autocannon';
import { loadRegions } from '#regions/index.ts';
import { syntheticLines } from '#testing/synthetic-lines.ts';
import type { BenchRow } from '../measure.ts';
import { startLine } from '../start-line.ts';

const LINES = 10_000;
const SECONDS = 5;
const ROUNDS = 3;
/** At rest is what a server holds that has been left alone for so long. */
const QUIET_MS = 10_000;
const root = path.resolve(import.meta.dirname, '..', '..');

/** A list in the format that people send us: named columns, one line a row. */
function csvOfLines(): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = syntheticLines(LINES, loadRegions()).map((line, index) => [
    String(index + 1),
    line.region?.name ?? '',
    line.name,
    line.accessPoints.map((point) => point.raw).join(' '),
    line.audience.raw,
    line.hours?.raw ?? '',
    line.validity.raw,
    line.hosts.join('、'),
  ]);
  const head = ['序号', '热线所在地', '热线名称', '热线号码', '服务对象', '热线工作时间', '热线有效期', '依托机构'];
  const notes = '# 标题: 性能测试名单\n# 日期: 2026-11-01\n';
  return notes + [head, ...rows].map((row) => row.map((text) => cell(text)).join(',')).join('\n');
}

type Serving = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

async function serveLines(folder: string): Promise<Serving> {
  const list = path.join(folder, 'lines.csv');
  writeFileSync(list, csvOfLines());
  const env = {
    ...process.env,
    DATA_DIR: path.join(folder, 'data'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    NOW: '2026-11-22T20:00',
  };
  const imported = spawnSync(process.execPath, [path.join(root, 'server/commands/import.ts'), list], {
    env,
    encoding: 'utf8',
  });
  if (imported.status !== 0) throw new Error(`the import failed: ${imported.stderr}`);
  const serving = path.join(root, 'bench/directory/serving.ts');
  const start = startLine();
  const child = spawn(process.execPath, [...start.flags, serving], {
    env: { ...env, ...start.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = await once(child.stdout, 'data');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url: String(first).trim(), pid: child.pid ?? 0, stop };
}

/** The sealed address of the results for 大连, as the form gives it. */
async function resultsAddress(base: string): Promise<string> {
  const answer = await fetch(`${base}/results`, {
    method: 'POST',
    body: new URLSearchParams({ region: '210200' }),
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`the form answered ${answer.status}`);
  return base + location;
}

async function perSecond(url: string): Promise<number> {
  const headers = { 'accept-encoding': 'br' };
  const { requests, non2xx, errors } = await autocannon({ url, connections: 16, duration: SECONDS, headers });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests of ${url} failed`);
  return requests.average;
}

/** Bytes of one address as they travel, brotli asked for; and the text itself. */
async function weigh(url: string): Promise<{ bytes: number; text: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const isBrotli = answer.headers['content-encoding'] === 'br';
        const head = answer.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
        resolve({ bytes: body.length + head, text: (isBrotli ? brotliDecompressSync(body) : body).toString() });
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** A page with its stylesheet, scripts and icon. */
async function weighWhole(base: string, page: string): Promise<number> {
  const { bytes, text } = await weigh(page);
  const parts = [...text.matchAll(/(?:href|src)="(\/(?:assets\/[^"]+|icon\.svg))"/g)].map(([, part = '']) => part);
  let sum = bytes;
  for (const part of new Set(parts)) sum += (await weigh(base + part)).bytes;
  return sum;
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Pages a second, bytes over the wire, resident memory; floors from the same run. */
export async function siteBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-bench-'));
  const serving = await serveLines(folder);
  try {
    const page = await resultsAddress(serving.url);
    await wait(QUIET_MS);
    const idle = residentMegabytes(serving.pid);
    const [pages, floors]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      floors.push(await perSecond(`${serving.url}/bench/static`));
      pages.push(await perSecond(page));
    }
    const [figure, floor] = [median(pages), median(floors)];
    const loaded = residentMegabytes(serving.pid);
    await wait(QUIET_MS);
    const settled = residentMegabytes(serving.pid);
    return [
      {
        name: 'results page',
        figure,
        unit: 'requests/s',
        floor: { name: 'static string, same server', figure: floor },
        ratio: figure / floor,
        goal: '>= 0.6 x floor',
        met: figure / floor >= 0.6,
      },
      wireRow(await weighWhole(serving.url, page)),
      memoryRow('memory of the server at rest', idle),
      memoryRow('memory of the server as the load ends', loaded),
      memoryRow('memory of the server ten seconds later', settled),
    ];
  } finally {
    await serving.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const wireRow = (bytes: number): BenchRow => ({
  name: 'results page with everything on it',
  figure: bytes / 1024,
  unit: 'kB over the wire',
  floor: { name: 'limit', figure: 40 },
  ratio: bytes / 1024 / 40,
  goal: '<= 40 kB',
  met: bytes <= 40 * 1024,
});

const memoryRow = (name: string, figure: number): BenchRow => ({
  name: `${name}, ${LINES} lines`,
  figure,
  unit: 'MB resident',
  floor: { name: 'limit', figure: 200 },
  ratio: figure / 200,
  goal: '< 200 MB',
  met: figure < 200,
});
