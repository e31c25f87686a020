// The addresses of the room itself, by form and refresh; what its script asks for is in server/modules/chat.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Html } from '#platform/html.ts';
import { type Context, defineRoute, type Lang, type Route } from '#platform/http/index.ts';
import { ok, type Result } from '#platform/result.ts';
import { longestMessage } from '../../server/modules/chat/contract.ts';
import { addressOf, readerOf } from '../reader.ts';
import { allDayLine, openRow, type Prefix } from '../route-parts.ts';
import { type AfterView, afterPage } from './after-page.ts';
import { type ChatSite, type Elsewhere, insteadOf } from './chat-site.ts';
import { codePage, forgottenPage, gonePage, leftPage } from './code-pages.ts';
import { SayForm, ThanksForm } from './forms.ts';
import type { RoomKey, RoomShown } from './ports.ts';
import { type RoomMode, roomPage } from './room-page.ts';

/** The longest body of a message form: four thousand characters, each written as nine. */
const longestBody = 64 * 1024;

type Asked = Pick<Context, 'now' | 'cookies'> & { readonly before?: number | null };
const asked = ({ now, cookies }: Context): Asked => ({ now, cookies });
type Answered = Promise<Result<Html | Elsewhere>>;

/** The rows of the room. */
export function roomRoutes(site: ChatSite, lang: Lang, prefix: Prefix): readonly Route[] {
  return [
    showRoute(site, lang, prefix),
    sayRoute(site, lang, prefix),
    ...deedRoutes(site, lang, prefix),
    ...afterRoutes(site, lang, prefix),
  ];
}

const Looking = z.object({
  write: z.literal('1').optional().catch(undefined),
  ending: z.literal('1').optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
});

function showRoute(site: ChatSite, lang: Lang, prefix: Prefix): Route {
  return defineRoute({
    ...openRow('GET', `${prefix}/chat/room`),
    input: { query: Looking },
    output: 'page',
    run: ({ query }, context) => {
      const mode: RoomMode = query.ending === '1' ? 'end' : query.write === '1' ? 'write' : 'read';
      const past = query.before !== undefined;
      return inRoom(site, lang, { ...asked(context), before: query.before ?? null }, async (key, shown) =>
        showRoom(site, lang, context.now, { key, shown, mode, past }),
      );
    },
    refusals: {},
  });
}

/** Opens the room of the cookie, or says that there is none. */
async function inRoom(
  site: ChatSite,
  lang: Lang,
  { now, cookies, before = null }: Asked,
  work: (key: RoomKey, shown: RoomShown) => Promise<Html | Elsewhere>,
): Answered {
  const { chat } = site;
  const key = await chat.recognise(cookies.get(chat.cookies.room), now);
  const shown = key === undefined ? undefined : await chat.room(key, before, now);
  if (key !== undefined && shown !== undefined) return ok(await work(key, shown));
  cookies.clear(chat.cookies.room);
  return ok(gonePage(readerOf(site, lang, now), allDayLine(site, now)));
}

type Shown = {
  readonly key: RoomKey;
  readonly shown: RoomShown;
  readonly mode: RoomMode;
  readonly past?: boolean;
  readonly unsent?: { readonly words: string; readonly why: string };
};

async function showRoom(
  site: ChatSite,
  lang: Lang,
  now: Temporal.Instant,
  { key, shown, mode, past = false, unsent }: Shown,
): Promise<Html> {
  const { status } = shown.state;
  if (status !== 'waiting' && status !== 'talking' && !past && unsent === undefined)
    return showAfter(site, lang, now, { key, shown });
  const more = unsent === undefined ? {} : { unsent };
  const view = { shown, mode, allDay: allDayLine(site, now), messageId: randomUUID(), past, ...more };
  return roomPage(readerOf(site, lang, now), view);
}

type After = { readonly key: RoomKey; readonly shown: RoomShown } & Partial<Pick<AfterView, 'said' | 'forgetting'>>;

