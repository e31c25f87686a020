// The API's description for programs, made from the route table itself, so that the two cannot disagree.
import { z } from 'zod';
import { faultOf } from './fault.ts';
import { createSchemas, type Json, type Schemas } from './openapi-schemas.ts';
import type { Kinds, RefusalAnswer, Route, Words } from './route.ts';

/** What stands at the head of the document. */
export type ApiInfo = {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Schemas to appear under a name of their own, e.g. everything a contract exports; other values are passed over. */
  readonly named?: Readonly<Record<string, unknown>>;
  /** Paths that belong to the API. Default `/api` and `/hsds`. */
  readonly prefixes?: readonly string[];
};

/** The OpenAPI 3.1 document of the rows under the API's paths, in the order of path and method. */
export function openApiDocument(routes: readonly Route[], info: ApiInfo): Json {
  const schemas = createSchemas(info.named ?? {});
  const { title, version, description, prefixes = ['/api', '/hsds'] } = info;
  const paths: { [path: string]: Json } = {};
  const rows = routes
    .filter(({ path }) => prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)))
    .toSorted((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
  for (const route of rows) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: { title, version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: sorted({ ...schemas.components, Fault: faultSchema }) },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function sorted(record: Json): Json {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => compare(a, b)));
}

function operation(route: Route, schemas: Schemas): Json {
  const { params, query, headers, body } = route.input;
  const parameters = [
    ...parametersOf(schemas, 'path', params),
    ...parametersOf(schemas, 'query', query),
    ...parametersOf(schemas, 'header', headers),
  ];
  return {
    operationId: operationId(route),
    ...(route.about === undefined ? {} : { summary: route.about }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(schemas.of(body, 'input')) } }),
    responses: responses(route, schemas),
  };
}

/** GET /api/lines/:id → getApiLinesById */
function operationId({ method, path }: Route): string {
  const words = path.split(/[/.-]/).map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  const joined = words.join('-').replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return method.toLowerCase() + joined.replace(/\W/g, '');
}

function parametersOf(schemas: Schemas, place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const optional = new Set(Object.keys(schema.shape).filter((key) => schema.shape[key]?.safeParse(undefined).success));
  return Object.entries(schema.shape).map(([name, one]) => {
    const { description, ...rest } = one instanceof z.ZodType ? schemas.of(one, 'input') : {};
    const required = place === 'path' || !optional.has(name);
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest };
  });
}

const mediaTypes: Readonly<Record<keyof Kinds, string>> = {
  page: 'text/html',
  text: 'text/plain',
  file: 'application/octet-stream',
  stream: 'text/event-stream',
};

function responses(route: Route, schemas: Schemas): Json {
  const { output, input, access } = route;
  const content =
    typeof output === 'string'
      ? { [mediaTypes[output]]: { schema: { type: 'string' } } }
      : json(schemas.of(output, 'output'));
  const described: { [status: string]: Json } = { 200: { description: 'What was asked for.', content } };
  const told = new Map<number, string[]>();
  const tell = (status: number, code: string, words: Words): void => {
    told.set(status, [...(told.get(status) ?? []), `\`${code}\`: ${words.en} ${words.zh}`]);
  };
  const usual = (status: number): void => tell(status, faultOf(status).code, faultOf(status).message);
  if ('may' in access) [401, 403].forEach(usual);
  if (input.params !== undefined) usual(404);
  if (input.query !== undefined || input.headers !== undefined || input.body !== undefined) usual(400);
  if (input.body !== undefined) [413, 415].forEach(usual);
  for (const [code, answer] of Object.entries(route.refusals)) tell(statusOf(answer), code, wordsOf(answer));
  for (const [status, sentences] of [...told].toSorted(([a], [b]) => a - b))
    described[status] = { description: sentences.join('\n\n'), content: json({ $ref: '#/components/schemas/Fault' }) };
  return described;
}

const statusOf = (answer: RefusalAnswer): number => (typeof answer === 'number' ? answer : answer.status);
const wordsOf = (answer: RefusalAnswer): Words => (typeof answer === 'number' ? faultOf(answer).message : answer);
const json = (schema: Json): Json => ({ 'application/json': { schema } });

const inBothLanguages = {
  type: 'object',
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
  required: ['zh', 'en'],
};

const faultSchema: Json = {
  description: 'Why there is no answer. `id` names the request in the log; nothing that was sent is repeated.',
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: inBothLanguages,
        detail: { type: 'string' },
        fields: {
          type: 'array',
          items: {
            type: 'object',
            properties: { field: { type: 'string' }, message: inBothLanguages },
            required: ['field', 'message'],
          },
        },
        after: { type: 'number' },
        id: { type: 'string' },
      },
      required: ['code', 'message', 'id'],
    },
  },
  required: ['error'],
};
