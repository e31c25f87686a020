// What the rows of sign-in share: who is there, how a guess is admitted and judged, how a session begins and is proved
// anew. They are open rows, because they are how somebody comes to be signed in, and read the session themselves.
import type { Transaction } from 'kysely';
import { loadMember } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import type { Context, Note, StaffContext } from '#platform/http/index.ts';
import { ok, refuse, refuseFor, type Result } from '#platform/result.ts';
import { SlowHashBusy } from '#platform/slow-hash.ts';
import { knowDevice } from './account-store.ts';
import type { SignedIn } from './contract.ts';
import { tellFailure } from './failing-store.ts';
import { admit, type Admitted, type Guess } from './guessing-store.ts';
import { neighbourhood } from './lock-out.ts';
import type { SignInParts } from './ports.ts';
import { type Beginning, endOne, recognise, renewSession, saveSession } from './session-store.ts';
import { type SessionFacts, type Standing, standingOf, waysOf } from './standing.ts';
import { deviceCookie, sessionCookie } from './tokens.ts';

/** A session that is there, and the token it came with. */
export type Present = { readonly session: SessionFacts; readonly token: string; readonly standing: Standing };

/** The session of a call, if it stands in one of the ways asked for. */
export async function presentAs(
  { db, terms }: Pick<SignInParts, 'db' | 'terms'>,
  { cookies, now }: Pick<Context, 'cookies' | 'now'>,
  wanted: readonly Standing[],
): Promise<Present | undefined> {
  const token = cookies.get(sessionCookie);
  const session = token === undefined ? undefined : await recognise(db, token);
  if (token === undefined || session === undefined) return undefined;
  const standing = standingOf(session, now, terms);
  return wanted.includes(standing) ? { session, token, standing } : undefined;
}

/** What is guessed, and the refusal that says it was wrong. */
type Guessed<Wrong extends string> = Pick<Guess, 'what' | 'account' | 'person'> & { readonly wrong: Wrong };

/** Looks at a guess once it is admitted. `work` tells `admitted` in its transaction when it was right. */
export async function guessing<Value, Refusal extends string, Wrong extends string>(
  parts: SignInParts,
  context: Context,
  { wrong, ...guess }: Guessed<Wrong>,
  work: (admitted: Admitted) => Promise<Result<Value, Refusal | Wrong>>,
): Promise<Result<Value, Refusal | Wrong | 'too-many-attempts' | 'busy'>> {
  const { address, cookies, now } = context;
  const device = cookies.get(deviceCookie);
  const judged = await parts.turns(() => admit(parts, { ...guess, address, device }, now));
  if (!judged.ok) return judged;
  const admitted = judged.value;
  if ('wait' in admitted) {
    const whose = admitted.wholeAddress === true ? neighbourhood(address) : guess.account;
    await tellFailure(parts, context, { ...guess, account: whose }, { word: 'sign-in.held-up' });
    return refuseFor('too-many-attempts', admitted.wait);
  }
  try {
    const result = await work(admitted);
    if (result.ok) return result;
    await (result.refusal === wrong ? admitted.wrong() : admitted.unread());
    if (result.refusal === wrong) await tellFailure(parts, context, guess, { word: 'sign-in.refused' });
    return result;
  } catch (error) {
    await admitted.unread();
    if (error instanceof SlowHashBusy) return refuse('busy');
    throw error;
  }
}

/** How guesses that could not be looked at are answered. */
export const guessRefusals = {
  'too-many-attempts': {
    status: 429,
    zh: '试的次数太多了，请稍等一会儿再试。',
    en: 'That was tried too often. Please wait a little and try again.',
  },
  busy: 503,
} as const;

/** The line of the audit about somebody's sign-in, in the chain of the organisation they have belonged to for longest. */
export async function noteAbout(
  tx: Transaction<DB>,
  note: (note: Note) => void,
  person: string,
  detail: NonNullable<Note['detail']> = {},
): Promise<void> {
  const home = await loadMember(tx, person, null);
  const chain = home === undefined ? {} : { organisation: home.organisation };
  note({ subject: `person:${person}`, detail, ...chain });
}

type Begun = { readonly token: string; readonly device: string | null; readonly answer: SignedIn };

/**
 * Begins a session in place of the one the browser has, if any. `first` runs in the same transaction; what opened the
 * door was looked at before, so it says once more whether it still counts.
 */
export async function begin<Refusal extends string = never>(
  parts: SignInParts,
  context: Context,
  beginning: Omit<Beginning, 'agent'>,
  first: (tx: Transaction<DB>) => Promise<Result<null, Refusal>> = async () => ok(null),
): Promise<Result<SignedIn, Refusal>> {
  const { cookies, now, device: agent } = context;
  const { person, way } = beginning;
  const before = cookies.get(sessionCookie);
  const begun = await context.transact(
    async (tx, note): Promise<Result<Begun, Refusal>> => {
      const still = await first(tx);
      if (!still.ok) return still;
      const replaced = before === undefined ? undefined : await recognise(tx, before);
      if (replaced !== undefined) await endOne(tx, replaced.person, replaced.id);
      const { token } = await saveSession(tx, { ...beginning, agent }, now, parts.terms);
      const facts = await recognise(tx, token);
      const ways = facts === undefined || facts.twoFactors ? [] : waysOf(facts);
      const next = ways.length > 0 ? ('second-step' as const) : ('done' as const);
      const device = next === 'done' ? await knowDevice(tx, person, cookies.get(deviceCookie), now) : null;
      await noteAbout(tx, note, person, { way, next });
      return ok({ token, device, answer: { next, ways: [...ways] } });
    },
    { reach: 'everywhere', person },
  );
  if (!begun.ok) return begun;
  leaveCookies(parts, context, begun.value);
  return ok(begun.value.answer);
}

/** What to leave with the browser: the session's new token, and the one by which it is known again. */
export type Proved = { readonly token: string; readonly device: string };

/** Proves a session anew, with a new token. Refuses when it has ended or another request was first. */
export async function prove(
  context: Context,
  tx: Transaction<DB>,
  about: { readonly session: SessionFacts; readonly token: string; readonly twoFactors: boolean },
): Promise<Result<Proved, 'not-signed-in'>> {
  const { cookies, now } = context;
  const token = await renewSession(tx, { id: about.session.id, token: about.token, twoFactors: about.twoFactors }, now);
  if (token === undefined) return refuse('not-signed-in');
  const device = await knowDevice(tx, about.session.person, cookies.get(deviceCookie), now);
  return ok({ token, device });
}

/** A new token for the session of the caller. */
export async function renewed(
  tx: Transaction<DB>,
  context: StaffContext,
  twoFactors?: true,
): Promise<Result<string, 'not-signed-in'>> {
  const { cookies, now } = context;
  const before = cookies.get(sessionCookie) ?? '';
  const session = await recognise(tx, before);
  if (session === undefined) return refuse('not-signed-in');
  const about = { id: session.id, token: before, twoFactors: twoFactors ?? session.twoFactors };
  const token = await renewSession(tx, about, now);
  return token === undefined ? refuse('not-signed-in') : ok(token);
}

const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** Leaves the tokens with the browser. Only after the transaction that made them. */
export function leaveCookies(
  { terms }: Pick<SignInParts, 'terms'>,
  { cookies }: Pick<Context, 'cookies'>,
  { token, device }: { readonly token: string; readonly device: string | null },
): void {
  cookies.set(sessionCookie, token, { seconds: terms.most * 60 });
  if (device !== null) cookies.set(deviceCookie, device, { seconds: DEVICE_SECONDS });
}
