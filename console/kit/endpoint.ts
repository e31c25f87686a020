// What a contract says about one address, as the console sees it: the input and the output of a call are read off the
// endpoint's own schemas, so that a screen cannot ask for what the server does not answer.
import type { z } from 'zod';

/** An endpoint as contracts declare it. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly input: {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: z.ZodType;
    readonly headers?: z.ZodType;
  };
  readonly output: z.ZodType | 'file' | 'text' | 'page' | 'stream';
};

type Sent = 'params' | 'query' | 'body';

/** Parts whose every field may be left out may be left out themselves. */
type Optional<Part> = Partial<Part> extends Part ? true : false;

type Given<I> = {
  [K in keyof I & Sent as I[K] extends z.ZodType ? K : never]: I[K] extends z.ZodType ? z.input<I[K]> : never;
};

type NeededKeys<G> = { [K in keyof G]: Optional<G[K]> extends true ? never : K }[keyof G];

/** What has to be sent: `{ params, query, body }` as far as the endpoint has them. */
export type InputOf<E extends Endpoint> = Simplify<
  Pick<Given<E['input']>, NeededKeys<Given<E['input']>>> &
    Partial<Omit<Given<E['input']>, NeededKeys<Given<E['input']>>>>
>;

type Simplify<T> = { [K in keyof T]: T[K] };

/** What comes back. A file comes as a Blob with the name it should be saved under. */
export type OutputOf<E extends Endpoint> = E['output'] extends z.ZodType
  ? z.output<E['output']>
  : E['output'] extends 'file'
    ? SavedFile
    : string;

/** A document to be saved. */
export type SavedFile = { readonly blob: Blob; readonly name: string | null };

/** The arguments after the endpoint: nothing to send, nothing to write. */
export type InputArgument<E extends Endpoint> =
  Partial<InputOf<E>> extends InputOf<E> ? [input?: InputOf<E>] : [input: InputOf<E>];

/** The address of a call: path with its `:names` filled in, and the query without what is undefined. */
export function addressOf(
  path: string,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') throw new TypeError(`${path} needs ${name}.`);
    return encodeURIComponent(textOf(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, textOf(one));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new TypeError('Only plain values can stand in an address.');
}
