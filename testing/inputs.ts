// Inputs for any row, made from its own schemas: the least that it takes, everything that it takes, and the same with
// something bad in one of its texts. What cannot be guessed from a schema (a rule between fields, a pattern) is told by
// an example beside it: `schema.meta({ examples: [value] })`.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Route } from '#platform/http/index.ts';

type JsonSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly examples?: readonly unknown[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

/** What a row reads, as plain values. */
export type GivenInput = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** One text in an input: where it stands, as in `['body', 'name']`. */
export type TextPlace = readonly (string | number)[];

const parts = ['params', 'query', 'body'] as const;

/**
 * An input that the row's schemas take. `whole`: with everything that may be left out. Throws an Error that names the
 * row when there is none; then an example is needed.
 */
export function inputFor(route: Route, whole = false): GivenInput {
  const given: Record<string, unknown> = {};
  for (const part of parts) {
    const schema = route.input[part];
    if (schema === undefined) continue;
    const made = valueFor(schema, whole);
    const read = schema.safeParse(made);
    if (!read.success) throw cannotGuess(route, part, read.error);
    given[part] = made;
  }
  return given;
}

function cannotGuess({ method, path }: Route, part: string, { issues }: z.ZodError): Error {
  const where = issues.map((issue) => [part, ...issue.path.map(String)].join('.')).join(', ');
  return new Error(
    `No input for ${method} ${path} can be made from its schemas (${where}). ` +
      'Put an example beside the schema: .meta({ examples: [value] }).',
  );
}

/** Every place in an input where a text stands. */
export function textsIn(input: GivenInput): TextPlace[] {
  return textsOf(input, []);
}

/** The same input with another value at one place. */
export function withValue(input: GivenInput, [first = '', ...rest]: TextPlace, value: unknown): GivenInput {
  return { ...input, [first]: replaced(Reflect.get(input, first), rest, value) };
}

function replaced(within: unknown, [step, ...rest]: TextPlace, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(within)) return within.map((each, at) => (at === step ? replaced(each, rest, value) : each));
  if (typeof within !== 'object' || within === null) return within;
  return { ...within, [step]: replaced(Reflect.get(within, step), rest, value) };
}

/** The address of a call. Parameters stand in the path, the query behind it; a list is given several times. */
export function addressOf({ path }: Route, { params = {}, query = {} }: GivenInput): string {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => `${name}=${encodeURIComponent(String(each))}`),
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

function jsonOf(schema: z.ZodType): JsonSchema {
  const json: JsonSchema = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })));
  return json;
}

function valueFor(schema: z.ZodType, whole: boolean): unknown {
  const root = jsonOf(schema);
  return made(root, { whole, defs: root.$defs ?? {}, depth: 0 });
}

type Making = { readonly whole: boolean; readonly defs: Readonly<Record<string, JsonSchema>>; readonly depth: number };

function made(schema: JsonSchema, making: Making): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.$ref !== undefined) {
    const named = making.defs[schema.$ref.replace('#/$defs/', '')];
    return named === undefined || making.depth > 8 ? null : made(named, { ...making, depth: making.depth + 1 });
  }
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first !== undefined) return made(first, making);
  if (schema.allOf !== undefined) return made(Object.assign({}, ...schema.allOf), making);
  switch (schema.type) {
    case 'object':
      return madeObject(schema, making);
    case 'array':
      if (schema.prefixItems !== undefined) return schema.prefixItems.map((item) => made(item, making));
      return Array.from({ length: Math.max(schema.minItems ?? 0, making.whole ? 1 : 0) }, () =>
        made(schema.items ?? {}, making),
      );
    case 'integer':
    case 'number':
      return madeNumber(schema);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return madeText(schema);
  }
}

function madeObject({ properties = {}, required = [] }: JsonSchema, making: Making): Record<string, unknown> {
  const wanted = Object.entries(properties).filter(([name]) => making.whole || required.includes(name));
  return Object.fromEntries(wanted.map(([name, schema]) => [name, made(schema, making)]));
}

function madeNumber({ minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  return Math.max(least, Math.min(1, maximum ?? 1));
}

const formats: Readonly<Record<string, () => string>> = {
  uuid: randomUUID,
  email: () => 'somebody@nowhere.example',
  date: () => '2026-11-01',
  'date-time': () => '2026-11-01T08:00:00+08:00',
  time: () => '08:00',
  uri: () => 'https://nowhere.example/',
};

/** Texts that most patterns take one of. */
const guesses = [
  '一段文字',
  'text',
  'text-1',
  'somebody@nowhere.example',
  'test.word',
  '1',
  '12',
  '110000',
  '123456',
  '13800000000',
  '2026-11',
  '08:00',
  '2026-11-01T08:00',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'a'.repeat(64),
  '0'.repeat(16),
];

function madeText({ format, pattern, minLength = 0 }: JsonSchema): string {
  const known = format === undefined ? undefined : formats[format];
  if (known !== undefined) return known();
  const fits = (text: string): boolean => pattern === undefined || new RegExp(pattern, 'u').test(text);
  const guess = guesses.find((text) => text.length >= minLength && fits(text));
  return guess ?? '一段文字'.repeat(Math.ceil(Math.max(1, minLength) / 4));
}

function textsOf(value: unknown, at: TextPlace): TextPlace[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, [...at, name]));
}
