// A way back for somebody who forgot the password or lost the second factor: an administrator of their organisation makes
// a link that is good once, for a day. Whoever holds it sets a new password; nothing that was open before stays open.
import { z } from 'zod';
import { Instant, PersonId } from '../../identity/contract.ts';
import { Done, SignedIn } from '../contract.ts';

/** Identifies a way back; it is not the secret of its link. */
export const WayBackId = z.uuid().brand('WayBackId');
export type WayBackId = z.infer<typeof WayBackId>;

/** The secret of a link: 32 random bytes, base64url. */
const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** For how long a link can be used. */
export const wayBackHours = 24;

/** Stands between `#` and the secret in the address `/console/invitation#back.…`, which opens the page for it. */
export const wayBackMark = 'back.';

/** A way back as the administration sees it. */
export const WayBack = z.object({
  id: WayBackId,
  person: PersonId,
  secondFactor: z.boolean().describe('Passkeys and codes go too, to be set up anew.'),
  state: z.enum(['open', 'used', 'revoked', 'expired']),
  madeBy: z.string().nullable().describe('Name.'),
  madeAt: Instant,
  expiresAt: Instant,
});
export type WayBack = z.infer<typeof WayBack>;

/** What the holder of a link is shown. */
export const WayBackByLink = z.object({
  name: z.string(),
  secondFactor: z.boolean(),
  madeBy: z.string().nullable().describe('Name of the administrator; null: an operator.'),
  expiresAt: Instant,
});
export type WayBackByLink = z.infer<typeof WayBackByLink>;

/** Makes earlier links of the person void. */
export const makeWayBack = {
  method: 'POST',
  path: '/api/sign-in/ways-back',
  input: {
    body: z.strictObject({
      person: PersonId,
      secondFactor: z.boolean().describe('Whether the second factor is lost too.'),
    }),
  },
  output: z.object({ wayBack: WayBack, token: Token.describe('Shown this once.') }),
} as const;

/** Those of the last ninety days, the newest first. */
export const listWaysBack = {
  method: 'GET',
  path: '/api/sign-in/ways-back',
  input: { query: z.object({ person: PersonId.optional() }) },
  output: z.object({ waysBack: z.array(WayBack) }),
} as const;

export const revokeWayBack = {
  method: 'POST',
  path: '/api/sign-in/ways-back/:id/revoke',
  input: { params: z.object({ id: WayBackId }) },
  output: WayBack,
} as const;

/** Open to whoever holds the link. The secret travels in the body, so that no log of addresses has it. */
export const readWayBack = {
  method: 'POST',
  path: '/api/sign-in/way-back/read',
  input: { body: z.strictObject({ token: Token }) },
  output: WayBackByLink,
} as const;

/** Sets a new password and signs in; whoever keeps a second factor gives it next. */
export const takeWayBack = {
  method: 'POST',
  path: '/api/sign-in/way-back',
  input: { body: z.strictObject({ token: Token, password: z.string().min(1).max(1024) }) },
  output: SignedIn,
} as const;

/** The person has been told that their access was renewed. */
export const confirmRenewal = {
  method: 'POST',
  path: '/api/sign-in/renewal/seen',
  input: {},
  output: Done,
} as const;
