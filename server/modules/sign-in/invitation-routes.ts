// Taking an invitation: somebody new sets a password and is signed in; whoever is signed in joins as themselves.
import type { Transaction } from 'kysely';
import { acceptInvitation } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { loadOwnWords, savePassword } from './account-store.ts';
import { acceptInvitationWithPassword, type SignedIn } from './contract.ts';
import { hashPassword, passwordRefusals } from './password-setting-store.ts';
import type { SignInParts } from './ports.ts';
import { begin, presentAs } from './presence-store.ts';
import { groupsNeedTwo } from './standing.ts';

const gone = {
  status: 410,
  zh: '这个邀请链接已经不能用了，请联系邀请您的管理员。',
  en: 'This invitation can no longer be used. Please ask the administrator who sent it.',
} as const;

const refusals = {
  'no-such-invitation': gone,
  'invitation-used': gone,
  'invitation-revoked': gone,
  'invitation-expired': gone,
  'sign-in-first': {
    status: 409,
    zh: '您已经有账号，请先登录，再打开这个链接。',
    en: 'You have an account already. Please sign in first and open this link again.',
  },
  'signed-in-as-another': {
    status: 409,
    zh: '这个邀请是给别人的，请换受邀的账号登录。',
    en: 'This invitation is for somebody else. Please sign in as the one who was invited.',
  },
  'not-oneself': { status: 409, zh: '不能接受自己发出的邀请。', en: 'One cannot take one’s own invitation.' },
  'staff-number-taken': {
    status: 409,
    zh: '这个工号已经有人用了，请联系管理员。',
    en: 'This staff number is in use already. Please ask your administrator.',
  },
  'password-needed': { status: 422, zh: '请设置一个密码。', en: 'Please choose a password.' },
  ...passwordRefusals,
} as const;

type Refusal = keyof typeof refusals;

/** The row for taking an invitation. */
export function invitationRoutes(parts: SignInParts): readonly Route[] {
  return [
    defineRoute({
      ...acceptInvitationWithPassword,
      about: 'Takes an invitation by the secret of its link.',
      access: { open: 'The secret of the link is what one is allowed by.' },
      audit: 'sign-in.invitation-accepted',
      run: ({ body }, context) => accept(parts, context, body),
      refusals,
    }),
  ];
}

type Taken = { readonly token: string; readonly password?: string | undefined };

async function accept(parts: SignInParts, context: Context, taken: Taken): Promise<Result<SignedIn, Refusal>> {
  const present = await presentAs(parts, context, ['open']);
  const signedIn = present?.session.person ?? null;
  const { now } = context;
  const joined = await context.transact(
    async (tx, note): Promise<Result<{ readonly person: string; readonly isNew: boolean }, Refusal>> => {
      const accepted = await acceptInvitation(tx, { token: taken.token, signedIn, now });
      if (!accepted.ok) return accepted;
      const { person, organisation, groups, isNew } = accepted.value;
      note({ subject: `person:${person}`, organisation, detail: { groups: [...groups], new: isNew } });
      if (!isNew) return ok({ person, isNew });
      const set = await setFirst(parts, tx, { person, typed: taken.password, alone: !groupsNeedTwo(groups) }, now);
      return set.ok ? ok({ person, isNew }) : set;
    },
    { reach: 'everywhere', ...(signedIn === null ? {} : { person: signedIn }) },
  );
  if (!joined.ok) return joined;
  const { person, isNew } = joined.value;
  if (!isNew) return ok({ next: 'done', ways: [] });
  return begin(parts, context, { person, organisation: null, way: 'invitation', twoFactors: false });
}

type First = { readonly person: string; readonly typed: string | undefined; readonly alone: boolean };

async function setFirst(
  parts: SignInParts,
  tx: Transaction<DB>,
  { person, typed, alone }: First,
  now: Temporal.Instant,
): Promise<Result<null, Refusal>> {
  if (typed === undefined) return refuse('password-needed');
  const hashed = await hashPassword(parts, { typed, alone, own: await loadOwnWords(tx, person) });
  if (!hashed.ok) return hashed;
  await savePassword(tx, person, hashed.value, now);
  return ok(null);
}
