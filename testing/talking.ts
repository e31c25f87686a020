// The two sides of a conversation as their screens speak to the server: each follows its stream, comes back by itself
// with its last position, and sends what it says again until it is acknowledged. They may move to another server in the
// middle of a sentence, as behind a load balancer. They note every line as it came, so that a test can say that nothing
// was lost, doubled or out of order.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { until } from './until.ts';

/** What one side has seen and got acknowledged. */
export type Talker = {
  /** Texts of what was said, in the order in which they came on this side's screen. */
  readonly heard: readonly string[];
  /** Texts that this side said and that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** Longest time without a stream, in milliseconds. */
  readonly longestGap: () => number;
  /** Says something until it is acknowledged; throws when it is refused for good. */
  readonly say: (text: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A counsellor also takes contacts. */
export type CounsellorTalker = Talker & {
  /** Settles once a contact was taken. */
  readonly taken: () => Promise<string>;
};

type Heading = Readonly<Record<string, string>>;
type Event = { readonly id: string; readonly event: string; readonly data: unknown };

/** Reads the events of one stream until it ends or `signal` says so. Throws when it cannot be opened. */
async function* eventsOf(url: string, headers: Heading, signal: AbortSignal): AsyncGenerator<Event> {
  const response = await fetch(url, { headers, signal });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`no stream: ${response.status}`);
  }
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = text
        .slice(0, end)
        .split('\n')
        .map((line) => line.split(/: ?(.*)/s));
      text = text.slice(end + 2);
      const field = (name: string): string => fields.find(([key]) => key === name)?.[1] ?? '';
      if (field('data') !== '') yield { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
    }
  }
}

type Following = {
  readonly path: string;
  readonly headers: () => Heading;
  readonly hear: (event: Event) => Promise<void>;
};

/** Follows a stream, again and again, wherever the server is at the moment. */
function follow(server: () => string, { path, headers, hear }: Following) {
  const stopping = new AbortController();
  let gone = performance.now();
  let longest = 0;
  const once = async (): Promise<void> => {
    let first = true;
    for await (const event of eventsOf(server() + path, headers(), stopping.signal)) {
      if (first) longest = Math.max(longest, performance.now() - gone);
      first = false;
      await hear(event);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await once().catch((error: unknown) => {
        if (error instanceof TalkFault) throw error;
      });
      gone = performance.now();
      await wait(100);
    }
  };
  const done = run();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await done;
  };
  return { stop, longestGap: () => longest };
}

/** Something that must never happen on a screen. */
class TalkFault extends Error {}

/** Sends until somebody answers; a server that is being killed answers nothing. */
async function insist(server: () => string, path: string, init: RequestInit): Promise<Response> {
  const over = performance.now() + 60_000;
  for (;;) {
    try {
      const response = await fetch(server() + path, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(5_000),
      });
      if (response.status < 500 && response.status !== 429) return response;
      await response.body?.cancel();
    } catch (error) {
      if (performance.now() > over) throw error;
    }
    if (performance.now() > over) throw new TalkFault(`nobody answered ${path} for a minute`);
    await wait(100);
  }
}

const json = (body: unknown, headers: Heading): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function cookiesIn(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
}

const RoomLine = z.object({ position: z.int(), text: z.string().nullable() });

/** Comes in by the pages, as somebody without a script does, and follows the room. */
export async function helpSeeker(server: () => string, line: string): Promise<Talker> {
  let shown = '';
  await until(async () => {
    const page = await (await fetch(`${server()}/chat/${line}`)).text();
    shown = /name="shown"\s+value="([^"]+)"/.exec(page)?.[1] ?? '';
    return shown !== '';
  }, 'the line takes nobody');
  const questions = await (await fetch(`${server()}/chat/${line}/questions?shown=${shown}`)).text();
  const ticket = /name="ticket"\s+value="([^"]+)"/.exec(questions)?.[1] ?? '';
  const form = new URLSearchParams({ shown, ticket });
  const entered = await fetch(`${server()}/chat/${line}/questions`, { method: 'POST', body: form, redirect: 'manual' });
  if (entered.headers.get('location') !== '/chat/room') throw new Error(`not let in: ${entered.status}`);
  const cookie = cookiesIn(entered);
  const heard: string[] = [];
  const acknowledged: string[] = [];
  let last = 0;
  const stream = follow(server, {
    path: '/api/chat/stream',
    headers: () => ({ cookie, ...(last === 0 ? {} : { 'last-event-id': String(last) }) }),
    hear: async ({ event, data }) => {
      if (event !== 'line') return;
      const { position, text } = RoomLine.parse(data);
      if (position <= last) throw new TalkFault(`line ${position} came after line ${last}`);
      last = position;
      if (text !== null) heard.push(text);
    },
  });
  const say = async (text: string): Promise<void> => {
    const said = await insist(server, '/api/chat/messages', json({ id: randomUUID(), text }, { cookie }));
    if (said.status !== 200) throw new TalkFault(`refused: ${said.status} ${await said.text()}`);
    await said.body?.cancel();
    acknowledged.push(text);
  };
  return { heard, acknowledged, longestGap: stream.longestGap, say, stop: stream.stop };
}

