// All SQL of exceptions to confidentiality. Why and what was disclosed is part of the service record: it is sealed with
// the record's key, so it stays for as long as the record and goes with it.
import { randomUUID } from 'node:crypto';
import { type Selectable, sql, type SqlBool, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { PersonId } from '../../identity/contract.ts';
import { findKept, lockFile } from '../clock-store.ts';
import { FileId } from '../contract.ts';
import { cursorOf } from '../reading-store.ts';
import { keyFor } from '../service-store.ts';
import type { PrivacyParts } from '../store.ts';
import { Exception, type ExceptionKind, type NotToldBecause } from './contract.ts';
import { noticeDue } from './notices.ts';

type Tx = Transaction<DB>;

const placeOf = (row: string) => ({ table: 'privacy.exception', column: 'sealed', row });

/** What is sealed of an exception. */
const Told = z.object({ reason: z.string(), basis: z.string(), disclosed: z.string(), recipient: z.string() });
type Told = z.infer<typeof Told>;

/** The use of an exception. */
export type NewException = {
  readonly file: FileId;
  readonly kind: ExceptionKind;
  readonly told: Told;
  readonly noticeBy: Temporal.Instant | undefined;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Records a use. Returns its id. */
export async function addException(
  parts: PrivacyParts,
  tx: Tx,
  { file: id, kind, told, noticeBy, by, at }: NewException,
): Promise<Result<string, 'no-such-file' | 'already-ended' | 'not-a-time-for-notice'>> {
  const file = await lockFile(tx, id);
  if (file === undefined) return refuse('no-such-file');
  const record = await keyFor(parts, tx, { id, class: 'record' }, at);
  if (!record.ok) return record.refusal === 'not-kept' ? refuse('already-ended') : refuse(record.refusal);
  const first = (await findKept(tx, id, 'contact-details'))?.timing ?? null;
  const due = noticeDue(at, noticeBy, first?.heldSince === null ? first.dueAt : null);
  if (!due.ok) return due;
  const row = randomUUID();
  await tx
    .insertInto('privacy.exception')
    .values({
      id: row,
      organisation_id: file.organisation,
      file_id: id,
      kind,
      sealed: await parts.keys.record.seal(record.value.key, placeOf(row), JSON.stringify(told)),
      used_by: by,
      used_at: at,
      notice_due_at: due.value,
    })
    .execute();
  return ok(row);
}

/** What a list of exceptions asks for. */
export type AskedExceptions = {
  readonly notice?: 'open' | 'overdue' | 'settled' | undefined;
  readonly file?: FileId | undefined;
  readonly id?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Uses of exceptions, the newest first; `next` asks for the rest. */
export async function loadExceptions(
  tx: Tx,
  asked: AskedExceptions,
  at: Temporal.Instant,
): Promise<{ exceptions: Exception[]; next: string | null }> {
  const { notice, file, id, limit } = asked;
  const from = cursorOf(asked.after);
  const rows = await tx
    .selectFrom('privacy.exception as e')
    .leftJoin('identity.person as u', 'u.id', 'e.used_by')
    .leftJoin('identity.person as s', 's.id', 'e.settled_by')
    .selectAll('e')
    .select(['u.name as user_name', 's.name as settler_name'])
    .$if(notice === 'settled', (query) => query.where('e.settled_at', 'is not', null))
    .$if(notice === 'open' || notice === 'overdue', (query) => query.where('e.settled_at', 'is', null))
    .$if(notice === 'overdue', (query) => query.where('e.notice_due_at', '<', at))
    .$if(file !== undefined, (query) => query.where('e.file_id', '=', file ?? ''))
    .$if(id !== undefined, (query) => query.where('e.id', '=', id ?? ''))
    .$if(from !== undefined, (query) =>
      query.where(sql<SqlBool>`(e.used_at, e.id) < (${from?.at ?? ''}::timestamptz, ${from?.id ?? ''}::uuid)`),
    )
    .orderBy('e.used_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  const exceptions = rows.slice(0, limit).map((row) => exceptionOf(row, at));
  const last = exceptions.at(-1);
  return { exceptions, next: rows.length > limit && last !== undefined ? `${last.at}_${last.id}` : null };
}

type ExceptionRow = Selectable<DB['privacy.exception']> & {
  readonly user_name: string | null;
  readonly settler_name: string | null;
};

function exceptionOf(row: ExceptionRow, at: Temporal.Instant): Exception {
  const { settled_at: settledAt, settled_by: settledBy, notice_due_at: dueAt } = row;
  const settled =
    settledAt === null || settledBy === null
      ? null
      : {
          at: settledAt.toString(),
          by: { id: PersonId.parse(settledBy), name: row.settler_name ?? '' },
          outcome: row.outcome,
          because: row.because,
        };
  return Exception.parse({
    id: row.id,
    file: row.file_id,
    kind: row.kind,
    by: { id: PersonId.parse(row.used_by), name: row.user_name ?? '' },
    at: row.used_at.toString(),
    notice: {
      dueAt: dueAt.toString(),
      overdue: settled === null && Temporal.Instant.compare(dueAt, at) < 0,
      settled,
    },
  });
}

/** Shows what was sealed. The caller has noted the opening. */
export async function readException(
  parts: PrivacyParts,
  tx: Tx,
  id: string,
): Promise<Result<Told, 'no-such-exception' | 'already-ended' | 'altered'>> {
  const row = await tx
    .selectFrom('privacy.exception')
    .select(['file_id', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return refuse('no-such-exception');
  const record = await findKept(tx, FileId.parse(row.file_id), 'record');
  if (record === undefined || (record.timing !== null && record.timing.condemnedAt !== null))
    return refuse('already-ended');
  const opened = await parts.keys.record.open(record.key, placeOf(id), row.sealed);
  if (!opened.ok) return refuse(opened.refusal === 'altered' ? 'altered' : 'already-ended');
  return ok(Told.parse(JSON.parse(opened.value.toString('utf8'))));
}

/** How a notice ended. */
export type Settling = {
  readonly id: string;
  readonly because: NotToldBecause | null;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Settles a notice: told, or not told because of something. */
export async function settleNotice(
  tx: Tx,
  { id, because, by, at }: Settling,
): Promise<Result<null, 'no-such-exception' | 'already-settled'>> {
  const outcome = because === null ? 'told' : 'not-told';
  const settled = await tx
    .updateTable('privacy.exception')
    .set({ settled_at: at, settled_by: by, outcome, because })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  if (settled.numUpdatedRows === 1n) return ok(null);
  const there = await tx.selectFrom('privacy.exception').select('id').where('id', '=', id).executeTakeFirst();
  return refuse(there === undefined ? 'no-such-exception' : 'already-settled');
}
