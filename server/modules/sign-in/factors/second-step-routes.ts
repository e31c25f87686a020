// The second step of signing in, by a code from an app or one from paper. Each code is good once.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { type Context, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { SignedIn } from '../contract.ts';
import type { SignInParts } from '../ports.ts';
import { guessing, guessRefusals, leaveCookies, noteAbout, presentAs, prove, type Proved } from '../presence-store.ts';
import { secondStepWithCode, secondStepWithRecoveryCode } from './contract.ts';
import { takeCode, takeRecoveryCode } from './factor-store.ts';

const open = { access: { open: 'Only for a session whose first step has been taken.' } } as const;

const refusals = {
  'not-signed-in': 401,
  'wrong-code': {
    status: 422,
    zh: '验证码不对，或者已经用过。请等下一个再试。',
    en: 'That code is not right, or was used already. Please try the next one.',
  },
  ...guessRefusals,
} as const;

/** The rows of the second step by codes. */
export function secondStepRoutes(parts: SignInParts): readonly Route[] {
  const { sealing } = parts;
  return [
    defineRoute({
      ...open,
      ...secondStepWithCode,
      about: 'Takes the second step with a code from an authenticator app.',
      audit: 'sign-in.second-step',
      run: ({ body: { code } }, context) =>
        stepWith(parts, context, 'code', (tx, person) =>
          takeCode(tx, sealing, { person, code, confirmed: true }, context.now),
        ),
      refusals,
    }),
    defineRoute({
      ...open,
      ...secondStepWithRecoveryCode,
      about: 'Takes the second step with a recovery code.',
      audit: 'sign-in.second-step',
      run: ({ body: { code } }, context) =>
        stepWith(parts, context, 'recovery-code', (tx, person) => takeRecoveryCode(tx, { person, code }, context.now)),
      refusals,
    }),
  ];
}

type Take = (tx: Transaction<DB>, person: string) => Promise<boolean>;

async function stepWith(
  parts: SignInParts,
  context: Context,
  by: 'code' | 'recovery-code',
  take: Take,
): Promise<Result<SignedIn, keyof typeof refusals>> {
  const present = await presentAs(parts, context, ['second-step']);
  if (present === undefined) return refuse('not-signed-in');
  const { session, token } = present;
  const { person } = session;
  const guess = { what: 'code', account: person, person, wrong: 'wrong-code' } as const;
  return guessing(parts, context, guess, async (admitted): Promise<Result<SignedIn, keyof typeof refusals>> => {
    const proved = await context.transact(
      async (tx, note): Promise<Result<Proved, 'wrong-code' | 'not-signed-in'>> => {
        if (!(await take(tx, person))) return refuse('wrong-code');
        await admitted.right(tx);
        await noteAbout(tx, note, person, { by });
        return prove(context, tx, { session, token, twoFactors: true });
      },
      { reach: 'everywhere', person },
    );
    if (!proved.ok) return proved;
    leaveCookies(parts, context, proved.value);
    return ok({ next: 'done' as const, ways: [] });
  });
}
