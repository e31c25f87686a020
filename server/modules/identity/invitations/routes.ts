// Invitations: made, listed and taken back by the administration, and read by whoever holds the link. Using one is a
// matter of sign-in, since it ends with a password.
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Note, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { OrganisationId, PersonId } from '../contract.ts';
import { groupFits } from '../members/belonging.ts';
import { loadOrganisationForUpdate } from '../organisations/store.ts';
import { loadByToken } from './accepting-store.ts';
import {
  type Invitation,
  type InvitationByLink,
  type InvitationId,
  invite,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from './contract.ts';
import { inviteRefusals, linkRefusals, noSuchInvitation } from './refusals.ts';
import { loadEmail, loadInvitations, saveInvitation, saveRevocation, staffNumberInUse } from './store.ts';

type Doing = {
  readonly tx: Transaction<DB>;
  readonly note: (note: Note) => void;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
};

/** The rows of invitations. */
export const invitationRoutes: readonly Route[] = [
  defineRoute({
    ...listInvitations,
    about: 'Invitations of the last 90 days, newest first.',
    access: { may: 'identity.manage-people' },
    audit: { none: 'Who was invited is on file with each invitation.' },
    run: (_, { transact, caller, now }) =>
      transact(async (tx) => {
        const organisation = OrganisationId.parse(caller.organisation);
        return ok({ invitations: await loadInvitations(tx, { organisation, now }) });
      }),
    refusals: {},
  }),
  defineRoute({
    ...invite,
    about: 'Invites somebody by a link, which is shown this once and ends after seven days.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.invite',
    run: ({ body }, { transact, caller, now }) => transact((tx, note) => makeOne(body, { tx, note, caller, now })),
    refusals: inviteRefusals,
  }),
  defineRoute({
    ...revokeInvitation,
    about: 'Takes back an invitation that has not been used.',
    access: { may: 'identity.manage-people' },
    audit: 'identity.revoke-invitation',
    run: ({ params }, { transact, caller, now }) =>
      transact((tx, note) => takeBack(params.id, { tx, note, caller, now })),
    refusals: {
      'no-such-invitation': noSuchInvitation,
      'not-open': {
        status: 409,
        zh: '这份邀请已经用过、收回或过期了。',
        en: 'This invitation has been used, taken back or has expired already.',
      },
    },
  }),
  defineRoute({
    ...readInvitation,
    about: 'What the holder of a link is invited to. The secret travels in the body.',
    access: { open: 'Whoever holds the link has no account yet; its 256 random bits are what lets them in.' },
    audit: { none: 'Reading an invitation changes nothing; using it is on file.' },
    run: ({ body }, { transact, now }) => transact((tx) => readByLink(tx, body.token, now), { reach: 'everywhere' }),
    refusals: linkRefusals,
  }),
];

type Asked = z.output<(typeof invite)['input']['body']>;

async function makeOne(
  asked: Asked,
  { tx, note, caller, now }: Doing,
): Promise<Result<{ invitation: Invitation; token: string }, keyof typeof inviteRefusals>> {
  const organisation = await loadOrganisationForUpdate(tx, OrganisationId.parse(caller.organisation));
  if (organisation === undefined) throw new Error('The organisation of a caller is not there.');
  const { name, email = null, staffNumber = null, groups } = asked;
  if (email === null && staffNumber === null) return refuse('nothing-to-sign-in-with');
  if (!groups.every((group) => groupFits(group, organisation.kind))) return refuse('group-does-not-fit');
  const by = PersonId.parse(caller.person);
  if (email !== null && (await loadEmail(tx, by)) === email) return refuse('not-oneself');
  const { id: here } = organisation;
  if (staffNumber !== null && (await staffNumberInUse(tx, here, { number: staffNumber, email })))
    return refuse('staff-number-taken');
  const link = await saveInvitation(tx, { organisation: here, name, email, staffNumber, groups, by }, now);
  const [invitation] = await loadInvitations(tx, { organisation: here, id: link.id, now });
  if (invitation === undefined) throw new Error('An invitation that was made is not there.');
  note({ subject: `invitation:${link.id}`, detail: { groups: invitation.groups } });
  return ok({ invitation, token: link.token });
}

async function takeBack(
  id: InvitationId,
  { tx, note, caller, now }: Doing,
): Promise<Result<Invitation, 'no-such-invitation' | 'not-open'>> {
  const organisation = OrganisationId.parse(caller.organisation);
  const revoked = await saveRevocation(tx, { organisation, id, by: PersonId.parse(caller.person) }, now);
  const [invitation] = await loadInvitations(tx, { organisation, id, now });
  if (invitation === undefined) return refuse('no-such-invitation');
  if (!revoked) return refuse('not-open');
  note({ subject: `invitation:${id}` });
  return ok(invitation);
}

async function readByLink(
  tx: Transaction<DB>,
  token: string,
  now: Temporal.Instant,
): Promise<Result<InvitationByLink, keyof typeof linkRefusals>> {
  const invitation = await loadByToken(tx, token, now);
  if (invitation === undefined) return refuse('no-such-invitation');
  const { organisation, name, groups, expiresAt, state, account } = invitation;
  if (state === 'accepted') return refuse('invitation-used');
  if (state === 'revoked') return refuse('invitation-revoked');
  if (state === 'expired') return refuse('invitation-expired');
  const signInFirst = account !== null;
  return ok({ organisation: organisation.name, name, groups, expiresAt: expiresAt.toString(), signInFirst });
}
