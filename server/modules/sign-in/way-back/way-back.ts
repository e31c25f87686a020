// Who may make whom a way back in, and when it can still be used. Whoever holds the link becomes the person, so it must
// open nothing beyond what its maker's organisation answers for: a person who belongs elsewhere too is helped by an
// operator only.
import { ok, refuse, type Result } from '#platform/result.ts';

/** Why no link is made. */
export type MakingRefusal = 'no-such-member' | 'not-oneself' | 'belongs-elsewhere';

/** Whether somebody may make a link for somebody. `member`: of the maker's organisation now. */
export function decideMaking(asked: {
  readonly by: string;
  readonly about: string;
  readonly member: boolean;
  readonly elsewhere: boolean;
}): Result<null, MakingRefusal> {
  if (!asked.member) return refuse('no-such-member');
  if (asked.by === asked.about) return refuse('not-oneself');
  return asked.elsewhere ? refuse('belongs-elsewhere') : ok(null);
}

/** How a link stands. */
export type WayBackState = 'open' | 'used' | 'revoked' | 'expired';

/** From what happened to it. */
export function stateOf(
  link: {
    readonly usedAt: Temporal.Instant | null;
    readonly revokedAt: Temporal.Instant | null;
    readonly expiresAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): WayBackState {
  if (link.usedAt !== null) return 'used';
  if (link.revokedAt !== null) return 'revoked';
  return Temporal.Instant.compare(now, link.expiresAt) < 0 ? 'open' : 'expired';
}

/** Why a link cannot be used. */
export type UseRefusal = 'no-such-way-back' | 'way-back-used' | 'way-back-revoked' | 'way-back-expired';

const refusals = { used: 'way-back-used', revoked: 'way-back-revoked', expired: 'way-back-expired' } as const;

/**
 * Whether a link can be used. Asked again at the end of its way: who has left its organisation meanwhile, or joined
 * another one, can no longer be let in by it.
 */
export function decideUse(link: {
  readonly state: WayBackState;
  /** Made by an operator, who answers for all organisations. */
  readonly byOperator: boolean;
  readonly member: boolean;
  readonly elsewhere: boolean;
}): Result<null, UseRefusal> {
  if (link.state !== 'open') return refuse(refusals[link.state]);
  if (!link.byOperator && (!link.member || link.elsewhere)) return refuse('way-back-revoked');
  return ok(null);
}
