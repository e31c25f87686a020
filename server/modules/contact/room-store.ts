// What a room shows of a contact besides its lines, read in one statement: it is asked for whenever somebody says something.
import { type Kysely, sql, type Transaction } from 'kysely';
import { type DB, reading } from '#platform/database/index.ts';
import type { ContactId } from './contract.ts';
import type { WordsOf } from './sealed-words-store.ts';
import { signColumns, type SignsOf, signsOf } from './sign-store.ts';
import { contactOf } from './store.ts';
import type { Contact } from './timeline.ts';

/** A contact as a room or a desk needs it. */
export type Room = {
  readonly contact: Contact;
  readonly line: string;
  readonly acceptedAt: Temporal.Instant | null;
  readonly talkMinutes: number | null;
  readonly lastPosition: number;
  /** The staff number of whoever talks. */
  readonly staffNumber: string | null;
  readonly signs: SignsOf;
};

/** Undefined: there is no such contact in this organisation. */
export function loadRoom(
  db: Kysely<DB>,
  { organisation, contact }: WordsOf,
  at: Temporal.Instant,
): Promise<Room | undefined> {
  return reading(db, { organisation }, (tx) => findRoom(tx, contact, at));
}

async function findRoom(tx: Transaction<DB>, id: ContactId, at: Temporal.Instant): Promise<Room | undefined> {
  const row = await tx
    .selectFrom('contact.contact as c')
    .leftJoin('contact.queue as q', 'q.id', 'c.queue_id')
    .leftJoin('identity.staff_number as n', (join) =>
      join.onRef('n.person_id', '=', 'c.counsellor_id').onRef('n.organisation_id', '=', 'c.organisation_id'),
    )
    .selectAll('c')
    .select(['q.talk_minutes', 'n.number as staff_number'])
    .select(sql<number>`contact.last_position(c.id)`.as('last_position'))
    .select(signColumns('c.id').as('signs'))
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    contact: contactOf(row),
    line: row.line_id,
    acceptedAt: row.accepted_at,
    talkMinutes: row.talk_minutes,
    lastPosition: row.last_position,
    staffNumber: row.staff_number,
    signs: signsOf(row.signs, at),
  };
}
