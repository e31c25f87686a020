// A recording is sealed while it comes in and opened while it is heard, in chunks, so that memory stays flat and a
// player can jump. Each stream has a key of its own, derived from the data key, a random salt and its place; each chunk
// is authenticated with its number and with whether it is the last, so that chunks cannot be cut off, swapped, repeated
// or brought over from another stream (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
//
//   version (1) | short id of the key (8) | salt (32) | chunks: ciphertext (65,536; the last may be shorter) | tag (16)
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { bearsId, bindingOf, type DataKey, type Place } from './sealing.ts';

/** Plaintext bytes of a chunk. */
export const CHUNK = 65_536;
/** Bytes in front of the first chunk. */
export const STREAM_HEAD: number = 1 + 8 + 32;
const VERSION = 2;
const TAG = 16;
/** Bytes of a chunk as stored. */
export const SEALED_CHUNK: number = CHUNK + TAG;

/** What an opening stream fails with; what came out before it was as it had been sealed. */
export class AlteredStream extends Error {
  override readonly name = 'AlteredStream';

  constructor() {
    super('the sealed stream was altered, cut or moved');
  }
}

/** The key of one stream. */
export type StreamKey = { readonly secret: Buffer };

/** The head of a new stream, and its key. */
export function newStream(key: DataKey, place: Place): { readonly head: Buffer; readonly stream: StreamKey } {
  const salt = randomBytes(32);
  const head = Buffer.concat([Buffer.of(VERSION), key.idBytes.subarray(0, 8), salt]);
  return { head, stream: derived(key, place, salt) };
}

/** The key of a stream with this head, or undefined if it is of another version or key. */
export function streamOf(key: DataKey, place: Place, head: Buffer): StreamKey | undefined {
  if (head.length !== STREAM_HEAD || head[0] !== VERSION || !bearsId(key, head)) return undefined;
  return derived(key, place, head.subarray(9));
}

function derived(key: DataKey, place: Place, salt: Buffer): StreamKey {
  const binding = createHash('sha256')
    .update(bindingOf(VERSION, key, place))
    .digest();
  return { secret: Buffer.from(hkdfSync('sha256', key.secret, salt, binding, 32)) };
}

/** The plaintext of chunk `number`, or undefined if it is not exactly that chunk, whole and unaltered. */
export function openChunk(
  stream: StreamKey,
  number: number,
  last: boolean,
  pieces: readonly Buffer[],
): Buffer[] | undefined {
  const size = sizeOf(pieces);
  if (size < TAG) return undefined;
  const { before, rest } = split(pieces, size - TAG);
  const decipher = createDecipheriv('aes-256-gcm', stream.secret, nonceOf(number, last), { authTagLength: TAG });
  decipher.setAuthTag(joined(rest));
  const plain = before.map((piece) => decipher.update(piece));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

function sealChunk(stream: StreamKey, number: number, last: boolean, pieces: readonly Buffer[]): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', stream.secret, nonceOf(number, last));
  const sealed = pieces.map((piece) => cipher.update(piece));
  cipher.final();
  sealed.push(cipher.getAuthTag());
  return sealed;
}

/** Twelve bytes: the number of the chunk, then 1 for the last. A stream's key serves no other stream. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** A stream that seals what passes. */
export function sealingStream(key: DataKey, place: Place): Transform {
  const { head, stream } = newStream(key, place);
  const held = new Held();
  let number = 0;
  const pass = (target: Transform, last: boolean, pieces: readonly Buffer[]): void => {
    for (const piece of sealChunk(stream, number, last, pieces)) target.push(piece);
    number += 1;
  };
  return new Transform({
    construct(done) {
      this.push(head);
      done();
    },
    transform(piece: Buffer, _, done) {
      held.add(piece);
      while (held.size > CHUNK) pass(this, false, held.take(CHUNK));
      done();
    },
    flush(done) {
      pass(this, true, held.take(held.size));
      done();
    },
  });
}

/** A stream that opens what passes; it fails with AlteredStream, after telling `onAltered`. */
export function openingStream(key: DataKey, place: Place, onAltered: () => void): Transform {
  const held = new Held();
  let stream: StreamKey | undefined;
  let number = 0;
  const fail = (done: TransformCallback): void => {
    onAltered();
    done(new AlteredStream());
  };
  const pass = (target: Transform, last: boolean, pieces: readonly Buffer[]): boolean => {
    const plain = stream === undefined ? undefined : openChunk(stream, number, last, pieces);
    for (const piece of plain ?? []) target.push(piece);
    number += 1;
    return plain !== undefined;
  };
  return new Transform({
    transform(piece: Buffer, _, done) {
      held.add(piece);
      if (stream === undefined && held.size >= STREAM_HEAD) {
        stream = streamOf(key, place, joined(held.take(STREAM_HEAD)));
        if (stream === undefined) return fail(done);
      }
      while (stream !== undefined && held.size > SEALED_CHUNK)
        if (!pass(this, false, held.take(SEALED_CHUNK))) return fail(done);
      return done();
    },
    flush(done) {
      if (!pass(this, true, held.take(held.size))) return fail(done);
      return done();
    },
  });
}

/** Bytes that wait for their chunk to be full, without copying them. */
class Held {
  size = 0;
  private pieces: Buffer[] = [];

  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.size += piece.length;
  }

  take(size: number): readonly Buffer[] {
    const { before, rest } = split(this.pieces, size);
    this.pieces = rest;
    this.size -= size;
    return before;
  }
}

function split(pieces: readonly Buffer[], size: number): { before: readonly Buffer[]; rest: Buffer[] } {
  let left = size;
  for (const [at, piece] of pieces.entries()) {
    if (piece.length > left) {
      const before = left === 0 ? pieces.slice(0, at) : [...pieces.slice(0, at), piece.subarray(0, left)];
      return { before, rest: [piece.subarray(left), ...pieces.slice(at + 1)] };
    }
    left -= piece.length;
  }
  return { before: pieces, rest: [] };
}

const sizeOf = (pieces: readonly Buffer[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

const joined = (pieces: readonly Buffer[]): Buffer =>
  pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
