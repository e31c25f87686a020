// Setting up codes and taking them away. Whoever belongs to a group that signs in with two factors keeps at least one.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { loadPassword } from '../account-store.ts';
import type { SignInParts } from '../ports.ts';
import { leaveCookies, renewed } from '../presence-store.ts';
import { mayChangeFactors, type ProofRefusal, proofRefusals } from '../proof-store.ts';
import { recognise } from '../session-store.ts';
import { groupsNeedTwo } from '../standing.ts';
import { sessionCookie } from '../tokens.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './contract.ts';
import {
  countRecoveryCodes,
  loadFactorCount,
  removeRecoveryCodes,
  removeSecret,
  replaceRecoveryCodes,
  saveSecret,
  takeCode,
} from './factor-store.ts';
import { newSecret, uriOf } from './totp.ts';

const self = { access: { may: 'identity.see-self' } } as const;

/** The rows for codes and recovery codes. */
export function factorRoutes(parts: SignInParts): readonly Route[] {
  return [beginRoute(parts), confirmRoute(parts), removeRoute(parts), recoveryRoute(parts)];
}

function beginRoute({ sealing, terms }: SignInParts): Route {
  return defineRoute({
    ...self,
    ...beginTotp,
    about: 'Makes a secret for an authenticator app; it counts once a code of it has been given.',
    audit: { none: 'Nothing counts yet; the confirmation is put on file.' },
    run: (_, { transact, caller, now }) =>
      transact(async (tx): Promise<Result<{ secret: string; uri: string }, ProofRefusal | 'already-set-up'>> => {
        const allowed = await mayChangeFactors(tx, caller, now, terms);
        if (!allowed.ok) return allowed;
        const secret = newSecret();
        const { person } = caller;
        if (!(await saveSecret(tx, sealing, { person, secret }, now))) return refuse('already-set-up');
        return ok({ secret, uri: uriOf(secret, await labelOf(tx, person)) });
      }),
    refusals: {
      ...proofRefusals,
      'already-set-up': {
        status: 409,
        zh: '已经设置过动态验证码；要换新的，请先移除旧的。',
        en: 'Codes are set up already. To use another app, take the old one away first.',
      },
    },
  });
}

async function labelOf(tx: Transaction<DB>, person: string): Promise<string> {
  const row = await tx
    .selectFrom('identity.person')
    .select(['name', 'email'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  return row.email ?? row.name;
}

function confirmRoute(parts: SignInParts): Route {
  return defineRoute({
    ...self,
    ...confirmTotp,
    about: 'Confirms the codes with one of them. The first second factor comes with ten recovery codes.',
    audit: 'sign-in.codes-added',
    run: async ({ body: { code } }, context) => {
      const { caller, now, transact } = context;
      const { person } = caller;
      type Confirmed = Result<{ token: string; recoveryCodes: string[] }, ProofRefusal | 'wrong-code'>;
      const confirmed = await transact(async (tx, note): Promise<Confirmed> => {
        const allowed = await mayChangeFactors(tx, caller, now, parts.terms);
        if (!allowed.ok) return allowed;
        if (!(await takeCode(tx, parts.sealing, { person, code, confirmed: false }, now))) return refuse('wrong-code');
        note({ subject: `person:${person}` });
        const left = await countRecoveryCodes(tx, person);
        const recoveryCodes = left > 0 ? [] : await replaceRecoveryCodes(tx, person, now);
        const token = await renewed(tx, context, true);
        return token.ok ? ok({ token: token.value, recoveryCodes }) : token;
      });
      if (!confirmed.ok) return confirmed;
      leaveCookies(parts, context, { token: confirmed.value.token, device: null });
      return ok({ recoveryCodes: confirmed.value.recoveryCodes });
    },
    refusals: {
      ...proofRefusals,
      'wrong-code': {
        status: 422,
        zh: '验证码不对。请看看手机的时间准不准，等下一个再试。',
        en: 'That code is not right. Please check the clock of your phone and try the next one.',
      },
    },
  });
}

/** How taking a factor away can be refused. */
export const removalRefusals = {
  ...proofRefusals,
  'not-found': 404,
  'last-factor-needed': {
    status: 409,
    zh: '您所在的组需要两步登录。请先添加另一种第二步，再移除这一种。',
    en: 'Your group signs in with two factors. Please add another one before you take this one away.',
  },
  'password-too-short-alone': {
    status: 409,
    zh: '没有第二步时，密码至少要 15 个字。请先换一个长一点的密码。',
    en: 'Without a second factor the password needs at least 15 characters. Please choose a longer one first.',
  },
} as const;

type RemovalRefusal = keyof typeof removalRefusals;

/** Takes one of the caller's factors away by `remove`, unless what would be left is too little. */
export async function takeAway(
  parts: SignInParts,
  context: StaffContext,
  tx: Transaction<DB>,
  remove: () => Promise<boolean>,
): Promise<Result<null, RemovalRefusal>> {
  const { caller, cookies, now } = context;
  const allowed = await mayChangeFactors(tx, caller, now, parts.terms);
  if (!allowed.ok) return allowed;
  const before = await loadFactorCount(tx, caller.person);
  if (!(await remove())) return refuse('not-found');
  if (before > 1) return ok(null);
  const session = await recognise(tx, cookies.get(sessionCookie) ?? '');
  if (groupsNeedTwo(session?.groups ?? [])) return refuse('last-factor-needed');
  const password = await loadPassword(tx, caller.person);
  if (password?.long === false) return refuse('password-too-short-alone');
  await removeRecoveryCodes(tx, caller.person);
  return ok(null);
}

function removeRoute(parts: SignInParts): Route {
  return defineRoute({
    ...self,
    ...removeTotp,
    about: 'Takes the codes of an app away.',
    audit: 'sign-in.codes-removed',
    run: (_, context) =>
      context.transact(async (tx, note) => {
        const { person } = context.caller;
        const removed = await takeAway(parts, context, tx, () => removeSecret(tx, person));
        if (!removed.ok) return removed;
        note({ subject: `person:${person}` });
        return ok({ done: true as const });
      }),
    refusals: removalRefusals,
  });
}

function recoveryRoute({ terms }: SignInParts): Route {
  return defineRoute({
    ...self,
    ...renewRecoveryCodes,
    about: 'Makes ten recovery codes in place of all earlier ones.',
    audit: 'sign-in.recovery-codes-renewed',
    run: (_, { transact, caller, now }) =>
      transact(async (tx, note): Promise<Result<{ codes: string[] }, ProofRefusal | 'nothing-to-recover'>> => {
        const allowed = await mayChangeFactors(tx, caller, now, terms);
        if (!allowed.ok) return allowed;
        const { person } = caller;
        if ((await loadFactorCount(tx, person)) === 0) return refuse('nothing-to-recover');
        note({ subject: `person:${person}` });
        return ok({ codes: await replaceRecoveryCodes(tx, person, now) });
      }),
    refusals: {
      ...proofRefusals,
      'nothing-to-recover': {
        status: 409,
        zh: '请先设置第二步，再生成恢复码。',
        en: 'Please set up a second factor first.',
      },
    },
  });
}
