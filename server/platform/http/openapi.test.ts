import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { html } from '#platform/html.ts';
import { ok, refuse } from '#platform/result.ts';
import { asked } from '#testing/sample-routes.ts';
import { defineRoute, openApiDocument } from './index.ts';

const LineId = z.string().regex(/^s\d+$/);
const Point = z.object({ tel: z.string().nullable().describe('What a tel: link dials.') });
const Line = z.object({ id: LineId, points: z.array(Point), main: Point.nullable().describe('Shown first.') });
const Note = z.strictObject({ text: z.string(), urgent: z.boolean().default(false) });
const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

const routes = [
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/api/lines/:id',
    about: 'One line.',
    input: {
      params: z.object({ id: LineId }),
      query: z.object({
        lang: z.enum(['zh', 'en']).optional().describe('Of the words.'),
        limit: z.coerce.number().int().default(5),
      }),
    },
    output: Line,
    run: ({ params }) => (params.id === 's0' ? refuse('taken-down') : refuse('unknown-line')),
    refusals: { 'taken-down': { status: 404, zh: '已经撤下。', en: 'It was taken down.' }, 'unknown-line': 404 },
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/api/lines',
    input: {},
    output: z.object({ lines: z.array(Line), tree: Tree }),
    run: () => refuse('x'),
    refusals: { x: 503 },
  }),
  defineRoute({
    ...asked,
    access: { may: 'note.write' },
    method: 'POST',
    path: '/api/notes',
    input: { body: Note },
    output: Note,
    run: ({ body }) => ok(body),
    refusals: {},
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/hsds',
    input: {},
    output: 'stream',
    run: () => refuse('x'),
    refusals: { x: 503 },
  }),
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/',
    input: {},
    output: 'page',
    run: () => ok(html`<p></p>`),
    refusals: {},
  }),
];

const document = openApiDocument(routes, {
  title: 'Xindeng',
  version: '1',
  description: 'x',
  named: { LineId, Line, Point, Note, Tree, other: 5 },
});
const at = (...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    document,
  );

describe('the description of the API', () => {
  test('has the rows of the API, and no page', () => {
    assert.deepEqual(Object.keys(z.record(z.string(), z.unknown()).parse(at('paths'))), [
      '/api/lines',
      '/api/lines/{id}',
      '/api/notes',
      '/hsds',
    ]);
  });

  test('has each named schema once, in order, and a second time only where sending differs from answering', () => {
    assert.deepEqual(Object.keys(z.record(z.string(), z.unknown()).parse(at('components', 'schemas'))), [
      'Fault',
      'Line',
      'LineId',
      'Note',
      'NoteInput',
      'Point',
      'Tree',
    ]);
    assert.deepEqual(at('components', 'schemas', 'Line'), {
      type: 'object',
      properties: {
        id: { $ref: '#/components/schemas/LineId' },
        points: { type: 'array', items: { $ref: '#/components/schemas/Point' } },
        main: { anyOf: [{ $ref: '#/components/schemas/Point' }, { type: 'null' }], description: 'Shown first.' },
      },
      required: ['id', 'points', 'main'],
    });
    assert.deepEqual(at('components', 'schemas', 'NoteInput', 'required'), ['text']);
    assert.equal(at('components', 'schemas', 'NoteInput', 'additionalProperties'), false);
    assert.deepEqual(at('components', 'schemas', 'Tree', 'properties', 'children'), {
      type: 'array',
      items: { $ref: '#/components/schemas/Tree' },
    });
  });

  test('tells what is read from the path and the query', () => {
    assert.deepEqual(at('paths', '/api/lines/{id}', 'get', 'parameters'), [
      { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/LineId' } },
      {
        name: 'lang',
        in: 'query',
        required: false,
        description: 'Of the words.',
        schema: { type: 'string', enum: ['zh', 'en'] },
      },
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: { default: 5, type: 'integer' },
      },
    ]);
  });

  test('tells every refusal under its status, in both languages', () => {
    assert.equal(
      at('paths', '/api/lines/{id}', 'get', 'responses', '404', 'description'),
      [
        '`not-found`: There is nothing at this address. 没有找到您要看的内容。',
        '`taken-down`: It was taken down. 已经撤下。',
        '`unknown-line`: There is nothing at this address. 没有找到您要看的内容。',
      ].join('\n\n'),
    );
    const statuses = Object.keys(
      z.record(z.string(), z.unknown()).parse(at('paths', '/api/notes', 'post', 'responses')),
    );
    assert.deepEqual(statuses, ['200', '400', '401', '403', '413', '415']);
  });

  test('gives every operation a name of its own', () => {
    const ids = [...JSON.stringify(document).matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1]);
    assert.deepEqual(ids, ['getApiLines', 'getApiLinesById', 'postApiNotes', 'getHsds']);
  });

  test('refers to nothing that is not there, and its schemas compile', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1] ?? '',
    );
    for (const name of refs) assert.notEqual(at('components', 'schemas', name), undefined, name);
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: 'doc', ...document });
    const validate = ajv.compile({ $ref: 'doc#/components/schemas/Line' });
    assert.equal(validate({ id: 's1', points: [{ tel: null }], main: null }), true);
    assert.equal(validate({ id: 'x', points: [], main: null }), false);
  });
});
