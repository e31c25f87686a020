// A player asks for any second of a recording. The length is believed only after the last chunk has opened as the last:
// whoever cuts a stream cannot make a shorter one of it.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SealedBytes, SealedReader } from '../keys.ts';
import { CHUNK, openChunk, SEALED_CHUNK, STREAM_HEAD, streamOf, type StreamKey } from './sealed-streams.ts';
import type { DataKey, Place } from './sealing.ts';

/** Opens the head and the end of a sealed stream, then any part when asked. */
export async function readerOf(
  key: DataKey,
  place: Place,
  bytes: SealedBytes,
  onAltered: () => void,
): Promise<Result<SealedReader, 'altered'>> {
  const altered = (): { ok: false; refusal: 'altered' } => {
    onAltered();
    return refuse('altered');
  };
  const length = lengthOf(bytes.size);
  const stream = length === undefined ? undefined : streamOf(key, place, await bytes.read(0, STREAM_HEAD));
  if (length === undefined || stream === undefined) return altered();
  const chunk = (number: number): Promise<Buffer | undefined> => readChunk(stream, bytes, number);
  if ((await chunk(lastOf(bytes.size))) === undefined) return altered();
  const read = async (start: number, end: number): Promise<Result<Buffer, 'altered'>> => {
    const from = Math.max(0, Math.min(start, length));
    const to = Math.max(from, Math.min(end, length));
    const parts: Buffer[] = [];
    for (let at = from; at < to; at = (Math.floor(at / CHUNK) + 1) * CHUNK) {
      const number = Math.floor(at / CHUNK);
      const plain = await chunk(number);
      if (plain === undefined) return altered();
      parts.push(plain.subarray(at - number * CHUNK, to - number * CHUNK));
    }
    return ok(Buffer.concat(parts));
  };
  return ok({ length, read });
}

const TAG = SEALED_CHUNK - CHUNK;

const lastOf = (size: number): number => Math.ceil((size - STREAM_HEAD) / SEALED_CHUNK) - 1;

/** Plaintext bytes of a sealed stream of this size; undefined when no stream has it. */
function lengthOf(size: number): number | undefined {
  const chunks = size - STREAM_HEAD;
  const last = lastOf(size);
  const rest = chunks - last * SEALED_CHUNK;
  if (chunks < TAG || rest < TAG) return undefined;
  return chunks - (last + 1) * TAG;
}

async function readChunk(stream: StreamKey, bytes: SealedBytes, number: number): Promise<Buffer | undefined> {
  const start = STREAM_HEAD + number * SEALED_CHUNK;
  const end = Math.min(start + SEALED_CHUNK, bytes.size);
  const plain = openChunk(stream, number, number === lastOf(bytes.size), [await bytes.read(start, end)]);
  return plain === undefined ? undefined : Buffer.concat(plain);
}
