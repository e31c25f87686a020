// What was written in a contact. The words come here sealed and leave sealed; what stands in the timeline is only that
// something was said, by whom of the two, and when.
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { type ContactId, Status } from './contract.ts';

/** A message to be added. `id` is made by the screen that sends it: sent again, it is still one message. */
export type Writing = {
  readonly organisation: string;
  readonly contact: ContactId;
  readonly id: string;
  readonly author: 'person' | 'counsellor' | 'supervisor';
  /** The member of staff; null for the person. */
  readonly staff: string | null;
  readonly sealed: Buffer;
  readonly at: Temporal.Instant;
  /** What must hold in the very statement that writes; that it always does when left out. */
  readonly provided?: RawBuilder<boolean> | undefined;
};

const Outcome = z.enum(['written', 'not-open', 'unknown-contact', 'not-provided']);

/** Why nothing was added. */
export type WriteRefusal = Exclude<z.infer<typeof Outcome>, 'written'>;

type Written = { readonly outcome: string; readonly position: number | null };

/**
 * Adds a message in one call to the database, durable when this returns, and tells its position in the timeline; the
 * same position when it was there already. Only whoever talks in it may write, and only while it is open.
 */
export async function write(
  db: Kysely<DB>,
  { organisation, contact, id, author, staff, sealed, at, provided }: Writing,
): Promise<Result<number, WriteRefusal>> {
  const writing = sql`contact.write(${organisation}, ${contact}, ${id}, ${author}, ${staff}, ${sealed}, ${at})`;
  const { rows } = await (
    provided === undefined
      ? sql<Written>`select outcome, position from ${writing}`
      : sql<Written>`
          with done as materialized (select case when ${provided} then ${writing} end as written)
          select coalesce((written).outcome, 'not-provided') as outcome, (written).position as position from done`
  ).execute(db);
  const outcome = Outcome.parse(rows[0]?.outcome);
  if (outcome !== 'written') return refuse(outcome);
  return ok(z.int().parse(rows[0]?.position));
}

/** One line of a timeline as screens follow it; `message` where something was said. */
export type Line = {
  readonly position: number;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly detail: unknown;
  readonly message: {
    readonly id: string;
    readonly author: string;
    readonly staff: string | null;
    /** Null once it is forgotten. */
    readonly sealed: Buffer | null;
  } | null;
};

/** The lines after a position, in order, at most `most`, and how the contact stands; undefined: there is none. */
export async function linesAfter(
  tx: Transaction<DB>,
  contact: ContactId,
  position: number,
  most = 200,
): Promise<{ readonly lines: readonly Line[]; readonly status: Status } | undefined> {
  const { rows } = await sql<LineRow>`
    select c.status, h.position, h.at, h.kind, h.detail, h.message_id as id, h.author, h.author_id as staff, h.sealed
      from contact.contact c
      left join lateral (select * from contact.happening
                          where contact_id = c.id and position > ${position} order by position limit ${most}) h on true
     where c.id = ${contact} order by h.position`.execute(tx);
  const [first] = rows;
  if (first === undefined) return undefined;
  return { status: Status.parse(first.status), lines: rows.flatMap(lineOf) };
}

/** Without a line where there is none after the position. */
type LineRow = {
  readonly status: string;
  readonly position: number | null;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly detail: unknown;
  readonly id: string | null;
  readonly author: string | null;
  readonly staff: string | null;
  readonly sealed: Buffer | null;
};

function lineOf({ position, at, kind, detail, id, author, staff, sealed }: LineRow): Line[] {
  if (position === null) return [];
  return [
    { position, at, kind, detail, message: id === null || author === null ? null : { id, author, staff, sealed } },
  ];
}
