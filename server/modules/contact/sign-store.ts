// The small signs of both sides: how far each has come, whether it types, whether its page is open. They are kept in a
// table that a crash empties; the screens say them again by themselves.
import { type Kysely, type RawBuilder, sql } from 'kysely';
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

/** A sign as it stands in a list of them; instants as ISO text. */
type SignRow = {
  readonly side: Side;
  readonly delivered: number;
  readonly read: number;
  readonly typing: string | null;
  readonly here: string | null;
};

/** A column with the signs of the contact whose id stands in another column; see `signsOf`. */
export function signColumns(contact: string): RawBuilder<readonly SignRow[] | null> {
  return sql<readonly SignRow[] | null>`(
    select json_agg(json_build_object('side', s.side, 'delivered', s.delivered, 'read', s.read,
                                      'typing', s.typing_until, 'here', s.here_until))
      from contact.sign s where s.contact_id = ${sql.ref(contact)})`;
}

/** What both sides show at an instant; nothing, where nothing is known. */
export function signsOf(rows: readonly SignRow[] | null, at: Temporal.Instant): SignsOf {
  const of = (side: Side): SideSigns => {
    const { delivered = 0, read = 0, typing = null, here = null } = rows?.find((row) => row.side === side) ?? {};
    const hereUntil = here === null ? null : Temporal.Instant.from(here);
    return { delivered, read, typing: holds(typing, at), here: holds(here, at), hereUntil };
  };
  return { person: of('person'), staff: of('staff') };
}

const holds = (until: string | null, at: Temporal.Instant): boolean =>
  until !== null && Temporal.Instant.compare(at, Temporal.Instant.from(until)) < 0;
