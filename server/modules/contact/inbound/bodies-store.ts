// The tables of bodies that hand over, for whoever lets them: their keys, and what came from whom.
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { LineId } from '../../directory/contract.ts';
import { PersonId } from '../../identity/contract.ts';
import { RiskClass, Status } from '../contract.ts';
import { type HandoverRow, type InboundBody, InboundBodyId, InboundKeyId } from './contract.ts';
import { handoverState } from './states.ts';

type Tx = Transaction<DB>;
type Kind = HandoverRow['kind'];

/** Lets a body hand over. */
export async function addBody(
  tx: Tx,
  { id, name, perHour }: { readonly id: InboundBodyId; readonly name: string; readonly perHour: number },
): Promise<Result<null, 'name-taken'>> {
  try {
    await tx
      .insertInto('contact.inbound_body')
      .values({ id, organisation_id: sql<string>`platform.organisation()`, name, per_hour: perHour })
      .execute();
    return ok(null);
  } catch (error) {
    const refusal = refusalOf(error, { inbound_body_name: 'name-taken' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

/** A new key, sealed. */
export type NewKey = {
  readonly id: InboundKeyId;
  readonly body: InboundBodyId;
  readonly sealed: Buffer;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Adds a key; those before end at `before`. */
export async function addKey(tx: Tx, { id, body, sealed, by, at }: NewKey, before: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('contact.inbound_key')
    .set({ ends_at: before })
    .where('body_id', '=', body)
    .where('ends_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await tx
    .insertInto('contact.inbound_key')
    .values({
      id,
      organisation_id: sql<string>`platform.organisation()`,
      body_id: body,
      sealed,
      made_by: by,
      made_at: at,
    })
    .execute();
}

/** Ends a key at once; false: the body has none of this id that still works. */
export async function revokeKey(
  tx: Tx,
  { body, key, at }: { readonly body: InboundBodyId; readonly key: InboundKeyId; readonly at: Temporal.Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contact.inbound_key')
    .set({ revoked_at: at })
    .where('id', '=', key)
    .where('body_id', '=', body)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lets a body hand over no more. */
export async function closeBody(tx: Tx, id: InboundBodyId, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('contact.inbound_body').set({ closed_at: at }).where('id', '=', id).execute();
}

/** The bodies of the organisation, with their keys, the newest first, and what they sent since. */
export async function loadBodies(tx: Tx, since: Temporal.Instant, id?: InboundBodyId): Promise<InboundBody[]> {
  const bodies = await tx
    .selectFrom('contact.inbound_body as b')
    .leftJoin('contact.handover as h', (join) => join.onRef('h.body_id', '=', 'b.id').on('h.received_at', '>', since))
    .select(['b.id', 'b.name', 'b.per_hour', 'b.closed_at'])
    .select([
      counted('call-back').as('call_back'),
      counted('transferred').as('transferred'),
      counted('guided').as('guided'),
    ])
    .$if(id !== undefined, (query) => query.where('b.id', '=', id ?? ''))
    .groupBy('b.id')
    .orderBy('b.name')
    .execute();
  const keys = await tx
    .selectFrom('contact.inbound_key as k')
    .leftJoin('identity.person as p', 'p.id', 'k.made_by')
    .selectAll('k')
    .select('p.name')
    .orderBy('k.made_at', 'desc')
    .execute();
  return bodies.map((body) => ({
    id: InboundBodyId.parse(body.id),
    name: body.name,
    perHour: body.per_hour,
    closedAt: body.closed_at?.toString() ?? null,
    month: { callBack: body.call_back, transferred: body.transferred, guided: body.guided },
    keys: keys
      .filter((key) => key.body_id === body.id)
      .map((key) => ({
        id: InboundKeyId.parse(key.id),
        madeAt: key.made_at.toString(),
        madeBy: { id: PersonId.parse(key.made_by), name: key.name ?? '' },
        usedAt: key.used_at?.toString() ?? null,
        endsAt: key.ends_at?.toString() ?? null,
        revokedAt: key.revoked_at?.toString() ?? null,
      })),
  }));
}

const counted = (kind: Kind) => sql<number>`(count(h.id) filter (where h.kind = ${sql.lit(kind)}))::int`;

/** The latest handovers of the organisation. */
export async function loadHandovers(tx: Tx): Promise<HandoverRow[]> {
  const rows = await tx
    .selectFrom('contact.handover as h')
    .innerJoin('contact.inbound_body as b', 'b.id', 'h.body_id')
    .innerJoin('directory.line as l', 'l.id', 'h.line_id')
    .leftJoin('contact.contact as c', 'c.id', 'h.contact_id')
    .select(['h.id', 'h.body_id', 'b.name', 'h.kind', 'h.origin', 'h.line_id', 'l.name as line_name'])
    .select(['c.number', 'c.status', 'h.urgency', 'h.received_at'])
    .orderBy('h.received_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    body: { id: InboundBodyId.parse(row.body_id), name: row.name },
    kind: row.kind === 'call-back' || row.kind === 'transferred' ? row.kind : 'guided',
    origin: row.origin,
    line: { id: LineId.parse(row.line_id), name: row.line_name },
    number: row.number,
    urgency: RiskClass.parse(row.urgency),
    state: handoverState(row.status === null ? null : Status.parse(row.status)),
    receivedAt: row.received_at.toString(),
  }));
}
