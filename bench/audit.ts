// The audit's promises: a million lines verified within a minute, beside bare SHA-256 over the same bytes as they come
// from the same copy; and lines appended a second, beside a bare insert of the same columns. `npm run bench -- audit`.
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readLines, verifyChains } from '../server/modules/audit/chain-store.ts';
import { digestOf, NOTHING_BEFORE } from '../server/modules/audit/chain.ts';
import { withClient } from '../server/platform/database/client.ts';
import { testDatabase } from '../testing/database.ts';
import { type BenchRow, printRows } from './measure.ts';

const LINES = 1_000_000;
const CHAINS = 4;
const APPENDS = 3000;
const ROUNDS = 3;
const GOAL_SECONDS = 60;

const chainOf = (index: number): string => `0a000000-0000-4000-8000-00000000000${index}`;

/** Fields as COPY in binary form has them: length and bytes. */
function field(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes === null ? -1 : bytes.length);
  return bytes === null ? length : Buffer.concat([length, bytes]);
}

function integer(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex');

/** A chain as a binary copy, with right hashes; tells its head at the end. */
function* chainBytes(chain: string, lines: number, tell: (head: Buffer) => void): Generator<Buffer> {
  yield Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  const person = uuid('0c000000-0000-4000-8000-00000000000c');
  const detail = Buffer.alloc(90, 7);
  let previous = NOTHING_BEFORE;
  let block: Buffer[] = [];
  for (let number = 1; number <= lines; number += 1) {
    const id = createHash('md5').update(`${chain}${number}`).digest();
    const content = Buffer.concat([
      field(uuid(chain)),
      field(integer(BigInt(number))),
      field(previous),
      field(id),
      field(integer(BigInt(800_000_000_000_000 + number * 1_000_000))),
      field(Buffer.from(number % 10 === 0 ? 'privacy.open-record' : 'sign-in.password')),
      field(person),
      field(Buffer.from(`record:${number % 5000}`)),
      field(number % 10 === 0 ? Buffer.from('supervision') : null),
      field(Buffer.from('k3v8m2q9xy')),
      field(Buffer.from([1])),
      field(detail),
    ]);
    const hash = digestOf(content);
    block.push(Buffer.from([0, 13]), content, field(hash));
    previous = hash;
    if (block.length < 3000) continue;
    yield Buffer.concat(block);
    block = [];
  }
  yield Buffer.concat([...block, Buffer.from([0xff, 0xff])]);
  tell(previous);
}

async function fill(client: Client): Promise<void> {
  await client.query('alter table audit.head disable trigger all');
  for (let index = 0; index < CHAINS; index += 1) {
    let head = NOTHING_BEFORE;
    const lines = LINES / CHAINS;
    const bytes = Readable.from(chainBytes(chainOf(index), lines, (hash) => (head = hash)));
    const copy = copyFrom(
      `copy audit.entry (chain, number, previous, id, at, word, person, subject, purpose, request, sealed, detail, hash)
         from stdin (format binary)`,
    );
    await pipeline(bytes, client.query(copy));
    await client.query('insert into audit.head values ($1, $2, $3)', [chainOf(index), lines, head]);
  }
  await client.query('vacuum analyze audit.entry');
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

async function verifyRows(client: Client): Promise<BenchRow[]> {
  const [ours, floor]: [number[], number[]] = [[], []];
  const held: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(
      await seconds(async () => {
        const digest = createHash('sha256');
        await readLines(client, null, ({ content }) => void digest.update(content));
        digest.digest();
      }),
    );
    const before = process.memoryUsage().rss;
    ours.push(
      await seconds(async () => {
        const { lines, found } = await verifyChains(client);
        if (lines !== LINES || found !== 0) throw new Error(`verified ${lines} lines and found ${found} faults`);
      }),
    );
    held.push((process.memoryUsage().rss - before) / 1e6);
  }
  const [figure, least] = [median(ours), median(floor)];
  return [
    {
      name: `verify ${LINES} lines of ${CHAINS} chains`,
      figure,
      unit: 's',
      floor: { name: 'SHA-256 over the same copy, s', figure: least },
      ratio: least / figure,
      goal: `< ${GOAL_SECONDS} s`,
      met: figure < GOAL_SECONDS,
    },
    {
      name: 'memory that verifying adds, at most',
      figure: Math.max(...held),
      unit: 'MB',
      goal: '< 100 MB',
      met: Math.max(...held) < 100,
    },
    await tamperedRow(client),
  ];
}

/** One line altered somewhere in the million, told where. */
async function tamperedRow(client: Client): Promise<BenchRow> {
  const number = Math.floor(LINES / CHAINS / 3);
  await client.query('alter table audit.entry disable trigger all');
  await client.query(`update audit.entry set subject = 'record:0x' where chain = $1 and number = $2`, [
    chainOf(2),
    number,
  ]);
  let right = false;
  const figure = await seconds(async () => {
    const { findings } = await verifyChains(client);
    const [finding] = findings;
    right =
      findings.length === 1 && finding?.what === 'altered' && finding.chain === chainOf(2) && finding.number === number;
  });
  return {
    name: 'one altered line among them found and named',
    figure,
    unit: 's',
    goal: `< ${GOAL_SECONDS} s`,
    met: right && figure < GOAL_SECONDS,
  };
}

async function appendRows(client: Client): Promise<BenchRow[]> {
  await client.query('create table bare (like audit.entry including all)');
  await client.query(`select set_config('app.reach', 'everywhere', false)`);
  const values = `gen_random_uuid(), now(), 'sign-in.password', null::uuid, 'record:1', null, 'k3v8m2q9xy', true, decode(repeat('07', 90), 'hex')`;
  const append = { name: 'append', text: `select from audit.append('${chainOf(9)}', ${values})` };
  const bare = {
    name: 'bare',
    text: `insert into bare (chain, number, previous, hash, id, at, word, person, subject, purpose, request, sealed, detail)
           values ('${chainOf(9)}', $1, sha256(''), sha256(''), ${values})`,
  };
  const [ours, floor]: [number[], number[]] = [[], []];
  let number = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const few = APPENDS / ROUNDS;
    floor.push(
      few /
        (await seconds(async () => {
          for (let at = 0; at < few; at += 1) await client.query({ ...bare, values: [(number += 1)] });
        })),
    );
    ours.push(
      few /
        (await seconds(async () => {
          for (let at = 0; at < few; at += 1) await client.query(append);
        })),
    );
  }
  const [figure, most] = [median(ours), median(floor)];
  return [
    {
      name: 'lines appended to one chain, one transaction each',
      figure,
      unit: '/s',
      floor: { name: 'bare insert with the same indexes, /s', figure: most },
      ratio: figure / most,
    },
  ];
}

/** Runs it on a database of its own. A missed goal fails the run. */
export async function run(): Promise<void> {
  const database = await testDatabase();
  try {
    const rows = await withClient(database.admin, 'bench', async (client) => {
      await fill(client);
      return [...(await verifyRows(client)), ...(await appendRows(client))];
    });
    printRows(rows);
    process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0;
  } finally {
    await database.close();
  }
}
