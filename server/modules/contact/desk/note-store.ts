// What the counsellor notes during a contact (S3-18), and where in the flow of a call they are (S3-29). The words come
// here sealed and leave sealed.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { ContactId } from '../contract.ts';
import { FlowStep } from './contract.ts';

/** Notes as they are kept. `sealed` null: none, or forgotten. */
export type KeptNotes = {
  readonly sealed: Buffer | null;
  readonly step: FlowStep | null;
  readonly version: number;
};

/** The notes of a contact; version 0 while there are none. */
export async function loadNotes(tx: Transaction<DB>, contact: ContactId): Promise<KeptNotes> {
  const row = await tx
    .selectFrom('contact.note')
    .select(['sealed', 'step', 'version'])
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  if (row === undefined) return { sealed: null, step: null, version: 0 };
  return { ...row, step: row.step === null ? null : FlowStep.parse(row.step) };
}

/** Keeps them over the version that was read. Returns the version they have now; undefined: another was kept meanwhile. */
export async function saveNotes(
  tx: Transaction<DB>,
  notes: {
    readonly organisation: string;
    readonly contact: ContactId;
    readonly sealed: Buffer;
    readonly step: FlowStep | null;
    readonly version: number;
  },
): Promise<number | undefined> {
  const { sealed, step } = notes;
  const row = await tx
    .insertInto('contact.note')
    .values({ contact_id: notes.contact, organisation_id: notes.organisation, sealed, step, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('contact_id')
        .doUpdateSet({ sealed, step, version: sql`contact.note.version + 1` })
        .where('contact.note.version', '=', notes.version),
    )
    .returning('version')
    .executeTakeFirst();
  return row?.version;
}
