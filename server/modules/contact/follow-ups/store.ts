// The table of meetings. One is ahead for a contact at most; the database says so.
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { ContactChannel, ContactId } from '../contract.ts';
import { comesWithin, type FollowUp, FollowUpId, FollowUpState } from './contract.ts';

type Tx = Transaction<DB>;

/** A meeting as it is stored. */
export type StoredFollowUp = Omit<FollowUp, 'at' | 'line'> & {
  readonly at: Temporal.Instant;
  readonly line: string;
  readonly sequence: number;
  readonly isSettled: boolean;
  /** Of the contact in which it was agreed. */
  readonly file: string | null;
  readonly endedAt: Temporal.Instant | null;
};

const stored = (tx: Tx) =>
  tx
    .selectFrom('contact.follow_up as f')
    .innerJoin('contact.contact as c', 'c.id', 'f.contact_id')
    .leftJoin('contact.queue as q', 'q.id', 'c.queue_id')
    .leftJoin('identity.person as p', 'p.id', 'f.counsellor_id')
    .selectAll('f')
    .select(['c.number', 'c.line_id', 'c.channel', 'c.file_id', 'c.ended_at', 'q.talk_minutes', 'p.name']);

type Row = Awaited<ReturnType<ReturnType<typeof stored>['execute']>>[number];

function storedOf(row: Row): StoredFollowUp {
  const state = FollowUpState.parse(row.state);
  return {
    id: FollowUpId.parse(row.id),
    contact: ContactId.parse(row.contact_id),
    number: row.number,
    line: row.line_id,
    channel: ContactChannel.parse(row.channel),
    counsellor: { id: row.counsellor_id, name: row.name ?? '' },
    at: row.at,
    minutes: row.talk_minutes ?? 30,
    state,
    ordinal: row.ordinal,
    reason: row.reason,
    settled: row.settled,
    chase: state === 'missed' && row.settled === null,
    sequence: row.sequence,
    isSettled: row.settled !== null,
    file: row.file_id,
    endedAt: row.ended_at,
  };
}

/** A meeting of somebody, locked; undefined: they have none of this id. */
export async function lockFollowUp(tx: Tx, id: FollowUpId, counsellor: string): Promise<StoredFollowUp | undefined> {
  const held = await tx
    .selectFrom('contact.follow_up')
    .select('id')
    .where('id', '=', id)
    .where('counsellor_id', '=', counsellor)
    .forUpdate()
    .executeTakeFirst();
  if (held === undefined) return undefined;
  return storedOf(await stored(tx).where('f.id', '=', id).executeTakeFirstOrThrow());
}

/** Which meetings of somebody. */
export type Which = 'to-come' | 'missed' | 'past' | 'calendar';

/** Meetings of somebody, in the order in which they are looked at. */
export async function loadOf(
  tx: Tx,
  counsellor: string,
  which: Which,
  now: Temporal.Instant,
): Promise<StoredFollowUp[]> {
  const mine = stored(tx).where('f.counsellor_id', '=', counsellor);
  const chosen =
    which === 'to-come'
      ? mine.where('f.state', '=', 'agreed').orderBy('f.at')
      : which === 'missed'
        ? mine.where('f.state', '=', 'missed').where('f.settled', 'is', null).orderBy('f.at')
        : which === 'calendar'
          ? mine
              .where('f.state', 'in', ['agreed', 'cancelled'])
              .where('f.at', '>', now.subtract({ hours: 24 }))
              .orderBy('f.at')
          : mine
              .where((is) => is.or([is('f.state', 'in', ['kept', 'cancelled']), is('f.settled', 'is not', null)]))
              .orderBy('f.at', 'desc');
  return (await chosen.limit(200).execute()).map(storedOf);
}

/** Missed ones of the organisation of which nobody has said what became of them; the oldest first. */
export async function loadOpen(tx: Tx): Promise<StoredFollowUp[]> {
  const rows = await stored(tx)
    .where('f.state', '=', 'missed')
    .where('f.settled', 'is', null)
    .orderBy('f.at')
    .limit(200)
    .execute();
  return rows.map(storedOf);
}

/** What a contact says about a further one. */
export type Ground = {
  readonly file: string | null;
  readonly line: string;
  /** Contacts of this person so far, this one included. */
  readonly before: number;
  readonly contactsInPrinciple: number;
};

