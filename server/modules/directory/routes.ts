// The directory for programs: the same answers as the site's, as data. Everything in it was published by its
// own line, so it is open to all, and nothing that was asked is put on file.
import { z } from 'zod';
import { readInstant } from '#platform/clock.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { findRegion, regionByCode, regionChoices } from '#regions/index.ts';
import type { RegionCode } from '../regions/contract.ts';
import {
  Answer,
  AskedAt as at,
  AudienceGroup,
  Channel,
  listRegions,
  Matching,
  type MatchQuery,
  Notice,
  readLine,
  Service,
  Urgency,
} from './contract.ts';
import { describeLine, type LineDescription } from './describing.ts';
import { hsdsRoutes } from './hsds/routes.ts';
import { listLines } from './listing.ts';
import type { Directory } from './live-store.ts';
import { match } from './matching.ts';
import type { Snapshot } from './snapshot.ts';

type Needed = Pick<Directory, 'snapshot' | 'notices' | 'movedTo'>;

const open = {
  access: { open: 'The directory is public: people who need it must not have to ask.' },
  audit: { none: 'Whoever looks for help is not to be known.' },
} as const;

const region = z.string().max(30).describe('GB/T 2260 code (210200) or a name (大连).');

const MatchInput = {
  region: region.optional(),
  audience: AudienceGroup.optional().describe('Whom it is for.'),
  channel: Channel.optional().describe('How to get in touch.'),
  urgency: Urgency.optional().describe('Whether it can wait.'),
  at: at.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional().describe('Answers of each list at most; 20 when left out.'),
};

const Page = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(50),
};

const LinePage = z.object({ total: z.int(), page: z.int(), perPage: z.int(), lines: z.array(Answer) });

const noSuchRegion = {
  status: 422,
  zh: '没有这个地区。请用六位行政区划代码或省、市的名称。',
  en: 'There is no such region. Use its six-digit code or the name of a province or city.',
} as const;

/** The rows of the directory, HSDS included. `publicUrl`: the address of the site, for links. */
export function directoryRoutes(directory: Needed, publicUrl: string): readonly Route[] {
  return [
    listRoute(directory),
    lineRoute(directory),
    ...matchRoutes(directory),
    ...otherRoutes(directory),
    ...hsdsRoutes(directory.snapshot, publicUrl),
  ];
}

function listRoute({ snapshot }: Needed): Route {
  return defineRoute({
    ...open,
    method: 'GET',
    path: '/api/lines',
    about: 'All lines by id, a page at a time; or, with `q`, the best finds for a name, its pinyin or a number.',
    input: {
      query: z.object({
        q: z.string().max(60).optional().describe('Name, former name, pinyin initials, host or number.'),
        region: region.optional(),
        service: Service.optional().describe('Only lines that stand so at the instant.'),
        at: at.optional(),
        ...Page,
      }),
    },
    output: LinePage,
    run: ({ query }, context) => {
      const { q, page, per_page: perPage, service } = query;
      const place = regionOf(snapshot(), query.region);
      if (!place.ok) return place;
      const when = instantOf(query.at, context.now);
      const listed = listLines(snapshot(), { text: q, region: place.value, service, page, perPage, at: when });
      return listed === undefined
        ? refuse('no-such-region')
        : ok({ page, perPage, ...listed, lines: [...listed.lines] });
    },
    refusals: { 'no-such-region': noSuchRegion },
  });
}

function lineRoute({ snapshot, movedTo }: Needed): Route {
  return defineRoute({
    ...open,
    ...readLine,
    about: 'One line with all its access points, as it stands at the instant.',
    run: ({ params, query }, context) => {
      const described = describeLine(snapshot(), movedTo(params.id) ?? params.id, instantOf(query.at, context.now));
      return described === undefined ? refuse('no-such-line') : ok(answerOf(described));
    },
    refusals: { 'no-such-line': 404 },
  });
}

const answerOf = ({ points, ...rest }: LineDescription): Answer => ({
  ...rest,
  accessPoints: points.map(({ point, at: state }) => ({ point, at: state })),
  reasons: [],
});

function matchRoutes({ snapshot }: Needed): readonly Route[] {
  const run = (asked: z.infer<z.ZodObject<typeof MatchInput>>, now: Temporal.Instant) => {
    const place = regionOf(snapshot(), asked.region);
    if (!place.ok) return place;
    const { audience, channel, urgency, limit } = asked;
    const query: MatchQuery = {
      ...(place.value && { region: place.value }),
      ...(audience && { audience }),
      ...(channel && { channel }),
      ...(urgency && { urgency }),
      ...(limit && { limit }),
      at: instantOf(asked.at, now),
    };
    return ok(match(snapshot(), query));
  };
  const about = 'Who is there for somebody now: open lines, best first, each with its reasons. Never an empty hand.';
  return [
    defineRoute({
      ...open,
      method: 'GET',
      path: '/api/match',
      about,
      input: { query: z.object(MatchInput) },
      output: Matching,
      run: ({ query }, { now }) => run(query, now),
      refusals: { 'no-such-region': noSuchRegion },
    }),
    defineRoute({
      ...open,
      method: 'POST',
      path: '/api/match',
      about: `${about} By POST nothing of the question stands in an address.`,
      input: { body: z.strictObject(MatchInput) },
      output: Matching,
      run: ({ body }, { now }) => run(body, now),
      refusals: { 'no-such-region': noSuchRegion },
    }),
  ];
}

function otherRoutes({ snapshot, notices }: Needed): readonly Route[] {
  return [
    defineRoute({
      ...open,
      ...listRegions,
      about: 'Provinces with their cities, as the forms offer them.',
      run: () =>
        ok({
          provinces: regionChoices(snapshot().regions).map(({ province, cities }) => ({
            province,
            cities: [...cities],
          })),
        }),
      refusals: {},
    }),
    defineRoute({
      ...open,
      method: 'GET',
      path: '/api/notices',
      about: 'The publications that the directory was read from, newest first.',
      input: {},
      output: z.object({ notices: z.array(Notice) }),
      run: () => ok({ notices: notices().map(({ notice }) => notice) }),
      refusals: {},
    }),
  ];
}

function regionOf(snapshot: Snapshot, text: string | undefined): Result<RegionCode | undefined, 'no-such-region'> {
  if (text === undefined || text === '') return ok(undefined);
  const found = /^\d{6}$/.test(text) ? regionByCode(snapshot.regions, text) : findRegion(snapshot.regions, text);
  return found === undefined ? refuse('no-such-region') : ok(found.code);
}

function instantOf(text: string | undefined, now: Temporal.Instant): Temporal.Instant {
  return text === undefined ? now : readInstant(text);
}
