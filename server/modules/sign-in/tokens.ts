// Random tokens, and the only form in which they are kept. 256 random bits need no slow hash.
import { createHash, randomBytes } from 'node:crypto';

/** The cookie that carries a session. */
export const sessionCookie = 'xindeng-session';

/** The cookie by which a browser is known again; it opens nothing. */
export const deviceCookie = 'xindeng-device';

/** A new token: 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
