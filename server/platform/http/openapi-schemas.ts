// Turns zod schemas into the JSON Schemas of an OpenAPI document: those with a name become components and are
// referred to; a component appears once, and a second time as `…Input` only where sending and answering differ.
import { z } from 'zod';

/** A piece of a JSON document. */
export type Json = { [key: string]: unknown };

export type Schemas = {
  /** The components that were referred to, by name. */
  readonly components: Readonly<Record<string, Json>>;
  /** The JSON Schema of what is sent to us (`input`) or answered (`output`). */
  readonly of: (schema: z.ZodType, io: Io) => Json;
};

type Io = 'input' | 'output';

/** Schemas of a document in which `named` have names of their own; values that are no schemas are passed over. */
export function createSchemas(named: Readonly<Record<string, unknown>>): Schemas {
  const names = new Map<unknown, string>();
  for (const [name, schema] of Object.entries(named)) if (schema instanceof z.ZodType) names.set(schema, name);
  const components: Record<string, Json> = {};
  const refer = (schema: z.core.$ZodType, base: string, io: Io): string => {
    const name = io === 'input' && !isSameBothWays(schema) ? `${base}Input` : base;
    const address = `#/components/schemas/${name}`;
    if (components[name] === undefined) {
      components[name] = {};
      components[name] = pointedTo(address, convert(schema, io, true));
    }
    return address;
  };
  const convert = (schema: z.core.$ZodType, io: Io, isComponent: boolean): Json =>
    toJson(schema, io, (inner, json, path) => {
      const name = isComponent && path.length === 0 ? undefined : names.get(inner);
      if (name === undefined) return;
      for (const key of Object.keys(json)) delete json[key];
      json.$ref = refer(inner, name, io);
    });
  return { components, of: (schema, io) => convert(schema, io, false) };
}

/** zod lets a schema that contains itself refer to the top of its own document, which is now elsewhere. */
function pointedTo(address: string, json: Json): Json {
  const moved: Json = JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key === '$ref' && value === '#' ? address : value,
  );
  return moved;
}

type Override = (schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema, path: readonly unknown[]) => void;

function toJson(schema: z.core.$ZodType, io: Io, override: Override = () => undefined): Json {
  const {
    $schema: _,
    '~standard': _standard,
    ...json
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema, path }) => {
      // An answer may grow: only what is declared strict is closed.
      const strict = zodSchema instanceof z.ZodObject && zodSchema.def.catchall !== undefined;
      if (io === 'output' && !strict) delete jsonSchema.additionalProperties;
      plainly(jsonSchema);
      override(zodSchema, jsonSchema, path);
    },
  });
  return json;
}

/** What a format says already, and the bounds of every number of JavaScript, only make a document hard to read. */
function plainly(json: z.core.JSONSchema.BaseSchema): void {
  if (json.format !== undefined) delete json.pattern;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
}

function isSameBothWays(schema: z.core.$ZodType): boolean {
  return JSON.stringify(toJson(schema, 'input')) === JSON.stringify(toJson(schema, 'output'));
}
