// What the keys need from outside: a place for identity keys, master keys, and an HSM. Each has more than one
// implementation; the rules know only these shapes.
import type { KeyId } from './contract.ts';
import type { StoredKey, Wrapping } from './identity-stores/key-file.ts';
import type { MasterKey } from './wrapping.ts';

/** Where identity keys lie. Everything is durable when it settles, and seen by all processes at once. */
export type IdentityStore = {
  readonly create: (key: StoredKey) => Promise<void>;
  /** undefined: there is no such key, or no longer. */
  readonly read: (id: KeyId) => Promise<StoredKey | undefined>;
  /** Puts another wrapping in the place of the one by master key `from`; false when that is not there. Never revives a key. */
  readonly renew: (id: KeyId, from: string, to: Wrapping) => Promise<boolean>;
  /** False when there was none. */
  readonly destroy: (id: KeyId) => Promise<boolean>;
  /** Ordered by id, after `after`. */
  readonly list: (after: KeyId | null, limit: number) => Promise<readonly StoredKey[]>;
  readonly close: () => Promise<void>;
};

/** Something that holds a key it never gives out: an HSM or a key service. */
export type Kms = {
  /** Wraps 32 bytes. */
  readonly wrap: (key: Buffer) => Promise<Buffer>;
  /** Throws CannotStart when it refuses. The caller checks what came out: not every mechanism authenticates. */
  readonly unwrap: (wrapped: Buffer) => Promise<Buffer>;
};

/** Where a master key rests while the program is not running. */
export type MasterKind = 'file' | 'environment' | 'pkcs11';

/** One such place. */
export type MasterSource = {
  readonly kind: MasterKind;
  /** The secret of this id; undefined when it is not here. `wrapped` is what the registry keeps for it. */
  readonly find: (id: string, wrapped: Buffer | null) => Promise<Buffer | undefined>;
  /** A key that is in none of the `known`, made if there is none yet. `wrapped` is for the registry to keep. */
  readonly make: (known: readonly string[]) => Promise<{ readonly secret: Buffer; readonly wrapped: Buffer | null }>;
  /** Blanks the key here. */
  readonly forget: (id: string) => Promise<void>;
};

/** The master keys of this process. */
export type MasterKeys = {
  /** The one to wrap with now; asked anew each time, since another process may have replaced it. */
  readonly current: () => Promise<MasterKey>;
  /** Throws MasterKeyMissing when it cannot be had. */
  readonly get: (id: string) => Promise<MasterKey>;
};
