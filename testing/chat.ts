// A line with a chat, from its card to the room: real database, keys, contacts and pages on one server; a counsellor is
// played by a few functions.
import { randomUUID } from 'node:crypto';
import { openChat } from '#chat/index.ts';
import { createServer, prepareAssets } from '#platform/http/index.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { openSlowHash } from '#platform/slow-hash.ts';
import { rememberDoors } from '../server/chat-ports.ts';
import { ContactId } from '../server/modules/contact/contract.ts';
import type { Command } from '../server/modules/contact/life-cycle.ts';
import type { Answer } from '../server/modules/directory/contract.ts';
import { siteAssets } from '../site/asset-files.ts';
import { siteErrorPage } from '../site/error-answers.ts';
import type { LineView, SitePorts } from '../site/ports.ts';
import { siteRoutes } from '../site/routes.ts';
import { openTestContacts, type TestContacts } from './contacts.ts';
import { LINE } from './privacy.ts';
import { fixturePorts, fixtureSettings } from './site-fixtures.ts';

export type TestChat = TestContacts & {
  readonly url: string;
  /** Logged so far. */
  readonly logged: () => string;
  readonly counsellor: string;
  /** The contact that came in last. */
  readonly latest: () => Promise<ContactId>;
  /** The counsellor takes a contact, which must be offered to them or wait. */
  readonly takes: (contact: ContactId) => Promise<void>;
  readonly says: (contact: ContactId, text: string) => Promise<void>;
  readonly types: (contact: ContactId, typing: boolean) => Promise<void>;
  readonly reads: (contact: ContactId, position: number) => Promise<void>;
  readonly ends: (contact: ContactId) => Promise<void>;
  /** The counsellor ends it and records how it ended: the service is over. */
  readonly closes: (contact: ContactId) => Promise<void>;
  /** Takes away the server; the address stays. `start` puts it back. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly tidy: () => Promise<void>;
  readonly metrics: () => Promise<string>;
};

/** The fixtures' directory with the line that takes chats, first of all answers. */
function portsWithLine(): SitePorts {
  const model = fixturePorts.match({ at: Temporal.Instant.from('2026-11-22T15:40:00Z') }).answers[0];
  const seen =
    model === undefined
      ? undefined
      : fixturePorts.describeLine(model.line.id, Temporal.Instant.fromEpochMilliseconds(0));
  if (model === undefined || seen === undefined) throw new Error('The fixtures have no line to take after.');
  const line = {
    ...seen.line,
    id: LINE,
    name: '河东大学心理热线',
    audience: { ...seen.line.audience, everyone: true },
  };
  const answer: Answer = { ...model, line };
  const view: LineView = { ...seen, line };
  return {
    ...fixturePorts,
    match: (query) => {
      const found = fixturePorts.match(query);
      return { ...found, answers: [answer, ...found.answers] };
    },
    describeLine: (id, at) => (id === LINE ? view : fixturePorts.describeLine(id, at)),
  };
}

/** Opens all of it; nobody is on duty yet. `close` when done. */
export async function openTestChat(): Promise<TestChat> {
  const contacts = await openTestContacts();
  const { db, clock, keys, privacy, reception, core, bus, people } = contacts;
  const slowHash = openSlowHash({ cost: { memory: 1024, passes: 1, parallelism: 1 } });
  const metrics = createMetrics();
  const lines: string[] = [];
  const log = createLog({ target: { write: (line) => lines.push(line) } });
  const chat = await openChat({ db, reception, privacy, keys, slowHash, metrics }, clock);
  const doors = await rememberDoors({
    door: chat.pages.door,
    lines: () => [LINE],
    clock,
    onFailure: (cause) => log.error('doors', cause),
  });
  // What a list shows of a door is a few seconds old; a test must not wait for it.
  const site = { ports: portsWithLine(), settings: fixtureSettings, chat: { ...chat.pages, ...doors } };
  const assets = await prepareAssets(siteAssets);
  const serve = () =>
    createServer({
      routes: [...chat.routes, ...siteRoutes(site)],
      clock,
      log,
      metrics: createMetrics(),
      bus,
      ready: async () => [],
      errorPage: siteErrorPage(site, clock.now),
      assets,
    });
  let server = serve();
  const { url, port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const { organisation, counselling } = people.university;
  const ref = (contact: ContactId) => ({ organisation, contact });
  const staff = { author: 'counsellor', staff: counselling } as const;
  const acts = async (contact: ContactId, command: Command): Promise<void> => {
    const done = await core.perform(ref(contact), { contact, command, at: clock.now() });
    if (!done.ok) throw new Error(`It was refused: ${done.refusal}`);
  };
  return {
    ...contacts,
    url,
    logged: () => lines.join(''),
    counsellor: counselling,
    latest: async () => {
      const row = await contacts.owner
        .selectFrom('contact.contact')
        .select('id')
        .orderBy('number', 'desc')
        .executeTakeFirstOrThrow();
      return ContactId.parse(row.id);
    },
    takes: (contact) => acts(contact, { do: 'accept', by: counselling }),
    says: async (contact, text) => {
      const said = await core.say({ ...ref(contact), id: randomUUID(), text, ...staff, at: clock.now() });
      if (!said.ok) throw new Error(`It was not said: ${said.refusal}`);
    },
    types: (contact, typing) =>
      core.sign({ ...ref(contact), side: 'staff' }, { delivered: 0, read: 0, typing }, clock.now()),
    reads: (contact, read) =>
      core.sign({ ...ref(contact), side: 'staff' }, { delivered: read, read, typing: false }, clock.now()),
    ends: (contact) => acts(contact, { do: 'end', by: 'counsellor' }),
    closes: async (contact) => {
      await acts(contact, { do: 'end', by: 'counsellor' });
      await acts(contact, { do: 'record-outcome', outcome: 'helped', by: counselling });
      await acts(contact, { do: 'close' });
    },
    stop: () => server.close(0),
    start: async () => {
      server = serve();
      await server.listen({ host: '127.0.0.1', port });
    },
    tidy: () => chat.tidy(clock.now()),
    metrics: metrics.text,
    close: async () => {
      doors.close();
      await server.close(0);
      await slowHash.close();
      await contacts.close();
    },
  };
}
