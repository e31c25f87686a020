// The addresses before the room: what to know, the questions, the ways they may lead to, and coming back with a code.
// Nothing that somebody says stands in an address.
import { z } from 'zod';
import type { Html } from '#platform/html.ts';
import { type Context, defineRoute, type Lang, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ComingRefusal } from '../../server/modules/chat/contract.ts';
import { LineId } from '../../server/modules/directory/contract.ts';
import { addressOf, type Reader, readerOf, type Site } from '../reader.ts';
import { allDayLine, openRow, type Prefix } from '../route-parts.ts';
import { type ChatSite, type Elsewhere, insteadOf } from './chat-site.ts';
import { returnPage } from './code-pages.ts';
import { CodeForm, ComingForm } from './forms.ts';
import { knowPage } from './know-page.ts';

import {
  type AskView,
  asksAge,
  guardianPage,
  puzzlePage,
  questionsPage,
  tooManyPage,
  urgentPage,
} from './questions-page.ts';
import { roomRoutes } from './room-routes.ts';

const params = z.object({ line: LineId });

/** Every row of chat's pages in one language; none where there are no rooms. */
export function chatRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const { chat } = site;
  if (chat === undefined) return [];
  const here: ChatSite = { ...site, chat };
  return [
    ...roomRoutes(here, lang, prefix),
    ...returnRoutes(here, lang, prefix),
    knowRoute(here, lang, prefix),
    askRoute(here, lang, prefix),
    comingRoute(here, lang, prefix),
  ];
}

function knowRoute(site: ChatSite, lang: Lang, prefix: Prefix): Route {
  const { ports, chat } = site;
  return defineRoute({
    ...openRow('GET', `${prefix}/chat/:line`),
    input: { params },
    output: 'page',
    run: async ({ params: { line } }, { now, cookies }) => {
      const view = ports.describeLine(line, now);
      const [door, promised] = await Promise.all([chat.door(line, now), chat.promise(line, now)]);
      if (view === undefined || door === undefined || promised === undefined) return refuse('no-such-line');
      const running = await runningRoom(site, cookies.get(chat.cookies.room), now);
      const again = await chat.comesAgain(cookies.get(chat.cookies.again), view.line.id, now);
      const instead = door.state === 'open' ? [] : insteadOf(site, view.line.id, now);
      const know = { view, door, promised, running, again, instead, allDay: allDayLine(site, now) };
      return ok(knowPage(readerOf(site, lang, now), know));
    },
    refusals: { 'no-such-line': 404 },
  });
}

/** Whether this browser has a room in which somebody still waits or talks. */
async function runningRoom({ chat }: ChatSite, token: string | undefined, now: Temporal.Instant): Promise<boolean> {
  const key = await chat.recognise(token, now);
  const room = key === undefined ? undefined : await chat.room(key, null, now);
  return room?.state.status === 'waiting' || room?.state.status === 'talking';
}

function askRoute(site: ChatSite, lang: Lang, prefix: Prefix): Route {
  return defineRoute({
    ...openRow('GET', `${prefix}/chat/:line/questions`),
    input: { params, query: z.object({ shown: z.string().max(60).optional() }) },
    output: 'page',
    run: async ({ params: { line }, query: { shown } }, context) => {
      const view = z.uuid().safeParse(shown).success ? await askView(site, line, { shown }, context) : undefined;
      if (view === undefined) return ok({ location: addressOf(lang, `/chat/${line}`) });
      return ok(questionsPage(readerOf(site, lang, context.now), view));
    },
    refusals: {},
  });
}

type Asking = Pick<Context, 'now' | 'address' | 'cookies'>;

async function askView(
  site: ChatSite,
  line: LineId,
  given: Partial<ComingForm>,
  { now, address, cookies }: Asking,
): Promise<AskView | undefined> {
  const view = site.ports.describeLine(line, now);
  if (view === undefined) return undefined;
  const again = await site.chat.comesAgain(cookies.get(site.chat.cookies.again), view.line.id, now);
  return { line: view.line, given, ticket: site.chat.ticket(address, now), allDay: allDayLine(site, now), again };
}

