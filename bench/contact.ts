// Contacts under load. `commands`: 64 clients do whatever comes to mind with the same contacts, and afterwards every
// timeline must add up to its row, nobody may hold more than they can, and nobody may have been forgotten. `assign`: the
// next offer with 10,000 waiting and 1,000 on duty. `room`: what a message, a look and a place cost.
// `npm run bench -- contact [commands|assign|room]`
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { transaction } from '../server/platform/database/index.ts';
import { openPool } from '../server/platform/database/pool.ts';
import { assignNext } from '../server/modules/contact/assignment-store.ts';
import { ContactId } from '../server/modules/contact/contract.ts';
import type { Command } from '../server/modules/contact/life-cycle.ts';
import { contactOf } from '../server/modules/contact/store.ts';
import { placesOf } from '../server/modules/contact/queue.ts';
import { type Happening, sumOf } from '../server/modules/contact/timeline.ts';
import { openTestContacts, type TestContacts, waits } from '../testing/contacts.ts';
import { addPerson } from '../testing/people.ts';
import { type BenchRow, printRows } from './measure.ts';

const CLIENTS = 64;
const COMMANDS = Number(process.env['COMMANDS'] ?? 20_000);
const STAFF = 40;
const WAITING = 10_000;
const ON_DUTY = 1000;

const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** Milliseconds that each of `count` runs took, one after another. */
async function timed(count: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const begun = performance.now();
    await work(turn);
    times.push(performance.now() - begun);
  }
  return times;
}