/** What a contact says about a further one with the same person. */
export async function loadGround(tx: Tx, contact: ContactId): Promise<Ground> {
  const row = await tx
    .selectFrom('contact.contact as c')
    .leftJoin('contact.queue as q', 'q.id', 'c.queue_id')
    .select(['c.file_id', 'c.line_id', 'q.contacts_in_principle'])
    .select(
      sql<number>`(select count(*) from contact.contact o
                    where o.id = c.id or (o.returner_id = c.returner_id and o.accepted_at is not null))`.as('before'),
    )
    .where('c.id', '=', contact)
    .executeTakeFirstOrThrow();
  return {
    file: row.file_id,
    line: row.line_id,
    before: row.before,
    contactsInPrinciple: row.contacts_in_principle ?? 3,
  };
}

/** A meeting to be put on file. */
export type Agreeing = {
  readonly contact: ContactId;
  readonly counsellor: string;
  readonly meeting: Temporal.Instant;
  readonly ordinal: number;
  readonly reason: string | null;
  readonly at: Temporal.Instant;
};

/** Puts a meeting on file. */
export async function addFollowUp(
  tx: Tx,
  { contact, counsellor, meeting, ordinal, reason, at }: Agreeing,
): Promise<Result<FollowUpId, 'agreed-already'>> {
  const id = FollowUpId.parse(randomUUID());
  try {
    await tx
      .insertInto('contact.follow_up')
      .values({
        id,
        organisation_id: sql<string>`platform.organisation()`,
        contact_id: contact,
        counsellor_id: counsellor,
        at: meeting,
        ordinal,
        reason,
        agreed_at: at,
      })
      .execute();
    return ok(id);
  } catch (error) {
    const refusal = refusalOf(error, { follow_up_one_ahead: 'agreed-already' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

/** Puts a meeting at another time; one that was missed is ahead again. */
export async function moveFollowUp(tx: Tx, id: FollowUpId, meeting: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('contact.follow_up')
    .set((is) => ({ at: meeting, state: 'agreed', sequence: is('sequence', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** What somebody says became of a meeting. */
export type Settling = {
  readonly id: FollowUpId;
  readonly state: 'kept' | 'missed' | 'cancelled';
  readonly words: string;
  readonly by: string;
  readonly at: Temporal.Instant;
};

/** Puts on file what became of a meeting. */
export async function settleFollowUp(tx: Tx, { id, state, words, by, at }: Settling): Promise<void> {
  await tx
    .updateTable('contact.follow_up')
    .set((is) => ({ state, settled: words, settled_by: by, settled_at: at, sequence: is('sequence', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Somebody who has been here comes in: the meeting they come to, if it is about now. */
export async function findComing(
  tx: Tx,
  returner: string | null,
  now: Temporal.Instant,
): Promise<{ readonly id: string; readonly counsellor: string } | undefined> {
  if (returner === null) return undefined;
  const row = await tx
    .selectFrom('contact.follow_up as f')
    .innerJoin('contact.contact as c', 'c.id', 'f.contact_id')
    .select(['f.id', 'f.counsellor_id as counsellor'])
    .where('c.returner_id', '=', returner)
    .where('f.state', '=', 'agreed')
    .where('f.at', '<=', now.add({ minutes: comesWithin.before }))
    .where('f.at', '>=', now.subtract({ minutes: comesWithin.after }))
    .orderBy('f.at')
    .limit(1)
    .executeTakeFirst();
  return row;
}

/** The person has come to it. */
export async function keepFollowUp(tx: Tx, id: string, contact: ContactId): Promise<void> {
  await tx
    .updateTable('contact.follow_up')
    .set({ state: 'kept', kept_contact_id: contact })
    .where('id', '=', id)
    .where('state', '=', 'agreed')
    .execute();
}

/** Meetings whose time is over although nobody came are missed from now on; tells whose they were. */
export async function missOverdue(tx: Tx, now: Temporal.Instant): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('contact.follow_up')
    .set({ state: 'missed' })
    .where('state', '=', sql.lit('agreed'))
    .where('at', '<', now.subtract({ minutes: comesWithin.after }))
    .returning('counsellor_id')
    .execute();
  return [...new Set(rows.map((row) => row.counsellor_id))];
}
