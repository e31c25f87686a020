// Offers, made one at a time for each queue: whoever asks for the next assignment of a queue waits for the one before.
// The contact and then the counsellor are locked, in this order everywhere, and whether there is room is asked again
// under the lock, so that no process and no other queue can promise the same person twice.
import { type Selectable, sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { type Assignment, hasRoom, nextAssignment, type OnDuty, type ToAssign } from './assignment.ts';
import { ContactChannel, ContactId, Presence, RiskClass } from './contract.ts';
import { act, type Acted } from './store.ts';

/** How many from the head of the queue are looked at for somebody who can be asked. */
const looked = 40;

/** An offer that was made. */
export type Offered = Acted & Pick<Assignment, 'to' | 'grounds'>;

/** Makes the next offer of a queue; undefined when nobody waits or nobody can be asked. */
export async function assignNext(
  tx: Transaction<DB>,
  queue: string,
  at: Temporal.Instant,
): Promise<Offered | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${queue}, 12))`.execute(tx);
  const settings = await tx.selectFrom('contact.queue').selectAll().where('id', '=', queue).executeTakeFirst();
  if (settings === undefined) return undefined;
  const rules = { wishHoldsFor: settings.wish_minutes * 60_000 };
  const waiting = await loadHead(tx, queue);
  const onDuty = waiting.length === 0 ? [] : await loadOnDuty(tx, queue, waiting);
  const full = new Set<string>();
  for (;;) {
    const free = onDuty.filter(({ person }) => !full.has(person));
    const next = nextAssignment(waiting, free, rules, at.epochMilliseconds);
    if (next === undefined) return undefined;
    const channel = waiting.find(({ contact }) => contact === next.contact)?.channel ?? 'chat';
    const acted = await offer(tx, next, { channel, until: at.add({ seconds: settings.offer_seconds }), at });
    if (acted === 'gone') return assignNext(tx, queue, at);
    if (acted !== 'full') return { ...acted, to: next.to, grounds: next.grounds };
    full.add(next.to);
  }
}

type Terms = { readonly channel: ContactChannel; readonly until: Temporal.Instant; readonly at: Temporal.Instant };

async function offer(
  tx: Transaction<DB>,
  { contact, to }: Assignment,
  { channel, until, at }: Terms,
): Promise<Acted | 'full' | 'gone'> {
  const id = ContactId.parse(contact);
  const still = await tx
    .selectFrom('contact.contact')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('kept_until', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (still === undefined) return 'gone';
  const now = await tx
    .selectFrom('contact.duty')
    .selectAll()
    .where('person_id', '=', to)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (now === undefined || !hasRoom(onDutyOf(now), channel)) return 'full';
  const acted = await act(tx, id, { do: 'offer', to, until }, at);
  return acted.ok ? acted.value : 'gone';
}

/** Written out, not a parameter: only then the partial indexes of who waits are used. */
const waitingStatus = sql.lit('waiting');

async function loadHead(tx: Transaction<DB>, queue: string): Promise<readonly ToAssign[]> {
  const rows = await tx
    .selectFrom('contact.contact')
    .select(['id', 'risk', 'priority', 'waiting_since', 'number', 'channel', 'wished', 'passed_by'])
    .where('status', '=', waitingStatus)
    .where('queue_id', '=', queue)
    .where('kept_until', 'is', null)
    .orderBy('risk_order')
    .orderBy('priority')
    .orderBy('waiting_since')
    .orderBy('number')
    .limit(looked)
    .execute();
  return rows.map((row) => ({
    contact: row.id,
    risk: RiskClass.parse(row.risk),
    priority: row.priority,
    since: row.waiting_since?.epochMilliseconds ?? 0,
    number: row.number,
    queue,
    channel: ContactChannel.parse(row.channel),
    wished: row.wished,
    passedBy: row.passed_by,
    steppedAway: false,
  }));
}

/**
 * Those on duty for a queue whom a choice could fall on, with what they hold now: the first of every sort in the order
 * of fairness (see assignment.ts), whoever was asked for, and one with crisis competence even if busy, so that it is
 * known that there is one.
 */
async function loadOnDuty(
  tx: Transaction<DB>,
  queue: string,
  waiting: readonly ToAssign[],
): Promise<readonly OnDuty[]> {
  const wished = waiting.flatMap((one) => one.wished ?? []);
  const here = sql`from contact.duty where queues @> array[${queue}::uuid]`;
  const fairly = sql`order by (held_chats + held_voice)::real / greatest(chats, 1), free_since, taken, person_id`;
  const chatRoom = sql`presence = 'available' and held_voice = 0 and held_chats < chats`;
  const voiceRoom = sql`presence = 'available' and held_chats = 0 and held_voice < voice`;
  const { rows } = await sql<DutyRow>`
    (select * ${here} and ${chatRoom} ${fairly} limit ${looked})
    union (select * ${here} and ${voiceRoom} ${fairly} limit ${looked})
    union (select * ${here} and ${chatRoom} and crisis_competence ${fairly} limit ${looked})
    union (select * ${here} and ${voiceRoom} and crisis_competence ${fairly} limit ${looked})
    union (select * ${here} and presence <> 'off' and person_id = any(${wished}::uuid[]))
    union (select * ${here} and presence <> 'off' and crisis_competence limit 1)`.execute(tx);
  return rows.map(onDutyOf);
}

type DutyRow = Selectable<DB['contact.duty']>;

function onDutyOf(row: DutyRow): OnDuty {
  return {
    person: row.person_id,
    presence: Presence.parse(row.presence),
    capacity: { chats: row.chats, voice: row.voice },
    holds: { chats: row.held_chats, voice: row.held_voice },
    crisisCompetence: row.crisis_competence,
    queues: row.queues,
    freeSince: row.free_since.epochMilliseconds,
    taken: row.taken,
  };
}
