// A sealed value is bound to its key and to its place: copied to another row, column or table, or altered by one bit,
// it does not open. AES-256-GCM with a random nonce; the places are authenticated, not stored.
//
//   version (1) | short id of the key (8) | nonce (12) | ciphertext | tag (16)
//
// Nonces are random here, against the habit of taking randomness as an argument: a caller who could choose a nonce
// could choose one twice, and that would give the plaintext away. Limit: 2^32 values for each key (NIST SP 800-38D, 8.3).
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';
import type { KeyId } from '../contract.ts';

/** Where a sealed value is kept. `row` is whatever names the row for good: its primary key. */
export type Place = { readonly table: string; readonly column: string; readonly row: string };

/** A key in memory, with what is worked out once for it. */
export type DataKey = {
  readonly id: KeyId;
  /** 16 bytes of the id; the first 8 stand in front of every sealed value. */
  readonly idBytes: Buffer;
  readonly secret: Buffer;
  /** The same for the cipher, which takes it faster so. */
  readonly forCipher: KeyObject;
};

const VERSION = 1;
const SHORT = 8;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + SHORT + NONCE;

/** Bytes that sealing adds to a value. */
export const SEAL_OVERHEAD: number = HEAD + TAG;

/** Takes a key into use. */
export function dataKey(id: KeyId, secret: Buffer): DataKey {
  return { id, idBytes: bytesOf(id), secret, forCipher: createSecretKey(secret) };
}

/** The 16 bytes that a UUID stands for. */
export function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** Seals `plain` for `place`. */
export function sealValue(key: DataKey, place: Place, plain: Buffer | string): Buffer {
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
  const sealed = Buffer.allocUnsafe(HEAD + bytes.length + TAG);
  sealed[0] = VERSION;
  key.idBytes.copy(sealed, 1, 0, SHORT);
  fillNonce(sealed, 1 + SHORT);
  const cipher = createCipheriv('aes-256-gcm', key.forCipher, sealed.subarray(1 + SHORT, HEAD));
  cipher.setAAD(bindingOf(VERSION, key, place));
  sealed.set(cipher.update(bytes), HEAD);
  cipher.final();
  sealed.set(cipher.getAuthTag(), HEAD + bytes.length);
  return sealed;
}

/** The plaintext, or undefined if anything at all differs: value, key or place. */
export function openValue(key: DataKey, place: Place, sealed: Buffer): Buffer | undefined {
  if (sealed.length < SEAL_OVERHEAD || sealed[0] !== VERSION || !bearsId(key, sealed)) return undefined;
  const tag = sealed.length - TAG;
  const decipher = createDecipheriv('aes-256-gcm', key.forCipher, sealed.subarray(1 + SHORT, HEAD), {
    authTagLength: TAG,
  });
  decipher.setAAD(bindingOf(VERSION, key, place));
  decipher.setAuthTag(sealed.subarray(tag));
  const plain = decipher.update(sealed.subarray(HEAD, tag));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

/** Whether the value says that it was sealed with this key. */
export function bearsId(key: DataKey, sealed: Buffer): boolean {
  for (let at = 0; at < SHORT; at += 1) if (key.idBytes[at] !== sealed[1 + at]) return false;
  return true;
}

const END = '\u0000';

/**
 * What is authenticated beside the ciphertext: version, key and place. Throws RangeError when a table or column holds
 * a zero character: two places must never read alike.
 */
export function bindingOf(version: number, key: DataKey, { table, column, row }: Place): Buffer {
  if (table.includes(END) || column.includes(END)) throw new RangeError('a table or column has no such name');
  const names = `${table}${END}${column}${END}${row}`;
  const binding = Buffer.allocUnsafe(1 + key.idBytes.length + Buffer.byteLength(names));
  binding[0] = version;
  key.idBytes.copy(binding, 1);
  binding.write(names, 1 + key.idBytes.length, 'utf8');
  return binding;
}

const POOL = Buffer.alloc(NONCE * 512);
let used = POOL.length;

/** Random bytes are fetched for many nonces at once; each is handed out once and blanked. */
function fillNonce(target: Buffer, at: number): void {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  POOL.copy(target, at, used, used + NONCE);
  POOL.fill(0, used, used + NONCE);
  used += NONCE;
}
