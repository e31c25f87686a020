// The secret of a link, and the only form in which it is kept.
import { createHash } from 'node:crypto';
import { invitationDays } from './contract.ts';

/** SHA-256 of a link's secret. 256 random bits need no slow hash. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** When a link made now ends. */
export function expiryOf(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 24 * invitationDays });
}

/** How an invitation stands. */
export function stateOf(
  invitation: {
    readonly acceptedAt: Temporal.Instant | null;
    readonly revokedAt: Temporal.Instant | null;
    readonly expiresAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): 'open' | 'accepted' | 'revoked' | 'expired' {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.revokedAt !== null) return 'revoked';
  return Temporal.Instant.compare(now, invitation.expiresAt) < 0 ? 'open' : 'expired';
}
