import assert from 'node:assert/strict';
import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import test from 'node:test';
import * as fc from 'fast-check';
import { KeyId } from '../contract.ts';
import { AlteredStream, CHUNK, openingStream, SEALED_CHUNK, sealingStream, STREAM_HEAD } from './sealed-streams.ts';
import { dataKey, type Place } from './sealing.ts';
import { readerOf } from './stream-reading.ts';

const key = dataKey(KeyId.parse(crypto.randomUUID()), Buffer.alloc(32, 9));
const place: Place = { table: 'voice.recording', column: 'audio', row: '1' };

const NONE = Buffer.alloc(0);

/** Bytes that tell where they are. */
const audio = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 16)) & 255));

const pieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));

async function through(bytes: readonly Buffer[], stream: Transform): Promise<Buffer> {
  const out: Buffer[] = [];
  const sink = new Writable({
    write(piece: Buffer, _, done) {
      out.push(piece);
      done();
    },
  });
  await pipeline(Readable.from(bytes), stream, sink);
  return Buffer.concat(out);
}

const seal = (bytes: Buffer, size = 10_000, at = place) => through(pieces(bytes, size), sealingStream(key, at));

async function open(sealed: Buffer, at = place, size = 30_001): Promise<Buffer | 'altered'> {
  let told = 0;
  try {
    const plain = await through(
      pieces(sealed, size),
      openingStream(key, at, () => (told += 1)),
    );
    assert.equal(told, 0);
    return plain;
  } catch (error) {
    assert.ok(error instanceof AlteredStream, String(error));
    assert.equal(told, 1);
    return 'altered';
  }
}

for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 77])
  test(`a stream of ${length} bytes opens to the same, however it is cut up on its way`, async () => {
    const plain = audio(length);
    for (const size of [977, CHUNK, CHUNK + 1, 1_000_000]) {
      const sealed = await seal(plain, size);
      const chunks = Math.max(1, Math.ceil(length / CHUNK));
      assert.equal(sealed.length, STREAM_HEAD + length + 16 * chunks);
      const opened = await open(sealed, place, size);
      assert.ok(opened !== 'altered' && plain.equals(opened));
    }
  });

test('a flipped bit anywhere in a stream is refused', async () => {
  const sealed = await seal(audio(2 * CHUNK + 5));
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
      const copy = Buffer.from(sealed);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.ok((await open(copy)) === 'altered');
    }),
    { numRuns: 60 },
  );
});

/** The head and the chunks of a sealed stream. */
function parts(sealed: Buffer): { head: Buffer; chunks: Buffer[] } {
  return { head: sealed.subarray(0, STREAM_HEAD), chunks: pieces(sealed.subarray(STREAM_HEAD), SEALED_CHUNK) };
}

test('chunks that were cut off, swapped, repeated, left out or added are refused', async () => {
  const plain = audio(3 * CHUNK + 100);
  const { head, chunks } = parts(await seal(plain));
  const [a = NONE, b = NONE, c = NONE, d = NONE] = chunks;
  const other = parts(await seal(plain));
  const [, otherB = NONE] = other.chunks;
  const orders: Record<string, readonly Buffer[]> = {
    'without the last': [a, b, c],
    'the last cut': [a, b, c, d.subarray(0, -1)],
    'only the first': [a],
    nothing: [],
    swapped: [b, a, c, d],
    repeated: [a, a, b, c, d],
    'left out': [a, c, d],
    'the last twice': [a, b, c, d, d],
    'an empty end added': [a, b, c, d, Buffer.alloc(16)],
    'one from another stream of the same words': [a, otherB, c, d],
  };
  for (const [what, order] of Object.entries(orders))
    assert.ok((await open(Buffer.concat([head, ...order]))) === 'altered', what);
  assert.ok((await open(Buffer.concat([other.head, a, b, c, d]))) === 'altered', 'under another head');
  assert.ok((await open(head.subarray(0, 20))) === 'altered', 'half a head');
  assert.ok((await open(Buffer.alloc(0))) === 'altered', 'no bytes at all');
});

