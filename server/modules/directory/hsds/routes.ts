// Open Referral HSDS 3.1 under /hsds/: the endpoints that the specification requires, and those it leaves open
// that read something. The data are the published directory; whoever reads them is not put on file.
import { z } from 'zod';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import type { Snapshot } from '../snapshot.ts';
import {
  catalogueOf,
  filteredLines,
  getOrganization,
  getPlace,
  getService,
  listedOrganization,
  listedPlace,
  listedService,
  type Catalogue,
  type View,
} from './catalogue.ts';
import {
  HsdsBase,
  HsdsMinimal,
  HsdsOrganization,
  HsdsService,
  HsdsServiceAtLocation,
  HsdsTaxonomy,
  HsdsTaxonomyTerm,
  pageOf,
} from './objects.ts';
import { pageFrom } from './pages.ts';
import { locationId } from './services.ts';
import { TAXONOMIES, TAXONOMY_TERMS } from './taxonomies.ts';

const open = {
  method: 'GET',
  access: { open: 'The directory is published data for other directories to use.' },
  audit: { none: 'Reading published data says nothing about anybody.' },
} as const;

const flag = z.enum(['true', 'false']).optional();
const paging = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Counted from 1.'),
  per_page: z.coerce.number().int().min(1).max(200).default(50).describe('200 at most.'),
  format: z.literal('json').optional().describe('Only json is given.'),
};
const search = z.string().max(60).optional().describe('Name, former name, pinyin initials, number, host or region.');
const filters = {
  search,
  taxonomy_term_id: z.string().max(40).optional(),
  taxonomy_id: z.string().max(40).optional(),
  organization_id: z.string().max(40).optional(),
  modified_after: z
    .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])
    .optional()
    .describe('Included; Asia/Shanghai unless it has an offset.'),
};
const byId = { params: z.object({ id: z.string().max(64) }) };
const NO_SUCH = { 'no-such-id': 404 } as const;

/** The rows under /hsds/. `publicUrl`: where this site stands, without a slash at the end. */
export function hsdsRoutes(snapshot: () => Snapshot, publicUrl: string): readonly Route[] {
  const catalogue = rememberingLast(snapshot);
  const view = (at: Temporal.Instant): View => ({ catalogue: catalogue(), at });
  return [
    ...baseRoutes(publicUrl),
    ...serviceRoutes(view),
    ...organizationRoutes(view),
    ...placeRoutes(view),
    ...taxonomyRoutes(),
    ...termRoutes(),
  ];
}

/** The catalogue is made when it is first asked for, and anew when the directory has changed. */
function rememberingLast(snapshot: () => Snapshot): () => Catalogue {
  let last: Catalogue | null = null;
  return () => {
    const current = snapshot();
    if (last?.snapshot !== current) last = catalogueOf(current);
    return last;
  };
}

type At = (at: Temporal.Instant) => View;

function baseRoutes(publicUrl: string): Route[] {
  const run = () =>
    ok({
      version: '3.1' as const,
      profile: 'https://docs.openreferral.org/en/3.1/hsds/',
      openapi_url: `${publicUrl}/api/openapi.json`,
      description: '心理援助热线目录 Directory of psychological-support lines.',
    });
  const about = 'What this API is: HSDS 3.1, without a profile of its own.';
  const base = { ...open, about, input: {}, output: HsdsBase, run, refusals: {} } as const;
  return [defineRoute({ ...base, path: '/hsds/' }), defineRoute({ ...base, path: '/hsds' })];
}

function serviceRoutes(view: At): Route[] {
  return [
    defineRoute({
      ...open,
      path: '/hsds/services',
      about: 'Lines as services. `full` gives all that hangs on each, `minimal` only what changed when.',
      input: { query: z.object({ ...filters, ...paging, full: flag, minimal: flag }) },
      output: pageOf(z.union([HsdsService, HsdsMinimal])),
      run: ({ query }, { now }) => {
        const form = query.minimal === 'true' ? 'minimal' : query.full === 'true' ? 'full' : 'basic';
        const shown = view(now);
        return ok(pageFrom(filteredLines(shown, query), query, (line) => listedService(shown, line, form)));
      },
      refusals: {},
    }),
    defineRoute({
      ...open,
      path: '/hsds/services/:id',
      about: 'One line as a service, with its phones, schedules, areas and terms.',
      input: byId,
      output: HsdsService,
      run: ({ params }, { now }) => found(getService(view(now), params.id)),
      refusals: NO_SUCH,
    }),
  ];
}

const found = <T>(thing: T | undefined) => (thing === undefined ? refuse('no-such-id') : ok(thing));

