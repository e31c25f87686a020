// A person is heard, under load: `npm run bench -- chat [messages|delivery|idle|assignment|commands]`. The real service
// runs in a process of its own with a database that flushes to disk; counsellors are signed in, conversations have real
// keys. Messages stand beside a bare row on the same server that does one single-row insert through the same pool, and
// beside the same insert without any server. Assignment and commands are those of bench/contact.ts.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Client, followStream, type Headers, openClient, sustained } from './chat/client.ts';
import { enterScene, type Scene, type SceneOf, type Talk } from './chat/scene.ts';
import { run as runContact } from './contact.ts';
import { type BenchRow, printRows } from './measure.ts';
import { startLine } from './start-line.ts';

const AT_ONCE = 32;
const ROUND_MS = 3000;
const ROUNDS = 3;
const IDLE = 5000;
/** Messages a second of a thousand conversations at a time. */
const UNHURRIED = 100;
const root = path.resolve(import.meta.dirname, '..');
const words = '今天睡不着，一直在想考试的事，不知道该和谁说。';

type Serving = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

async function serve(dataDir: string): Promise<Serving> {
  const { flags, env: line } = startLine();
  const env = { ...process.env, ...line, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [...flags, path.join(root, 'bench/chat/serving.ts')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = await once(child.stdout, 'data');
  const [url = '', pid = ''] = String(first).trim().split(' ');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url, pid: Number(pid), stop };
}

type Stage = Scene & { readonly serving: Serving; readonly client: Client };

/** Opens the service with a scene, runs `work`, and takes everything away. */
async function onStage(of: SceneOf, work: (stage: Stage) => Promise<BenchRow[]>): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xindeng-bench-'));
  const serving = await serve(dataDir);
  try {
    const scene = await enterScene(dataDir, of);
    const client = openClient(serving.url, AT_ONCE);
    const rows = await work({ ...scene, serving, client }).finally(client.close);
    await scene.close();
    return rows;
  } finally {
    await serving.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** Each talk in turn: a person writes twice a second at most. */
function turns({ talks }: Scene): () => Talk {
  let turn = 0;
  return () => {
    const talk = talks[(turn += 1) % talks.length];
    if (talk === undefined) throw new Error('Nobody talks.');
    return talk;
  };
}

const roomOf = ({ tokens }: Talk, n = 0) => ({ cookie: `xindeng-room=${tokens[n] ?? ''}` });
const deskOf = ({ counsellor }: Talk, { organisation }: Scene) => ({
  cookie: counsellor.cookie,
  'xindeng-organisation': organisation,
});

type Ways = Readonly<Record<'bare' | 'person' | 'desk' | 'raw', () => Promise<boolean>>>;

function waysOf(stage: Stage): Ways {
  const { client, app } = stage;
  const next = turns(stage);
  const message = () => ({ id: randomUUID(), text: words });
  return {
    bare: async () => (await client.post('/bench/insert', {}, message())) === 200,
    person: async () => (await client.post('/api/chat/messages', roomOf(next()), message())) === 200,
    desk: async () => {
      const talk = next();
      return (await client.post(`/api/desk/contacts/${talk.contact}/messages`, deskOf(talk, stage), message())) === 200;
    },
    raw: async () => {
      await sql`insert into bench_bare (id, words) values (${randomUUID()}, ${Buffer.from(words)})`.execute(app.db);
      return true;
    },
  };
}

async function measureMessages(stage: Stage): Promise<BenchRow[]> {
  const ways = waysOf(stage);
  const names = ['bare', 'person', 'desk', 'raw'] as const;
  for (const name of names) await sustained(AT_ONCE, 1500, ways[name]);
  const seen: Record<(typeof names)[number], number[]> = { bare: [], person: [], desk: [], raw: [] };
  let failed = 0;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) {
      const { perSecond, failed: lost } = await sustained(AT_ONCE, ROUND_MS, ways[name]);
      seen[name].push(perSecond);
      failed += lost;
    }
  const floor = { name: 'bare row with one insert, /s', figure: median(seen.bare) };
  const row = (name: string, figure: number): BenchRow => ({
    name,
    figure,
    unit: '/s',
    floor,
    ratio: figure / floor.figure,
    goal: '>= 0.6 x floor',
    met: figure / floor.figure >= 0.6,
  });
  const raw = median(seen.raw);
  return [
    row('messages of people, acknowledged when durable', median(seen.person)),
    row('messages of counsellors, signed in', median(seen.desk)),
    {
      name: 'the same insert over the driver alone, no server',
      figure: raw,
      unit: '/s',
      floor,
      ratio: raw / floor.figure,
    },
    { name: 'messages of people against it', figure: median(seen.person) / raw, unit: 'x' },
    { name: 'messages refused', figure: failed, unit: '', goal: '0', met: failed === 0 },
  ];
}

const messages = (): Promise<BenchRow[]> => onStage({ counsellors: 600, talksEach: 2, sessions: 1 }, measureMessages);

/** All desks and rooms are open; messages go both ways at a steady pace; how long until the other screen has it. */
async function measureDelivery(stage: Stage): Promise<BenchRow[]> {
  const { serving, talks, client, counsellors, organisation } = stage;
  const most = await sustained(AT_ONCE, 4000, waysOf(stage).person);
  const sent = { toDesk: new Map<string, number>(), toRoom: new Map<string, number>() };
  const times: Record<'toDesk' | 'toRoom', number[]> = { toDesk: [], toRoom: [] };
  const hearing = (to: 'toDesk' | 'toRoom') => (text: string) => {
    const at = performance.now();
    for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)) {
      const begun = sent[to].get(id);
      if (begun === undefined) continue;
      sent[to].delete(id);
      times[to].push(at - begun);
    }
  };
  const streams = await Promise.all([
    ...counsellors.map(({ cookie }) =>
      followStream(
        `${serving.url}/api/desk/stream`,
        { cookie, 'xindeng-organisation': organisation },
        hearing('toDesk'),
      ),
    ),
    ...talks.map((talk) => followStream(`${serving.url}/api/chat/stream`, roomOf(talk), hearing('toRoom'))),
  ]);
  await wait(3000);
  const rows: BenchRow[] = [];
  for (const [pace, isPromised] of [
    [UNHURRIED, false],
    [most.perSecond / 2, true],
  ] as const) {
    const { failed, count } = await sendSteadily(stage, { client, pace, sent });
    await wait(2000);
    rows.push(...deliveryRows(times, { pace, isPromised, lost: sent.toDesk.size + sent.toRoom.size, failed, count }));
    for (const some of [times.toDesk, times.toRoom]) some.length = 0;
  }
  for (const end of streams) end();
  return rows;
}

