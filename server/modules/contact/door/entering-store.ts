// Lets somebody in: chooses the queue, opens the service file that holds the keys, seals what they said of themselves, and
// asks a counsellor. Coming in twice with the same id is coming in once.
import { sql, type Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { LineId } from '../../directory/contract.ts';
import { Status } from '../contract.ts';
import type { Core } from '../core-store.ts';
import type { Entry, Reception } from '../reception.ts';
import { findComing, keepFollowUp } from '../follow-ups/store.ts';
import { againOf } from '../limits.ts';
import { type Acted, actWith, arrive } from '../store.ts';
import { doorOf, priorityIn, queueFor, type QueueNow } from './doors.ts';
import { riskOf } from './raising.ts';

type Tx = Transaction<DB>;
type Entered = Awaited<ReturnType<Reception['enter']>>;

/** Somebody who is handed over: to which organisation, and what goes on file with their arrival. */
export type Handed = {
  readonly organisation: string;
  /** In the transaction in which they arrive, with their service file. */
  readonly also: (tx: Tx, file: string) => Promise<void>;
};

/** Lets somebody in, or tells why not. Durable when it settles. */
export async function enter(core: Core, entry: Entry, now: Temporal.Instant, handed?: Handed): Promise<Entered> {
  const all = await core.doors.exactly(entry.line);
  const queues = handed === undefined ? all : all.filter((queue) => queue.organisation === handed.organisation);
  const [first] = queues;
  if (first === undefined) return refuse('no-such-door');
  const { organisation } = first;
  const scope = { organisation };
  const acted = await transaction(core.parts.db, scope, async (tx): Promise<Result<readonly Acted[], EnterRefusal>> => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${entry.contact}, 13))`.execute(tx);
    const there = await tx
      .selectFrom('contact.contact')
      .select('id')
      .where('id', '=', entry.contact)
      .executeTakeFirst();
    if (there !== undefined) return ok([]);
    const queue = queueIn(core, entry, queues, now);
    return queue.ok ? ok(await admit(core, tx, { entry, queue: queue.value, now, handed })) : queue;
  });
  if (!acted.ok) return acted;
  await core.settle(...acted.value);
  const { status } = await transaction(core.parts.db, scope, (tx) =>
    tx.selectFrom('contact.contact').select('status').where('id', '=', entry.contact).executeTakeFirstOrThrow(),
  );
  return ok({ organisation, contact: entry.contact, status: Status.parse(status) });
}

type EnterRefusal = 'no-such-door' | 'line-closed' | 'nobody-on-duty' | 'line-ended';

function queueIn(
  { parts }: Core,
  { line, channel, introduction }: Entry,
  queues: readonly QueueNow[],
  now: Temporal.Instant,
): Result<QueueNow, EnterRefusal> {
  const known = parts.lineAt(line, now);
  const belongs = [introduction.group, introduction.topic];
  const queue = queueFor({ channel, belongs }, queues, known, now);
  if (queue !== undefined) return ok(queue);
  const { state } = doorOf(queues, known, channel, now);
  switch (state) {
    case 'no-such-door':
    case 'line-ended':
    case 'nobody-on-duty':
      return refuse(state);
    default:
      return refuse('line-closed');
  }
}

type Admission = {
  readonly entry: Entry;
  readonly queue: QueueNow;
  readonly now: Temporal.Instant;
  readonly handed: Handed | undefined;
};

/** Opens the service file with the keys of what will be said, and puts the person into the queue. */
async function admit(core: Core, tx: Tx, { entry, queue, now: at, handed }: Admission): Promise<readonly Acted[]> {
  const { parts } = core;
  const { organisation } = queue;
  const { contact: id, introduction } = entry;
  const meeting = await findComing(tx, entry.returner, at);
  const opening = { organisation, line: LineId.parse(entry.line), contact: id, at };
  const file = await parts.privacy.openFile(tx, opening);
  const risk = riskOf(entry.risk, introduction);
  const arrived = await arrive(tx, {
    id,
    organisation,
    line: entry.line,
    channel: entry.channel,
    risk,
    priority: priorityIn(queue, introduction.group),
    wished: entry.wished ?? meeting?.counsellor ?? null,
    file,
    returner: entry.returner,
    again: againOf({ before: await countBefore(tx, entry.returner), agreed: meeting !== undefined }, queue, risk),
    at,
  });
  if (meeting !== undefined) await keepFollowUp(tx, meeting.id, id);
  await handed?.also(tx, file);
  const introduced = await introduce(core, tx, { entry, organisation, at });
  const queued = await actWith(tx, { contact: id, command: { do: 'queue', queue: queue.id }, at });
  if (!introduced.ok || !queued.ok) throw new Error('Somebody who arrived could not be queued.');
  return [arrived, introduced.value, queued.value];
}

/** How often somebody has talked with the line. */
async function countBefore(tx: Tx, returner: string | null): Promise<number> {
  if (returner === null) return 0;
  const row = await tx
    .selectFrom('contact.contact')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('returner_id', '=', returner)
    .where('accepted_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

type Introducing = { readonly entry: Entry; readonly organisation: string; readonly at: Temporal.Instant };

/** What they said of themselves, sealed with what will be said. */
async function introduce({ words }: Core, tx: Tx, { entry, organisation, at }: Introducing) {
  const { contact: id, introduction } = entry;
  const told = { class: 'correspondence', row: id, text: JSON.stringify(introduction) } as const;
  const sealed = await words.seal({ organisation, contact: id }, told, tx);
  if (!sealed.ok) throw new Error('An introduction could not be sealed.');
  const said = { message: id, author: 'person', staff: null, sealed: sealed.value } as const;
  return actWith(tx, { contact: id, command: { do: 'introduce' }, at, words: said });
}
