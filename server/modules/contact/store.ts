// The tables of contacts. A contact is loaded for update, decided about by the life cycle, and saved with the lines of
// its timeline in one transaction: two hands that reach for it at once come one after the other, and the second sees
// what the first did.
import { sql, type Selectable, type Transaction } from 'kysely';
import { type DB, json } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { type ContactChannel, ContactId, EndedBy, Outcome, RiskClass, Status } from './contract.ts';
import { type Command, decide, type Refusal } from './life-cycle.ts';
import type { Again } from './limits.ts';
import { add, type AlarmGroup, type Contact, type Happening } from './timeline.ts';

type Row = Selectable<DB['contact.contact']>;

/** What is known when a contact begins. `id` is made where it begins: arriving twice is arriving once. */
export type Arrival = {
  readonly id: ContactId;
  readonly organisation: string;
  readonly line: string;
  readonly channel: ContactChannel;
  readonly risk: RiskClass;
  /** Place of the person's class in the list of the queue; null: none of them. */
  readonly priority: number | null;
  readonly wished: string | null;
  /** The service file that holds its keys and clocks. */
  readonly file?: string;
  /** Names the person across contacts without naming them. */
  readonly returner?: string | null;
  /** How somebody who was here before stands against what the line allows. */
  readonly again?: Again | null;
  readonly at: Temporal.Instant;
};

/** A contact after something was done with it; `position` is that of the last line of its timeline. */
export type Acted = {
  readonly id: ContactId;
  readonly organisation: string;
  readonly file: string | null;
  /** As it was before; the same when nothing was done. */
  readonly before: Contact;
  readonly contact: Contact;
  readonly position: number;
  readonly happenings: readonly Happening[];
};

