// Chains as the operator's commands read and shorten them, on a connection of the owner: every chain, whole, in one
// snapshot, while the server goes on appending.
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { NamedMark } from './anchors.ts';
import { HASHED, type LineBytes, type Mark } from './chain.ts';
import { lineReader } from './reading.ts';
import { createWalk, type Report } from './walking.ts';

type MarkRow = { chain: string; number: number; hash: Buffer };

/** The last line of every chain, or of one. Chains without a line are left out. */
export async function loadHeads(client: Client, chain: string | null = null): Promise<Mark[]> {
  return marksOf(client, 'select chain, number, hash from audit.head where number > 0', chain);
}

/** Up to where chains were removed. */
export async function loadCheckpoints(client: Client, chain: string | null = null): Promise<Mark[]> {
  return marksOf(client, 'select chain, number, hash from audit.checkpoint where true', chain);
}

async function marksOf(client: Client, query: string, chain: string | null): Promise<Mark[]> {
  const { rows } = await client.query<MarkRow>(`${query} and ($1::uuid is null or chain = $1) order by chain, number`, [
    chain,
  ]);
  return rows;
}

/** Runs `work` in one snapshot that nothing can change. */
export async function inSnapshot<Value>(client: Client, work: () => Promise<Value>): Promise<Value> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** Every line of every chain, or of one, by chain and number. The views are valid only until `each` returns. */
export async function readLines(client: Client, chain: string | null, each: (line: LineBytes) => void): Promise<void> {
  if (chain !== null && !/^[0-9a-f-]{36}$/.test(chain)) throw new RangeError('no chain has such an id');
  const of = chain === null ? '' : `where chain = '${chain}'`;
  const columns = [...HASHED, 'hash'].join(', ');
  const copy = client.query(
    copyTo(`copy (select ${columns} from audit.entry ${of} order by chain, number) to stdout (format binary)`),
  );
  const reader = lineReader(each);
  for await (const chunk of copy) if (Buffer.isBuffer(chunk)) reader.take(chunk);
  reader.end();
}

export type VerifyOptions = {
  /** One chain only; null: all. */
  readonly chain?: string | null;
  /** What was noted elsewhere. */
  readonly anchors?: readonly Mark[];
  /** Told now and then how many lines of how many have been read. */
  readonly onProgress?: (lines: number, of: number) => void;
};

const TELL_EVERY = 20_000;

/** Walks chains in one snapshot, in time proportional to their length and in memory that does not grow with it. */
export async function verifyChains(client: Client, options: VerifyOptions = {}): Promise<Report> {
  const { chain = null, anchors = [], onProgress } = options;
  return inSnapshot(client, async () => {
    const heads = await loadHeads(client, chain);
    const checkpoints = await loadCheckpoints(client, chain);
    const of = heads.reduce((sum, { number }) => sum + number, 0);
    const within = anchors.filter((anchor) => chain === null || anchor.chain === chain);
    const walk = createWalk({ heads, checkpoints, anchors: within });
    await readLines(client, chain, (line) => {
      walk.take(line);
      if (walk.lines() % TELL_EVERY === 0) onProgress?.(walk.lines(), of);
    });
    return walk.end();
  });
}

/** The last line of every chain, with the organisations' names. */
export async function loadNamedHeads(client: Client): Promise<NamedMark[]> {
  const { rows } = await client.query<NamedMark>(
    `select h.chain, h.number, h.hash, o.name from audit.head h left join identity.organisation o on o.id = h.chain
      where h.number > 0 order by h.chain`,
  );
  return rows;
}
