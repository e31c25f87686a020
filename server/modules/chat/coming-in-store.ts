// Coming in: the ticket, the puzzle where many came, the consent with the version that was shown, the ground on which a
// child is taken, and then the queue. What somebody agreed to is on file before they are let in, never after.
import { randomBytes } from 'node:crypto';
import { transaction } from '#platform/database/index.ts';
import { ok, refuse, refuseFor, type Result } from '#platform/result.ts';
import { neighbourhood } from '#sign-in/index.ts';
import { LineId } from '../directory/contract.ts';
import type { Coming, ComingRefusal, GuardianGround } from './contract.ts';
import { findCodeById } from './code-store.ts';
import { bitsAfter, freeEntries, mostEntries } from './limits.ts';
import type { ChatParts } from './ports.ts';
import { markCameIn, recognise, saveSession, type Session } from './session-store.ts';
import { makeTicket, readAgain, readTicket, solves, type Ticketed } from './tickets.ts';

/** A ticket for the next form, and how many bits its puzzle has now. */
export function nextTicket(parts: ChatParts, address: string, now: Temporal.Instant) {
  const bits = bitsAfter(parts.entries.recent(neighbourhood(address), now));
  return { challenge: makeTicket(parts.secret, randomBytes(32), now), bits };
}

/** Lets somebody in, and gives the token of their cookie. Sent twice, it is once. */
export async function comeIn(
  parts: ChatParts,
  coming: Coming,
  now: Temporal.Instant,
): Promise<Result<{ readonly token: string }, ComingRefusal>> {
  const ticketed = readTicket(parts.secret, coming.ticket, now);
  if (ticketed === undefined) return refuse('ticket-expired');
  const { token } = ticketed;
  const known = await recognise(parts.db, token, now);
  if (known?.cameIn === true) return ok({ token });
  const admitted = admit(parts, coming, now);
  if (!admitted.ok) return admitted;
  const door = await parts.reception.door(coming.line, 'chat', now);
  if (door === undefined) return refuse('no-such-door');
  const stands = refusalOf(door.door.state);
  if (stands !== null) return refuse(stands);
  const session = {
    ...ticketed,
    organisation: door.organisation,
    line: coming.line,
    lang: coming.lang,
    cameIn: false,
    ...(await wishOf(parts, coming, ticketed, now)),
  };
  const agreed = await putOnFile(parts, coming, session, now);
  if (!agreed.ok) return agreed;
  return enter(parts, coming, session, now);
}

/** Whether the door is not for everybody now. A child comes in with a guardian's word or in an emergency only. */
function admit(parts: ChatParts, coming: Coming, now: Temporal.Instant): Result<null, ComingRefusal> {
  if (coming.age === 'under-14' && coming.guardian === null) return refuse('guardian-needed');
  const near = neighbourhood(coming.address);
  const recent = parts.entries.recent(near, now);
  if (recent >= mostEntries) {
    parts.counts.turnedAway += 1;
    return refuseFor('too-many', parts.entries.fewerIn(near, mostEntries, now));
  }
  if (solves(coming.ticket, coming.answer, bitsAfter(recent))) return ok(null);
  parts.counts.puzzlesAsked += 1;
  return refuseFor('puzzle-needed', parts.entries.fewerIn(near, freeEntries, now));
}

function refusalOf(state: string): ComingRefusal | null {
  if (state === 'open') return null;
  if (state === 'closed' || state === 'not-yet') return 'line-closed';
  if (state === 'nobody-on-duty') return 'nobody-on-duty';
  return state === 'line-ended' ? 'line-ended' : 'no-such-door';
}

/** The return code behind the cookie of somebody who comes again. At another line than its own it stands for nothing. */
async function codeBehind({ db, secret }: ChatParts, again: string | null, line: string, now: Temporal.Instant) {
  const id = again === null ? undefined : readAgain(secret, again, now);
  const code = id === undefined ? undefined : await findCodeById(db, id);
  return code?.line === line ? code : undefined;
}

/** Whether somebody comes again to a line, so that they may wish for the counsellor of last time there. */
export async function comesAgain(
  parts: ChatParts,
  again: string | undefined,
  line: string,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await codeBehind(parts, again ?? null, line, now)) !== undefined;
}

type Joining = { readonly returner: string; readonly wished: string | null };

