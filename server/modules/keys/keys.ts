// What other modules seal with. Three kinds of keys: an identity key dies with the first clock, a record key lives as
// long as the record, and a purpose key belongs to the program itself and is replaced from time to time.
import type { Transform } from 'node:stream';
import type { Result } from '#platform/result.ts';
import type { KeyId, Purpose } from './contract.ts';
import type { Place } from './sealing/sealing.ts';

/** Thrown by sealing when the key is gone: there is no honest way to go on, what was to be kept must not be kept. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';

  constructor() {
    super('the key has been destroyed');
  }
}

/** Reads any part of a sealed stream, for a player that jumps. */
export type SealedReader = {
  /** Bytes of the plaintext. */
  readonly length: number;
  /** Plaintext from `start` up to, not including, `end`. */
  readonly read: (start: number, end: number) => Promise<Result<Buffer, 'altered'>>;
};

/** The bytes of a sealed stream, wherever they are kept. */
export type SealedBytes = {
  readonly size: number;
  /** Exactly the bytes from `start` up to, not including, `end`. */
  readonly read: (start: number, end: number) => Promise<Buffer>;
};

/** Sealing with keys that are named by their id. */
export type SealingKeys = {
  /** Throws KeyDestroyed. At most 2^32 values for a key. */
  readonly seal: (key: KeyId, place: Place, plain: Buffer | string) => Promise<Buffer>;
  /** `altered` also says: sealed for another place, or with another key. It has been reported already. */
  readonly open: (key: KeyId, place: Place, sealed: Buffer) => Promise<Result<Buffer, 'key-destroyed' | 'altered'>>;
  /** A stream that seals what passes; the memory used does not grow with it. Throws KeyDestroyed. */
  readonly sealStream: (key: KeyId, place: Place) => Promise<Transform>;
  /** A stream that opens what passes. It fails with AlteredStream before it gives out anything that was altered. */
  readonly openStream: (key: KeyId, place: Place) => Promise<Result<Transform, 'key-destroyed' | 'altered'>>;
  /** Random access to a sealed stream. Refuses one that was cut or lengthened before it reads a word of it. */
  readonly openReader: (
    key: KeyId,
    place: Place,
    bytes: SealedBytes,
  ) => Promise<Result<SealedReader, 'key-destroyed' | 'altered'>>;
  readonly exists: (key: KeyId) => Promise<boolean>;
};

/** What a certificate says of a key that is gone. */
export type Destroyed = {
  readonly keyId: KeyId;
  /** 32 hex digits that could only be made from the key itself; they tell nothing of it. */
  readonly fingerprint: string;
  readonly destroyedAt: Temporal.Instant;
};

/** What is known of an identity key without opening it. */
export type KeyDescription = {
  readonly keyId: KeyId;
  readonly fingerprint: string;
  readonly subject: string;
  readonly createdAt: Temporal.Instant;
};

/** Keys of whatever can reach or name a person. Kept outside the main database and its backups; never cached. */
export type IdentityKeys = SealingKeys & {
  /**
   * Makes a key; on disk when it settles. `subject` is a reference such as `contact:` and its id, never a name: it
   * lets a key be found that nothing points to. At most 100 bytes.
   */
  readonly create: (subject: string) => Promise<KeyId>;
  readonly describe: (key: KeyId) => Promise<KeyDescription | undefined>;
  /** When it settles no process can open anything with it any more. Also works when the master key is lost. */
  readonly destroy: (key: KeyId) => Promise<Result<Destroyed, 'already-destroyed'>>;
  /** All keys, ordered by id, after `after`; for finding those that nothing points to. */
  readonly list: (after: KeyId | null, limit: number) => Promise<readonly KeyDescription[]>;
};

/** Keys of de-identified records, in the main database, wrapped by the master key. Others see a destruction within a minute. */
export type RecordKeys = SealingKeys & {
  readonly create: (subject: string) => Promise<KeyId>;
  /** For a certificate that is written after a crash: the fingerprint is asked for before the key is destroyed. */
  readonly describe: (key: KeyId) => Promise<KeyDescription | undefined>;
  readonly destroy: (key: KeyId) => Promise<Result<Destroyed, 'already-destroyed'>>;
};

/** Keys of the program itself, one in use for each purpose; values say themselves which one opens them. */
export type PurposeKeys = {
  readonly seal: (purpose: Purpose, place: Place, plain: Buffer | string) => Promise<Buffer>;
  readonly open: (purpose: Purpose, place: Place, sealed: Buffer) => Promise<Result<Buffer, 'altered'>>;
  /** Whether a value should be opened and sealed anew, because its key has been replaced since. */
  readonly isOutdated: (purpose: Purpose, sealed: Buffer) => Promise<boolean>;
};

/** Something that did not open: a value or a stream that was altered or moved, or a wrapped key that was. */
export type Altered = {
  readonly what: 'value' | 'stream' | 'key';
  readonly place: Place;
  /** null: of a purpose, and no key of that purpose. */
  readonly keyId: KeyId | null;
};

/** The open keys of one process. */
export type Keys = {
  readonly identity: IdentityKeys;
  readonly record: RecordKeys;
  readonly purpose: PurposeKeys;
  readonly close: () => Promise<void>;
};
