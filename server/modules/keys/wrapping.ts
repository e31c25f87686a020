// A master key never seals anything a person wrote: it only wraps the keys that do. A wrapped key is bound to its id
// and its kind, so that nobody who can write to the store can pass one key off as another.
//
//   nonce (12) | wrapped key (32) | tag (16), AES-256-GCM
//
// Limit: 2^32 keys for each master key (NIST SP 800-38D, 8.3), which is a thousand years of a busy line.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyId } from './contract.ts';
import { bytesOf } from './sealing/sealing.ts';

/** Bytes of every key here: AES-256. */
export const KEY_BYTES = 32;

/** Bytes of a wrapped key. */
export const WRAPPED_BYTES: number = 12 + KEY_BYTES + 16;

/** Which key is wrapped, and what it is for; both are authenticated. */
export type Wrapped = { readonly id: KeyId; readonly kind: 'identity' | 'record' | 'purpose' };

/** A master key that is at hand. */
export type MasterKey = {
  /** 32 hex digits made from the key itself, so that all machines that have the key give it the same name. */
  readonly id: string;
  readonly wrap: (about: Wrapped, key: Buffer) => Buffer;
  /** undefined: wrapped by another master key, or for another key, or altered. */
  readonly unwrap: (about: Wrapped, wrapped: Buffer) => Buffer | undefined;
};

/** Takes 32 bytes into use as a master key. */
export function masterKey(secret: Buffer): MasterKey {
  if (secret.length !== KEY_BYTES) throw new RangeError('a master key has 32 bytes');
  const id = masterIdOf(secret);
  return {
    id,
    wrap: (about, key) => wrap(secret, bindingOf(id, about), key),
    unwrap: (about, wrapped) => unwrap(secret, bindingOf(id, about), wrapped),
  };
}

/** The name of a master key. It tells nothing of it. */
export function masterIdOf(secret: Buffer): string {
  return mark(secret, 'xindeng master key');
}

/** What a certificate names a key by when the key itself is gone: 32 hex digits that tell nothing of it. */
export function fingerprintOf(secret: Buffer): string {
  return mark(secret, 'xindeng key fingerprint');
}

/** A new key. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

const mark = (secret: Buffer, label: string): string =>
  createHmac('sha256', secret).update(label).digest('hex').slice(0, 32);

const bindingOf = (master: string, { id, kind }: Wrapped): Buffer =>
  Buffer.concat([Buffer.from(`xindeng wrapped key 1 ${master} ${kind} `), bytesOf(id)]);

function wrap(secret: Buffer, binding: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(binding);
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(secret: Buffer, binding: Buffer, wrapped: Buffer): Buffer | undefined {
  if (wrapped.length !== WRAPPED_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(binding).setAuthTag(wrapped.subarray(-16));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}
