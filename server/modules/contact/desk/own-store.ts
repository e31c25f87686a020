// Whose contact it is. Holding a right says that somebody may talk with people; with which ones is asked here, in the
// database, by every row of the desk. What is somebody else's looks like what does not exist.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { ContactId, Outcome, Status } from '../contract.ts';

/** How somebody stands to a contact that is theirs. `open` and `silent`: a supervisor who came in. */
export type Role = 'counsellor' | 'open' | 'silent';

/** A contact with what the desk has to know before it does something with it. */
export type Own = {
  readonly id: ContactId;
  readonly organisation: string;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly role: Role;
  readonly lastPosition: number;
};

type Row = Omit<Own, 'role' | 'id'> & { readonly mine: boolean; readonly mode: 'open' | 'silent' | null };

const columns = (person: string) => sql`
  c.organisation_id as organisation, c.status, c.outcome, coalesce(c.counsellor_id = ${person}, false) as mine,
  case when ${person} = any(c.supported_openly) then 'open' when ${person} = any(c.supported_silently) then 'silent' end as mode,
  (select h.position from contact.happening h where h.contact_id = c.id order by h.position desc limit 1) as "lastPosition"`;

/**
 * The contact, if somebody is its counsellor or a supporter who is there now; undefined for all others. Closed contacts
 * are casework and not the desk's; only its counsellor may find one, to repeat what closed it.
 */
export async function findOwn(tx: Transaction<DB>, id: ContactId, person: string): Promise<Own | undefined> {
  const { rows } = await sql<Row>`
    select ${columns(person)} from contact.contact c where ${isHere(id)}`.execute(tx);
  return ownOf(id, rows[0]);
}

/**
 * The same under the lock of the contact, so that what was found still holds when something is done with it. For its
 * counsellor only, who also finds what is closed.
 */
export async function lockMine(tx: Transaction<DB>, id: ContactId, person: string): Promise<Own | undefined> {
  const locked = await sql`
    select from contact.contact c
     where ${isHere(id)} and c.counsellor_id = ${person} for no key update of c`.execute(tx);
  if (locked.rows.length === 0) return undefined;
  // Asked anew: whoever held the lock before may have added lines.
  const { rows } = await sql<Row>`select ${columns(person)} from contact.contact c where c.id = ${id}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { mine: _mine, mode: _mode, ...own } = row;
  return { ...own, id, role: 'counsellor' };
}

const isHere = (id: ContactId) => sql`
  c.id = ${id} and c.organisation_id = platform.organisation() and c.status in ('active', 'wrapping', 'closed')`;

function ownOf(id: ContactId, row: Row | undefined): Own | undefined {
  if (row === undefined || row.status === 'closed') return undefined;
  const { mine, mode, ...own } = row;
  const role = mine ? 'counsellor' : mode;
  return role === null ? undefined : { ...own, id, role };
}

/** Whether a contact was ever offered to somebody: then they may be told what became of the offer. */
export async function wasOffered(tx: Transaction<DB>, id: ContactId, person: string): Promise<boolean> {
  const { rows } = await sql`
    select from contact.happening
     where contact_id = ${id} and kind = 'offered' and detail ->> 'to' = ${person} limit 1`.execute(tx);
  return rows.length > 0;
}

/** The position of the last line of a kind in a contact, if it was this person's deed; undefined otherwise. */
export async function didLast(
  tx: Transaction<DB>,
  { id, person, kind }: { readonly id: ContactId; readonly person: string; readonly kind: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ position: number; by: string | null }>`
    select position, detail ->> 'by' as by from contact.happening
     where contact_id = ${id} and kind = ${kind} order by position desc limit 1`.execute(tx);
  return rows[0]?.by === person ? rows[0].position : undefined;
}

/** Contacts that are offered to somebody now. */
export async function offeredTo(tx: Transaction<DB>, person: string): Promise<readonly ContactId[]> {
  const { rows } = await sql<{ id: ContactId }>`
    select id from contact.contact where offered_to = ${person} and status = 'offered' order by id`.execute(tx);
  return rows.map(({ id }) => id);
}
