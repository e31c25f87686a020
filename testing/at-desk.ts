// Desks and wallboards over real HTTP on a database of their own: rows called as somebody, and streams followed as a
// screen does, with everything that came kept in order.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AuditLine } from '#platform/http/index.ts';
import type { ContactId } from '../server/modules/contact/contract.ts';
import { endTalk, readLines } from '../server/modules/contact/desk/contract.ts';
import { DeskLine, DeskState } from '../server/modules/contact/desk/state/contract.ts';
import type { OrganisationId, PersonId } from '../server/modules/identity/contract.ts';
import { faultIn } from './asking.ts';
import { openTestContacts, type TestContacts } from './contacts.ts';
import { type Acting, addPerson, join, serveStaff, type StaffServer } from './people.ts';
import { until } from './until.ts';

/** One event as it came. */
type Came = { readonly event: string; readonly data: unknown };

/** A screen that follows a stream. */
export type Screen = {
  readonly events: readonly Came[];
  /** What came under a name, oldest first. */
  readonly all: (event: string) => readonly unknown[];
  /** The latest of a kind that holds; waits for it. */
  readonly sees: <Schema extends z.ZodType>(
    event: string,
    schema: Schema,
    holds: (data: z.output<Schema>) => boolean,
  ) => Promise<z.output<Schema>>;
  readonly leave: () => void;
};

/** Follows a stream; throws when it is refused. */
async function follow(url: string, headers: Record<string, string>): Promise<Screen> {
  const gone = new AbortController();
  const response = await fetch(url, { headers, signal: gone.signal });
  if (!response.ok || response.body === null) throw new Error(`It is refused with ${response.status}.`);
  const events: Came[] = [];
  const reading = read(response.body, (event) => void events.push(event));
  reading.catch(() => undefined);
  const all = (event: string) => events.filter((one) => one.event === event).map(({ data }) => data);
  return {
    events,
    all,
    sees: async (event, schema, holds) => {
      const latest = () => {
        const data = all(event).at(-1);
        return data === undefined ? undefined : schema.parse(data);
      };
      const found = () => {
        const data = latest();
        return data !== undefined && holds(data) ? data : undefined;
      };
      await until(() => found() !== undefined, `no ${event} came that holds: ${JSON.stringify(latest())}`);
      return schema.parse(latest());
    },
    leave: () => gone.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, hear: (event: Came) => void): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined) hear({ event, data: JSON.parse(data) });
    }
  }
}

/** A counsellor's desk: its rows and its stream. */
export type AtDesk = Acting & {
  readonly open: () => Promise<Screen>;
  /** Waits for a state that holds. */
  readonly state: (screen: Screen, holds: (state: DeskState) => boolean) => Promise<DeskState>;
};

export type DeskService = TestContacts & {
  readonly server: StaffServer;
  readonly ledger: readonly AuditLine[];
  readonly at: (person: PersonId, organisation?: OrganisationId) => AtDesk;
  /** Follows a stream as somebody; it is left when everybody goes. */
  readonly follows: (path: string, person: PersonId, organisation?: OrganisationId) => Promise<Screen>;
  /** Somebody who belongs to administration and to supervision. */
  readonly addBoth: () => Promise<PersonId>;
  /** What a screen has been told of one conversation. */
  readonly linesOf: (screen: Screen, contact: ContactId) => readonly DeskLine['line'][];
};

/** Opens everything; close it when the file is done. */
export async function openDeskService(): Promise<DeskService> {
  const service = await openTestContacts();
  const { bus, clock, contacts, people } = service;
  const server = await serveStaff(contacts.routes, service, { bus, clock, onDuty: async () => true });
  const screens: Screen[] = [];
  const follows: DeskService['follows'] = async (path, person, organisation = people.university.organisation) => {
    const headers = { 'x-person': person, 'xindeng-organisation': organisation };
    const screen = await follow(`${server.url}${path}`, headers);
    screens.push(screen);
    return screen;
  };
  const at: DeskService['at'] = (person, organisation = people.university.organisation) => ({
    ...server.as(person, organisation),
    open: () => follows('/api/desk/stream', person, organisation),
    state: (screen, holds) => screen.sees('desk', DeskState, holds),
  });
  const linesOf: DeskService['linesOf'] = (screen, contact) =>
    screen
      .all('line')
      .map((data) => DeskLine.parse(data))
      .filter((one) => one.contact === contact)
      .map(({ line }) => line);
  const addBoth = async (): Promise<PersonId> => {
    const person = await addPerson(service.owner, '兼任');
    for (const group of ['administration', 'supervision'] as const)
      await join(service.owner, person, people.university.organisation, group);
    return person;
  };
  const everybodyGoes = async (): Promise<void> => {
    for (const screen of screens.splice(0)) screen.leave();
    await service.everybodyGoes();
  };
  const close = async (): Promise<void> => {
    await server.close(0);
    await service.close();
  };
  return { ...service, everybodyGoes, follows, server, ledger: server.ledger, at, addBoth, linesOf, close };
}

/** The address of a contact at the desk, or of something done with it. */
export const path = (contact: string, deed = ''): string => `/api/desk/contacts/${contact}${deed}`;

/** The body of something said. */
export const said = (text = '你好', id: string = randomUUID()) => ({ id, text });

/** The status of an answer, and `done` or the code of its fault. */
export async function code(response: Promise<Response>): Promise<[status: number, code: string]> {
  const answer = await response;
  return [answer.status, answer.ok ? 'done' : (await faultIn(answer)).code];
}

/** Where something done stands in the conversation; it must have been done. */
export async function position(response: Promise<Response>): Promise<number> {
  const answer = await response;
  assert.equal(answer.status, 200);
  return endTalk.output.parse(await answer.json()).position;
}

/** The lines of a conversation as somebody may read them. */
export async function linesFor(who: Acting, contact: string): Promise<z.output<typeof readLines.output>> {
  return readLines.output.parse(await (await who.get(path(contact, '/lines'))).json());
}
