// The SQL of qualifications, of the organisation acted for.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { type OrganisationId, PersonId } from '../identity/contract.ts';
import { type Qualification, QualificationId, QualificationKind } from './contract.ts';
import { stateOn } from './validity.ts';

/** Recorded qualifications by person, newest first; of all people or of one. `today`: ISO day in Asia/Shanghai. */
export async function loadQualifications(
  tx: Transaction<DB>,
  organisation: OrganisationId,
  { person, today }: { readonly person?: PersonId; readonly today: string },
): Promise<ReadonlyMap<PersonId, Qualification[]>> {
  const rows = await tx
    .selectFrom('workforce.qualification as q')
    .leftJoin('identity.person as recorder', 'recorder.id', 'q.recorded_by')
    .leftJoin('identity.person as withdrawer', 'withdrawer.id', 'q.withdrawn_by')
    .select(['q.id', 'q.person_id', 'q.kind', 'q.evidence', 'q.issued_on', 'q.expires_on', 'q.recorded_at'])
    .select(['q.withdrawn_at', 'q.withdrawn_reason', 'recorder.name as recorded_by', 'withdrawer.name as withdrawn_by'])
    .where('q.organisation_id', '=', organisation)
    .$if(person !== undefined, (query) => query.where('q.person_id', '=', person ?? ''))
    .orderBy('q.issued_on', 'desc')
    .orderBy('q.recorded_at', 'desc')
    .execute();
  const byPerson = new Map<PersonId, Qualification[]>();
  for (const row of rows) {
    const id = PersonId.parse(row.person_id);
    byPerson.set(id, [...(byPerson.get(id) ?? []), qualificationOf(row, today)]);
  }
  return byPerson;
}

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly evidence: string;
  readonly issued_on: string;
  readonly expires_on: string | null;
  readonly recorded_at: Temporal.Instant;
  readonly recorded_by: string | null;
  readonly withdrawn_at: Temporal.Instant | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_reason: string | null;
};

function qualificationOf(row: Row, today: string): Qualification {
  const { withdrawn_at: at, withdrawn_reason: reason, withdrawn_by: by } = row;
  const kind = QualificationKind.parse(row.kind);
  const [issuedOn, expiresOn] = [row.issued_on, row.expires_on];
  return {
    id: QualificationId.parse(row.id),
    kind,
    evidence: row.evidence,
    issuedOn,
    expiresOn,
    state: stateOn({ kind, issuedOn, expiresOn, withdrawn: at !== null }, today),
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toString(),
    withdrawn: at === null || reason === null ? null : { at: at.toString(), by, reason },
  };
}

/** What is recorded about somebody, and by whom. */
export type Recorded = {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly kind: QualificationKind;
  readonly evidence: string;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly communicationAssessed: boolean;
  readonly by: PersonId;
};

/** Puts a qualification on record. */
export async function saveQualification(
  tx: Transaction<DB>,
  recorded: Recorded,
  now: Temporal.Instant,
): Promise<QualificationId> {
  const id = QualificationId.parse(randomUUID());
  await tx
    .insertInto('workforce.qualification')
    .values({
      id,
      organisation_id: recorded.organisation,
      person_id: recorded.person,
      kind: recorded.kind,
      evidence: recorded.evidence,
      communication_assessed: recorded.communicationAssessed,
      issued_on: recorded.issuedOn,
      expires_on: recorded.expiresOn,
      recorded_by: recorded.by,
      recorded_at: now,
    })
    .execute();
  return id;
}

/** Whose a recorded qualification is, what it is, and whether it was withdrawn. */
export async function loadOwner(tx: Transaction<DB>, organisation: OrganisationId, id: QualificationId) {
  const row = await tx
    .selectFrom('workforce.qualification')
    .select(['person_id', 'kind', 'withdrawn_at'])
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    person: PersonId.parse(row.person_id),
    kind: QualificationKind.parse(row.kind),
    withdrawn: row.withdrawn_at !== null,
  };
}

/** Withdraws one that stands; whether it stood. */
export async function saveWithdrawal(
  tx: Transaction<DB>,
  { id, by, reason }: { readonly id: QualificationId; readonly by: PersonId; readonly reason: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('workforce.qualification')
    .set({ withdrawn_at: now, withdrawn_by: by, withdrawn_reason: reason })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
