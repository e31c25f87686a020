// The tables of queues, for whoever sets them up. Lines are the organisation's own when its claim is confirmed; a queue
// that was made while it was stays on file and can still be closed.
import { sql, type Transaction } from 'kysely';
import { type DB, refusalOf } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { LineId } from '../../directory/contract.ts';
import { ContactChannel, QueueId } from '../contract.ts';
import type { ManagedQueue, OwnLine, QueueSettings } from './contract.ts';

type Tx = Transaction<DB>;

/** A queue as it is stored; how its hours read is for whoever shows it. */
export type StoredQueue = Omit<ManagedQueue, 'reading'>;

/** The lines that the organisation answers for. */
export async function loadOwnLines(tx: Tx): Promise<OwnLine[]> {
  const rows = await tx
    .selectFrom('directory.stewardship as s')
    .innerJoin('directory.line as l', 'l.id', 's.line_id')
    .select(['l.id', 'l.name', sql<string | null>`l.hours ->> 'raw'`.as('hours')])
    .where('s.state', '=', 'confirmed')
    .where('s.organisation_id', '=', sql<string>`platform.organisation()`)
    .orderBy('l.name')
    .execute();
  return rows.map((row) => ({ ...row, id: LineId.parse(row.id) }));
}

const stored = (tx: Tx) =>
  tx
    .selectFrom('contact.queue as q')
    .innerJoin('directory.line as l', 'l.id', 'q.line_id')
    .selectAll('q')
    .select('l.name as line_name')
    .select([
      sql<number>`(select count(*) from contact.contact c
                    where c.queue_id = q.id and c.status in ('waiting', 'offered'))`.as('waiting'),
      sql<number>`(select count(*) from contact.contact c where c.queue_id = q.id and c.status = 'active')`.as(
        'talking',
      ),
      sql<number>`(select count(*) from contact.duty d
                    where d.queues @> array[q.id] and d.presence in ('available', 'busy'))`.as('on_duty'),
    ]);

/** All queues of the organisation, by line and name; closed ones last. */
export async function loadQueues(tx: Tx): Promise<StoredQueue[]> {
  const rows = await stored(tx)
    .orderBy(sql`q.closed_at is not null`)
    .orderBy('l.name')
    .orderBy('q.kind', 'desc')
    .orderBy('q.name')
    .execute();
  return rows.map(queueOf);
}

/** One queue; undefined: the organisation has none of this id. */
export async function findQueue(tx: Tx, id: QueueId): Promise<StoredQueue | undefined> {
  const row = await stored(tx).where('q.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : queueOf(row);
}

function queueOf(row: Awaited<ReturnType<ReturnType<typeof stored>['execute']>>[number]): StoredQueue {
  return {
    id: QueueId.parse(row.id),
    line: { id: LineId.parse(row.line_id), name: row.line_name },
    version: row.version,
    name: row.name,
    kind: row.kind === 'dedicated' ? 'dedicated' : 'usual',
    channels: row.channels.map((channel) => ContactChannel.parse(channel)),
    priority: row.priority,
    offerSeconds: row.offer_seconds,
    keptMinutes: row.kept_minutes,
    wishMinutes: row.wish_minutes,
    talkMinutes: row.talk_minutes,
    oneTime: row.one_time,
    contactsInPrinciple: row.contacts_in_principle,
    hours: row.hours,
    waiting: row.waiting,
    talking: row.talking,
    onDuty: row.on_duty,
    closedAt: row.closed_at?.toString() ?? null,
  };
}

/** Why settings cannot stand beside those of the other queues. */
export type QueueRefusal = 'name-taken' | 'channel-taken';

/** Locks the queues of a line: whoever sets one of them up waits for the one before. */
export async function holdLine(tx: Tx, line: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${line}, 15))`.execute(tx);
}

/** Makes a queue of the organisation. */
export async function addQueue(tx: Tx, line: LineId, settings: QueueSettings): Promise<Result<QueueId, QueueRefusal>> {
  await holdLine(tx, line);
  if (await isTaken(tx, { line, settings, but: null })) return refuse('channel-taken');
  return orTaken(async () => {
    const row = await tx
      .insertInto('contact.queue')
      .values({ organisation_id: sql<string>`platform.organisation()`, line_id: line, ...columnsOf(settings) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return QueueId.parse(row.id);
  });
}

/** Changes what is set for a queue; `version` is the one that was read. */
export async function saveQueue(
  tx: Tx,
  queue: StoredQueue,
  settings: QueueSettings,
  version: number,
): Promise<Result<null, QueueRefusal | 'changed-meanwhile'>> {
  await holdLine(tx, queue.line.id);
  const taken = queue.closedAt === null && (await isTaken(tx, { line: queue.line.id, settings, but: queue.id }));
  if (taken) return refuse('channel-taken');
  const saved = await orTaken(() =>
    tx
      .updateTable('contact.queue')
      .set({ ...columnsOf(settings), version: version + 1 })
      .where('id', '=', queue.id)
      .where('version', '=', version)
      .executeTakeFirst(),
  );
  if (!saved.ok) return saved;
  return saved.value.numUpdatedRows === 0n ? refuse('changed-meanwhile') : ok(null);
}

/** Closes a queue from an instant on, or opens it again. */
export async function setClosed(
  tx: Tx,
  queue: StoredQueue,
  closed: { readonly at: Temporal.Instant; readonly why: string } | null,
): Promise<Result<null, 'channel-taken'>> {
  await holdLine(tx, queue.line.id);
  const taken = closed === null && (await isTaken(tx, { line: queue.line.id, settings: queue, but: queue.id }));
  if (taken) return refuse('channel-taken');
  await tx
    .updateTable('contact.queue')
    .set({ closed_at: closed?.at ?? null, closed_why: closed?.why ?? null, version: queue.version + 1 })
    .where('id', '=', queue.id)
    .execute();
  return ok(null);
}

type Asked = {
  readonly line: string;
  readonly settings: Pick<QueueSettings, 'kind' | 'channels'>;
  readonly but: QueueId | null;
};

/** Whoever comes to a line by a channel must come to one queue: two usual ones for the same channel would be a guess. */
async function isTaken(tx: Tx, { line, settings: { kind, channels }, but }: Asked): Promise<boolean> {
  if (kind !== 'usual') return false;
  const row = await tx
    .selectFrom('contact.queue')
    .select('id')
    .where('line_id', '=', line)
    .where('kind', '=', 'usual')
    .where('closed_at', 'is', null)
    .where(sql<boolean>`channels && ${[...channels]}::text[]`)
    .$if(but !== null, (query) => query.where('id', '<>', but ?? ''))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function orTaken<Value>(work: () => Promise<Value>): Promise<Result<Value, 'name-taken'>> {
  try {
    return ok(await work());
  } catch (error) {
    const refusal = refusalOf(error, { queue_line_id_name_key: 'name-taken' as const });
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

function columnsOf(settings: QueueSettings) {
  return {
    name: settings.name,
    kind: settings.kind,
    channels: sql<string[]>`${[...settings.channels]}::text[]`,
    priority: sql<string[]>`${[...settings.priority]}::text[]`,
    offer_seconds: settings.offerSeconds,
    kept_minutes: settings.keptMinutes,
    wish_minutes: settings.wishMinutes,
    talk_minutes: settings.talkMinutes,
    one_time: settings.oneTime,
    contacts_in_principle: settings.contactsInPrinciple,
    hours: settings.hours,
  };
}
