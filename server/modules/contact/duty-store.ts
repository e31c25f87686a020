// Who is on duty and what they said of themselves. Somebody who lets two offers in a row pass is set to away, so that
// nobody waits for an empty chair; the first thing they do brings them back.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Capacity, Presence } from './contract.ts';

/** Offers in a row that may pass unanswered. */
const mostMissed = 2;

/** Somebody who begins their duty. */
export type Beginning = {
  readonly organisation: string;
  readonly person: string;
  readonly capacity: Capacity;
  readonly crisisCompetence: boolean;
  readonly queues: readonly string[];
  readonly at: Temporal.Instant;
};

/** Begins a duty, available; beginning again starts the count of the shift anew. What they still hold stays held. */
export async function beginDuty(tx: Transaction<DB>, beginning: Beginning): Promise<void> {
  const row = {
    presence: 'available',
    chats: beginning.capacity.chats,
    voice: beginning.capacity.voice,
    crisis_competence: beginning.crisisCompetence,
    queues: sql<string[]>`${[...beginning.queues]}::uuid[]`,
    free_since: beginning.at,
    taken: 0,
    missed: 0,
    rest_until: null,
  };
  await tx
    .insertInto('contact.duty')
    .values({
      organisation_id: beginning.organisation,
      person_id: beginning.person,
      ...row,
      ...heldBy(beginning.person),
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doUpdateSet(row))
    .execute();
}

/** What somebody holds who is not on duty yet: a talk may outlast a shift. */
function heldBy(person: string) {
  const of = (channels: string) => sql<number>`(
    select count(*) from contact.contact where counsellor_id = ${person} and status = 'active'
       and channel in (${sql.raw(channels)}))`;
  return { held_chats: of(`'chat'`), held_voice: of(`'voice', 'phone'`) };
}

/** Says how somebody is, until `restUntil` if it is a pause with an end. Whoever still talks does not leave their duty. */
export async function setPresence(
  tx: Transaction<DB>,
  person: string,
  presence: Presence,
  restUntil: Temporal.Instant | null = null,
): Promise<Result<Presence, 'not-on-duty' | 'still-talking'>> {
  if (presence === 'off' && (await talks(tx, person))) return refuse('still-talking');
  const { numUpdatedRows } = await tx
    .updateTable('contact.duty')
    .set({ presence, missed: 0, rest_until: presence === 'break' ? restUntil : null })
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? refuse('not-on-duty') : ok(presence);
}

async function talks(tx: Transaction<DB>, person: string): Promise<boolean> {
  const held = await tx
    .selectFrom('contact.contact')
    .select('id')
    .where('counsellor_id', '=', person)
    .where('status', '=', sql.lit('active'))
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** Counts an offer that was taken. */
export async function countTaken(tx: Transaction<DB>, person: string): Promise<void> {
  await tx
    .updateTable('contact.duty')
    .set((is) => ({ taken: is('taken', '+', 1), missed: 0 }))
    .where('person_id', '=', person)
    .execute();
}

/** Counts an offer that passed unanswered; after two in a row the counsellor is away. True when that has just happened. */
export async function countMissed(tx: Transaction<DB>, person: string): Promise<boolean> {
  const row = await tx
    .updateTable('contact.duty')
    .set({
      missed: sql`missed + 1`,
      presence: sql`case when missed + 1 >= ${mostMissed} and presence = 'available' then 'away' else presence end`,
    })
    .where('person_id', '=', person)
    .returning(['missed', 'presence'])
    .executeTakeFirst();
  return row !== undefined && row.missed >= mostMissed && row.presence === 'away';
}

/** Notes that a talk has ended: from now on the counsellor is free. */
export async function countEnded(tx: Transaction<DB>, person: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('contact.duty').set({ free_since: at }).where('person_id', '=', person).execute();
}

/** Brings back whoever has rested long enough; tells who that is, in all organisations. */
export async function endRests(
  tx: Transaction<DB>,
  at: Temporal.Instant,
): Promise<readonly { readonly organisation: string; readonly person: string }[]> {
  const rows = await tx
    .updateTable('contact.duty')
    .set({ presence: 'available', rest_until: null, missed: 0 })
    .where('rest_until', '<=', at)
    .where('presence', '=', 'break')
    .returning(['organisation_id', 'person_id'])
    .execute();
  return rows.map((row) => ({ organisation: row.organisation_id, person: row.person_id }));
}