function organizationRoutes(view: At): Route[] {
  const { taxonomy_term_id, taxonomy_id } = filters;
  return [
    defineRoute({
      ...open,
      path: '/hsds/organizations',
      about: 'The hosts of lines. Filters by term leave the hosts of lines with that term.',
      input: { query: z.object({ search, taxonomy_term_id, taxonomy_id, ...paging, full: flag, full_service: flag }) },
      output: pageOf(HsdsOrganization),
      run: ({ query }, { now }) => {
        const shown = view(now);
        const { search: text, ...rest } = query;
        const lines = new Set(filteredLines(shown, rest));
        const runners = [...shown.catalogue.organizations.values()].filter(
          (runner) =>
            (text === undefined || runner.name.includes(text)) && runner.lines.some((line) => lines.has(line)),
        );
        const services = query.full_service === 'true' ? 'full' : query.full === 'true' ? 'basic' : null;
        return ok(pageFrom(runners, query, (runner) => listedOrganization(shown, runner, services)));
      },
      refusals: {},
    }),
    defineRoute({
      ...open,
      path: '/hsds/organizations/:id',
      about: 'One host with its lines; `full_service` gives all that hangs on them.',
      input: { ...byId, query: z.object({ full_service: flag }) },
      output: HsdsOrganization,
      run: ({ params, query }, { now }) => found(getOrganization(view(now), params.id, query.full_service === 'true')),
      refusals: NO_SUCH,
    }),
  ];
}

function placeRoutes(view: At): Route[] {
  return [
    defineRoute({
      ...open,
      path: '/hsds/service_at_locations',
      about: 'For each line, each group of numbers that shares hours and audience, as a virtual location.',
      input: { query: z.object({ ...filters, ...paging, full: flag }) },
      output: pageOf(HsdsServiceAtLocation),
      run: ({ query }, { now }) => {
        const shown = view(now);
        const { places } = shown.catalogue;
        const all = filteredLines(shown, query).flatMap((line) =>
          line.accessPoints.flatMap((_, group) => places.get(locationId(line, group)) ?? []),
        );
        const page = pageFrom(all, query, (place) => listedPlace(shown, place, query.full === 'true'));
        return ok({ ...page, contents: page.contents.filter((place) => place !== undefined) });
      },
      refusals: {},
    }),
    defineRoute({
      ...open,
      path: '/hsds/service_at_locations/:id',
      about: 'One group of numbers of a line, with its own hours.',
      input: byId,
      output: HsdsServiceAtLocation,
      run: ({ params }, { now }) => found(getPlace(view(now), params.id)),
      refusals: NO_SUCH,
    }),
  ];
}

const named = <T extends { readonly name: string }>(things: readonly T[], text: string | undefined): T[] =>
  things.filter(({ name }) => text === undefined || name.toLowerCase().includes(text.toLowerCase()));

function taxonomyRoutes(): Route[] {
  return [
    defineRoute({
      ...open,
      path: '/hsds/taxonomies',
      about: 'The two taxonomies of this directory: audiences and ways of access.',
      input: { query: z.object({ search, ...paging }) },
      output: pageOf(HsdsTaxonomy),
      run: ({ query }) => ok(pageFrom(named(TAXONOMIES, query.search), query, (taxonomy) => taxonomy)),
      refusals: {},
    }),
    defineRoute({
      ...open,
      path: '/hsds/taxonomies/:id',
      input: byId,
      output: HsdsTaxonomy,
      run: ({ params }) => found(TAXONOMIES.find(({ id }) => id === params.id)),
      refusals: NO_SUCH,
    }),
  ];
}

function termRoutes(): Route[] {
  return [
    defineRoute({
      ...open,
      path: '/hsds/taxonomy_terms',
      about: 'Their terms. All stand at the top, so `top_only` gives all and `parent_id` none.',
      input: {
        query: z.object({
          search,
          ...paging,
          taxonomy_id: filters.taxonomy_id,
          top_only: flag,
          parent_id: z.string().max(40).optional(),
        }),
      },
      output: pageOf(HsdsTaxonomyTerm),
      run: ({ query }) => {
        const { taxonomy_id: of, parent_id: parent } = query;
        const terms = parent === undefined ? named(TAXONOMY_TERMS, query.search) : [];
        return ok(
          pageFrom(
            terms.filter((term) => of === undefined || term.taxonomy_id === of),
            query,
            (term) => term,
          ),
        );
      },
      refusals: {},
    }),
    defineRoute({
      ...open,
      path: '/hsds/taxonomy_terms/:id',
      input: byId,
      output: HsdsTaxonomyTerm,
      run: ({ params }) => found(TAXONOMY_TERMS.find(({ id }) => id === params.id)),
      refusals: NO_SUCH,
    }),
  ];
}
