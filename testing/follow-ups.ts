// Follow-ups on a database of their own: a counsellor, another one, a supervisor, and conversations in which a further
// meeting can be agreed.
import { agreeFollowUp } from '../server/modules/contact/follow-ups/contract.ts';
import { followUpRoutes } from '../server/modules/contact/follow-ups/routes.ts';
import type { ContactRef } from '../server/modules/contact/reception.ts';
import { openTestContacts } from './contacts.ts';
import { serveStaff } from './people.ts';

/** Opens it; close it when the file is done. */
export async function openFollowUps() {
  const all = await openTestContacts();
  const { guest, university } = all.people;
  const server = await serveStaff(followUpRoutes(all.core), all, { clock: all.clock });
  const mine = server.as(university.counselling, university.organisation);
  await all.owner
    .updateTable('contact.queue')
    .set({ channels: ['chat', 'voice', 'phone', 'mail'] })
    .execute();
  const inDays = (days: number): string =>
    all.clock
      .now()
      .add({ hours: 24 * days })
      .toString();
  const agree = (ref: ContactRef, body: object = { at: inDays(5) }, who = mine) =>
    who.post(`/api/desk/contacts/${ref.contact}/follow-ups`, body);
  return {
    all,
    server,
    mine,
    other: server.as(guest, university.organisation),
    supervisor: server.as(university.supervision, university.organisation),
    counsellor: university.counselling,
    /** A conversation of the counsellor. */
    talk: async (returner: string | null = null): Promise<ContactRef> => {
      await all.onDuty(university.counselling);
      return all.talksWith(university.counselling, { returner });
    },
    inDays,
    agree,
    agreed: async (ref: ContactRef, at = inDays(5)) =>
      agreeFollowUp.output.parse(await (await agree(ref, { at })).json()),
    /** The person ends the conversation. */
    end: (ref: ContactRef) =>
      all.core.perform(ref, { contact: ref.contact, command: { do: 'end', by: 'person' }, at: all.clock.now() }),
    close: async (): Promise<void> => {
      await server.close();
      await all.close();
    },
  };
}
