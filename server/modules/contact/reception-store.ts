// The reception of one process; see reception.ts for what it promises.
import type { Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { FileId } from '../privacy/contract.ts';
import type { Core } from './core-store.ts';
import { doorOf, usualFirst } from './door/doors.ts';
import { enter } from './door/entering-store.ts';
import type { Command } from './life-cycle.ts';
import { loadRoom } from './room-store.ts';
import type { ContactRef, PersonCommand, Reception, RoomView, Standing } from './reception.ts';
import type { Acted } from './store.ts';
import type { Contact } from './timeline.ts';
import { topics } from './topics.ts';
import { expectedWait } from './waiting-time.ts';

type Tx = Transaction<DB>;

/** Milliseconds after which it is noted again that a page is open. */
const STILL_HERE = 10_000;
const MOST_PAGES = 20_000;

/** Opens it on the core. */
export function openReception(core: Core): Reception {
  const { parts } = core;
  const stillHere = openPages(core);
  return {
    door: async (line, channel, now) => {
      const queues = await core.doors.queues(line);
      const [first] = queues.toSorted(usualFirst);
      const known = parts.lineAt(line, now);
      if (first === undefined || known === undefined) return undefined;
      const { organisation, talkMinutes, keptMinutes, oneTime, priority } = first;
      const door = doorOf(queues, known, channel, now);
      return { door, line: { id: line, name: known.name }, priority, talkMinutes, keptMinutes, oneTime, organisation };
    },
    enter: (entry, now) => enter(core, entry, now),
    perform: (ref, command, now) => performFor(core, ref, command, now),
    say: ({ organisation, contact }, message, at) =>
      core.say({ organisation, contact, ...message, author: 'person', staff: null, at }),
    sign: ({ organisation, contact }, signs, now) => core.sign({ organisation, contact, side: 'person' }, signs, now),
    view: async (ref, now) => {
      const view = await viewOf(core, ref, now);
      if (view !== undefined) await stillHere(ref, view, now);
      return view?.view;
    },
    lines: (ref, after, most) => core.lines(ref, { after, most, for: 'person' }),
    standing: (ref, contact, now) => standingOf(core, ref, contact, now),
    topics: (contact, queue) => [
      topics.contact(contact),
      topics.sign(contact, 'staff'),
      ...(queue === null ? [] : [topics.queue(queue)]),
    ],
    forget: (ref, now) => forget(core, ref, now),
  };
}

async function performFor(
  core: Core,
  { organisation, contact }: ContactRef,
  command: PersonCommand,
  at: Temporal.Instant,
): ReturnType<Reception['perform']> {
  const done = await transaction(core.parts.db, { organisation }, async (tx) => {
    const acted: Acted[] = [];
    for (const one of await commandsFor(tx, contact, command, at)) {
      const did = await core.performIn(tx, { contact, command: one, at });
      if (!did.ok) return did;
      acted.push(did.value);
    }
    return ok(acted);
  });
  if (!done.ok) return done;
  const last = done.value.at(-1);
  if (last === undefined) return refuse('unknown-contact');
  await core.settle(...done.value);
  return ok({ status: last.contact.status, position: last.position });
}

/** What the person means, in the words of the life cycle. Whoever gives up is here to say so. */
async function commandsFor(
  tx: Tx,
  contact: ContactRef['contact'],
  command: PersonCommand,
  at: Temporal.Instant,
): Promise<readonly Command[]> {
  switch (command.do) {
    case 'step-away':
      return [{ do: 'step-away', keptUntil: at.add({ minutes: await keptMinutesOf(tx, contact) }) }];
    case 'give-up':
      return [{ do: 'come-back' }, { do: 'give-up' }];
    case 'end':
      return [{ do: 'end', by: 'person' }];
    case 'raise-risk':
      return [{ do: 'set-risk', risk: command.risk, by: null, reason: command.reason }];
    case 'come-back':
      return [{ do: 'come-back' }];
    case 'divert':
      return [command];
    default:
      return command satisfies never;
  }
}

/** How long the place of somebody who leaves the page is kept: as their queue says. */
export async function keptMinutesOf(tx: Tx, contact: ContactRef['contact']): Promise<number> {
  const row = await tx
    .selectFrom('contact.contact as c')
    .innerJoin('contact.queue as q', 'q.id', 'c.queue_id')
    .select('q.kept_minutes')
    .where('c.id', '=', contact)
    .executeTakeFirst();
  return row?.kept_minutes ?? 0;
}

type Seen = { readonly view: RoomView; readonly hereUntil: Temporal.Instant | null };

async function viewOf(core: Core, ref: ContactRef, now: Temporal.Instant): Promise<Seen | undefined> {
  const room = await loadRoom(core.parts.db, ref, now);
  if (room === undefined) return undefined;
  const { contact, signs, staffNumber } = room;
  const { delivered, read, typing } = signs.staff;
  const view = {
    contact,
    line: { id: room.line, name: core.parts.lineAt(room.line, now)?.name ?? '' },
    acceptedAt: room.acceptedAt,
    talkMinutes: room.talkMinutes ?? 0,
    lastPosition: room.lastPosition,
    counsellor: contact.counsellor === null ? null : `咨询员${staffNumber === null ? '' : ` ${staffNumber}`}`,
    supervisorHere: contact.supporters.open.length > 0,
    staff: { delivered, read, typing },
  };
  return { view, hereUntil: signs.person.hereUntil };
}

/**
 * Notes that the page of a person is open, not more often than needed. Somebody whose page was gone for so long that
 * their place was only kept is called again as soon as they look.
 */
function openPages(core: Core): (ref: ContactRef, seen: Seen, now: Temporal.Instant) => Promise<void> {
  const noted = new Map<string, number>();
  return async ({ organisation, contact }, { view, hereUntil }, now) => {
    const { status, keptUntil } = view.contact;
    if (status !== 'waiting' && status !== 'offered' && status !== 'active') {
      noted.delete(contact);
      return;
    }
    const was = noted.get(contact);
    const gone = hereUntil === null || Temporal.Instant.compare(hereUntil, now) <= 0;
    if (!gone && was !== undefined && performance.now() - was < STILL_HERE) return;
    if (noted.size >= MOST_PAGES) noted.clear();
    noted.set(contact, performance.now());
    await core.here({ organisation, contact, side: 'person' }, now);
    if (gone && keptUntil !== null)
      await core.perform({ organisation }, { contact, command: { do: 'come-back' }, at: now });
    else if (gone) core.publish(topics.contact(contact), view.lastPosition);
  };
}

async function standingOf(
  core: Core,
  { organisation, contact: id }: ContactRef,
  { status, queue: queueId }: Contact,
  now: Temporal.Instant,
): Promise<Standing> {
  const nothing = { place: null, wait: null, keptMinutes: 0, nobodyOnDuty: false, mayChoose: false };
  if (queueId === null || (status !== 'waiting' && status !== 'offered')) return nothing;
  const [{ places }, queue] = await Promise.all([
    core.picture({ organisation, queue: queueId }),
    core.doors.queue(queueId),
  ]);
  const place = places.get(id) ?? null;
  if (queue === undefined) return { ...nothing, place };
  const nobodyOnDuty = queue.onDuty === 0;
  const wait = place === null || nobodyOnDuty ? null : expectedWait(place.position, queue.lately);
  const mayChoose = nobodyOnDuty && desertedFor(queue.desertedSince, now) >= MAY_CHOOSE_AFTER;
  return { place, wait, keptMinutes: queue.keptMinutes, nobodyOnDuty, mayChoose };
}

/** Minutes without anybody on duty after which people are asked whether they would rather go elsewhere. */
const MAY_CHOOSE_AFTER = 10;

/** For how many minutes nobody has been on duty. */
function desertedFor(since: Temporal.Instant | null, now: Temporal.Instant): number {
  return since === null ? 0 : (now.epochMilliseconds - since.epochMilliseconds) / 60_000;
}

async function forget(
  { parts: { db, privacy } }: Core,
  { organisation, contact }: ContactRef,
  now: Temporal.Instant,
): ReturnType<Reception['forget']> {
  return transaction(db, { organisation }, async (tx) => {
    const row = await tx.selectFrom('contact.contact').select('file_id').where('id', '=', contact).executeTakeFirst();
    if (row === undefined || row.file_id === null) return refuse('no-such-file');
    return privacy.deleteNow(tx, FileId.parse(row.file_id), now);
  });
}
