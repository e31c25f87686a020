// Before password or factors are changed the person has to have proved lately who they are: a screen that was left open
// for a moment must not be enough to take an account over. What came through one organisation's single sign-on may not
// touch what opens the others.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { belongsElsewhere } from './account-store.ts';
import { loadOwnSession } from './session-store.ts';
import { provedRecently, type SessionTerms } from './standing.ts';

/** Why factors may not be changed in this session. */
export type ProofRefusal = 'prove-again' | 'sign-in-otherwise' | 'not-signed-in';

/** Whether the caller's session may change password and factors now. The session is held until the transaction ends. */
export async function mayChangeFactors(
  tx: Transaction<DB>,
  caller: { readonly session: string; readonly person: string },
  now: Temporal.Instant,
  terms: SessionTerms,
): Promise<Result<null, ProofRefusal>> {
  const session = await loadOwnSession(tx, caller.session);
  if (session === undefined) return refuse('not-signed-in');
  if (!provedRecently(session, now, terms)) return refuse('prove-again');
  const { organisation } = session;
  if (organisation !== null && (await belongsElsewhere(tx, caller.person, organisation)))
    return refuse('sign-in-otherwise');
  return ok(null);
}

/** How they are answered. */
export const proofRefusals = {
  'not-signed-in': 401,
  'prove-again': {
    status: 403,
    zh: '改动密码或登录方式之前，请再输入一次密码，或再用一次通行密钥。',
    en: 'Before password or factors are changed, please enter your password or use your passkey once more.',
  },
  'sign-in-otherwise': {
    status: 403,
    zh: '您还属于别的机构，请用密码或通行密钥登录后再改。',
    en: 'You belong to other organisations too. Please sign in with password or passkey to change this.',
  },
} as const;