test('a stream copied to another place, or opened with another key, is refused', async () => {
  const sealed = await seal(audio(1000));
  assert.ok((await open(sealed, { ...place, row: '2' })) === 'altered');
  assert.ok((await open(sealed, { ...place, column: 'transcript' })) === 'altered');
  const other = dataKey(key.id, Buffer.alloc(32, 8));
  await assert.rejects(
    through(
      [sealed],
      openingStream(other, place, () => undefined),
    ),
    AlteredStream,
  );
});

test('nothing of an altered chunk comes out before it is refused', async () => {
  const sealed = await seal(audio(3 * CHUNK));
  sealed[STREAM_HEAD + SEALED_CHUNK + 5] = (sealed[STREAM_HEAD + SEALED_CHUNK + 5] ?? 0) ^ 1;
  let out = 0;
  const stream = openingStream(key, place, () => undefined);
  stream.on('data', (piece: Buffer) => (out += piece.length));
  await assert.rejects(pipeline(Readable.from(pieces(sealed, 50_000)), stream), AlteredStream);
  assert.equal(out, CHUNK);
});

test('a player reads any part, and only what it needs for it', async () => {
  const plain = audio(4 * CHUNK + 321);
  const sealed = await seal(plain);
  let read = 0;
  const bytes = {
    size: sealed.length,
    read: async (start: number, end: number) => {
      read += end - start;
      return sealed.subarray(start, end);
    },
  };
  const reader = await readerOf(key, place, bytes, () => assert.fail());
  assert.ok(reader.ok && reader.value.length === plain.length);
  read = 0;
  const part = await reader.value.read(3 * CHUNK - 10, 3 * CHUNK + 10);
  assert.ok(part.ok && part.value.equals(plain.subarray(3 * CHUNK - 10, 3 * CHUNK + 10)));
  assert.equal(read, 2 * SEALED_CHUNK);
  await fc.assert(
    fc.asyncProperty(fc.nat(plain.length + 50), fc.nat(plain.length + 50), async (start, end) => {
      const part = await reader.value.read(start, end);
      assert.ok(part.ok && part.value.equals(plain.subarray(start, Math.max(start, end))));
    }),
  );
});

test('a player is refused a stream that was cut, before it hears a word of it, and a chunk that was altered', async () => {
  const sealed = await seal(audio(3 * CHUNK));
  const over = (bytes: Buffer) => ({
    size: bytes.length,
    read: async (start: number, end: number) => bytes.subarray(start, end),
  });
  const cuts = [
    0,
    10,
    STREAM_HEAD,
    STREAM_HEAD + 5,
    STREAM_HEAD + SEALED_CHUNK,
    sealed.length - 1,
    sealed.length - SEALED_CHUNK,
  ];
  for (const cut of cuts) {
    let told = 0;
    const refused = await readerOf(key, place, over(sealed.subarray(0, cut)), () => (told += 1));
    assert.deepEqual([refused.ok, told], [false, 1], `cut at ${cut}`);
  }
  sealed[STREAM_HEAD + SEALED_CHUNK + 1] = (sealed[STREAM_HEAD + SEALED_CHUNK + 1] ?? 0) ^ 1;
  const reader = await readerOf(key, place, over(sealed), () => undefined);
  assert.ok(reader.ok);
  assert.equal((await reader.value.read(CHUNK - 1, CHUNK)).ok, true);
  assert.equal((await reader.value.read(CHUNK, CHUNK + 1)).ok, false);
});

test('sealing and opening ninety minutes of speech takes no more memory than five', { timeout: 120_000 }, async () => {
  const piece = audio(CHUNK);
  const measure = async (bytes: number): Promise<number> => {
    let peak = 0;
    const source = function* (): Generator<Buffer> {
      for (let done = 0; done < bytes; done += piece.length) {
        if (done % (piece.length * 64) === 0) peak = Math.max(peak, process.memoryUsage().rss);
        yield piece;
      }
    };
    let out = 0;
    const sink = new Writable({
      write(part: Buffer, _, done) {
        out += part.length;
        done();
      },
    });
    await pipeline(
      Readable.from(source()),
      sealingStream(key, place),
      openingStream(key, place, () => undefined),
      sink,
    );
    assert.ok(out >= bytes);
    return peak;
  };
  await measure(10_000_000);
  const [short, long] = [await measure(19_200_000), await measure(345_600_000)];
  assert.ok(long - short < 100_000_000, `${(long - short) / 1e6} MB more`);
});
