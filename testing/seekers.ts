// Somebody who looks for help without a script: forms, a cookie, nothing else.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readRoom } from '../server/modules/chat/contract.ts';
import type { ContactId } from '../server/modules/contact/contract.ts';
import type { TestChat } from './chat.ts';
import { LINE } from './privacy.ts';

/** What came back: the page, or where it leads. */
export type Seen = { readonly status: number; readonly text: string; readonly location: string | null };

export type Seeker = {
  readonly get: (path: string) => Promise<Seen>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Seen>;
  /** To the API, as the script does. */
  readonly api: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Response>;
  readonly cookies: Map<string, string>;
  /** Reads what to know, answers what is given, and waits in the room. */
  readonly comesIn: (line: string, given?: Readonly<Record<string, string>>) => Promise<Seen>;
};

/** The value of a hidden field of a page. */
export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? assert.fail(`no field ${name}`);
}

/** A browser without scripts. `from`: the address a proxy says it comes from. */
export function seeker(url: string, from = '203.0.113.7'): Seeker {
  const cookies = new Map<string, string>();
  type Asking = {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  const ask = async (path: string, init: Asking): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie, 'x-forwarded-for': from, ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const seen = async (response: Response): Promise<Seen> => ({
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location'),
  });
  const get: Seeker['get'] = async (path) => seen(await ask(path, {}));
  const post: Seeker['post'] = async (path, form) =>
    seen(
      await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    );
  return {
    get,
    post,
    cookies,
    api: (method, path, body) =>
      ask(path, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    comesIn: async (line, given = {}) => {
      const know = await get(`/chat/${line}`);
      const shown = hidden(know.text, 'shown');
      const questions = await get(`/chat/${line}/questions?shown=${shown}`);
      const ticket = hidden(questions.text, 'ticket');
      return post(`/chat/${line}/questions`, { shown, ticket, answer: '', ...given });
    },
  };
}

/** What a test of chat does for people who look for help. */
export function seekersOf(service: Pick<TestChat, 'url' | 'latest' | 'takes'>) {
  let addresses = 0;
  /** Somebody from an address nobody came from before. */
  const somebody = (): Seeker => seeker(service.url, `198.51.100.${(addresses += 1)}`);
  return {
    somebody,
    /** The room as its script reads it. */
    roomOf: async (who: Seeker) => readRoom.output.parse(await (await who.api('GET', '/api/chat/room')).json()),
    say: (who: Seeker, text: string, id: string = randomUUID()) => who.api('POST', '/api/chat/messages', { id, text }),
    /** Somebody comes in and talks with the counsellor. */
    talking: async (): Promise<{ who: Seeker; contact: ContactId }> => {
      const who = somebody();
      await who.comesIn(LINE);
      const contact = await service.latest();
      await service.takes(contact);
      return { who, contact };
    },
  };
}
