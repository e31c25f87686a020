// Answers must not stand in an address: browsers keep addresses. But a page that only a POST can bring back is a
// dead end for the back key (no-store makes browsers refuse it), and somebody in distress uses that key first.
// So after a POST the browser is sent to an address that holds the answers sealed, for an hour at most: opened by
// this service only, the same for the same answers, and of a length that tells nothing. See docs/decisions/0003.
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** How long one key seals, in milliseconds. An address opens under its own key and the next: 30 to 60 minutes. */
export const keyLife = 30 * 60 * 1000;

const nonceLength = 12;
const tagLength = 16;
/** Texts are padded to a multiple of this many bytes. */
const block = 32;

const hmac = (key: Uint8Array, text: string | Uint8Array): Buffer => createHmac('sha256', key).update(text).digest();

function keysAt(secret: Uint8Array, period: number): { readonly cipher: Buffer; readonly nonce: Buffer } {
  return { cipher: hmac(secret, `address cipher ${period}`), nonce: hmac(secret, `address nonce ${period}`) };
}

const periodOf = (now: Temporal.Instant): number => Math.floor(now.epochMilliseconds / keyLife);

/** Seals a text for an address; `purpose` keeps one page's addresses from opening another. */
export function seal(secret: Uint8Array, purpose: string, text: string, now: Temporal.Instant): string {
  const keys = keysAt(secret, periodOf(now));
  const bytes = Buffer.from(`${text}\n`);
  const padded = Buffer.alloc(Math.ceil(bytes.length / block) * block);
  bytes.copy(padded);
  const nonce = nonceOf(keys.nonce, purpose, padded);
  const cipher = createCipheriv('aes-256-gcm', keys.cipher, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Drawn from the text itself: two different texts never share one, and the same answers give the same address. */
function nonceOf(key: Uint8Array, purpose: string, padded: Uint8Array): Buffer {
  return hmac(key, Buffer.concat([Buffer.from(`${purpose}\n`), padded])).subarray(0, nonceLength);
}

/** The text of an address, or undefined when it is too old, of another purpose, or none of ours. */
export function unseal(secret: Uint8Array, purpose: string, sealed: string, now: Temporal.Instant): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const size = bytes.length - nonceLength - tagLength;
  if (size <= 0 || size % block !== 0 || bytes.toString('base64url') !== sealed) return undefined;
  const period = periodOf(now);
  return openWith(secret, purpose, bytes, period) ?? openWith(secret, purpose, bytes, period - 1);
}

function openWith(secret: Uint8Array, purpose: string, bytes: Buffer, period: number): string | undefined {
  const keys = keysAt(secret, period);
  const nonce = bytes.subarray(0, nonceLength);
  const cipher = createDecipheriv('aes-256-gcm', keys.cipher, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagLength));
  try {
    const padded = Buffer.concat([cipher.update(bytes.subarray(nonceLength, -tagLength)), cipher.final()]);
    if (!timingSafeEqual(nonceOf(keys.nonce, purpose, padded), nonce)) return undefined;
    return padded.toString('utf8', 0, padded.lastIndexOf('\n'.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** So many opened addresses are remembered, without knowing whose. */
const mostOpened = 500;

/**
 * Opens the addresses of one secret and purpose and remembers what `read` made of them, as the page made from it
 * is kept too. What is remembered is forgotten with its key: nothing opens longer than `unseal` would open it.
 */
export function rememberingUnseal<Value>(
  secret: Uint8Array,
  purpose: string,
  read: (text: string) => Value | undefined,
): (sealed: string, now: Temporal.Instant) => Value | undefined {
  const opened = new Map<string, Value>();
  let period = 0;
  return (sealed, now) => {
    const current = periodOf(now);
    if (current !== period || opened.size >= mostOpened) opened.clear();
    period = current;
    const known = opened.get(sealed);
    if (known !== undefined) return known;
    const text = unseal(secret, purpose, sealed, now);
    const value = text === undefined ? undefined : read(text);
    if (value !== undefined) opened.set(sealed, value);
    return value;
  };
}
