// Whether somebody sits at the desk. An open desk says so every few seconds; a minute after the last word its person is
// away, so that nobody is offered to an empty chair; what they hold stays theirs, and the desk that comes back brings
// them back.
import { sql, type Kysely, type Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import type { Seat } from './state-store.ts';

/** After so many seconds without a desk somebody counts as gone. */
const goneAfterSeconds = 60;

/** Says that the desk of somebody is open. True when that has just brought them back. */
export async function touchDesk(
  tx: Transaction<DB>,
  { organisation, person }: Seat,
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql<{ back: boolean }>`
    update contact.duty d
       set seen_at = ${now}, presence = coalesce(was.before_absence, d.presence), before_absence = null
      from (select before_absence from contact.duty
             where organisation_id = ${organisation} and person_id = ${person} for no key update) was
     where d.organisation_id = ${organisation} and d.person_id = ${person} and d.presence <> 'off'
    returning was.before_absence is not null as back`.execute(tx);
  return rows[0]?.back === true;
}

/** Sets to away whoever is gone, in all organisations, and tells who that is. */
export function sweepGone(db: Kysely<DB>, now: Temporal.Instant): Promise<readonly Seat[]> {
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const { rows } = await sql<Seat>`
      update contact.duty d
         set before_absence = d.presence, presence = 'away'
        from (select organisation_id, person_id from contact.duty
               where presence in ('available', 'busy') and seen_at < ${now.subtract({ seconds: goneAfterSeconds })}
               order by person_id for no key update skip locked) gone
       where d.organisation_id = gone.organisation_id and d.person_id = gone.person_id
      returning d.organisation_id as organisation, d.person_id as person`.execute(tx);
    return rows;
  });
}

/** Their own word stands from now on: what the program had set aside is forgotten. */
export async function forgetAbsence(tx: Transaction<DB>, person: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('contact.duty')
    .set({ before_absence: null, seen_at: now })
    .where('person_id', '=', person)
    .execute();
}
