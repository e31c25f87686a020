// Asks counsellors, queue by queue, as long as anybody can be asked. One run for a queue at a time in each process: who
// comes while it runs is seen by one more round of it, so a hundred arrivals do not queue a hundred times for its lock.
import { transaction } from '#platform/database/index.ts';
import { assignNext, type Offered } from './assignment-store.ts';
import type { ContactParts } from './ports.ts';

/** A queue and whose it is. */
export type QueueOf = { readonly organisation: string; readonly queue: string };

export type Assigning = {
  /** Settles when nobody more can be asked. Never throws: what failed is tried again by the sweep. */
  readonly assign: (queues: readonly QueueOf[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Run = { again: boolean; readonly done: Promise<void> };

/** Assigning of one process. `told` hears of each offer after its commit. */
export function openAssigning(
  { db, clock, log }: Pick<ContactParts, 'db' | 'clock' | 'log'>,
  told: (offered: Offered) => void,
): Assigning {
  const running = new Map<string, Run>();
  let closing = false;
  const next = ({ organisation, queue }: QueueOf): Promise<Offered | undefined> =>
    transaction(db, { organisation }, (tx) => assignNext(tx, queue, clock.now()));
  const rounds = async (of: QueueOf): Promise<void> => {
    for (let offered = await next(of); offered !== undefined && !closing; offered = await next(of)) told(offered);
    const run = running.get(of.queue);
    if (run?.again !== true || closing) return;
    run.again = false;
    await rounds(of);
  };
  const one = (of: QueueOf): Promise<void> => {
    const under = running.get(of.queue);
    if (under !== undefined) {
      under.again = true;
      return under.done;
    }
    const done = rounds(of)
      .catch((cause: unknown) => log.error('nobody could be asked for a queue', cause, { queue: of.queue }))
      .finally(() => running.delete(of.queue));
    running.set(of.queue, { again: false, done });
    return done;
  };
  return {
    assign: async (queues) => {
      const distinct = new Map(queues.map((of) => [of.queue, of]));
      if (!closing) await Promise.all([...distinct.values()].map(one));
    },
    close: async () => {
      closing = true;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
