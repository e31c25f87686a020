// What the module of contacts does with the service file of each contact: opens it, asks for its keys, ends the service,
// agrees a follow-up, deletes at the person's wish. Each works within the caller's transaction.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Words } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { LineId } from '../directory/contract.ts';
import type { KeyId } from '../keys/contract.ts';
import {
  addClock,
  findKept,
  isHeld,
  type Kept,
  lockClocks,
  lockFile,
  saveClock,
  type ServiceFile,
} from './clock-store.ts';
import { follow, type FollowUpRefusal, judgeMeeting, start, stateOf, wish } from './clocks.ts';
import { type ClockedClass, FileId, type KeyKind } from './contract.ts';
import { runClocksJob } from './job-kinds.ts';
import { termOf } from './policies/limits.ts';
import { loadPolicyInForce, loadTerms } from './policies/store.ts';
import { sayDeletion, sayFollowUp } from './sentences.ts';
import type { PrivacyParts } from './store.ts';

type Tx = Transaction<DB>;

/** A contact that begins. */
export type Opening = {
  readonly organisation: string;
  readonly line: LineId;
  readonly contact: string;
  readonly at: Temporal.Instant;
};

const FIRST_CLASSES = ['contact-details', 'record'] as const;

/** Opens the file of a contact under the policy in force, with an identity key and a record key; once for a contact. */
export async function openFile(parts: PrivacyParts, tx: Tx, opening: Opening): Promise<FileId> {
  const { organisation, line, contact, at } = opening;
  const there = await tx
    .selectFrom('privacy.service_file')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  if (there !== undefined) return FileId.parse(there.id);
  const { policy } = await loadPolicyInForce(tx, organisation, line);
  const id = FileId.parse(randomUUID());
  await tx
    .insertInto('privacy.service_file')
    .values({
      id,
      organisation_id: organisation,
      line_id: line,
      contact_id: contact,
      policy_id: policy.id,
      opened_at: at,
    })
    .execute();
  const file = { id, organisation, policy: policy.id, endedAt: null, lastMeetingAt: null };
  for (const of of FIRST_CLASSES) await addClass(parts, tx, file, of);
  return id;
}

/** What to seal with: the key of one class of a file. */
export type ClassKey = { readonly key: KeyId; readonly kind: KeyKind };

/** The key of a class, made when it is first asked for. `not-kept`: by the file's policy nothing of this class is kept. */
export async function keyFor(
  parts: PrivacyParts,
  tx: Tx,
  { id, class: of }: { readonly id: FileId; readonly class: ClockedClass },
  at: Temporal.Instant,
): Promise<Result<ClassKey, 'no-such-file' | 'not-kept' | 'already-ended'>> {
  const known = await findKept(tx, id, of);
  if (known !== undefined) return usable(known, at);
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  const added = (await findKept(tx, id, of)) ?? (await addClass(parts, tx, file, of));
  return added === undefined ? refuse('not-kept') : usable(added, at);
}

/** What has ended is not used any more, even when the job that destroys it is late. */
function usable({ key, kind, timing }: Kept, at: Temporal.Instant): Result<ClassKey, 'already-ended'> {
  const state = timing === null ? 'running' : stateOf(timing, at);
  return state === 'due' || state === 'done' ? refuse('already-ended') : ok({ key, kind });
}

async function addClass(parts: PrivacyParts, tx: Tx, file: ServiceFile, of: ClockedClass): Promise<Kept | undefined> {
  const term = termOf(await loadTerms(tx, file.policy), of);
  if (term === undefined || term.key === null) return undefined;
  const key = await parts.keys[term.key].create(`${parts.mark}/file:${file.id}/${of}`);
  const kept = { class: of, key, kind: term.key, days: term.days };
  const id = await addClock(tx, file, kept);
  if (file.endedAt === null) return { ...kept, id, timing: null };
  const timing = start(
    { key: term.key, days: term.days },
    { at: file.endedAt, lastMeeting: file.lastMeetingAt, held: await isHeld(tx, file.id) },
  );
  await saveClock(tx, id, timing);
  return { ...kept, id, timing };
}

/** The service has ended: all clocks of the file start. Ending it twice changes nothing. */
export async function endService(tx: Tx, id: FileId, at: Temporal.Instant): Promise<Result<null, 'no-such-file'>> {
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  if (file.endedAt !== null) return ok(null);
  await tx.updateTable('privacy.service_file').set({ ended_at: at }).where('id', '=', id).execute();
  const held = await isHeld(tx, id);
  for (const { id: clock, kind, days } of await lockClocks(tx, id))
    await saveClock(tx, clock, start({ key: kind, days }, { at, lastMeeting: file.lastMeetingAt, held }));
  return ok(null);
}

/** What to tell the person, and until when the contact details are kept now; null: it depends on when the service ends. */
export type FollowUp = { readonly sentence: Words; readonly dueAt: Temporal.Instant | null };

/** The person agreed to be contacted again, last at `meeting`: the first clock counts from there (S1-26). */
export async function agreeFollowUp(
  tx: Tx,
  id: FileId,
  meeting: Temporal.Instant,
  at: Temporal.Instant,
): Promise<Result<FollowUp, 'no-such-file' | Exclude<FollowUpRefusal, 'not-first-clock'>>> {
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  const judged = judgeMeeting(meeting, file.endedAt, at);
  if (!judged.ok) return judged;
  let dueAt: Temporal.Instant | null = null;
  for (const { id: clock, class: of, timing } of await lockClocks(tx, id)) {
    if (timing === null || timing.key !== 'identity') continue;
    const moved = follow(timing, meeting, at);
    if (moved.ok) await saveClock(tx, clock, moved.value);
    else if (of === 'contact-details' && moved.refusal !== 'not-first-clock') return refuse(moved.refusal);
    if (moved.ok && of === 'contact-details') dueAt = moved.value.dueAt;
  }
  await tx.updateTable('privacy.service_file').set({ last_meeting_at: meeting }).where('id', '=', id).execute();
  return ok({ sentence: sayFollowUp(meeting, dueAt, at), dueAt });
}

/** What becomes of the wish: it is carried out at once, or when the hold on the file is lifted. */
export type Deletion = { readonly sentence: Words; readonly held: boolean };

/** The person wants to be forgotten: everything sealed with an identity key goes, the record without identity stays. */
export async function deleteNow(
  parts: Pick<PrivacyParts, 'enqueue'>,
  tx: Tx,
  id: FileId,
  at: Temporal.Instant,
): Promise<Result<Deletion, 'no-such-file' | 'service-goes-on'>> {
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  if (file.endedAt === null) return refuse('service-goes-on');
  let held = false;
  for (const { id: clock, timing } of await lockClocks(tx, id)) {
    if (timing === null || timing.key !== 'identity') continue;
    const wished = wish(timing, at);
    if (!wished.ok) continue;
    await saveClock(tx, clock, wished.value);
    held ||= wished.value.heldSince !== null;
  }
  if (!held) await parts.enqueue?.(tx, runClocksJob, {});
  return ok({ sentence: sayDeletion(held), held });
}
