// Files and their clocks as rows, for whoever changes them: always the file first, then its clocks, both locked, so that
// a hold, a decision and the job that destroys never overtake one another.
import type { Selectable, Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { KeyId } from '../keys/contract.ts';
import type { Timing } from './clocks.ts';
import { ClockedClass, ClockId, type FileId, KeyKind } from './contract.ts';

type Tx = Transaction<DB>;

/** A service file. */
export type ServiceFile = {
  readonly id: FileId;
  readonly organisation: string;
  readonly policy: string;
  readonly endedAt: Temporal.Instant | null;
  readonly lastMeetingAt: Temporal.Instant | null;
};

/** One class of a file: its key, and its clock once the service has ended. */
export type Kept = {
  readonly id: ClockId;
  readonly class: ClockedClass;
  readonly key: KeyId;
  readonly kind: KeyKind;
  readonly days: number;
  readonly timing: Timing | null;
};

/** Locks a file of an organisation that the transaction acts for; undefined: there is none. */
export async function lockFile(tx: Tx, id: FileId): Promise<ServiceFile | undefined> {
  const row = await tx
    .selectFrom('privacy.service_file')
    .select(['organisation_id', 'policy_id', 'ended_at', 'last_meeting_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { organisation_id: organisation, policy_id: policy, ended_at: endedAt, last_meeting_at: lastMeetingAt } = row;
  return { id, organisation, policy, endedAt, lastMeetingAt };
}

/** Locks all classes of a file. */
export async function lockClocks(tx: Tx, file: FileId): Promise<readonly Kept[]> {
  const rows = await tx
    .selectFrom('privacy.clock')
    .selectAll()
    .where('file_id', '=', file)
    .orderBy('class')
    .forUpdate()
    .execute();
  return rows.map(keptOf);
}

/** One class of a file, locked against the job that would destroy it, not against other readers. */
export async function findKept(tx: Tx, file: FileId, of: ClockedClass): Promise<Kept | undefined> {
  const row = await tx
    .selectFrom('privacy.clock')
    .selectAll()
    .where('file_id', '=', file)
    .where('class', '=', of)
    .forShare()
    .executeTakeFirst();
  return row === undefined ? undefined : keptOf(row);
}

/** Adds a class to a file. */
export async function addClock(tx: Tx, file: ServiceFile, kept: Omit<Kept, 'id' | 'timing'>): Promise<ClockId> {
  const row = await tx
    .insertInto('privacy.clock')
    .values({
      organisation_id: file.organisation,
      file_id: file.id,
      class: kept.class,
      key_kind: kept.kind,
      key_id: kept.key,
      policy_id: file.policy,
      days: kept.days,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return ClockId.parse(row.id);
}

/** Puts a clock where the rules left it; `decidedBy` when destruction was decided on just now. */
export async function saveClock(tx: Tx, id: ClockId, timing: Timing, decidedBy?: string): Promise<void> {
  const by = timing.decided ? (decidedBy === undefined ? {} : { decided_by: decidedBy }) : { decided_by: null };
  await tx
    .updateTable('privacy.clock')
    .set({
      started_at: timing.startedAt,
      due_at: timing.dueAt,
      moved_to: timing.movedTo,
      wished_at: timing.wishedAt,
      held_since: timing.heldSince,
      kept: timing.kept,
      ...by,
    })
    .where('id', '=', id)
    .execute();
}

/** Whether a hold stands on the file. */
export async function isHeld(tx: Tx, file: FileId): Promise<boolean> {
  const standing = tx
    .selectFrom('privacy.hold')
    .select('id')
    .where('file_id', '=', file)
    .where('lifted_at', 'is', null);
  return (await standing.limit(1).executeTakeFirst()) !== undefined;
}

function keptOf(row: Selectable<DB['privacy.clock']>): Kept {
  const kind = KeyKind.parse(row.key_kind);
  return {
    id: ClockId.parse(row.id),
    class: ClockedClass.parse(row.class),
    key: KeyId.parse(row.key_id),
    kind,
    days: row.days,
    timing: timingOf({ ...row, key_kind: kind }),
  };
}

/** The columns that a timing is made of. */
type TimingRow = Pick<
  Selectable<DB['privacy.clock']>,
  | 'days'
  | 'started_at'
  | 'due_at'
  | 'moved_to'
  | 'wished_at'
  | 'held_since'
  | 'kept'
  | 'decided_by'
  | 'condemned_at'
  | 'done_at'
> & { readonly key_kind: string };

/** The timing in a row; null: its service has not ended. */
export function timingOf(row: TimingRow): Timing | null {
  if (row.started_at === null || row.due_at === null) return null;
  return {
    key: KeyKind.parse(row.key_kind),
    days: row.days,
    startedAt: row.started_at,
    dueAt: row.due_at,
    movedTo: row.moved_to,
    wishedAt: row.wished_at,
    heldSince: row.held_since,
    kept: row.kept,
    decided: row.decided_by !== null,
    condemnedAt: row.condemned_at,
    doneAt: row.done_at,
  };
}
