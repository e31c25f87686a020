// What may happen to an invitation that somebody wants to use. The link proves only that its holder was handed a link:
// it never opens an account that exists already, whose owner has to sign in and take the invitation themselves.
import { ok, refuse, type Result } from '#platform/result.ts';
import type { PersonId } from '../contract.ts';

/** Everything the decision depends on. */
export type Use = {
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired';
  /** The e-mail it was sent to; null: it names a staff number only. */
  readonly email: string | null;
  /** Who has an account under this e-mail. */
  readonly account: PersonId | null;
  /** Who made it; null: the program. */
  readonly invitedBy: PersonId | null;
  /** Who is signed in while using it. */
  readonly signedIn: PersonId | null;
};

/** Why an invitation cannot be used. */
export type UseRefusal =
  | 'invitation-used'
  | 'invitation-revoked'
  | 'invitation-expired'
  | 'sign-in-first'
  | 'signed-in-as-another'
  | 'not-oneself';

/** Who joins: somebody new, or the person who is signed in. */
export function decideUse({ state, email, account, invitedBy, signedIn }: Use): Result<'new' | PersonId, UseRefusal> {
  if (state === 'accepted') return refuse('invitation-used');
  if (state === 'revoked') return refuse('invitation-revoked');
  if (state === 'expired') return refuse('invitation-expired');
  if (account !== null && signedIn === null) return refuse('sign-in-first');
  if (account !== null && signedIn !== account) return refuse('signed-in-as-another');
  if (signedIn === null) return ok('new');
  if (signedIn === invitedBy) return refuse('not-oneself');
  return email !== null && account === null ? refuse('signed-in-as-another') : ok(signedIn);
}
