// Wishes for a supervisor, and how a supervisor is in a conversation now (S3-53). Coming and going are done with the
// contact itself; see performing-store.ts.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { ContactId } from '../contract.ts';

/** Who wishes for somebody, in which contact. */
export type Wish = {
  readonly organisation: string;
  readonly contact: ContactId;
  readonly person: string;
  readonly at: Temporal.Instant;
};

/** Notes the wish for a supervisor; one that stands already stays as it is. */
export async function saveWish(tx: Transaction<DB>, { organisation, contact, person, at }: Wish): Promise<void> {
  await sql`
    insert into contact.supporter (contact_id, person_id, organisation_id, mode, since)
    select ${contact}, ${person}, ${organisation}, 'asked', ${at}
     where not exists (select from contact.supporter
                        where contact_id = ${contact} and until is null and mode = 'asked')
    on conflict do nothing`.execute(tx);
}
