// Who may decide that an organisation answers for a line, and when.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Claim } from './contract.ts';

type Decision = 'confirmed' | 'declined' | 'ended';

const MAY_BECOME = {
  asked: ['confirmed', 'declined', 'ended'],
  confirmed: ['ended'],
  declined: [],
  ended: [],
} as const satisfies Record<Claim['state'], readonly Decision[]>;

/** From above everything is decided; an organisation itself may only give up. */
export function decideClaimAs(claim: Claim, as: Decision): Result<Decision, 'not-yours' | 'decided-already'> {
  if (!claim.mayDecide && as !== 'ended') return refuse('not-yours');
  const next: readonly Decision[] = MAY_BECOME[claim.state];
  return next.includes(as) ? ok(as) : refuse('decided-already');
}
