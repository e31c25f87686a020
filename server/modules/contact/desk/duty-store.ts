// What beginning a duty and handing over need to know: queues, and who is there.
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { OpenPresence, Presence } from '../contract.ts';
import type { getDuty, listTransferTargets } from './contract.ts';

type QueueRow = z.input<typeof getDuty.output>['queues'][number];

/** Queues of the organisation that take people, by line and name; `line` is its id. */
export async function openQueues(tx: Transaction<DB>, organisation: string): Promise<readonly QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select id, name, line_id as line, kind from contact.queue
     where organisation_id = ${organisation} and closed_at is null order by line_id, name`.execute(tx);
  return rows;
}

/** How somebody is; `off` for whoever has never been on duty. */
export async function presenceOf(tx: Transaction<DB>, person: string): Promise<Presence> {
  const row = await tx.selectFrom('contact.duty').select('presence').where('person_id', '=', person).executeTakeFirst();
  return row === undefined ? 'off' : Presence.parse(row.presence);
}

type Targets = z.input<typeof listTransferTargets.output>;

/** Where a contact can be handed to now: open queues, and colleagues on duty. `line` is its id. */
export async function loadTargets(
  tx: Transaction<DB>,
  { organisation, person }: { readonly organisation: string; readonly person: string },
): Promise<Targets> {
  const hasRoom = sql`d.presence = 'available' and d.held_voice = 0 and d.held_chats < d.chats`;
  const queues = await sql<Targets['queues'][number]>`
    select q.id, q.name, q.line_id as line,
           (select count(*)::int from contact.contact c where c.queue_id = q.id and c.status = 'waiting') as waiting,
           (select count(*)::int from contact.duty d where d.queues @> array[q.id] and d.person_id <> ${person}
             and ${hasRoom}) as free
      from contact.queue q
     where q.organisation_id = ${organisation} and q.closed_at is null order by q.line_id, q.name`.execute(tx);
  const colleagues = await sql<Targets['colleagues'][number]>`
    select d.person_id as id, coalesce(p.name, '') as name, d.presence, ${hasRoom} as free, d.queues,
           d.crisis_competence as "crisisCompetence"
      from contact.duty d left join identity.person p on p.id = d.person_id
     where d.organisation_id = ${organisation} and d.presence <> 'off' and d.person_id <> ${person}
     order by name`.execute(tx);
  return {
    queues: queues.rows,
    colleagues: colleagues.rows.map((row) => ({ ...row, presence: OpenPresence.parse(row.presence) })),
  };
}

/** Whether a contact can be handed to a queue, and to somebody there. */
export async function mayHandTo(
  tx: Transaction<DB>,
  { organisation, queue, colleague }: { organisation: string; queue: string; colleague: string | undefined },
): Promise<'ok' | 'no-such-queue' | 'not-on-duty'> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from contact.duty d
                    where d.organisation_id = q.organisation_id and d.person_id = ${colleague ?? null}
                      and d.presence <> 'off' and d.queues @> array[q.id]) as there
      from contact.queue q
     where q.id = ${queue} and q.organisation_id = ${organisation} and q.closed_at is null`.execute(tx);
  const [row] = rows;
  if (row === undefined) return 'no-such-queue';
  return colleague === undefined || row.there ? 'ok' : 'not-on-duty';
}
