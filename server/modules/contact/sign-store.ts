// The small signs of both sides: how far each has come, whether it types, whether its page is open. They are kept in a
// table that a crash empties; the screens say them again by themselves.
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { ContactId } from './contract.ts';
import type { Signs } from './reception.ts';

export type Side = 'person' | 'staff';

/** Seconds after which a sign of typing, or of an open page, no longer holds. */
const typingFor = 6;
export const hereFor = 45;

/** The signs of one side. */
export type SideSigns = Signs & {
  /** Their page is open. */
  readonly here: boolean;
  /** Until when it counted as open; null: nothing is known. */
  readonly hereUntil: Temporal.Instant | null;
};

export type SignsOf = Readonly<Record<Side, SideSigns>>;

/** Which side of which contact. */
export type SideOf = { readonly organisation: string; readonly contact: ContactId; readonly side: Side };

/** Keeps what one side shows now; positions only grow. Their page is open. */
export async function putSigns(
  db: Kysely<DB>,
  { organisation, contact, side }: SideOf,
  { delivered, read, typing }: Signs,
  at: Temporal.Instant,
): Promise<void> {
  const until = typing ? at.add({ seconds: typingFor }) : null;
  await sql`select contact.put_sign(${organisation}, ${contact}, ${side}, ${delivered}, ${read}, ${until},
                                    ${at.add({ seconds: hereFor })})`.execute(db);
}

/** Notes that the page of one side is open. */
export async function putHere(
  db: Kysely<DB>,
  { organisation, contact, side }: SideOf,
  at: Temporal.Instant,
): Promise<void> {
  await sql`select contact.put_sign(${organisation}, ${contact}, ${side}, null, null, null,
                                    ${at.add({ seconds: hereFor })})`.execute(db);
}

/** The signs of contacts within reach, both sides. */
export async function loadSigns(
  tx: Transaction<DB>,
  contacts: readonly ContactId[],
  at: Temporal.Instant,
): Promise<ReadonlyMap<ContactId, SignsOf>> {
  const rows =
    contacts.length === 0
      ? []
      : await tx
          .selectFrom('contact.sign')
          .selectAll()
          .where('contact_id', '=', sql<string>`any(${[...contacts]}::uuid[])`)
          .execute();
  const of = (contact: ContactId, side: Side) =>
    signsOf(
      rows.find((row) => row.contact_id === contact && row.side === side),
      at,
    );
  return new Map(contacts.map((contact) => [contact, { person: of(contact, 'person'), staff: of(contact, 'staff') }]));
}

/** Nothing is known of either side. */
export const noSigns: SignsOf = { person: nothing(), staff: nothing() };

function nothing(): SideSigns {
  return { delivered: 0, read: 0, typing: false, here: false, hereUntil: null };
}

/** What a row says at an instant; nothing, when there is none. */
export function signsOf(
  row: Pick<Selectable<DB['contact.sign']>, 'delivered' | 'read' | 'typing_until' | 'here_until'> | undefined,
  at: Temporal.Instant,
): SideSigns {
  const holds = (until: Temporal.Instant | null): boolean => until !== null && Temporal.Instant.compare(at, until) < 0;
  const { delivered = 0, read = 0, typing_until: typing = null, here_until: hereUntil = null } = row ?? {};
  return { delivered, read, typing: holds(typing), here: holds(hereUntil), hereUntil };
}
