// A small route table with one row of every sort, for tests of the HTTP edge.
import { z } from 'zod';
import { html } from '#platform/html.ts';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';

/** Access and audit of a row that is open. */
export const asked = { access: { open: 'anybody may ask' }, audit: { none: 'nothing about anybody is read' } } as const;
const Line = z.object({ id: z.string(), name: z.string() });
const names = new Set(['0', '1']);

export const sampleRoutes: readonly Route[] = [
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/api/lines/:id',
    input: {
      params: z.object({ id: z.string().regex(/^s\d$/) }),
      query: z.object({
        limit: z.coerce.number().int().max(50).optional(),
        group: z.enum(['student', 'teacher']).optional(),
      }),
    },
    output: Line,
    run: ({ params }) =>
      params.id === 's0'
        ? refuse('unknown-line', 'It was taken down.')
        : ok({ id: params.id, name: '热线', vault: 'secret' }),
    refusals: { 'unknown-line': { status: 404, zh: '没有这条热线。', en: 'There is no such line.' } },
  }),
  defineRoute({
    ...asked,
    method: 'POST',
    path: '/api/notes',
    input: { body: z.strictObject({ text: z.string().min(1).max(2000), tags: z.array(z.string()).max(3).optional() }) },
    output: z.object({ length: z.int() }),
    run: async ({ body }) => ok({ length: body.text.length }),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/',
    input: {},
    output: 'page',
    run: (_, { now }) => ok(html`<p>${now.toString()}</p>`),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/en',
    input: {},
    output: 'page',
    run: (_, { lang }) => ok(html`<p>${lang}</p>`),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'POST',
    path: '/results',
    input: {
      body: z.strictObject({
        region: z.string().optional(),
        group: z.union([z.string(), z.array(z.string())]).optional(),
      }),
    },
    output: 'page',
    run: ({ body }) =>
      ok(body.region === 'back' ? { location: '/' as const } : html`<p>${body.region} ${body.group}</p>`),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/poster/:name',
    input: { params: z.object({ name: z.string() }) },
    output: 'file',
    run: ({ params }) =>
      names.has(params.name)
        ? ok({ type: 'image/svg+xml', bytes: '<svg/>', saveAs: `海报 "${params.name}".svg` })
        : refuse('unknown-line'),
    refusals: { 'unknown-line': 404 },
  }),
  defineRoute({
    ...asked,
    access: { may: 'record.read' },
    method: 'GET',
    path: '/api/records',
    input: {},
    output: Line,
    run: () => ok({ id: 'r', name: 'n' }),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/api/broken',
    input: {},
    output: Line,
    run: () => {
      throw new Error('张三 13800000000 rang');
    },
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/broken',
    input: {},
    output: 'page',
    run: () => Promise.reject(new Error('张三 13800000000 rang')),
    refusals: {},
  }),
];
