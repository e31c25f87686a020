// A line with a queue and people who wait and talk, for tests that need a conversation under way.
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { forgetClass } from '#chat/index.ts';
import { type ContactRef, type Contacts, forgetWords, openContacts } from '#contact/index.ts';
import { loadCalendar } from '#hours/index.ts';
import type { Bus, Look } from '#platform/bus.ts';
import { type DB, transaction } from '#platform/database/index.ts';
import { createLog } from '#platform/log.ts';
import { type ContactChannel, ContactId, type RiskClass } from '../server/modules/contact/contract.ts';
import type { Introduction } from '../server/modules/contact/desk/state/contract.ts';
import { type Beginning, beginDuty } from '../server/modules/contact/duty-store.ts';
import type { Command } from '../server/modules/contact/life-cycle.ts';
import type { RowParts, LineNow } from '../server/modules/contact/ports.ts';
import type { Entry } from '../server/modules/contact/reception.ts';
import { act, arrive } from '../server/modules/contact/store.ts';
import { LINE, testPrivacy, type TestPrivacy } from './privacy.ts';

/** Where people wait. */
export type Desk = { readonly organisation: string; readonly line: string; readonly queue: string };

/** Makes a line with one queue, as the database's owner. */
export async function addDesk(owner: Kysely<DB>, organisation: string, line = 'l-1'): Promise<Desk> {
  await sql`insert into directory.line (id, name, audience, validity) values (${line}, '河东大学心理热线', '{}', '{}')`.execute(
    owner,
  );
  const { id } = await owner
    .insertInto('contact.queue')
    .values({ organisation_id: organisation, line_id: line, name: '文字咨询' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { organisation, line, queue: id };
}

export type WaitsWith = { readonly risk?: RiskClass; readonly id?: ContactId; readonly channel?: ContactChannel };

/** Somebody arrives and waits from an instant on. */
export async function waits(
  db: Kysely<DB>,
  { organisation, line, queue }: Desk,
  at: Temporal.Instant,
  { risk = 'ordinary', id = newContact(), channel = 'chat' }: WaitsWith = {},
): Promise<ContactId> {
  await transaction(db, { organisation }, async (tx) => {
    await arrive(tx, { id, organisation, line, channel, risk, priority: null, wished: null, at });
    await act(tx, id, { do: 'queue', queue }, at);
  });
  return id;
}

/** Somebody arrives and is taken by a counsellor at once. */
export async function talks(db: Kysely<DB>, desk: Desk, counsellor: string, at: Temporal.Instant): Promise<ContactId> {
  const id = await waits(db, desk, at);
  const commands: readonly Command[] = [
    { do: 'offer', to: counsellor, until: at.add({ seconds: 30 }) },
    { do: 'accept', by: counsellor },
  ];
  await transaction(db, desk, async (tx) => {
    for (const command of commands) await act(tx, id, command, at);
  });
  return id;
}

/** An id as a screen makes it. */
export function newContact(): ContactId {
  return ContactId.parse(randomUUID());
}

/** A bus within this process; words arrive a moment later, as between processes. */
export function localBus(): Pick<Bus, 'publish' | 'subscribe'> & { readonly said: string[] } {
  const subscribers = new Map<string, Set<Look>>();
  const said: string[] = [];
  return {
    said,
    publish: (topic, position) => {
      said.push(topic);
      setImmediate(() => subscribers.get(topic)?.forEach((look) => look(position)));
    },
    subscribe: (topic, look) => {
      subscribers.set(topic, (subscribers.get(topic) ?? new Set()).add(look));
      return () => void subscribers.get(topic)?.delete(look);
    },
  };
}

export type TestContacts = TestPrivacy & {
  readonly contacts: Contacts;
  readonly reception: Contacts['reception'];
  readonly core: Contacts['core'];
  readonly bus: ReturnType<typeof localBus>;
  /** A line of 河东大学 with one queue, open at all hours. */
  readonly desk: Desk;
  /** How the line stands in the directory; may be changed by the test. */
  readonly line: { now: LineNow };
  /** Another process on the same database and bus. */
  readonly openToo: (more?: Partial<RowParts>) => Contacts;
  /** Puts somebody on duty, available, and lets them be asked. */
  readonly onDuty: (person: string, more?: Partial<Beginning>) => Promise<void>;
  /** Somebody comes in; throws when they are refused. */
  readonly comesIn: (more?: Partial<Entry>) => Promise<ContactRef>;
  /** Somebody comes in and is taken by a counsellor, who must be free and first. */
  readonly talksWith: (counsellor: string, more?: Partial<Entry>) => Promise<ContactRef>;
  /** Nobody waits or talks any more, and nobody is on duty: for the next test. */
  readonly everybodyGoes: () => Promise<void>;
};

/** What somebody said of themselves who said nothing. */
export const silent: Introduction = { topic: null, group: null, age: null, words: null, lang: 'zh' };

const allDay: LineNow = {
  name: '河东大学心理热线',
  service: 'in-service',
  opensOn: null,
  hours: 'open',
  nextChange: null,
};

/** Contacts on a database of their own with real keys, real clocks and a clock that the test moves; nothing sweeps by itself. */
export async function openTestContacts(more: Partial<RowParts> = {}): Promise<TestContacts> {
  const bus = localBus();
  const service = await testPrivacy({ forgetters: [forgetWords, forgetClass] });
  const { db, owner, keys, clock, privacy, people } = service;
  const { organisation } = people.university;
  const desk = await addDesk(owner, organisation, LINE);
  const line = { now: allDay };
  const parts = {
    db,
    bus,
    privacy,
    keys,
    clock,
    lineAt: (id: string) => (id === LINE ? line.now : undefined),
    calendar: loadCalendar(),
    log: createLog({ level: 'error', tellMessages: true }),
    ledger: service.options.ledger,
    initialsOf: async () => '',
    lineWords: (id: string) => (id === LINE ? `${line.now.name}\n12356` : undefined),
    gateOf: async () => ({ passed: true, lacking: [], crisisCompetence: true }),
    sweepEveryMs: null,
    ...more,
  };
  const opened: Contacts[] = [];
  const openToo: TestContacts['openToo'] = (other = {}) => {
    const one = openContacts({ ...parts, ...other });
    opened.push(one);
    return one;
  };
  const contacts = openToo();
  const { reception, core } = contacts;
  const onDuty: TestContacts['onDuty'] = async (person, beginning = {}) => {
    const usual = { organisation, person, capacity: { chats: 2, voice: 1 }, crisisCompetence: false };
    const whole = { ...usual, queues: [desk.queue], at: clock.now(), ...beginning };
    await transaction(db, { organisation }, (tx) => beginDuty(tx, whole));
    await core.settleDuty(organisation, person);
  };
  const comesIn: TestContacts['comesIn'] = async (entry = {}) => {
    const usual = { contact: newContact(), line: LINE, channel: 'chat', risk: 'ordinary' } as const;
    const whole = { ...usual, introduction: silent, wished: null, returner: null, ...entry };
    const entered = await reception.enter(whole, clock.now());
    if (!entered.ok) throw new Error(`Nobody is let in: ${entered.refusal}`);
    return { organisation, contact: entered.value.contact };
  };
  const talksWith: TestContacts['talksWith'] = async (by, entry) => {
    const ref = await comesIn(entry);
    const taken = await core.perform(ref, { contact: ref.contact, command: { do: 'accept', by }, at: clock.now() });
    if (!taken.ok) throw new Error(`It was not taken: ${taken.refusal}`);
    return ref;
  };
  const everybodyGoes = async (): Promise<void> => {
    await sql`update contact.contact set status = 'abandoned', offered_to = null, offered_until = null
               where status in ('waiting', 'offered')`.execute(owner);
    await sql`update contact.contact set status = 'closed', outcome = 'helped' where status in ('active', 'wrapping')`.execute(
      owner,
    );
    await sql`delete from contact.duty`.execute(owner);
    await sql`update contact.queue set deserted_since = null`.execute(owner);
    for (const one of opened) one.core.doors.changed();
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
    await service.close();
  };
  const helping = { openToo, onDuty, comesIn, talksWith, everybodyGoes, close };
  return { ...service, contacts, reception, core, bus, desk, line, ...helping };
}
