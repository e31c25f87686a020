import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { html } from '../html.ts';
import { ok, refuse } from '../result.ts';
import { defineRoute } from './route.ts';

const asked = { access: { open: 'anybody may ask' }, audit: { none: 'nothing about anybody is read' } } as const;
const Line = z.object({ id: z.string() });
const one = Math.random() < 0.5;

test('a row that leaves something out, or says something else than it does, does not compile', () => {
  const { access, audit } = asked;
  const text = { method: 'GET', path: '/', input: {}, output: 'text', run: () => ok(''), refusals: {} } as const;
  const line = { ...asked, method: 'GET', path: '/api/lines/:id', output: Line, refusals: {} } as const;
  const input = { params: z.object({ id: z.string() }) };

  // @ts-expect-error: who may come is not said
  defineRoute({ ...text, audit });
  // @ts-expect-error: what is kept on file is not said
  defineRoute({ ...text, access });
  // @ts-expect-error: an audit word has a module and a deed
  defineRoute({ ...text, access, audit: 'read' });
  // @ts-expect-error: a path begins with a slash
  defineRoute({ ...text, ...asked, path: 'lines' });
  // @ts-expect-error: a page is not text
  defineRoute({ ...text, ...asked, output: 'page' });
  // @ts-expect-error: a refusal has no answer
  defineRoute({ ...text, ...asked, run: (_, { lang }) => (lang === 'en' ? refuse('gone') : ok('')) });
  // @ts-expect-error: one of two refusals has no answer
  defineRoute({ ...line, input, run: async () => (one ? refuse('gone') : refuse('moved')), refusals: { gone: 410 } });
  // @ts-expect-error: a refusal is answered that never comes, beside one that does
  defineRoute({ ...line, input, run: () => refuse('gone'), refusals: { gone: 410, moved: 404 } });
  // @ts-expect-error: a refusal is no success
  defineRoute({ ...line, input, run: () => refuse('gone'), refusals: { gone: 200 } });
  // @ts-expect-error: a refusal with words says them in both languages
  defineRoute({ ...line, input, run: () => refuse('gone'), refusals: { gone: { status: 410, zh: '已经撤下。' } } });
  // @ts-expect-error: the path's :id is not read
  defineRoute({ ...line, input: {}, run: () => ok({ id: '' }) });
  // @ts-expect-error: the path's :id goes by another name
  defineRoute({ ...line, input: { params: z.object({ line: z.string() }) }, run: () => ok({ id: '' }) });
  // @ts-expect-error: the answer is not of the schema
  defineRoute({ ...line, input, run: () => ok({ name: 'x' }) });
  // @ts-expect-error: what is not in the schemas cannot be read
  defineRoute({ ...line, input, run: ({ query }) => ok({ id: String(query) }) });
  assert.ok(defineRoute({ ...line, input, run: ({ params }) => ok(params) }));
});

test('a body that lets unknown keys pass is refused when the table is made', () => {
  const note = {
    ...asked,
    method: 'POST',
    path: '/api/notes',
    output: Line,
    run: () => ok({ id: '' }),
    refusals: {},
  } as const;
  const [a, b] = [z.object({ kind: z.literal('a') }), z.strictObject({ kind: z.literal('b') })];
  assert.throws(() => defineRoute({ ...note, input: { body: Line } }), TypeError);
  assert.throws(() => defineRoute({ ...note, input: { body: z.looseObject({}) } }), TypeError);
  assert.throws(() => defineRoute({ ...note, input: { body: z.discriminatedUnion('kind', [a, b]) } }), TypeError);
  assert.ok(defineRoute({ ...note, input: { body: z.discriminatedUnion('kind', [a.strict(), b]) } }));
});

test('a complete row compiles, with its input inferred from its schemas', async () => {
  const row = defineRoute({
    ...asked,
    method: 'POST',
    path: '/api/lines/:id/notes/:note',
    input: {
      params: z.object({ id: z.string(), note: z.coerce.number() }),
      query: z.object({ full: z.stringbool().optional() }),
      body: z.strictObject({ text: z.string() }),
    },
    output: z.object({ id: z.string(), note: z.number(), full: z.boolean().optional(), text: z.string() }),
    run: async ({ params, query, body }, { lang }) => {
      const note: number = params.note;
      const full: boolean | undefined = query.full;
      if (lang === 'en') return refuse('unknown-line');
      if (note > 5) return refuse('too-many-notes', 'A line has at most five notes.');
      return ok({ id: params.id, note, full, text: body.text });
    },
    refusals: { 'unknown-line': 404, 'too-many-notes': { status: 409, zh: '最多五条。', en: 'At most five.' } },
  });
  assert.deepEqual(Object.keys(row.refusals), ['unknown-line', 'too-many-notes']);
});

test('pages may be markup, kept, or elsewhere', () => {
  const page = { ...asked, method: 'GET', input: {}, output: 'page', refusals: {} } as const;
  const rows = [
    defineRoute({ ...page, path: '/a', run: () => ok(html`<p></p>`) }),
    defineRoute({ ...page, path: '/b', run: () => ok({ key: 'b', render: () => html`<p></p>` }) }),
    defineRoute({ ...page, path: '/c', run: () => ok({ location: '/a' as const }) }),
  ];
  assert.equal(rows.length, 3);
});