const pick = <T>(some: readonly T[]): T => {
  const one = some[Math.floor(Math.random() * some.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

/** A connection for each of a few clients, as a server would have. */
async function open(): Promise<{ service: TestContacts; pool: ReturnType<typeof openPool> }> {
  const service = await openTestContacts();
  return { service, pool: openPool(service.access.app, { name: 'bench', connections: 16 }) };
}

function anyCommand(staff: readonly string[], queues: readonly string[], at: Temporal.Instant): Command {
  const by = pick(staff);
  return pick<Command>([
    { do: 'accept', by },
    { do: 'decline', by },
    { do: 'expire-offer' },
    { do: 'transfer', by, queue: pick(queues), wish: {} },
    { do: 'step-away', keptUntil: at.add({ seconds: 5 }) },
    { do: 'come-back' },
    { do: 'give-up' },
    { do: 'set-risk', risk: pick(['danger', 'high', 'ordinary'] as const), by, reason: 'r' },
    { do: 'raise-alarm', by },
    { do: 'acknowledge-alarm', by, group: 'supervision' },
    { do: 'come-in', by, mode: pick(['open', 'silent'] as const) },
    { do: 'go-out', by },
    { do: 'end', by: 'counsellor' },
    { do: 'record-outcome', outcome: 'helped', by },
    { do: 'close' },
  ]);
}

/** What somebody would do who means it: takes the offer, ends the talk, says how it ended. */
function sensible(
  { status, offer, counsellor, outcome }: ReturnType<typeof contactOf>,
  at: Temporal.Instant,
): Command | undefined {
  if (status === 'offered' && offer !== null)
    return Temporal.Instant.compare(at, offer.until) < 0 ? { do: 'accept', by: offer.to } : { do: 'expire-offer' };
  if (status === 'active') return { do: 'end', by: 'person' };
  if (status !== 'wrapping' || counsellor === null) return undefined;
  return outcome === null ? { do: 'record-outcome', outcome: 'helped', by: counsellor } : { do: 'close' };
}

async function commands(): Promise<BenchRow[]> {
  const { service, pool } = await open();
  const { desk, owner, clock, people } = service;
  const { organisation } = desk;
  const opened = service.openToo({ db: pool.db });
  const other = service.openToo({ db: pool.db });
  const cores = [opened.core, other.core];
  const second = await owner
    .insertInto('contact.queue')
    .values({ organisation_id: organisation, line_id: desk.line, name: '第二' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const queues = [desk.queue, second.id];
  const staff = [people.university.counselling as string];
  for (let index = 1; index < STAFF; index += 1) staff.push(await addPerson(owner, `咨询员${index}`));
  for (const person of staff)
    await service.onDuty(person, { queues, capacity: { chats: 3, voice: 1 }, crisisCompetence: Math.random() < 0.3 });
  const contacts: ContactId[] = [];
  let left = COMMANDS;
  let done = 0;
  const refused = new Map<string, number>();
  const begun = performance.now();
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const core = pick(cores);
      if (contacts.length < CLIENTS || Math.random() < 0.05) {
        const id = await waits(pool.db, { ...desk, queue: pick(queues) }, clock.now());
        contacts.push(id);
        await core.assign(queues.map((queue) => ({ organisation, queue })));
        continue;
      }
      if (Math.random() < 0.02) clock.pass({ seconds: 1 });
      const contact = pick(contacts.slice(-200));
      const row = await owner
        .selectFrom('contact.contact')
        .selectAll()
        .where('id', '=', contact)
        .executeTakeFirstOrThrow();
      const meant = Math.random() < 0.5 ? sensible(contactOf(row), clock.now()) : undefined;
      const command = meant ?? anyCommand(staff, queues, clock.now());
      const acted = await core.perform({ organisation }, { contact, command, at: clock.now() });
      if (acted.ok) done += 1;
      else refused.set(acted.refusal, (refused.get(acted.refusal) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - begun) / 1000;
  await refuseDisorder(service);
  const inOrder = await refuseAnotherOrder(service);
  await drain(service, { core: opened.core, staff });
  await refuseDisorder(service);
  await pool.close();
  await service.close();
  return [
    {
      name: `commands by ${CLIENTS} clients in two processes, none lost or doubled`,
      figure: COMMANDS / seconds,
      unit: '/s',
    },
    { name: '… of them carried out', figure: done, unit: '' },
    { name: '… contacts', figure: contacts.length, unit: '' },
    {
      name: '… offers made afterwards, each the first in order',
      figure: inOrder,
      unit: '',
      goal: '> 0',
      met: inOrder > 0,
    },
  ];
}

/** Every timeline adds up to its row, without gaps, with one counsellor at a time; nobody holds more than they can. */
async function refuseDisorder({ owner }: TestContacts): Promise<void> {
  const rows = await owner.selectFrom('contact.contact').selectAll().execute();
  const lines = await owner.selectFrom('contact.happening').selectAll().orderBy('position').execute();
  const byContact = Map.groupBy(lines, (one) => one.contact_id);
  for (const row of rows) {
    const own = byContact.get(row.id) ?? [];
    assert.deepEqual(
      own.map(({ position }) => position),
      own.map((_, index) => index + 1),
    );
    const sum = sumOf(own.map(({ kind, at, detail }) => happeningOf(kind, at, detail)));
    assert.deepEqual(JSON.stringify(sum), JSON.stringify(contactOf(row)), row.id);
    const talkers = own.flatMap(({ kind }) => (kind === 'accepted' ? [1] : kind === 'transferred' ? [-1] : []));
    let holding = 0;
    for (const step of talkers) assert.ok((holding += step) <= 1 && holding >= 0, 'two hold one contact');
  }
  const { rows: wrong } = await sql`
    select from contact.duty d
     where d.held_chats <> (select count(*) from contact.contact c where
             (c.status = 'offered' and c.offered_to = d.person_id) or (c.status = 'active' and c.counsellor_id = d.person_id))
        or d.held_chats > d.chats`.execute(owner);
  assert.equal(wrong.length, 0, 'somebody holds more than they can, or is counted wrong');
}

function happeningOf(kind: string, at: Temporal.Instant, detail: unknown): Happening {
  const read = (name: string, value: unknown): unknown =>
    ['until', 'keptUntil', 'meeting'].includes(name) && typeof value === 'string'
      ? Temporal.Instant.from(value)
      : value;
  const particulars = typeof detail === 'object' && detail !== null ? detail : {};
  const entries = Object.entries(particulars).map(([name, value]) => [name, read(name, value)] as const);
  const whole = { ...Object.fromEntries(entries), kind, at };
  if (!isHappening(whole)) throw new Error(`${kind} is no happening`);
  return whole;
}

const isHappening = (value: object): value is Happening => 'kind' in value && 'at' in value;

/** With everybody able to take anybody, offers are made exactly in the order of the queue. */
async function refuseAnotherOrder(service: TestContacts): Promise<number> {
  const { owner, db, clock, desk } = service;
  const { organisation, queue } = desk;
  await sql`update contact.duty set presence = 'available', crisis_competence = true, chats = 6`.execute(owner);
  for (let more = 0; more < 60; more += 1)
    await waits(db, desk, clock.now().subtract({ seconds: Math.floor(Math.random() * 900) }), {
      risk: pick(['danger', 'high', 'ordinary'] as const),
    });
  await sql`update contact.contact set kept_until = null where status = 'waiting'`.execute(owner);
  const waiting = () => service.openToo().core.picture({ organisation, queue });
  for (let made = 0; ; made += 1) {
    const { order } = await waiting();
    const first = order.find(({ status }) => status === 'waiting');
    const offered = await transaction(db, { organisation }, (tx) => assignNext(tx, queue, clock.now()));
    if (offered === undefined) return made;
    assert.equal(offered.id, first?.contact, 'somebody was asked out of turn');
  }
}

type Draining = { readonly core: TestContacts['core']; readonly staff: readonly string[] };

/** Everybody takes what they are offered until nobody waits: whoever is left then has been forgotten. */
async function drain(service: TestContacts, { core, staff }: Draining): Promise<void> {
  const { owner, clock, desk, contacts } = service;
  const { organisation } = desk;
  await sql`update contact.duty set presence = 'available', missed = 0`.execute(owner);
  await sql`update contact.queue set offer_seconds = 600`.execute(owner);
  for (let round = 0; round < 3000; round += 1) {
    const open = await owner
      .selectFrom('contact.contact')
      .selectAll()
      .where('status', 'in', ['waiting', 'offered', 'active', 'wrapping'])
      .orderBy('number')
      .limit(200)
      .execute();
    if (open.length === 0) return;
    for (const row of open) {
      const contact = contactOf(row);
      const command =
        sensible(contact, clock.now()) ?? (contact.keptUntil === null ? undefined : ({ do: 'come-back' } as const));
      if (command !== undefined)
        await core.perform({ organisation }, { contact: ContactId.parse(row.id), command, at: clock.now() });
    }
    await contacts.sweep();
    if (round % 50 === 49) clock.pass({ seconds: 5 });
  }
  throw new Error(`Somebody was forgotten, although ${staff.length} were on duty.`);
}

async function crowd({ owner, desk, people }: TestContacts): Promise<void> {
  await sql`insert into contact.contact (id, organisation_id, line_id, channel, status, arrived_at, waiting_since, queue_id, risk)
    select gen_random_uuid(), ${desk.organisation}, ${desk.line}, 'chat', 'waiting', t, t, ${desk.queue},
           (array['ordinary','ordinary','ordinary','ordinary','ordinary','ordinary','high','danger'])[1 + (i % 8)]
      from generate_series(1, ${WAITING}) i, lateral (select timestamptz '2026-11-22 12:00Z' + i * interval '1 second' as t) x`.execute(
    owner,
  );
  await sql`with p as (insert into identity.person (name) select '咨询员' || i from generate_series(1, ${ON_DUTY}) i returning id)
    insert into contact.duty (organisation_id, person_id, presence, crisis_competence, queues, free_since, chats)
    select ${desk.organisation}, id, 'available', random() < 0.3, array[${desk.queue}::uuid], '2026-11-22 12:00Z', 6 from p`.execute(
    owner,
  );
  assert.ok(people.university.counselling);
  await sql`analyze`.execute(owner);
}

async function assign(): Promise<BenchRow[]> {
  const { service, pool } = await open();
  const { desk, clock, owner } = service;
  await crowd(service);
  const scope = { organisation: desk.organisation };
  const offers = await timed(1000, () => transaction(pool.db, scope, (tx) => assignNext(tx, desk.queue, clock.now())));
  const floor = await timed(1000, () => transaction(pool.db, scope, (tx) => sql`select 1`.execute(tx)));
  await sql`update contact.contact set status = 'waiting', offered_to = null, offered_until = null where status = 'offered'`.execute(
    owner,
  );
  const picture = await timed(10, () => service.openToo({ db: pool.db }).core.picture({ ...scope, queue: desk.queue }));
  const { order } = await service.core.picture({ ...scope, queue: desk.queue });
  const places = await timed(10, async () => placesOf(order));
  await pool.close();
  await service.close();
  const p99 = quantile(offers, 0.99);
  return [
    {
      name: 'next offer, 10,000 waiting and 1,000 on duty, p99',
      figure: p99,
      unit: 'ms',
      floor: { name: 'empty transaction p99', figure: quantile(floor, 0.99) },
      goal: '< 10 ms',
      met: p99 < 10,
    },
    { name: '… p50', figure: quantile(offers, 0.5), unit: 'ms', floor: { name: 'p50', figure: quantile(floor, 0.5) } },
    { name: 'picture of that queue with all places, once a second', figure: quantile(picture, 0.5), unit: 'ms' },
    { name: '… of it the places', figure: quantile(places, 0.5), unit: 'ms' },
  ];
}

async function room(): Promise<BenchRow[]> {
  const service = await openTestContacts();
  const { reception, core, clock, people, talksWith, onDuty, db, desk } = service;
  await onDuty(people.university.counselling);
  const ref = await talksWith(people.university.counselling);
  const said = await timed(400, () =>
    reception.say(ref, { id: randomUUID(), text: '今天睡不着，一直在想考试的事。' }, clock.now()),
  );
  const one = await timed(400, () => sql`select 1`.execute(db));
  const empty = await timed(400, () => transaction(db, desk, (tx) => sql`select ${1}::int`.execute(tx)));
  const view = await timed(400, () => reception.view(ref, clock.now()));
  const last = (await reception.view(ref, clock.now()))?.lastPosition ?? 0;
  const next = await timed(400, () => reception.lines(ref, last - 1));
  const all = await timed(20, () => reception.lines(ref, last - 200));
  const signs = await timed(400, () =>
    core.sign({ ...ref, side: 'staff' }, { delivered: 1, read: 1, typing: true }, clock.now()),
  );
  const entered = await timed(50, () => service.comesIn());
  await service.close();
  const of = (name: string, times: readonly number[], floor: readonly number[], unit = 'ms'): BenchRow => ({
    name,
    figure: quantile(times, 0.5),
    unit,
    floor: { name: 'floor', figure: quantile(floor, 0.5) },
    ratio: quantile(times, 0.5) / quantile(floor, 0.5),
  });
  return [
    of('a message, sealed and written, p50 (floor: one query)', said, one),
    of('a small sign, p50 (floor: one query)', signs, one),
    of('a look at the room, p50 (floor: one transaction)', view, empty),
    of('the newest line opened, p50 (floor: one transaction)', next, empty),
    of('200 lines opened, p50 (floor: one transaction)', all, empty),
    { name: 'coming in, with file and keys, p50', figure: quantile(entered, 0.5), unit: 'ms' },
  ];
}

const parts: Readonly<Record<string, () => Promise<BenchRow[]>>> = { commands, assign, room };

export async function run(wanted: readonly string[]): Promise<void> {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    const rows = await part();
    printRows(rows);
    if (rows.some(({ met }) => met === false)) process.exitCode = 1;
  }
}