/** Whoever comes with a code is joined to the contact before, and may wish for the same counsellor (S1-24). */
async function wishOf(
  parts: ChatParts,
  { again, line, wishSame }: Coming,
  { returner }: Ticketed,
  now: Temporal.Instant,
): Promise<Joining> {
  const code = await codeBehind(parts, again, line, now);
  if (code === undefined) return { returner, wished: null };
  if (!wishSame) return { returner: code.returner, wished: null };
  const view = await parts.reception.view({ organisation: code.organisation, contact: code.contact }, now);
  return { returner: code.returner, wished: view?.contact.counsellor ?? null };
}

type Arriving = Omit<Session, 'id' | 'endsAt'> & Joining & { readonly token: string };

const provisions = {
  consent: '个人信息保护法 31',
  emergency: '个人信息保护法 13（四）、31',
} as const satisfies Record<GuardianGround, string>;

/** What was shown and agreed to, the ground on which a child is taken, and the session, in one transaction. */
async function putOnFile(
  { db, privacy }: ChatParts,
  { shown, lang, guardian }: Coming,
  session: Arriving,
  at: Temporal.Instant,
): Promise<Result<null, 'no-such-text'>> {
  const { organisation, contact } = session;
  return transaction(db, { organisation }, async (tx) => {
    if (!(await saveSession(tx, session, at))) return ok(null);
    const file = await privacy.openFile(tx, { organisation, line: LineId.parse(session.line), contact, at });
    const consent = { file, lang, manner: 'button', at } as const;
    const promise = await privacy.recordConsent(tx, { ...consent, text: shown, answer: 'given' });
    if (!promise.ok) return leaveNothing(promise.refusal);
    if (guardian === null) return ok(null);
    const { id: text } = await privacy.getText(tx, organisation, 'guardian', at);
    await privacy.recordConsent(tx, { ...consent, text, answer: guardian === 'consent' ? 'given' : 'refused' });
    const ground = { basis: guardian, provision: provisions[guardian], at };
    await tx
      .insertInto('chat.guardian')
      .values({ contact_id: contact, organisation_id: organisation, ...ground })
      .execute();
    return ok(null);
  }).catch((error: unknown) => {
    if (error instanceof NoSuchText) return refuse('no-such-text');
    throw error;
  });
}

class NoSuchText extends Error {}

/** Undoes the transaction: the page named a text that this organisation does not have. */
function leaveNothing(refusal: string): never {
  throw new NoSuchText(refusal);
}

const emergencyReason = '自述未满十四周岁，情况紧急，来不及取得监护人同意（个人信息保护法 13（四）、31）';

async function enter(
  parts: ChatParts,
  coming: Coming,
  session: Arriving,
  now: Temporal.Instant,
): Promise<Result<{ readonly token: string }, ComingRefusal>> {
  const { topic, group, age, words, lang } = coming;
  const emergency = coming.guardian === 'emergency';
  const ref = { organisation: session.organisation, contact: session.contact };
  const risk = coming.danger === 'none' ? 'ordinary' : coming.danger;
  const entered = await parts.reception.enter(
    {
      contact: session.contact,
      line: session.line,
      channel: 'chat',
      risk,
      introduction: { topic, group, age, words, lang },
      wished: session.wished,
      returner: session.returner,
    },
    now,
  );
  if (!entered.ok) {
    await undo(parts, session, now);
    return refuse(entered.refusal);
  }
  await markCameIn(parts.db, session);
  if (emergency && risk === 'ordinary')
    await parts.reception.perform(ref, { do: 'raise-risk', risk: 'high', reason: emergencyReason }, now);
  parts.entries.note(neighbourhood(coming.address), now);
  parts.counts.entered += 1;
  return ok({ token: session.token });
}

/** The door closed at this moment: nothing is kept that has no contact. */
async function undo({ db, privacy }: ChatParts, session: Stillborn, at: Temporal.Instant): Promise<void> {
  const { organisation, contact } = session;
  await transaction(db, { organisation }, async (tx) => {
    const file = await privacy.openFile(tx, { organisation, line: LineId.parse(session.line), contact, at });
    await privacy.endService(tx, file, at);
    await tx.deleteFrom('chat.session').where('contact_id', '=', contact).execute();
  });
}

type Stillborn = Pick<Session, 'organisation' | 'contact' | 'line'>;

/** Ends the files of people who agreed and never came in, because the program stopped in between. */
export async function endStillborn(parts: ChatParts, all: readonly Stillborn[], now: Temporal.Instant): Promise<void> {
  for (const one of all) await undo(parts, one, now);
}
