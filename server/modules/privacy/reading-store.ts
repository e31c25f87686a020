// What the console's lists show: clocks by state, certificates, one file as a whole. Rows become the contract's shapes
// here; row-level security has already left out whatever is not the caller's own organisation.
import { sql, type ExpressionBuilder, type SqlBool, type Transaction } from 'kysely';
import { ZONE } from '#platform/clock.ts';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { LineId } from '../directory/contract.ts';
import { PersonId } from '../identity/contract.ts';
import { timingOf } from './clock-store.ts';
import { stateOf } from './clocks.ts';
import { Certificate, type Clock, ClockedClass, ClockFilter, ClockId, FileId } from './contract.ts';

type Tx = Transaction<DB>;

const SOON = { identity: { hours: 24 }, record: { hours: 90 * 24 } } as const;

/** What a list of clocks asks for. */
export type Asked = {
  readonly state?: ClockFilter | undefined;
  readonly class?: ClockedClass | undefined;
  readonly line?: LineId | undefined;
  readonly file?: FileId | undefined;
  readonly id?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

const clocks = (tx: Tx) =>
  tx
    .selectFrom('privacy.clock as c')
    .innerJoin('privacy.service_file as f', 'f.id', 'c.file_id')
    .innerJoin('privacy.policy as p', 'p.id', 'c.policy_id')
    .selectAll('c')
    .select(['f.line_id', 'p.version'])
    .where('c.started_at', 'is not', null);

type ClockTables = { c: DB['privacy.clock'] };

/** Clocks that end first first; `next` asks for the rest. */
export async function loadClocks(
  tx: Tx,
  asked: Asked,
  at: Temporal.Instant,
): Promise<{ clocks: Clock[]; next: string | null }> {
  const { state, class: of, line, file, id, limit } = asked;
  const from = cursorOf(asked.after);
  const rows = await clocks(tx)
    .$if(state !== undefined, (query) => query.where((where) => standing(where, state ?? 'due', at)))
    .$if(of !== undefined, (query) => query.where('c.class', '=', of ?? ''))
    .$if(line !== undefined, (query) => query.where('f.line_id', '=', line ?? ''))
    .$if(file !== undefined, (query) => query.where('c.file_id', '=', file ?? ''))
    .$if(id !== undefined, (query) => query.where('c.id', '=', id ?? ''))
    .$if(from !== undefined, (query) =>
      query.where(sql<SqlBool>`(c.due_at, c.id) > (${from?.at ?? ''}::timestamptz, ${from?.id ?? ''}::uuid)`),
    )
    .orderBy('c.due_at')
    .orderBy('c.id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit).map((row) => clockOf(row, at));
  const last = page.at(-1);
  return { clocks: page, next: rows.length > limit && last !== undefined ? `${last.dueAt}_${last.id}` : null };
}

const Counts = z.record(ClockFilter, z.int());

/** How many clocks stand how. */
export async function countClocks(tx: Tx, at: Temporal.Instant): Promise<Record<ClockFilter, number>> {
  const rows = await tx
    .selectFrom('privacy.clock as c')
    .select((select) =>
      ClockFilter.options.map((state) =>
        select.fn
          .countAll<number>()
          .filterWhere((where) => standing(where, state, at))
          .as(state),
      ),
    )
    .where('c.started_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Counts.parse(rows);
}

/** The states of clocks.ts as conditions; a test holds the two together. */
function standing(where: ExpressionBuilder<ClockTables, 'c'>, state: ClockFilter, at: Temporal.Instant) {
  const open = where.and([
    where('c.done_at', 'is', null),
    where('c.condemned_at', 'is', null),
    where('c.held_since', 'is', null),
  ]);
  const identity = where('c.key_kind', '=', 'identity');
  const waits = where.and([open, where('c.due_at', '>', at)]);
  const has = where.and([open, where('c.due_at', '<=', at)]);
  const decided = where('c.decided_by', 'is not', null);
  const condemned = where.and([where('c.condemned_at', 'is not', null), where('c.done_at', 'is', null)]);
  const held = where.and([
    where('c.held_since', 'is not', null),
    where('c.condemned_at', 'is', null),
    where('c.done_at', 'is', null),
  ]);
  const soon = where.or([
    where.and([identity, where('c.due_at', '<=', at.add(SOON.identity))]),
    where.and([where.not(identity), where('c.due_at', '<=', at.add(SOON.record))]),
  ]);
  const conditions = {
    done: () => where('c.done_at', 'is not', null),
    held: () => held,
    due: () => where.or([condemned, where.and([has, where.or([identity, decided])])]),
    'awaiting-decision': () => where.and([has, where.not(identity), where.not(decided)]),
    kept: () => where.and([waits, where('c.kept', '=', true)]),
    moved: () => where.and([waits, where('c.kept', '=', false), where('c.moved_to', 'is not', null)]),
    running: () => where.and([waits, where('c.kept', '=', false), where('c.moved_to', 'is', null)]),
    'due-soon': () => where.and([waits, soon]),
  } as const satisfies Record<ClockFilter, unknown>;
  return conditions[state]();
}

type ClockRow = Awaited<ReturnType<ReturnType<typeof clocks>['execute']>>[number];

function clockOf(row: ClockRow, at: Temporal.Instant): Clock {
  const timing = timingOf(row);
  if (timing === null) throw new Error('A clock that does not run is not listed.');
  const text = (instant: Temporal.Instant | null): string | null => instant?.toString() ?? null;
  return {
    id: ClockId.parse(row.id),
    file: FileId.parse(row.file_id),
    line: LineId.parse(row.line_id),
    class: ClockedClass.parse(row.class),
    key: timing.key,
    state: stateOf(timing, at),
    startedAt: timing.startedAt.toString(),
    dueAt: timing.dueAt.toString(),
    movedTo: text(timing.movedTo),
    wishedAt: text(timing.wishedAt),
    heldSince: text(timing.heldSince),
    doneAt: text(timing.doneAt),
    policy: { id: row.policy_id, version: row.version, days: row.days },
  };
}

/** Reads `2026-11-22T15:40:00Z_<uuid>`; anything else begins at the beginning. */
export function cursorOf(text: string | undefined): { readonly at: string; readonly id: string } | undefined {
  const read = /^(\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?)_([0-9a-f-]{36})$/.exec(text ?? '');
  return read?.[1] === undefined || read[2] === undefined ? undefined : { at: read[1], id: read[2] };
}

/** What a list of certificates asks for; days in Asia/Shanghai, both included. */
export type AskedCertificates = {
  readonly class?: ClockedClass | undefined;
  readonly file?: FileId | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly id?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

const startOf = (day: string): Temporal.Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE }).toInstant();

/** Certificates, the newest first. */
export async function loadCertificates(
  tx: Tx,
  asked: AskedCertificates,
): Promise<{ certificates: Certificate[]; next: string | null }> {
  const { class: of, file, from, to, id, limit } = asked;
  const before = /^[1-9]\d{0,8}$/.test(asked.after ?? '') ? Number(asked.after) : undefined;
  const rows = await tx
    .selectFrom('privacy.certificate as c')
    .innerJoin('privacy.policy as p', 'p.id', 'c.policy_id')
    .innerJoin('privacy.clock as k', 'k.id', 'c.clock_id')
    .leftJoin('identity.person as n', 'n.id', 'c.decided_by')
    .selectAll('c')
    .select(['p.version', 'k.days', 'n.name'])
    .$if(of !== undefined, (query) => query.where('c.class', '=', of ?? ''))
    .$if(file !== undefined, (query) => query.where('c.file_id', '=', file ?? ''))
    .$if(id !== undefined, (query) => query.where('c.id', '=', id ?? ''))
    .$if(from !== undefined, (query) => query.where('c.at', '>=', startOf(from ?? '')))
    .$if(to !== undefined, (query) => query.where('c.at', '<', startOf(to ?? '').add({ hours: 24 })))
    .$if(before !== undefined, (query) => query.where('c.number', '<', before ?? 0))
    .orderBy('c.number', 'desc')
    .limit(limit + 1)
    .execute();
  const certificates = rows.slice(0, limit).map((row) =>
    Certificate.parse({
      id: row.id,
      number: row.number,
      file: row.file_id,
      line: row.line_id,
      class: row.class,
      at: row.at.toString(),
      dueAt: row.due_at.toString(),
      cause: row.cause,
      rule: row.rule,
      policy: { id: row.policy_id, version: row.version, days: row.days },
      key: { kind: row.key_kind, fingerprint: row.fingerprint },
      decidedBy: row.decided_by === null ? null : { id: PersonId.parse(row.decided_by), name: row.name ?? '' },
    }),
  );
  return { certificates, next: rows.length > limit ? String(certificates.at(-1)?.number ?? '') : null };
}

/** A file without its clocks, holds, decisions and certificates. */
export async function findFile(tx: Tx, id: FileId) {
  const row = await tx.selectFrom('privacy.service_file').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id,
    line: LineId.parse(row.line_id),
    contact: row.contact_id,
    openedAt: row.opened_at.toString(),
    lastMeetingAt: row.last_meeting_at?.toString() ?? null,
    endedAt: row.ended_at?.toString() ?? null,
  };
}
