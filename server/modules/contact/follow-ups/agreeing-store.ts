// Agreeing, moving and cancelling a meeting: the table, the first clock and what the person is told go together in one
// transaction, so that nobody is kept longer than they were told, or shorter (S1-26).
import { randomUUID } from 'node:crypto';
import { ZONE } from '#platform/clock.ts';
import type { Words } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { FileId } from '../../privacy/contract.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import type { Hand } from '../desk/doing-store.ts';
import { lockMine } from '../desk/own-store.ts';
import { mayComeAgain, usualLimits } from '../limits.ts';
import { write } from '../message-store.ts';
import type { Acted } from '../store.ts';
import type { FollowUpId } from './contract.ts';
import { inBoth, sayAgreed, sayCancelled } from './sentences.ts';
import { addFollowUp, loadGround, lockFollowUp, moveFollowUp, settleFollowUp, type StoredFollowUp } from './store.ts';

/** What was done: the meeting as it is now, what was said, and what is to be settled after the commit. */
export type Agreed = {
  readonly followUp: StoredFollowUp;
  readonly sentence: Words;
  readonly told: boolean;
  /** Day in Asia/Shanghai; null: it depends on when the service ends. */
  readonly keptUntil: string | null;
  readonly acted: readonly Acted[];
};

export type MeetingRefusal = 'in-the-past' | 'too-far' | 'deletion-was-asked' | 'already-ended';
type AgreeRefusal = MeetingRefusal | 'unknown-contact' | 'not-open' | 'agreed-already' | 'reason-needed';

/** Agrees a meeting in a contact of the caller's that goes on, or that they are still wrapping up. */
export async function agree(
  core: Core,
  hand: Hand,
  { contact, meeting, reason }: { contact: ContactId; meeting: Temporal.Instant; reason: string },
): Promise<Result<Agreed, AgreeRefusal>> {
  const { tx, person: counsellor, at } = hand;
  const own = await lockMine(tx, contact, counsellor);
  if (own === undefined) return refuse('unknown-contact');
  if (own.status === 'closed') return refuse('not-open');
  const { before, contactsInPrinciple } = await loadGround(tx, contact);
  const limits = { ...usualLimits, contactsInPrinciple };
  const may = mayComeAgain({ before, agreed: true, reason }, limits);
  if (!may.ok) return refuse('reason-needed');
  const kept = reason.trim() === '' ? null : reason;
  const added = await addFollowUp(tx, { contact, counsellor, meeting, ordinal: before + 1, reason: kept, at });
  if (!added.ok) return added;
  return put(core, hand, { id: added.value, meeting });
}

/** Puts a meeting of the caller's at another time; also one that was missed, until it is settled. */
export async function move(
  core: Core,
  hand: Hand,
  { id, meeting }: { id: FollowUpId; meeting: Temporal.Instant },
): Promise<Result<Agreed, MeetingRefusal | 'no-such-follow-up' | 'already-settled'>> {
  const there = await lockFollowUp(hand.tx, id, hand.person);
  if (there === undefined) return refuse('no-such-follow-up');
  if (!isAhead(there)) return refuse('already-settled');
  await moveFollowUp(hand.tx, id, meeting);
  return put(core, hand, { id, meeting });
}

/** Whether something may still become of a meeting. */
export const isAhead = ({ state, isSettled }: StoredFollowUp): boolean =>
  state === 'agreed' || (state === 'missed' && !isSettled);

type Meeting = { readonly id: FollowUpId; readonly meeting: Temporal.Instant };

/** Moves the clock to a meeting that is on file, and tells the person. */
async function put(core: Core, hand: Hand, { id, meeting }: Meeting): Promise<Result<Agreed, MeetingRefusal>> {
  const { tx, person, at } = hand;
  if (Temporal.Instant.compare(meeting, at) <= 0) return refuse('in-the-past');
  const followUp = await lockFollowUp(tx, id, person);
  if (followUp === undefined) throw new Error('A meeting that was just saved is not there.');
  const clock = await moveClock(core, hand, followUp, meeting);
  if (!clock.ok) return clock;
  const sentence = sayAgreed(meeting, clock.value, at);
  const told = await tell(core, hand, followUp, sentence);
  const agreed = await core.performIn(tx, {
    contact: followUp.contact,
    command: { do: 'agree-follow-up', by: person, meeting },
    at,
  });
  const acted = agreed.ok ? [agreed.value] : [];
  return ok({ followUp, sentence, told, keptUntil: dayOf(clock.value), acted });
}

/** Cancels a meeting of the caller's: the clock counts from the end of service again. */
export async function cancel(
  core: Core,
  hand: Hand,
  { id, reason }: { id: FollowUpId; reason: string },
): Promise<Result<Agreed, 'no-such-follow-up' | 'already-settled'>> {
  const { tx, person, at } = hand;
  const followUp = await lockFollowUp(tx, id, person);
  if (followUp === undefined) return refuse('no-such-follow-up');
  if (!isAhead(followUp)) return refuse('already-settled');
  const clock = await moveClock(core, hand, followUp, followUp.endedAt ?? at);
  const dueAt = clock.ok ? clock.value : at;
  const sentence = sayCancelled(followUp.at, dueAt, at);
  const told = await tell(core, hand, followUp, sentence);
  await settleFollowUp(tx, { id, state: 'cancelled', words: reason, by: person, at });
  const now = await lockFollowUp(tx, id, person);
  return ok({ followUp: now ?? followUp, sentence, told, keptUntil: dayOf(dueAt), acted: [] });
}

/** Until when contact details are kept now; null: it depends on when the service ends. */
async function moveClock(
  { parts: { privacy } }: Core,
  { tx, at }: Hand,
  { file }: StoredFollowUp,
  meeting: Temporal.Instant,
): Promise<Result<Temporal.Instant | null, Exclude<MeetingRefusal, 'in-the-past'>>> {
  if (file === null) return ok(null);
  const moved = await privacy.agreeFollowUp(tx, FileId.parse(file), meeting, at);
  if (moved.ok) return ok(moved.value.dueAt);
  switch (moved.refusal) {
    case 'too-far-off':
      return refuse('too-far');
    case 'already-ended':
    case 'deletion-was-asked':
      return refuse(moved.refusal);
    default:
      throw new Error('The first clock of a contact does not take a meeting after its end.');
  }
}

/** Says it in the conversation while that goes on; afterwards nobody would read it there. */
async function tell(
  { words }: Core,
  { tx, person, organisation, at }: Hand,
  { contact }: StoredFollowUp,
  sentence: Words,
): Promise<boolean> {
  const row = await tx.selectFrom('contact.contact').select('status').where('id', '=', contact).executeTakeFirst();
  if (row?.status !== 'active') return false;
  const id = randomUUID();
  const sealed = await words.seal(
    { organisation, contact },
    { class: 'correspondence', row: id, text: inBoth(sentence) },
    tx,
  );
  if (!sealed.ok) return false;
  const said = { organisation, contact, id, author: 'counsellor', staff: person, sealed: sealed.value, at } as const;
  return (await write(tx, said)).ok;
}

function dayOf(dueAt: Temporal.Instant | null): string | null {
  return dueAt === null ? null : dueAt.toZonedDateTimeISO(ZONE).toPlainDate().toString();
}
