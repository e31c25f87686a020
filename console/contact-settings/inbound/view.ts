// Keys of a body as they stand at a moment.
import type { InboundBody } from '../../../server/modules/contact/inbound/contract.ts';

type Key = InboundBody['keys'][number];

/** How a key stands. */
export function keyState({ endsAt, revokedAt }: Key, now: Date): 'works' | 'ends' | 'over' {
  if (revokedAt !== null) return 'over';
  if (endsAt === null) return 'works';
  return new Date(endsAt).getTime() > now.getTime() ? 'ends' : 'over';
}

/** The keys that sign now. */
export function working({ keys, closedAt }: InboundBody, now: Date): readonly Key[] {
  return closedAt === null ? keys.filter((key) => keyState(key, now) !== 'over') : [];
}
