// Who waits in the queues that somebody answers, with the reason for each place (S3-88), from the pictures that all
// desks of the process share.
import type { z } from 'zod';
import type { Core } from '../core-store.ts';
import { before } from '../queue.ts';
import type { DeskWaiting } from './state/contract.ts';
import type { Seat } from './state-store.ts';
import type { StateRows } from './state.ts';

/** Shown at once, at most. */
const most = 50;

/** Who waits, in order, and how many there are in all. */
export type WaitingNow = { readonly waiting: readonly z.input<typeof DeskWaiting>[]; readonly waitingCount: number };

/** Whoever is not on duty sees nobody. */
export async function waitingFor(core: Core, { organisation, person }: Seat, { me }: StateRows): Promise<WaitingNow> {
  const queues = me === null || me.presence === 'off' ? [] : me.queues;
  const parts = await Promise.all(
    queues.map(async ({ id, name }) => {
      const [picture, settings] = await Promise.all([core.picture({ organisation, queue: id }), core.doors.queue(id)]);
      const waiting = picture.order.filter(({ status }) => status === 'waiting');
      const head = waiting.slice(0, most).map((one) => ({
        one,
        queue: { id, name },
        place: picture.places.get(one.contact),
        priority: one.priority === null ? null : (settings?.priority[one.priority] ?? null),
      }));
      return { head, count: waiting.length };
    }),
  );
  const heads = parts.flatMap(({ head }) => head).toSorted((a, b) => before(a.one, b.one));
  return {
    waitingCount: parts.reduce((sum, { count }) => sum + count, 0),
    waiting: heads.slice(0, most).map(({ one, queue, place, priority }) => ({
      contact: one.contact,
      number: one.number,
      queue,
      channel: one.channel,
      position: place?.position ?? 1,
      risk: one.risk,
      priority,
      ahead: place?.ahead ?? { risk: 0, priority: 0, arrival: 0 },
      waitingSince: Temporal.Instant.fromEpochMilliseconds(Math.floor(one.since)).toString(),
      steppedAway: one.steppedAway,
      wishesMe: one.wished === person,
    })),
  };
}
