// How another body signs what it sends, and whether a signature holds. Time, method and path are signed with the body: a
// signature is good for one request only, and only for a few minutes.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ok, refuse, type Result } from '#platform/result.ts';
import { signatureWindow } from './contract.ts';

/** What is signed. `time` in seconds since 1970; `path` with its query as asked. */
export type Signed = {
  readonly time: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Uint8Array;
};

/** The signature in hex, as docs/inbound.md describes it. */
export function signatureOf(secret: Uint8Array, { time, method, path, body }: Signed): string {
  return createHmac('sha256', secret).update(`${time}\n${method}\n${path}\n`).update(body).digest('hex');
}

/** A key as it stands. */
export type KeyNow = {
  readonly secret: Uint8Array;
  readonly endsAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
};

/** Why a signature is not taken. Only who holds the key learns more than `not-signed`. */
export type SignatureRefusal = 'not-signed' | 'too-late' | 'key-revoked';

/** Whether a signature holds now. `key` undefined: nobody has a key of this id; it takes as long to say so. */
export function judgeSignature(
  key: KeyNow | undefined,
  signed: Signed,
  given: string,
  now: Temporal.Instant,
): Result<null, SignatureRefusal> {
  const right = Buffer.from(signatureOf(key?.secret ?? nobodys, signed), 'hex');
  const matches = timingSafeEqual(right, Buffer.from(given.padEnd(64, '0').slice(0, 64), 'hex'));
  if (key === undefined || !matches) return refuse('not-signed');
  if (isOver(key.revokedAt, now) || isOver(key.endsAt, now)) return refuse('key-revoked');
  const away = Math.abs(now.epochMilliseconds / 1000 - Number(signed.time));
  return away > signatureWindow ? refuse('too-late') : ok(null);
}

/** What a body was sent as, to tell the same request from another one under the same id. */
export function digestOf(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}

const nobodys = Buffer.alloc(32);

const isOver = (end: Temporal.Instant | null, now: Temporal.Instant): boolean =>
  end !== null && Temporal.Instant.compare(end, now) <= 0;
