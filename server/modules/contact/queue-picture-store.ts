// How a queue stands, for everybody who waits in it or looks at it: read once a second at most in each process, however
// many ask, with the places of all worked out in one pass.
import { sql } from 'kysely';
import { type DB, reading } from '#platform/database/index.ts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { ContactChannel, ContactId, RiskClass } from './contract.ts';
import { inOrder, type Place, placesOf, type Waiting } from './queue.ts';
import type { QueueOf } from './assigning-store.ts';

/** Somebody in a queue, as screens show them. Instants are epoch milliseconds. */
export type InQueue = Waiting & {
  readonly contact: ContactId;
  readonly status: 'waiting' | 'offered';
  readonly channel: ContactChannel;
  readonly wished: string | null;
  readonly steppedAway: boolean;
};

/** A queue in its order, with the place of each. */
export type QueuePicture = {
  readonly order: readonly InQueue[];
  readonly places: ReadonlyMap<string, Place>;
  /** Changes with the picture: what is worked out from it can be kept as long as this is the same. */
  readonly version: number;
};

/** Milliseconds for which a picture is shown to others. */
const FRESH = 1000;

/** Pictures of one process. */
export type QueuePictures = (of: QueueOf) => Promise<QueuePicture>;

type Held = { readonly at: number; readonly picture: Promise<QueuePicture> };

/** Opens them; a queue that nobody asks about is not read. */
export function openQueuePictures(db: Kysely<DB>): QueuePictures {
  const held = new Map<string, Held>();
  let version = 0;
  return ({ organisation, queue }) => {
    const known = held.get(queue);
    const now = performance.now();
    if (known !== undefined && now - known.at < FRESH) return known.picture;
    version += 1;
    const picture = loadPicture(db, { organisation, queue }, version);
    held.set(queue, { at: now, picture });
    picture.catch(() => held.delete(queue));
    return picture;
  };
}

type Row = {
  readonly id: string;
  readonly status: string;
  readonly risk: string;
  readonly priority: number;
  readonly since: number;
  readonly number: number;
  readonly channel: string;
  readonly wished: string | null;
  readonly away: boolean;
};

const noPriority = 32_767;
const Asked = z.enum(['waiting', 'offered']);

async function loadPicture(db: Kysely<DB>, { organisation, queue }: QueueOf, version: number): Promise<QueuePicture> {
  const columns = sql`select id, status, risk, priority, extract(epoch from waiting_since)::float8 * 1000 as since, number,
                             channel, wished, kept_until is not null as away from contact.contact`;
  const { rows } = await reading(db, { organisation }, (tx) =>
    sql<Row>`${columns} where queue_id = ${queue} and status = 'waiting'
             union all ${columns} where queue_id = ${queue} and status = 'offered'`.execute(tx),
  );
  const order = inOrder(rows.map(inQueue));
  return { order, places: placesOf(order), version };
}

function inQueue(row: Row): InQueue {
  return {
    contact: ContactId.parse(row.id),
    status: Asked.parse(row.status),
    risk: RiskClass.parse(row.risk),
    priority: row.priority === noPriority ? null : row.priority,
    since: row.since,
    number: row.number,
    channel: ContactChannel.parse(row.channel),
    wished: row.wished,
    steppedAway: row.away,
  };
}