async function showAfter(
  site: ChatSite,
  lang: Lang,
  now: Temporal.Instant,
  { key, shown, said, forgetting = 'no' }: After,
): Promise<Html> {
  const { chat } = site;
  const [keeping, hasCode, hasSaid] = await Promise.all([
    chat.keeping(key, now),
    chat.hasCode(key),
    chat.hasSaid(key),
    // Whoever ended it: from now on the room is open for what comes after it only.
    chat.end(key, now),
  ]);
  return afterPage(readerOf(site, lang, now), {
    state: shown.state,
    line: key.line,
    keeping,
    lapsed: shown.lapsed,
    lost: shown.lines.some(({ word }) => word === 'ended-lost'),
    said: said ?? (hasSaid ? 'yes' : 'no'),
    hasCode,
    forgetting,
    others: insteadOf(site, key.line, now),
    allDay: allDayLine(site, now),
  });
}

function sayRoute(site: ChatSite, lang: Lang, prefix: Prefix): Route {
  const { chat } = site;
  return defineRoute({
    ...openRow('POST', `${prefix}/chat/room`),
    input: { body: SayForm },
    longestBody,
    output: 'page',
    run: ({ body: { id, words } }, context) =>
      inRoom(site, lang, context, async (key, shown) => {
        const { talk, room } = readerOf(site, lang, context.now).words.chat;
        const text = words.replaceAll('\r\n', '\n').trim();
        const again = (why: string) =>
          showRoom(site, lang, context.now, { key, shown, mode: 'write', unsent: { words, why } });
        if (text.length > longestMessage) return again(talk.tooLong);
        const said = text === '' ? null : await chat.say(key, { id, text }, context.now);
        if (said === null || said.ok) return { location: addressOf(lang, '/chat/room') };
        if (said.refusal === 'too-fast') return again(talk.slowed);
        return said.refusal === 'not-open' ? again(room.notSent) : again(talk.notSent);
      }),
    refusals: {},
  });
}

function deedRoutes(site: ChatSite, lang: Lang, prefix: Prefix): readonly Route[] {
  const { chat } = site;
  return [
    defineRoute({
      ...openRow('POST', `${prefix}/chat/room/end`),
      input: {},
      output: 'page',
      run: (_, context) =>
        inRoom(site, lang, context, async (key) => {
          await chat.end(key, context.now);
          return { location: addressOf(lang, '/chat/room') };
        }),
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/chat/leave`),
      input: {},
      output: 'page',
      run: async (_, { now, cookies }) => {
        const key = await chat.recognise(cookies.get(chat.cookies.room), now);
        for (const name of [chat.cookies.room, chat.cookies.again]) cookies.clear(name);
        if (key !== undefined) await chat.leave(key, now);
        return ok(leftPage(readerOf(site, lang, now)));
      },
      refusals: {},
    }),
    defineRoute({
      ...openRow('POST', `${prefix}/chat/room/code`),
      input: {},
      output: 'page',
      run: (_, context) =>
        inRoom(site, lang, context, async (key) => {
          const { now } = context;
          const [code, keeping] = [await chat.makeCode(key, now), await chat.keeping(key, now)];
          return codePage(readerOf(site, lang, now), code, keeping, allDayLine(site, now));
        }),
      refusals: {},
    }),
  ];
}

const figure = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text));

function afterRoutes(site: ChatSite, lang: Lang, prefix: Prefix): readonly Route[] {
  const { chat } = site;
  return [
    defineRoute({
      ...openRow('POST', `${prefix}/chat/room/thanks`),
      input: { body: ThanksForm },
      output: 'page',
      run: ({ body }, context) =>
        inRoom(site, lang, context, async (key, shown) => {
          const { helpful, attitude, feeling, words } = body;
          const said = { helpful: figure(helpful), attitude: figure(attitude), feeling: feeling || null };
          await chat.thank(key, { ...said, words: words || null }, context.now);
          return showAfter(site, lang, context.now, { key, shown, said: feeling === 'worse' ? 'worse' : 'yes' });
        }),
      refusals: {},
    }),
    defineRoute({
      ...openRow('POST', `${prefix}/chat/room/forget`),
      input: { body: z.strictObject({ sure: z.enum(['ask', 'yes']) }) },
      output: 'page',
      run: ({ body: { sure } }, context) =>
        inRoom(site, lang, context, async (key, shown) => {
          const { now, cookies } = context;
          if (sure === 'ask') return showAfter(site, lang, now, { key, shown, forgetting: 'ask' });
          const done = await chat.forget(key, now);
          if (!done.ok) return showAfter(site, lang, now, { key, shown, forgetting: 'wait' });
          cookies.clear(chat.cookies.room);
          return forgottenPage(readerOf(site, lang, now), done.value, allDayLine(site, now));
        }),
      refusals: {},
    }),
  ];
}
