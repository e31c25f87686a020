// How one identity key lies on disk: a file of fixed size with two places for the wrapped key. To be wrapped anew it is
// written into the free place, flushed, and only then is the other place blanked. So a crash at any moment leaves one
// whole copy, and since the file is never replaced, a key that is being destroyed cannot come back by being renewed.
//
//   mark (4) | key id (16) | fingerprint (16) | made, ms since 1970 (8) | subject (1 + 100) | places: master id (16) | wrapped (60)
import { KeyId } from '../contract.ts';
import { bytesOf } from '../sealing/sealing.ts';
import { WRAPPED_BYTES } from '../wrapping.ts';

/** A key as wrapped by one master key. */
export type Wrapping = { readonly masterId: string; readonly wrapped: Buffer };

/** An identity key as stored. More than one wrapping only while the master key is being replaced. */
export type StoredKey = {
  readonly id: KeyId;
  readonly subject: string;
  readonly fingerprint: string;
  readonly createdAt: Temporal.Instant;
  readonly wrappings: readonly Wrapping[];
};

const MARK = Buffer.from('XDK1');
const SUBJECT = 45;
const SUBJECT_BYTES = 100;
const PLACE_BYTES = 16 + WRAPPED_BYTES;

/** Where the two places begin. */
export const PLACES = [160, 256] as const;

/** Bytes of a key file. */
export const FILE_BYTES = 384;

/** The bytes of a new key file. Throws RangeError when the subject is longer than 100 bytes. */
export function writeKeyFile(key: StoredKey): Buffer {
  const subject = Buffer.from(key.subject, 'utf8');
  if (subject.length > SUBJECT_BYTES) throw new RangeError('the subject of a key is too long');
  const file = Buffer.alloc(FILE_BYTES);
  MARK.copy(file, 0);
  bytesOf(key.id).copy(file, 4);
  Buffer.from(key.fingerprint, 'hex').copy(file, 20);
  file.writeBigUInt64BE(BigInt(key.createdAt.epochMilliseconds), 36);
  file[SUBJECT - 1] = subject.length;
  subject.copy(file, SUBJECT);
  for (const [at, wrapping] of key.wrappings.entries()) writeWrapping(wrapping).copy(file, PLACES[at]);
  return file;
}

/** The bytes of one place. */
export function writeWrapping({ masterId, wrapped }: Wrapping): Buffer {
  return Buffer.concat([Buffer.from(masterId, 'hex'), wrapped], PLACE_BYTES);
}

/** The key in a file; undefined when the file is blank or no key file: its key is gone. */
export function readKeyFile(file: Buffer): StoredKey | undefined {
  if (file.length !== FILE_BYTES || !file.subarray(0, 4).equals(MARK)) return undefined;
  return {
    id: uuidOf(file.subarray(4, 20)),
    fingerprint: file.toString('hex', 20, 36),
    createdAt: Temporal.Instant.fromEpochMilliseconds(Number(file.readBigUInt64BE(36))),
    subject: file.toString('utf8', SUBJECT, SUBJECT + (file[SUBJECT - 1] ?? 0)),
    wrappings: PLACES.flatMap((at) => wrappingAt(file, at) ?? []),
  };
}

/** Where the wrapping by this master key lies; undefined when there is none. */
export function placeOf(file: Buffer, masterId: string): number | undefined {
  return PLACES.find((at) => wrappingAt(file, at)?.masterId === masterId);
}

/** The place to write a new wrapping into, other than the one that must stay. */
export function freePlace(kept: number): number {
  return kept === PLACES[0] ? PLACES[1] : PLACES[0];
}

/** A place with nothing in it. */
export const BLANK: Buffer = Buffer.alloc(PLACE_BYTES);

function wrappingAt(file: Buffer, at: number): Wrapping | undefined {
  const place = file.subarray(at, at + PLACE_BYTES);
  if (place.equals(BLANK)) return undefined;
  return { masterId: place.toString('hex', 0, 16), wrapped: Buffer.from(place.subarray(16)) };
}

function uuidOf(bytes: Buffer): KeyId {
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return KeyId.parse(parts.join('-'));
}
