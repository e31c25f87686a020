// Offers, made one at a time for each queue: whoever asks for the next assignment of a queue waits for the one before.
// The contact and then the counsellor are locked, in this order everywhere, and whether there is room is asked again
// under the lock, so that no process and no other queue can promise the same person twice.
import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import {
  type Assignment,
  hasRoom,
  needsCrisisCompetence,
  nextAssignment,
  type OnDuty,
  type ToAssign,
} from './assignment.ts';
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
  const settings = await turnOf(tx, queue);
  if (settings === undefined) return undefined;
  const rules = { wishHoldsFor: settings.wishMinutes * 60_000 };
  const waiting = await loadHead(tx, queue);
  const onDuty = waiting.length === 0 ? [] : await loadOnDuty(tx, queue, waiting);
  const full = new Set<string>();
  for (;;) {
    const free = onDuty.filter(({ person }) => !full.has(person));
    const next = nextAssignment(waiting, free, rules, at.epochMilliseconds);
    if (next === undefined) return undefined;
    const channel = waiting.find(({ contact }) => contact === next.contact)?.channel ?? 'chat';
    const acted = await offer(tx, next, { channel, until: at.add({ seconds: settings.offerSeconds }), at });
    if (acted === 'gone') return assignNext(tx, queue, at);
    if (acted !== 'full') return { ...acted, to: next.to, grounds: next.grounds };
    full.add(next.to);
  }
}

type Settings = { readonly wishMinutes: number; readonly offerSeconds: number };

/** Waits until it is this transaction's turn at the queue, and tells how the queue is set; undefined: there is none. */
async function turnOf(tx: Transaction<DB>, queue: string): Promise<Settings | undefined> {
  const { rows } = await sql<Settings>`
    with turn as materialized (select pg_advisory_xact_lock(hashtextextended(${queue}, 12)))
    select wish_minutes as "wishMinutes", offer_seconds as "offerSeconds" from contact.queue, turn
     where id = ${queue}`.execute(tx);
  return rows[0];
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
    .select(['presence', 'chats', 'voice', 'held_chats', 'held_voice'])
    .where('person_id', '=', to)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (now === undefined || !hasRoom(burdenOf(now), channel)) return 'full';
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
  const here = sql`
    select person_id, presence, chats, voice, held_chats, held_voice, crisis_competence, queues, taken,
           extract(epoch from free_since)::float8 * 1000 as "freeSince"
      from contact.duty where queues @> array[${queue}::uuid]`;
  const fairly = sql`order by (held_chats + held_voice)::real / greatest(chats, 1), free_since, taken, person_id`;
  const crisis = waiting.some(({ risk }) => needsCrisisCompetence(risk));
  const rooms = new Set(waiting.flatMap(({ channel }) => roomsFor[channel]));
  const sorts = [...rooms].flatMap((kind) => {
    const first = (skill: RawBuilder<unknown>) => sql`(${here} and ${room[kind]} ${skill} ${fairly} limit ${looked})`;
    return crisis ? [first(sql``), first(sql`and crisis_competence`)] : [first(sql``)];
  });
  const { rows } = await sql<DutyRow>`
    ${sql.join(sorts, sql` union `)}
    union (${here} and presence <> 'off' and person_id = any(${wished}::uuid[]))
    union (${here} and presence in ('available', 'busy') and crisis_competence limit 1)`.execute(tx);
  return rows.map(onDutyOf);
}

/** Whose room a channel takes, as in `hasRoom`: a call is voice, mail is for whoever is available. */
const roomsFor: Readonly<Record<ContactChannel, readonly ('chat' | 'voice')[]>> = {
  chat: ['chat'],
  voice: ['voice'],
  phone: ['voice'],
  mail: ['chat', 'voice'],
};

/** Who has room for one more, as in `hasRoom`. */
const room = {
  chat: sql`presence = 'available' and held_voice = 0 and held_chats < chats`,
  voice: sql`presence = 'available' and held_chats = 0 and held_voice < voice`,
} as const;

type BurdenRow = Pick<Selectable<DB['contact.duty']>, 'presence' | 'chats' | 'voice' | 'held_chats' | 'held_voice'>;
type DutyRow = BurdenRow &
  Pick<Selectable<DB['contact.duty']>, 'person_id' | 'crisis_competence' | 'queues' | 'taken'> & {
    /** Epoch milliseconds. */
    readonly freeSince: number;
  };

const burdenOf = ({ presence, chats, voice, held_chats, held_voice }: BurdenRow) => ({
  presence: Presence.parse(presence),
  capacity: { chats, voice },
  holds: { chats: held_chats, voice: held_voice },
});

function onDutyOf(row: DutyRow): OnDuty {
  const { person_id: person, crisis_competence: crisisCompetence, queues, freeSince, taken } = row;
  return { ...burdenOf(row), person, crisisCompetence, queues, freeSince, taken };
}
