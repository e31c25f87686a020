// The addresses of the help-seekers' site: Chinese at the root, English under /en. Everything may be opened by
// anybody and nothing is put on file, since whoever comes here is not to be known. Answers and searches arrive by
// POST and go on to a sealed address, so that the back key works and no address tells what was asked.
import { z } from 'zod';
import { defineRoute, type Lang, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { LineId } from '../server/modules/directory/contract.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';
import { type Answers, AnswersForm, answersOf, packAnswers, SearchForm, unpackAnswers } from './answers.ts';
import { withChats } from './chat/chat-site.ts';
import { chatRoutes } from './chat/routes.ts';
import { speaksOfDanger } from './distress.ts';
import { heardPage } from './heard-page.ts';
import { linePage } from './line-page.ts';
import { noticePage, noticesPage } from './notices-page.ts';
import { aboutPage, leavingPage, offlinePage } from './plain-pages.ts';
import { posterRoutes } from './poster-routes.ts';
import { addressOf, readerOf, type Site } from './reader.ts';
import { regionPage, regionsPage } from './regions-page.ts';
import { mostShown, resultsPage, searchPage } from './results-page.ts';
import { rememberingUnseal, seal, unseal } from './sealed-address.ts';
import { allDayLine, findingPage, keyOf, openRow, type Prefix } from './route-parts.ts';

/** Every route of the site, in both languages. */
export function siteRoutes(site: Site): readonly Route[] {
  const languages: readonly (readonly [Lang, Prefix])[] = [
    ['zh', ''],
    ['en', '/en'],
  ];
  return languages.flatMap(([lang, prefix]) => [
    ...questionRoutes(site, lang, prefix),
    ...resultRoutes(site, lang, prefix),
    ...searchRoutes(site, lang, prefix),
    lineRoute(site, lang, prefix),
    ...regionRoutes(site, lang, prefix),
    ...noticeRoutes(site, lang, prefix),
    ...plainRoutes(site, lang, prefix),
    ...posterRoutes(site, lang, prefix),
    ...chatRoutes(site, lang, prefix),
  ]);
}

function questionRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const sealed = z.object({ sealed: z.string().max(400) });
  return [
    defineRoute({
      ...openRow('GET', prefix === '' ? '/' : prefix),
      input: {},
      output: 'page',
      run: (_, { now }) => ok({ key: keyOf(site, now), render: () => findingPage(site, lang, now) }),
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/questions/:sealed`),
      input: { params: sealed },
      output: 'page',
      run: ({ params }, { now }) => {
        const answers = answersIn(site, params.sealed, now);
        return answers === undefined ? refuse('expired') : ok(findingPage(site, lang, now, { answers }));
      },
      refusals: { expired: 410 },
    }),
  ];
}

function resultRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const answersOfAddress = rememberingUnseal(site.settings.secret, 'answers', unpackAnswers);
  const { ports, settings } = site;
  const show = (answers: Answers, sealed: string | null, now: Temporal.Instant) => () => {
    const matching = withChats(site, answers, now, ports.match({ ...answers, at: now, limit: mostShown }));
    return resultsPage(readerOf(site, lang, now), { answers, matching, sealed });
  };
  return [
    defineRoute({
      ...openRow('POST', `${prefix}/results`),
      input: { body: AnswersForm },
      output: 'page',
      run: ({ body }, { now }) => {
        const answers = answersOf(body);
        if (answers.region !== undefined && ports.region(answers.region) === undefined) return refuse('unknown-region');
        const address = seal(settings.secret, 'answers', packAnswers(answers), now);
        return ok({ location: addressOf(lang, `/results/${address}`) });
      },
      refusals: { 'unknown-region': 400 },
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/results`),
      input: {},
      output: 'page',
      run: (_, { now }) => ok({ key: keyOf(site, now), render: show({}, null, now) }),
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/results/:sealed`),
      input: { params: z.object({ sealed: z.string().max(400) }) },
      output: 'page',
      run: ({ params: { sealed } }, { now }) => {
        const answers = answersOfAddress(sealed, now);
        if (answers === undefined) return refuse('expired');
        return ok({ key: `${keyOf(site, now)} ${sealed}`, render: show(answers, sealed, now) });
      },
      refusals: { expired: 410 },
    }),
  ];
}

/** The answers that an address holds; undefined when it opens no more. */
function answersIn({ settings }: Site, sealed: string, now: Temporal.Instant): Answers | undefined {
  const packed = unseal(settings.secret, 'answers', sealed, now);
  return packed === undefined ? undefined : unpackAnswers(packed);
}

/** Searched words are never kept, not even as a page in memory. */
function searchRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const { ports, settings } = site;
  const pageFor = (text: string, sealed: string | null, now: Temporal.Instant) => {
    const found = text === '' ? [] : ports.search(text, now);
    const matching = ports.match({ at: now, limit: mostShown });
    const show = speaksOfDanger(text) ? heardPage : searchPage;
    return show(readerOf(site, lang, now), { text, sealed, found, matching });
  };
  return [
    defineRoute({
      ...openRow('POST', `${prefix}/search`),
      input: { body: SearchForm },
      output: 'page',
      run: ({ body }, { now }) => {
        const text = body.text ?? '';
        if (text === '') return ok({ location: addressOf(lang, '/search') });
        return ok({ location: addressOf(lang, `/search/${seal(settings.secret, 'search', text, now)}`) });
      },
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/search`),
      input: {},
      output: 'page',
      run: (_, { now }) => ok(pageFor('', null, now)),
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/search/:sealed`),
      input: { params: z.object({ sealed: z.string().max(800) }) },
      output: 'page',
      run: ({ params }, { now }) => {
        const text = unseal(settings.secret, 'search', params.sealed, now);
        return text === undefined ? refuse('expired') : ok(pageFor(text, params.sealed, now));
      },
      refusals: { expired: 410 },
    }),
  ];
}

function lineRoute(site: Site, lang: Lang, prefix: Prefix): Route {
  const { ports } = site;
  return defineRoute({
    ...openRow('GET', `${prefix}/lines/:id`),
    input: { params: z.object({ id: LineId }) },
    output: 'page',
    run: async ({ params }, { now }) => {
      const view = ports.describeLine(params.id, now);
      if (view === undefined) return refuse('no-such-line');
      const { id } = view.line;
      const door = await site.chat?.door(id, now);
      if (id !== params.id) return ok({ location: `${prefix}/lines/${id}` as const, permanent: true });
      const render = () => {
        const near = view.line.region === null ? {} : { region: view.line.region.code };
        const { answers, allDay } = ports.match({ ...near, at: now, limit: mostShown });
        const alternatives = answers.length > 0 ? answers : allDay === null ? [] : [allDay];
        return linePage(readerOf(site, lang, now), { view, door, alternatives, allDay });
      };
      return ok({ key: `${keyOf(site, now)} ${params.id} ${JSON.stringify(door ?? null)}`, render });
    },
    refusals: { 'no-such-line': 404 },
  });
}

function regionRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const { ports } = site;
  return [
    defineRoute({
      ...openRow('GET', `${prefix}/regions`),
      input: {},
      output: 'page',
      run: (_, { now }) => {
        const render = () => {
          const nowhere = ports.linesNowhere(now).inService.length;
          const view = { places: ports.browse(now), nowhere, allDay: allDayLine(site, now) };
          return regionsPage(readerOf(site, lang, now), view);
        };
        return ok({ key: keyOf(site, now), render });
      },
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/regions/national`),
      input: {},
      output: 'page',
      run: (_, { now }) => {
        const render = () => {
          const view = { place: null, lines: ports.linesNowhere(now), cities: [], national: [] };
          return regionPage(readerOf(site, lang, now), { ...view, allDay: allDayLine(site, now) });
        };
        return ok({ key: keyOf(site, now), render });
      },
      refusals: {},
    }),
    oneRegionRoute(site, lang, prefix),
  ];
}