const Told = z.object({
  contact: z.string(),
  line: z.object({ position: z.int(), said: z.object({ text: z.string().nullable() }).nullable() }),
});
const Lines = z.object({ lines: z.array(Told.shape.line) });
const State = z.object({
  offers: z.array(z.object({ contact: z.string() })),
  contacts: z.array(z.object({ id: z.string(), lastPosition: z.int() })),
});

/** How a counsellor signs in, and for whom they act. */
export type Login = { readonly who: string; readonly password: string; readonly organisation: string };

const Duty = z.object({ queues: z.array(z.object({ id: z.string() })) });

/** Signs in, goes on duty for queues (all, when none are named), takes the first contact that is offered and follows it. */
export async function counsellor(
  server: () => string,
  login: Login,
  queues?: readonly string[],
): Promise<CounsellorTalker> {
  const { who, password, organisation } = login;
  const entered = await insist(server, '/api/sign-in/password', json({ who, password }, {}));
  if (entered.status !== 200) throw new Error(`not signed in: ${entered.status} ${await entered.text()}`);
  const headers = { cookie: cookiesIn(entered), 'xindeng-organisation': organisation };
  const duty = Duty.parse(await (await insist(server, '/api/desk/duty', { headers })).json());
  const chosen = queues ?? duty.queues.map(({ id }) => id);
  const begun = await insist(
    server,
    '/api/desk/duty',
    json({ queues: chosen, capacity: { chats: 2, voice: 0 } }, headers),
  );
  if (begun.status !== 200) throw new Error(`not on duty: ${begun.status} ${await begun.text()}`);
  const heard: string[] = [];
  const acknowledged: string[] = [];
  let contact: string | null = null;
  let last = 0;
  const add = ({ position, said }: z.infer<typeof Told>['line']): void => {
    if (position !== last + 1) throw new TalkFault(`line ${position} came after line ${last}`);
    last = position;
    if (said?.text != null) heard.push(said.text);
  };
  // What came while the screen was away is asked for, as the desk does when a number is missing.
  const catchUp = async (to: number): Promise<void> => {
    while (contact !== null && last < to) {
      const answer = await insist(server, `/api/desk/contacts/${contact}/lines?after=${last}`, { headers });
      if (answer.status !== 200) throw new TalkFault(`lines refused: ${answer.status}`);
      const { lines } = Lines.parse(await answer.json());
      if (lines.length === 0) return;
      lines.forEach(add);
    }
  };
  const stream = follow(server, {
    path: '/api/desk/stream',
    headers: () => headers,
    hear: async ({ event, data }) => {
      if (event === 'desk') {
        const { offers, contacts } = State.parse(data);
        const [offer] = offers;
        if (contact === null && offer !== undefined)
          await insist(server, `/api/desk/contacts/${offer.contact}/acceptance`, { method: 'POST', headers });
        contact ??= contacts[0]?.id ?? null;
        await catchUp(contacts.find(({ id }) => id === contact)?.lastPosition ?? 0);
      }
      if (event !== 'line') return;
      const told = Told.parse(data);
      if (told.contact !== contact || told.line.position <= last) return;
      if (told.line.position > last + 1) await catchUp(told.line.position);
      else add(told.line);
    },
  });
  const taken = async (): Promise<string> => {
    await until(() => contact !== null, 'no contact was offered');
    return contact ?? '';
  };
  const say = async (text: string): Promise<void> => {
    const path = `/api/desk/contacts/${await taken()}/messages`;
    const said = await insist(server, path, json({ id: randomUUID(), text }, headers));
    if (said.status !== 200) throw new TalkFault(`refused: ${said.status} ${await said.text()}`);
    await said.body?.cancel();
    acknowledged.push(text);
  };
  return { heard, acknowledged, longestGap: stream.longestGap, say, stop: stream.stop, taken };
}