function comingRoute(site: ChatSite, lang: Lang, prefix: Prefix): Route {
  return defineRoute({
    ...openRow('POST', `${prefix}/chat/:line/questions`),
    input: { params, body: ComingForm },
    output: 'page',
    run: async ({ params: { line }, body }, context) => {
      const view = await askView(site, line, body, context);
      if (view === undefined) return refuse('no-such-line');
      const reader = readerOf(site, lang, context.now);
      if (body.danger === 'ask') return ok(urgentPage(reader, view));
      if (body.again === 'ask' || !body.ticket) return ok(questionsPage(reader, view));
      return coming(site, reader, { ...view, given: body }, context);
    },
    refusals: { 'no-such-line': 404 },
  });
}

type Come = { readonly given: ComingForm } & AskView;

/** Comes in, or shows what has to come first. */
async function coming(site: ChatSite, reader: Reader, view: Come, context: Asking): Promise<Result<Html | Elsewhere>> {
  const { chat } = site;
  const { given, line } = view;
  const { now, address, cookies } = context;
  const done = await chat.comeIn(
    {
      line: line.id,
      lang: reader.lang,
      ticket: given.ticket ?? '',
      answer: given.answer ?? '',
      address,
      shown: given.shown ?? '',
      topic: given.topic || null,
      group: given.group || null,
      age: asksAge(line) ? given.age || null : null,
      words: given.words || null,
      danger: given.danger === 'high' || given.danger === 'danger' ? given.danger : 'none',
      guardian: given.guardian || null,
      again: cookies.get(chat.cookies.again) ?? null,
      wishSame: given.wish === 'same',
    },
    now,
  );
  if (!done.ok) return instead(site, reader, view, { ...done, now });
  cookies.set(chat.cookies.room, done.value.token);
  cookies.clear(chat.cookies.again);
  return ok({ location: addressOf(reader.lang, '/chat/room') });
}

type Refused = { readonly refusal: ComingRefusal; readonly after?: number; readonly now: Temporal.Instant };

async function instead(
  site: ChatSite,
  reader: Reader,
  view: Come,
  { refusal, after = 60, now }: Refused,
): Promise<Result<Html | Elsewhere>> {
  const { ask } = reader.words.chat;
  switch (refusal) {
    case 'ticket-expired':
      return ok(questionsPage(reader, view, ask.expired));
    case 'puzzle-needed':
      return ok(puzzlePage(reader, view, after));
    case 'too-many':
      return ok(tooManyPage(reader, view, after));
    case 'guardian-needed': {
      const promised = await site.chat.promise(view.line.id, now);
      if (promised !== undefined) return ok(guardianPage(reader, view, promised.guardian));
      return ok({ location: addressOf(reader.lang, `/chat/${view.line.id}`) });
    }
    case 'no-such-text':
    case 'no-such-door':
    case 'line-closed':
    case 'nobody-on-duty':
    case 'line-ended':
      return ok({ location: addressOf(reader.lang, `/chat/${view.line.id}`) });
  }
  return refusal satisfies never;
}

/** Seconds for which it is remembered that somebody came with a code. */
const againSeconds = 30 * 60;

function returnRoutes(site: ChatSite, lang: Lang, prefix: Prefix): readonly Route[] {
  const { chat } = site;
  return [
    defineRoute({
      ...openRow('GET', `${prefix}/chat/return`),
      input: {},
      output: 'page',
      run: (_, { now }) => ok(returnPage(readerOf(site, lang, now), allDayLine(site, now))),
      refusals: {},
    }),
    defineRoute({
      ...openRow('POST', `${prefix}/chat/return`),
      input: { body: CodeForm },
      output: 'page',
      run: async ({ body: { code } }, { now, address, cookies }) => {
        const reader = readerOf(site, lang, now);
        const done = await chat.comeBack({ typed: code, address, lang }, now);
        if (!done.ok) return ok(returnPage(reader, allDayLine(site, now), whyNot(reader, done)));
        if (done.value.to === 'room') {
          cookies.set(chat.cookies.room, done.value.token);
          return ok({ location: addressOf(lang, '/chat/room') });
        }
        cookies.set(chat.cookies.again, done.value.again, { seconds: againSeconds });
        return ok({ location: addressOf(lang, `/chat/${done.value.line}`) });
      },
      refusals: {},
    }),
  ];
}

function whyNot(reader: Reader, { refusal, after = 60 }: { refusal: string; after?: number }): string {
  const { back, span } = reader.words.chat;
  if (refusal === 'wrong-code') return back.wrong;
  if (refusal === 'busy') return back.busy;
  return back.slow(after < 60 ? span.seconds(after) : span.minutes(Math.ceil(after / 60)));
}
