// What time does by itself: offers pass, kept places end, rests end, pages that went away are noticed, and nobody who
// waits is forgotten after a crash. Every process sweeps; the life cycle decides under the lock of the contact, so a
// thing that two of them find is done once.
import { type RawBuilder, sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '#platform/database/index.ts';
import type { QueueOf } from './assigning-store.ts';
import { ContactId } from './contract.ts';
import type { Core } from './core-store.ts';
import { sweepGone } from './desk/presence-store.ts';
import { endRests } from './duty-store.ts';
import { keptMinutesOf } from './reception-store.ts';
import { hereFor } from './sign-store.ts';
import { overdue } from './store.ts';
import { topics } from './topics.ts';

/** Milliseconds between two sweeps; pages are looked after every fifth time. */
const EVERY = 2000;
const PAGES = 5;
/** Minutes after which a page that is gone is told once more to the counsellor. */
const GONE_LONG = 10;
/** Minutes without anybody on duty after which those who still wait are sent elsewhere, unless they are in danger. */
const DESERTED_LONG = 40;

export type Sweep = {
  /** One sweep, now; of pages too. For tests, and for whoever wants nothing left over. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Sweeps until closed. */
export function openSweep(core: Core): Sweep {
  const { clock, log, sweepEveryMs = EVERY } = core.parts;
  const stopping = new AbortController();
  const once = async (pages: boolean): Promise<void> => {
    const now = clock.now();
    const steps = [endDue, rest, emptyChairs, callIn, desert, ...(pages ? [noticePages] : [])];
    for (const step of steps)
      await step(core, now).catch((cause: unknown) =>
        log.error('a sweep of contacts failed', cause, { step: step.name }),
      );
  };
  const loop = async (every: number): Promise<void> => {
    for (let turn = 1; !stopping.signal.aborted; turn += 1) {
      const pause = every * (0.8 + 0.4 * Math.random());
      await wait(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await once(turn % PAGES === 0);
    }
  };
  const running = sweepEveryMs === null ? Promise.resolve() : loop(sweepEveryMs);
  return {
    sweep: () => once(true),
    close: () => {
      stopping.abort();
      return running;
    },
  };
}

/** Offers that passed, and places whose time is over. */
async function endDue(core: Core, at: Temporal.Instant): Promise<void> {
  const due = await transaction(core.parts.db, { reach: 'everywhere' }, (tx) => overdue(tx, at));
  for (const { id: contact, organisation, status } of due) {
    const command = { do: status === 'offered' ? 'expire-offer' : 'give-up' } as const;
    await core.perform({ organisation }, { contact, command, at });
    if (status === 'offered') core.doors.changed();
  }
}

async function rest(core: Core, at: Temporal.Instant): Promise<void> {
  const back = await transaction(core.parts.db, { reach: 'everywhere' }, (tx) => endRests(tx, at));
  for (const { organisation, person } of back) await core.settleDuty(organisation, person);
}

/** Whoever's desk has been gone for a minute is away: nobody is offered to an empty chair. */
async function emptyChairs(core: Core, at: Temporal.Instant): Promise<void> {
  for (const { organisation, person } of await sweepGone(core.parts.db, at))
    await core.settleDuty(organisation, person);
}

/** Queues in which somebody waits while somebody could be asked. */
async function callIn(core: Core): Promise<void> {
  const { rows } = await transaction(core.parts.db, { reach: 'everywhere' }, (tx) =>
    sql<QueueOf>`
      select q.organisation_id as organisation, q.id as queue from contact.queue q
       where exists (select from contact.contact c
                      where c.queue_id = q.id and c.status = 'waiting' and c.kept_until is null)
         and exists (select from contact.duty d
                      where d.presence = 'available' and d.queues @> array[q.id]
                        and (d.held_chats < d.chats or d.held_voice < d.voice))`.execute(tx),
  );
  await core.assign(rows);
}

/** Since when people wait and nobody is there; long after the last counsellor went, the program stops ringing. */
async function desert(core: Core, at: Temporal.Instant): Promise<void> {
  const changed = await transaction(core.parts.db, { reach: 'everywhere' }, async (tx) => {
    const { rows } = await sql<QueueOf>`
      with now as (
        select q.id, q.deserted_since,
               exists (select from contact.contact c where c.queue_id = q.id and c.status = 'waiting') and not exists
               (select from contact.duty d where d.presence in ('available', 'busy') and d.queues @> array[q.id]) as empty
          from contact.queue q)
      update contact.queue q set deserted_since = case when n.empty then ${at}::timestamptz end
        from now n where n.id = q.id and n.empty <> (n.deserted_since is not null)
      returning q.organisation_id as organisation, q.id as queue`.execute(tx);
    return rows;
  });
  if (changed.length > 0) {
    core.doors.changed();
    core.publish(topics.doors);
  }
  for (const { organisation, queue } of changed) {
    core.publish(topics.queue(queue));
    core.seldom(topics.board(organisation));
  }
  const long = await findContacts(
    core,
    sql<{ id: string; organisation: string }>`
    select c.id, c.organisation_id as organisation from contact.contact c join contact.queue q on q.id = c.queue_id
     where c.status = 'waiting' and c.risk <> 'danger' and q.deserted_since <= ${at.subtract({ minutes: DESERTED_LONG })}
     order by c.number limit 100`,
  );
  for (const { id: contact, organisation } of long)
    await core.perform({ organisation }, { contact, command: { do: 'divert', reason: 'nobody-on-duty' }, at });
}

type Found = { readonly id: ContactId; readonly organisation: string };

async function findContacts(
  core: Core,
  query: RawBuilder<{ id: string; organisation: string }>,
): Promise<readonly Found[]> {
  const { rows } = await transaction(core.parts.db, { reach: 'everywhere' }, (tx) => query.execute(tx));
  return rows.map(({ id, organisation }) => ({ id: ContactId.parse(id), organisation }));
}

/**
 * Whoever waits and whose page is gone keeps the place for a while and is not called to an empty room. In a talk it is
 * only told: a tunnel is no farewell. After a crash nobody's page is known, and all get the time to say so.
 */
async function noticePages(core: Core, at: Temporal.Instant): Promise<void> {
  const { db } = core.parts;
  await transaction(db, { reach: 'everywhere' }, (tx) =>
    sql`insert into contact.sign (contact_id, side, organisation_id, here_until)
        select c.id, 'person', c.organisation_id, ${at.add({ seconds: hereFor })} from contact.contact c
         where c.channel = 'chat' and c.status in ('waiting', 'offered', 'active') and c.kept_until is null
           and not exists (select from contact.sign s where s.contact_id = c.id and s.side = 'person')
        on conflict do nothing`.execute(tx),
  );
  const gone = await findContacts(
    core,
    sql<{ id: string; organisation: string }>`
    select c.id, c.organisation_id as organisation from contact.contact c
      join contact.sign s on s.contact_id = c.id and s.side = 'person'
     where c.status = 'waiting' and c.kept_until is null and s.here_until <= ${at} order by c.number limit 200`,
  );
  for (const { id: contact, organisation } of gone) {
    const minutes = await transaction(db, { organisation }, (tx) => keptMinutesOf(tx, contact));
    await core.perform({ organisation }, { contact, command: { do: 'step-away', keptUntil: at.add({ minutes }) }, at });
  }
  await tellGone(core, at);
}

/** Talks whose page went away just now, or has been away for long: the desk looks again. */
async function tellGone(core: Core, at: Temporal.Instant): Promise<void> {
  const lately = (minutes: number) => {
    const end = at.subtract({ minutes });
    return sql`s.here_until > ${end.subtract({ seconds: 30 })} and s.here_until <= ${end}`;
  };
  const gone = await findContacts(
    core,
    sql<{ id: string; organisation: string }>`
    select c.id, c.organisation_id as organisation from contact.contact c
      join contact.sign s on s.contact_id = c.id and s.side = 'person'
     where c.status = 'active' and (${lately(0)} or ${lately(GONE_LONG)}) limit 1000`,
  );
  for (const { id } of gone) core.publish(topics.contact(id));
}