/** Begins a contact. The same arrival a second time changes nothing. */
export async function arrive(tx: Transaction<DB>, arrival: Arrival): Promise<Acted> {
  const wish = arrival.wished === null ? {} : { counsellor: arrival.wished };
  const happening: Happening = { kind: 'arrived', at: arrival.at, risk: arrival.risk, wish };
  const contact = add(null, happening);
  const added = await tx
    .insertInto('contact.contact')
    .values({
      id: arrival.id,
      organisation_id: arrival.organisation,
      line_id: arrival.line,
      channel: arrival.channel,
      arrived_at: arrival.at,
      priority: arrival.priority ?? noPriority,
      file_id: arrival.file ?? null,
      returner_id: arrival.returner ?? null,
      again: arrival.again ?? null,
      ...columnsOf(contact),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('number')
    .executeTakeFirst();
  if (added === undefined) return getContact(tx, arrival.id);
  const { id, organisation, file = null } = arrival;
  return append(tx, { id, organisation, file, before: contact, contact, position: 0, happenings: [happening] }, []);
}

const noPriority = 32_767;

/** Sealed words that go with a line. `message` names them: the same words twice are the same line. */
export type SealedWords = {
  readonly message: string;
  readonly author: 'person' | 'counsellor' | 'supervisor';
  /** The member of staff; null: the person. */
  readonly staff: string | null;
  readonly sealed: Buffer;
};

/** Something to be done with a contact. */
export type Doing = {
  readonly contact: ContactId;
  readonly command: Command;
  readonly at: Temporal.Instant;
  /** Words for the first line that it adds. */
  readonly words?: SealedWords;
};

/** Does what a command says, or tells why not; see `actWith`. */
export async function act(
  tx: Transaction<DB>,
  contact: ContactId,
  command: Command,
  at: Temporal.Instant,
): Promise<Result<Acted, Refusal | 'unknown-contact'>> {
  return actWith(tx, { contact, command, at });
}

/**
 * Does what a command says, or tells why not. What has been done already is done again without a new line. The lock lets
 * messages through, which refer to the contact: a stronger one would wait for them while they wait for its position.
 */
export async function actWith(
  tx: Transaction<DB>,
  { contact: id, command, at, words }: Doing,
): Promise<Result<Acted, Refusal | 'unknown-contact'>> {
  const row = await tx
    .selectFrom('contact.contact')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) return refuse('unknown-contact');
  const before = contactOf(row);
  const { organisation_id: organisation, file_id: file } = row;
  const none = { id, organisation, file, before, contact: before, happenings: [] };
  const there = words === undefined ? undefined : await positionOf(tx, id, words.message);
  if (there !== undefined) return ok({ ...none, position: there });
  const decided = decide(before, command, at);
  if (!decided.ok) return decided;
  if (decided.value.length === 0) return ok({ ...none, position: await lastPosition(tx, id) });
  const contact = decided.value.reduce(add, before);
  const acted = { ...none, contact, position: 0, happenings: decided.value };
  return ok(await append(tx, acted, words === undefined ? [] : [words]));
}

async function positionOf(tx: Transaction<DB>, id: ContactId, message: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('contact.happening')
    .select('position')
    .where('contact_id', '=', id)
    .where('message_id', '=', message)
    .executeTakeFirst();
  return row?.position;
}

/** The contact as it is. Throws when there is none within reach. */
export async function getContact(tx: Transaction<DB>, id: ContactId): Promise<Acted> {
  const row = await tx.selectFrom('contact.contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const { organisation_id: organisation, file_id: file } = row;
  const contact = contactOf(row);
  return {
    id,
    organisation,
    file,
    before: contact,
    contact,
    position: await lastPosition(tx, id),
    happenings: [],
  };
}

/** Adds the lines at the end of the timeline and brings the row to what they add up to. */
async function append(tx: Transaction<DB>, acted: Acted, words: readonly SealedWords[]): Promise<Acted> {
  const { id, contact, happenings } = acted;
  let { position } = acted;
  for (const [place, happening] of happenings.entries())
    position = await appendLine(tx, acted, happening, words[place]);
  const ended = happenings.find(({ kind }) => kind === 'ended');
  const accepted = happenings.find(({ kind }) => kind === 'accepted');
  await tx
    .updateTable('contact.contact')
    .set({
      ...columnsOf(contact),
      ...(ended === undefined ? {} : { ended_at: ended.at }),
      ...(accepted === undefined ? {} : { accepted_at: sql`coalesce(accepted_at, ${accepted.at})` }),
    })
    .where('id', '=', id)
    .execute();
  return { ...acted, position };
}

/** Takes the position after the last one. A message may be taking it at this moment: then the one after that. */
async function appendLine(
  tx: Transaction<DB>,
  { id, organisation }: Acted,
  { at, kind, ...detail }: Happening,
  words: SealedWords | undefined,
): Promise<number> {
  for (;;) {
    const added = await tx
      .insertInto('contact.happening')
      .values({
        contact_id: id,
        organisation_id: organisation,
        position: nextPosition(id),
        at,
        kind,
        detail: json(detail),
        message_id: words?.message ?? null,
        author: words?.author ?? null,
        author_id: words?.staff ?? null,
        sealed: words?.sealed ?? null,
      })
      .onConflict((conflict) => conflict.columns(['contact_id', 'position']).doNothing())
      .returning('position')
      .executeTakeFirst();
    if (added !== undefined) return added.position;
  }
}

const nextPosition = (id: ContactId) =>
  sql<number>`(select coalesce(max(h.position), 0) + 1 from contact.happening h where h.contact_id = ${id})`;

const lastPosition = async (tx: Transaction<DB>, id: ContactId): Promise<number> => {
  const row = await tx
    .selectFrom('contact.happening')
    .select((is) => is.fn.max('position').as('last'))
    .where('contact_id', '=', id)
    .executeTakeFirst();
  return row?.last ?? 0;
};

/** The columns that follow from the timeline. */
function columnsOf(contact: Contact) {
  return {
    status: contact.status,
    waiting_since: contact.waitingSince,
    queue_id: contact.queue,
    risk: contact.risk,
    wished: contact.wish.counsellor ?? null,
    offered_to: contact.offer?.to ?? null,
    offered_until: contact.offer?.until ?? null,
    passed_by: sql<string[]>`${[...contact.passedBy]}::uuid[]`,
    counsellor_id: contact.counsellor,
    kept_until: contact.keptUntil,
    ended_by: contact.endedBy,
    outcome: contact.outcome,
    alarm_at: contact.alarm?.at ?? null,
    alarm_acknowledged: sql<string[]>`${[...(contact.alarm?.acknowledged ?? [])]}::text[]`,
    supported_openly: sql<string[]>`${[...contact.supporters.open]}::uuid[]`,
    supported_silently: sql<string[]>`${[...contact.supporters.silent]}::uuid[]`,
  };
}

/** The contact that a row is. */
export function contactOf(row: Row): Contact {
  return {
    status: Status.parse(row.status),
    arrivedAt: row.arrived_at,
    waitingSince: row.waiting_since,
    queue: row.queue_id,
    risk: RiskClass.parse(row.risk),
    wish: row.wished === null ? {} : { counsellor: row.wished },
    offer:
      row.offered_to === null || row.offered_until === null ? null : { to: row.offered_to, until: row.offered_until },
    passedBy: row.passed_by,
    counsellor: row.counsellor_id,
    keptUntil: row.kept_until,
    endedBy: row.ended_by === null ? null : EndedBy.parse(row.ended_by),
    outcome: row.outcome === null ? null : Outcome.parse(row.outcome),
    alarm:
      row.alarm_at === null
        ? null
        : { at: row.alarm_at, acknowledged: alarmGroups.filter((group) => row.alarm_acknowledged.includes(group)) },
    supporters: { open: row.supported_openly, silent: row.supported_silently },
  };
}

const alarmGroups: readonly AlarmGroup[] = ['administration', 'supervision'];

/** A contact that something is due for, and whose it is. */
export type Due = { readonly id: ContactId; readonly organisation: string; readonly status: Status };

/** Contacts whose offer has passed unanswered, or whose kept place has ended, at an instant; the oldest first. */
export async function overdue(tx: Transaction<DB>, at: Temporal.Instant, most = 100): Promise<readonly Due[]> {
  const rows = await tx
    .selectFrom('contact.contact')
    .select(['id', 'organisation_id', 'status'])
    .where((is) =>
      is.or([
        is.and([is('status', '=', sql.lit('offered')), is('offered_until', '<=', at)]),
        is.and([is('status', '=', sql.lit('waiting')), is('kept_until', '<=', at)]),
      ]),
    )
    .orderBy('number')
    .limit(most)
    .execute();
  return rows.map(({ id, organisation_id: organisation, status }) => ({
    id: ContactId.parse(id),
    organisation,
    status: Status.parse(status),
  }));
}
