// Invitations by link. Whoever holds the link may join as the person who was invited, once, within seven days; it never
// opens the account of somebody who has one already.
import { z } from 'zod';
import { Email, Group, Instant, PersonName, StaffNumber } from '../contract.ts';

/** Identifies an invitation; it is not the secret of its link. */
export const InvitationId = z.uuid().brand('InvitationId');
export type InvitationId = z.infer<typeof InvitationId>;

/** The secret at the end of a link: 32 random bytes, base64url. */
export const InvitationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** For how long a link can be used. */
export const invitationDays = 7;

/** An invitation as the administration sees it. */
export const Invitation = z.object({
  id: InvitationId,
  name: z.string(),
  email: z.string().nullable(),
  staffNumber: z.string().nullable(),
  groups: z.array(Group),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
  invitedBy: z.string().nullable().describe('Name; null where the caller may not see who it was.'),
  invitedAt: Instant,
  expiresAt: Instant,
});
export type Invitation = z.infer<typeof Invitation>;

/** What the holder of a link is shown before joining. */
export const InvitationByLink = z.object({
  organisation: z.string(),
  name: z.string(),
  groups: z.array(Group),
  expiresAt: Instant,
  signInFirst: z
    .boolean()
    .describe('Its e-mail has an account: to be accepted by that person signed in, without a password of its own.'),
});
export type InvitationByLink = z.infer<typeof InvitationByLink>;

/** Open invitations and those of the last 90 days, the newest first. */
export const listInvitations = {
  method: 'GET',
  path: '/api/identity/invitations',
  input: {},
  output: z.object({ invitations: z.array(Invitation) }),
} as const;

/** Needs an e-mail or a staff number to sign in with. */
export const invite = {
  method: 'POST',
  path: '/api/identity/invitations',
  input: {
    body: z.strictObject({
      name: PersonName,
      email: Email.optional(),
      staffNumber: StaffNumber.optional(),
      groups: z.array(Group).min(1).max(Group.options.length),
    }),
  },
  output: z.object({
    invitation: Invitation,
    token: InvitationToken.describe('Shown this once; the link to send ends in it.'),
  }),
} as const;

export const revokeInvitation = {
  method: 'POST',
  path: '/api/identity/invitations/:id/revoke',
  input: { params: z.object({ id: InvitationId }) },
  output: Invitation,
} as const;

/** Open to whoever holds the link. The secret travels in the body, so that no log of addresses has it. */
export const readInvitation = {
  method: 'POST',
  path: '/api/identity/invitations/read',
  input: { body: z.strictObject({ token: InvitationToken }) },
  output: InvitationByLink,
} as const;
