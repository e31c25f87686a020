// Texts at hand: looked for at the desk, written by anybody of the organisation's staff, approved by supervision.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { listTexts, readText, reviseText, searchTexts, TextContent, type WholeText, writeText } from './contract.ts';
import { loadPage, searchSendable } from './searching-store.ts';
import { decidingRoutes } from './deciding-routes.ts';
import { dayOf, shownText, withdrawnAlready } from './showing-store.ts';
import { hasSource } from './standing.ts';
import { addText, addVersionAfter, findText } from './store.ts';

/** What writing needs: the first letters of the syllables of a title. */
export type KnowledgeParts = { readonly initialsOf: (title: string) => Promise<string> };

/** The rows of texts. */
export function knowledgeRoutes(parts: KnowledgeParts): readonly Route[] {
  return [searchRoute, listRoute, readRoute, writeRoute(parts), reviseRoute(parts), ...decidingRoutes];
}

const sourceNeeded = {
  status: 422,
  zh: '资料要写明出处和出处的日期。',
  en: 'A text needs its source and the day of the source.',
} as const;
const writing = { access: { may: 'contact.write-text' } } as const;

const searchRoute = defineRoute({
  ...searchTexts,
  access: { may: 'contact.talk' },
  audit: { none: 'Texts for everybody; what is sent stands in the conversation.' },
  about: 'Texts and phrases that may be sent now.',
  run: ({ query }, { transact, now }) =>
    transact(async (tx) => ok({ texts: await searchSendable(tx, { ...query, today: dayOf(now) }) })),
  refusals: {},
});

const listRoute = defineRoute({
  ...listTexts,
  ...writing,
  audit: { none: 'Texts of the organisation; changes of them are on file.' },
  about: 'The organisation’s texts with how they stand.',
  run: ({ query }, { transact, now, caller }) =>
    transact(async (tx) => ok(await loadPage(tx, query, { me: caller.person, today: dayOf(now) }))),
  refusals: {},
});

const readRoute = defineRoute({
  ...readText,
  ...writing,
  audit: { none: 'Texts of the organisation; changes of them are on file.' },
  about: 'A text with all its versions.',
  run: ({ params: { id } }, { transact, now, caller }) =>
    transact(async (tx) => {
      const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
      return text === undefined ? refuse('no-such-text') : ok(text);
    }),
  refusals: { 'no-such-text': 404 },
});

function writeRoute({ initialsOf }: KnowledgeParts): Route {
  return defineRoute({
    ...writeText,
    ...writing,
    audit: 'contact.write-text',
    about: 'Writes a text; somebody else approves it.',
    run: async ({ body }, { transact, now, caller }) => {
      if (!hasSource(body)) return refuse('source-needed');
      const initials = await initialsOf(body.title);
      return transact(async (tx, note) => {
        const id = await addText(tx, { ...body, initials }, { person: caller.person, at: now });
        note({ subject: `text:${id}`, detail: { version: 1 } });
        return ok(await shownText(tx, id, { now, caller }));
      });
    },
    refusals: { 'source-needed': sourceNeeded },
  });
}

type ReviseRefusal = 'source-needed' | 'no-such-text' | 'withdrawn-already' | 'changed-meanwhile' | 'nothing-changes';

function reviseRoute({ initialsOf }: KnowledgeParts): Route {
  return defineRoute({
    ...reviseText,
    ...writing,
    audit: 'contact.write-text',
    about: 'Adds a version; the approved one is sent until somebody else has approved it.',
    run: async ({ params: { id }, body: { after, ...content } }, { transact, now, caller }) => {
      const initials = await initialsOf(content.title);
      return transact<WholeText, ReviseRefusal>(async (tx, note) => {
        const text = await findText(tx, id, { me: caller.person, today: dayOf(now) });
        const judged = judgeRevision(text, after, content);
        if (!judged.ok) return judged;
        const by = { person: caller.person, at: now };
        const added = await addVersionAfter(tx, { id, after, written: { ...content, initials }, by });
        if (!added.ok) return added;
        note({ subject: `text:${id}`, detail: { version: after + 1 } });
        return ok(await shownText(tx, id, { now, caller }));
      });
    },
    refusals: {
      'no-such-text': 404,
      'withdrawn-already': withdrawnAlready,
      'changed-meanwhile': {
        status: 409,
        zh: '别人刚刚改过这条。请重新打开，再改一次。',
        en: 'Somebody else has just changed this. Open it again and repeat your change.',
      },
      'nothing-changes': { status: 422, zh: '没有改动。', en: 'Nothing would change.' },
      'source-needed': sourceNeeded,
    },
  });
}

function judgeRevision(text: WholeText | undefined, after: number, content: TextContent): Result<null, ReviseRefusal> {
  if (!hasSource(content)) return refuse('source-needed');
  if (text === undefined) return refuse('no-such-text');
  if (text.withdrawn !== null) return refuse('withdrawn-already');
  const [latest] = text.versions;
  if (latest?.version !== after) return refuse('changed-meanwhile');
  const { kind, title, zh, en, tags, source, sourceDate } = latest;
  const was: TextContent = { kind, title, zh, en, tags, source, sourceDate };
  const same = TextContent.keyof().options.every((key) => JSON.stringify(was[key]) === JSON.stringify(content[key]));
  return same ? refuse('nothing-changes') : ok(null);
}
