// The contact vault: whatever can reach or name a person, each value sealed with the identity key of its file and bound
// to its row. Once the clock has ended nothing is read any more, even when the job that destroys the key is late.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { noteOpening } from '#audit/index.ts';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Opening } from '../audit/contract.ts';
import { findKept, type Kept } from './clock-store.ts';
import { stateOf } from './clocks.ts';
import { type ContactDetail, DetailKind, type FileId } from './contract.ts';
import type { PrivacyParts } from './store.ts';

type Tx = Transaction<DB>;

const placeOf = (row: string) => ({ table: 'privacy.contact_detail', column: 'sealed', row });

/** A value to keep. */
export type Given = { readonly kind: DetailKind; readonly value: string; readonly at: Temporal.Instant };

/** Keeps one value. Throws KeyDestroyed when the key is gone although its clock runs, as after a restore. */
export async function keepContactDetail(
  { keys }: Pick<PrivacyParts, 'keys'>,
  tx: Tx,
  file: FileId,
  { kind, value, at }: Given,
): Promise<Result<null, 'no-such-file' | 'already-ended'>> {
  const kept = await findKept(tx, file, 'contact-details');
  if (kept === undefined) return refuse('no-such-file');
  if (hasEnded(kept, at)) return refuse('already-ended');
  const id = randomUUID();
  const sealed = await keys.identity.seal(kept.key, placeOf(id), value);
  await tx
    .insertInto('privacy.contact_detail')
    .columns(['id', 'organisation_id', 'file_id', 'kind', 'sealed', 'kept_at'])
    .expression((from) =>
      from
        .selectFrom('privacy.service_file as f')
        .select((field) => [
          field.val(id).$castTo<string>().as('id'),
          'f.organisation_id',
          'f.id as file_id',
          field.val(kind).as('kind'),
          field.val(sealed).as('sealed'),
          field.val(at).as('kept_at'),
        ])
        .where('f.id', '=', file),
    )
    .execute();
  return ok(null);
}

/** Reads the contact details of a file. The caller has noted the opening; `openContactDetails` does both. */
export async function readContactDetails(
  { keys }: Pick<PrivacyParts, 'keys'>,
  tx: Tx,
  file: FileId,
  at: Temporal.Instant,
): Promise<Result<ContactDetail[], 'no-such-file' | 'already-ended'>> {
  const kept = await findKept(tx, file, 'contact-details');
  if (kept === undefined) return refuse('no-such-file');
  if (hasEnded(kept, at)) return refuse('already-ended');
  const rows = await tx
    .selectFrom('privacy.contact_detail')
    .select(['id', 'kind', 'sealed', 'kept_at'])
    .where('file_id', '=', file)
    .orderBy('kind')
    .orderBy('kept_at')
    .orderBy('id')
    .execute();
  const details: ContactDetail[] = [];
  for (const { id, kind, sealed, kept_at: keptAt } of rows) {
    const opened = await keys.identity.open(kept.key, placeOf(id), sealed);
    if (!opened.ok && opened.refusal === 'key-destroyed') return refuse('already-ended');
    const value = opened.ok ? opened.value.toString('utf8') : null;
    details.push({ kind: DetailKind.parse(kind), value, keptAt: keptAt.toString() });
  }
  return ok(details);
}

/** Who opens contact details, and why. */
export type Reader = {
  readonly person: string;
  readonly organisation: string;
  readonly opening: Opening;
  readonly at: Temporal.Instant;
  readonly request: string | null;
};

/** Opens the contact details of a file and puts the opening on file, in the caller's transaction (S3-91). */
export async function openContactDetails(
  parts: Pick<PrivacyParts, 'keys' | 'ledger'>,
  tx: Tx,
  file: FileId,
  { person, organisation, opening, at, request }: Reader,
): Promise<Result<ContactDetail[], 'no-such-file' | 'already-ended' | 'purpose-unexplained'>> {
  const note = noteOpening(opening, { subject: `file:${file}` });
  if (!note.ok) return note;
  const read = await readContactDetails(parts, tx, file, at);
  if (read.ok) await parts.ledger.append(tx, { ...note.value, word: OPENED, person, chain: organisation, at, request });
  return read;
}

/** The word of an opening of contact details in the audit. */
export const OPENED = 'privacy.open-contact-details';

function hasEnded({ timing }: Kept, at: Temporal.Instant): boolean {
  if (timing === null) return false;
  const state = stateOf(timing, at);
  return state === 'due' || state === 'done';
}
