// What sealing costs: `npm run bench -- keys`. The floor is node:crypto doing the same AES-256-GCM on the same bytes and
// nothing else, in turn with ours in the same process: a random nonce, the cipher, the tag; and the reverse. The promise
// is 60 % of it. Identity keys are read from the disk each time on purpose, which is shown without a goal.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { KeyId } from '#keys/contract.ts';
import type { SealingKeys } from '#keys/keys.ts';
import { openIdentityFiles } from '#keys/identity-stores/identity-file-store.ts';
import { identityKeys } from '#keys/identity-keys.ts';
import { newKeyRow, recordKeys } from '#keys/record-keys.ts';
import { masterKey } from '#keys/wrapping.ts';
import { systemClock } from '#platform/clock.ts';
import { type BenchRow, keep, printRows } from './measure.ts';

const GOAL = 0.6;
const ROUNDS = 25;
const STREAM_ROUNDS = 7;
const AUDIO = 200_000_000;
const PIECE = 65_536;
const place = { table: 'contact.details', column: 'phone', row: '0b6f0e0c-6a3c-4b1e-9a55-5f6f5a1b2c3d' };
const secret = randomBytes(32);

/** Sealed and opened by the bare cipher: nonce, ciphertext, tag. */
function bareSeal(plain: Buffer): readonly [Buffer, Buffer, Buffer] {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const sealed = cipher.update(plain);
  cipher.final();
  return [nonce, sealed, cipher.getAuthTag()];
}

function bareOpen([nonce, sealed, tag]: readonly [Buffer, Buffer, Buffer]): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  const plain = decipher.update(sealed);
  decipher.final();
  return plain;
}

/** How often a second `work` can be done, one after the other. */
async function rate(times: number, work: () => unknown): Promise<number> {
  const begun = performance.now();
  for (let at = 0; at < times; at += 1) keep(await work());
  return (times / (performance.now() - begun)) * 1000;
}

function rateOfBare(times: number, work: () => unknown): number {
  const begun = performance.now();
  for (let at = 0; at < times; at += 1) keep(work());
  return (times / (performance.now() - begun)) * 1000;
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

/** Medians of rounds that take turns, after one that does not count. */
async function inTurn(rounds: number, ...works: readonly (() => Promise<number> | number)[]): Promise<number[]> {
  const figures: number[][] = works.map(() => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, work] of works.entries()) {
      const figure = await work();
      if (round > 0) figures[at]?.push(figure);
    }
  return figures.map(median);
}

function row(name: string, unit: string, [figure = 0, floor = 0]: readonly number[]): BenchRow {
  const ratio = figure / floor;
  return {
    name,
    figure,
    unit,
    floor: { name: 'bare node:crypto', figure: floor },
    ratio,
    goal: `≥ ${GOAL}`,
    met: ratio >= GOAL,
  };
}

async function columns(keys: SealingKeys, key: KeyId): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [size, times] of [
    [200, 5000],
    [4000, 3000],
  ] as const) {
    const plain = randomBytes(size);
    const [sealed, bare] = [await keys.seal(key, place, plain), bareSeal(plain)];
    const seal = await inTurn(
      ROUNDS,
      () => rate(times, () => keys.seal(key, place, plain)),
      () => rateOfBare(times, () => bareSeal(plain)),
    );
    const open = await inTurn(
      ROUNDS,
      () => rate(times, () => keys.open(key, place, sealed)),
      () => rateOfBare(times, () => bareOpen(bare)),
    );
    rows.push(row(`seal a column of ${size} B`, '/s', seal), row(`open a column of ${size} B`, '/s', open));
  }
  return rows;
}

function* pieces(of: readonly Buffer[], bytes: number): Generator<Buffer> {
  for (let done = 0, at = 0; done < bytes; at += 1) {
    const piece = of[at % of.length] ?? Buffer.alloc(0);
    done += piece.length;
    yield piece;
  }
}

/** Megabytes a second through a stream. */
async function flow(source: Iterable<Buffer>, stream: Transform): Promise<number> {
  let bytes = 0;
  const begun = performance.now();
  const sink = new Writable({
    write(piece: Buffer, _, done) {
      bytes += piece.length;
      done();
    },
  });
  await pipeline(Readable.from(source), stream, sink);
  return bytes / (performance.now() - begun) / 1000;
}

function bareFlow(work: () => Buffer): number {
  const begun = performance.now();
  for (let done = 0; done < AUDIO; done += PIECE) keep(work());
  return AUDIO / (performance.now() - begun) / 1000;
}

async function streams(keys: SealingKeys, key: KeyId): Promise<BenchRow[]> {
  const audio = Array.from({ length: 16 }, () => randomBytes(PIECE));
  const [first = Buffer.alloc(0)] = audio;
  const bare = bareSeal(first);
  const sealed: Buffer[] = [];
  for await (const piece of Readable.from(pieces(audio, AUDIO)).pipe(await keys.sealStream(key, place)))
    sealed.push(piece);
  const opening = async (): Promise<Transform> => {
    const stream = await keys.openStream(key, place);
    if (!stream.ok) throw new Error(stream.refusal);
    return stream.value;
  };
  const seal = await inTurn(
    STREAM_ROUNDS,
    async () => flow(pieces(audio, AUDIO), await keys.sealStream(key, place)),
    () => bareFlow(() => bareSeal(first)[1]),
  );
  const open = await inTurn(
    STREAM_ROUNDS,
    async () => flow(sealed, await opening()),
    () => bareFlow(() => bareOpen(bare)),
  );
  return [row('seal a stream of 200 MB', 'MB/s', seal), row('open a stream of 200 MB', 'MB/s', open)];
}

/** Identity keys are fetched from their file for every single value: the price of being gone at once. */
async function withIdentityKeys(keys: SealingKeys, key: KeyId): Promise<BenchRow[]> {
  const plain = randomBytes(200);
  const sealed = await keys.seal(key, place, plain);
  const [seal = 0, open = 0] = await inTurn(
    STREAM_ROUNDS,
    () => rate(1000, () => keys.seal(key, place, plain)),
    () => rate(1000, () => keys.open(key, place, sealed)),
  );
  return [
    { name: 'seal 200 B with an identity key from its file', figure: seal, unit: '/s' },
    { name: 'open 200 B with an identity key from its file', figure: open, unit: '/s' },
  ];
}

/** Prints all figures; a missed goal fails the run. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xindeng-bench-keys-'));
  try {
    const master = masterKey(secret);
    const masters = { current: async () => master, get: async () => master };
    const needs = { masters, clock: systemClock, onAltered: () => undefined };
    const stored = { ...(await newKeyRow(masters, { record: 'bench' })), createdAt: systemClock.now() };
    const store = {
      addKey: async () => undefined,
      findKey: async () => stored,
      keysOf: async () => [],
      deleteRecordKey: async () => undefined,
    };
    const record = recordKeys({ ...needs, store, uptime: () => performance.now() });
    const identity = identityKeys({ ...needs, store: await openIdentityFiles(join(folder, 'identity-keys')) });
    const rows = [
      ...(await columns(record, stored.id)),
      ...(await streams(record, stored.id)),
      ...(await withIdentityKeys(identity, await identity.create('bench'))),
    ];
    printRows(rows);
    process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true });
  }
}