type Steady = {
  readonly client: Client;
  readonly pace: number;
  readonly sent: Record<'toDesk' | 'toRoom', Map<string, number>>;
};

/** One after the other from either side. The sender's own screen gets a message too; only the other one counts. */
async function sendSteadily(stage: Stage, { client, pace, sent }: Steady) {
  const next = turns(stage);
  const began = performance.now();
  let [count, failed] = [0, 0];
  const answers: Promise<void>[] = [];
  while (performance.now() - began < 10_000) {
    const due = Math.floor(((performance.now() - began) / 1000) * pace);
    for (; count < due; count += 1) {
      const [talk, id] = [next(), randomUUID()];
      const [to, headers, waiting] =
        count % 2 === 0
          ? (['/api/chat/messages', roomOf(talk), sent.toDesk] as const)
          : ([`/api/desk/contacts/${talk.contact}/messages`, deskOf(talk, stage), sent.toRoom] as const);
      waiting.set(id, performance.now());
      const send = async (): Promise<void> => {
        if ((await client.post(to, headers, { id, text: words })) === 200) return;
        failed += 1;
        waiting.delete(id);
      };
      answers.push(send());
    }
    await wait(2);
  }
  await Promise.all(answers);
  return { count, failed };
}

type Told = {
  readonly pace: number;
  readonly isPromised: boolean;
  readonly lost: number;
  readonly failed: number;
  readonly count: number;
};

function deliveryRows(
  times: Readonly<Record<'toDesk' | 'toRoom', readonly number[]>>,
  { pace, isPromised, lost, failed, count }: Told,
): BenchRow[] {
  const all = [...times.toDesk, ...times.toRoom];
  const of = (name: string, share: number, goal: number): BenchRow => {
    const figure = quantile(all, share);
    return { name, figure, unit: 'ms', ...(isPromised ? { goal: `< ${goal} ms`, met: figure < goal } : {}) };
  };
  return [
    of(`sent until on a screen, at ${Math.round(pace)} messages a second, p50`, 0.5, 15),
    of('… p99', 0.99, 60),
    { name: '… messages', figure: count, unit: '' },
    { name: '… refused', figure: failed, unit: '' },
    { name: '… acknowledged and never shown', figure: lost, unit: '', goal: '0', met: lost === 0 },
  ];
}

const delivery = (): Promise<BenchRow[]> => onStage({ counsellors: 150, talksEach: 2, sessions: 1 }, measureDelivery);

const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

/** As a screen does that is turned away for a moment: it comes again. */
async function comesIn(url: string, headers: Headers): Promise<() => void> {
  for (let turn = 1; ; turn += 1) {
    const end = await followStream(url, headers, () => undefined).catch(() => undefined);
    if (end !== undefined) return end;
    if (turn === 20) throw new Error('A stream could not be opened.');
    await wait(500);
  }
}

/** Rooms open at once, nobody writes. Measured after two heartbeats have gone round. */
async function measureIdle({ serving, talks }: Stage): Promise<BenchRow[]> {
  const before = rssOf(serving.pid);
  const wanted = talks.flatMap((talk) => talk.tokens.flatMap((_, n) => [0, 1, 2, 3].map(() => roomOf(talk, n))));
  const left = wanted.slice(0, IDLE);
  const streams: (() => void)[] = [];
  const lane = async (): Promise<void> => {
    for (let headers = left.pop(); headers !== undefined; headers = left.pop())
      streams.push(await comesIn(`${serving.url}/api/chat/stream`, headers));
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  await wait(35_000);
  const figure = rssOf(serving.pid);
  for (const end of streams) end();
  return [
    {
      name: `${streams.length} idle streams open in one process, memory`,
      figure,
      unit: 'MB',
      floor: { name: 'none open, MB', figure: before },
      goal: '< 600 MB',
      met: figure < 600 && streams.length === IDLE,
    },
  ];
}

const idle = (): Promise<BenchRow[]> => onStage({ counsellors: 130, talksEach: 2, sessions: 5 }, measureIdle);

const parts: Readonly<Record<string, () => Promise<BenchRow[]>>> = { messages, delivery, idle };
const elsewhere: Readonly<Record<string, string>> = { assignment: 'assign', commands: 'commands' };

/** Runs the parts that are named, or all. A missed goal fails the run. */
export async function run(wanted: readonly string[]): Promise<void> {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    const rows = await part();
    printRows(rows);
    if (rows.some(({ met }) => met === false)) process.exitCode = 1;
  }
  for (const [name, part] of Object.entries(elsewhere))
    if (wanted.length === 0 || wanted.includes(name)) await runContact([part]);
}
