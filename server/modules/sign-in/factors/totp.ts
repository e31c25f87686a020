// Time-based codes (RFC 6238): six digits, thirty seconds, SHA-1, which is what every authenticator app understands. A
// code counts one step early or late; which steps were taken already is the database's to know.
import { Secret, TOTP } from 'otpauth';

const PERIOD = 30;

/** A code, and the step it belongs to. */
function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: '心灯', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret });
}

/** A new secret of 160 bits, base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What a QR code for an authenticator app says. */
export function uriOf(secret: string, label: string): string {
  return totpOf(secret, label).toString();
}

/** The code of a moment. */
export function codeAt(secret: string, now: Temporal.Instant): string {
  return totpOf(secret).generate({ timestamp: now.epochMilliseconds });
}

/** The step (30 s since 1970) a code belongs to, at most one early or late; null: it is no code of this secret now. */
export function stepOf(secret: string, typed: string, now: Temporal.Instant): number | null {
  const token = typed.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.epochMilliseconds;
  const delta = totpOf(secret).validate({ token, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}