function oneRegionRoute(site: Site, lang: Lang, prefix: Prefix): Route {
  const { ports } = site;
  return defineRoute({
    ...openRow('GET', `${prefix}/regions/:code`),
    input: { params: z.object({ code: RegionCode }) },
    output: 'page',
    run: ({ params: { code } }, { now }) => {
      const lines = ports.linesIn(code, now);
      if (lines === undefined) return refuse('no-such-region');
      const render = () => {
        const cities = ports.browse(now).find(({ region }) => region.code === code)?.cities ?? [];
        const { answers, allDay } = ports.match({ region: code, at: now, limit: mostShown });
        const here = new Set(lines.inService.map(({ line }) => line.id));
        const national = answers.filter(({ line }) => line.audience.national && !here.has(line.id));
        return regionPage(readerOf(site, lang, now), { place: lines.region, lines, cities, national, allDay });
      };
      return ok({ key: `${keyOf(site, now)} ${code}`, render });
    },
    refusals: { 'no-such-region': 404 },
  });
}

function noticeRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const { ports } = site;
  return [
    defineRoute({
      ...openRow('GET', `${prefix}/notices`),
      input: {},
      output: 'page',
      run: (_, { now }) => {
        const render = () => noticesPage(readerOf(site, lang, now), ports.notices(), allDayLine(site, now));
        return ok({ key: keyOf(site, now), render });
      },
      refusals: {},
    }),
    defineRoute({
      ...openRow('GET', `${prefix}/notices/:id`),
      input: { params: z.object({ id: z.string().max(64) }) },
      output: 'page',
      run: ({ params: { id } }, { now }) => {
        const detail = ports.notice(id, now);
        if (detail === undefined) return refuse('no-such-notice');
        const render = () => noticePage(readerOf(site, lang, now), detail, allDayLine(site, now));
        return ok({ key: `${keyOf(site, now)} ${id}`, render });
      },
      refusals: { 'no-such-notice': 404 },
    }),
  ];
}

function plainRoutes(site: Site, lang: Lang, prefix: Prefix): readonly Route[] {
  const pages = { about: aboutPage, leaving: leavingPage, offline: offlinePage };
  return Object.entries(pages).map(([name, make]) =>
    defineRoute({
      ...openRow('GET', `${prefix}/${name}`),
      input: {},
      output: 'page',
      run: (_, { now }) => {
        const render = () => make(readerOf(site, lang, now), allDayLine(site, now));
        return ok({ key: keyOf(site, now), render });
      },
      refusals: {},
    }),
  );
}
