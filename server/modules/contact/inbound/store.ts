// Who signs, and what they handed over.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { type ContactId, Outcome, type RiskClass, Status } from '../contract.ts';
import { type Handover, type HandoverRow, InboundBodyId, type InboundKeyId } from './contract.ts';
import { handoverState, outcomeClass } from './states.ts';

type Tx = Transaction<DB>;
type Kind = HandoverRow['kind'];

/** A body with a key of its own, as the one who signs. */
export type Signer = {
  readonly body: InboundBodyId;
  readonly name: string;
  readonly organisation: string;
  readonly perHour: number;
  readonly key: InboundKeyId;
  readonly sealed: Buffer;
  readonly endsAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
};

/** Who has a key, in whichever organisation; undefined: nobody. A closed body's keys count as revoked. */
export async function findSigner(tx: Tx, key: InboundKeyId): Promise<Signer | undefined> {
  const row = await tx
    .selectFrom('contact.inbound_key as k')
    .innerJoin('contact.inbound_body as b', 'b.id', 'k.body_id')
    .select([
      'k.sealed',
      'k.ends_at',
      'k.revoked_at',
      'b.id',
      'b.name',
      'b.organisation_id',
      'b.per_hour',
      'b.closed_at',
    ])
    .where('k.id', '=', key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    body: InboundBodyId.parse(row.id),
    name: row.name,
    organisation: row.organisation_id,
    perHour: row.per_hour,
    key,
    sealed: row.sealed,
    endsAt: row.ends_at,
    revokedAt: row.revoked_at ?? row.closed_at,
  };
}

/** Notes that a key signed something, to the hour: the row is not written for every request. */
export async function noteUse(tx: Tx, key: InboundKeyId, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('contact.inbound_key')
    .set({ used_at: at })
    .where('id', '=', key)
    .where((is) => is.or([is('used_at', 'is', null), is('used_at', '<', at.subtract({ hours: 1 }))]))
    .execute();
}

/** Waits for whatever else this body is handing over, so that an id is new for one of two at most. */
export async function holdBody(tx: Tx, body: InboundBodyId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${body}, 16))`.execute(tx);
}

/** What was sent under an id before. */
export async function findHandover(
  tx: Tx,
  { body, id }: { readonly body: InboundBodyId; readonly id: string },
): Promise<{ readonly handover: Handover; readonly digest: Buffer } | undefined> {
  const row = await tx
    .selectFrom('contact.handover as h')
    .leftJoin('contact.contact as c', 'c.id', 'h.contact_id')
    .select(['h.id', 'h.received_at', 'h.digest', 'c.number', 'c.status', 'c.outcome'])
    .where('h.body_id', '=', body)
    .where('h.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const status = row.status === null ? null : Status.parse(row.status);
  const outcome = row.outcome === null ? null : Outcome.parse(row.outcome);
  const handover = {
    id: row.id,
    number: row.number,
    state: handoverState(status),
    receivedAt: row.received_at.toString(),
    outcome: outcomeClass(status, outcome),
  };
  return { handover, digest: row.digest };
}

/** How many a body has handed over since. */
export async function countSince(tx: Tx, body: InboundBodyId, since: Temporal.Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('contact.handover')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('body_id', '=', body)
    .where('received_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether the organisation of the transaction takes people for a line. */
export async function servesLine(tx: Tx, line: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact.queue')
    .select('id')
    .where('line_id', '=', line)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A handover to be put on file. */
export type Receiving = {
  readonly signer: Pick<Signer, 'body' | 'organisation'>;
  readonly id: string;
  readonly kind: Kind;
  readonly line: string;
  readonly origin: string;
  readonly urgency: RiskClass;
  readonly digest: Buffer;
  readonly contact: ContactId | null;
  readonly at: Temporal.Instant;
};

/** Puts a handover on file. */
export async function addHandover(tx: Tx, receiving: Receiving): Promise<void> {
  const { signer, id, kind, line, origin, urgency, digest, contact, at } = receiving;
  await tx
    .insertInto('contact.handover')
    .values({
      body_id: signer.body,
      id,
      organisation_id: signer.organisation,
      kind,
      line_id: line,
      origin,
      urgency,
      digest,
      contact_id: contact,
      received_at: at,
    })
    .execute();
}

/** Where a contact came from; null: not from another body. */
export async function findOrigin(tx: Tx, contact: ContactId): Promise<string | null> {
  const row = await tx
    .selectFrom('contact.handover as h')
    .innerJoin('contact.inbound_body as b', 'b.id', 'h.body_id')
    .select(['b.name', 'h.origin'])
    .where('h.contact_id', '=', contact)
    .executeTakeFirst();
  return row === undefined ? null : `${row.name} · ${row.origin}`;
}
