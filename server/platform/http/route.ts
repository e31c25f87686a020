// One row per address says who may come, what is kept on file, what is read, what is answered and how each
// refusal sounds. The row is typed so that an unanswered refusal, a missing access rule or a missing audit
// word does not compile; everything else about HTTP is decided once, in server.ts.
import { z } from 'zod';
import type { Html } from '../html.ts';
import type { Result } from '../result.ts';
import type { EventFeed } from '../streams.ts';
import type { Cookies } from './cookies.ts';
import type { Caller, Transact } from './staff.ts';

/** The languages of every screen and message. */
export type Lang = 'zh' | 'en';

/** One sentence, said in both languages. */
export type Words = { readonly zh: string; readonly en: string };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: holders of a right, or everybody for a written reason. */
export type Access = { readonly may: `${string}.${string}` } | { readonly open: string };

/** The word under which a call stands in the audit, or the written reason why none does. */
export type Audit = `${string}.${string}` | { readonly none: string };

type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;

/** How one refusal is answered. Without words of its own it uses those of its status. */
export type RefusalAnswer = RefusalStatus | ({ readonly status: RefusalStatus } & Words);

/** What a handler is told about the call besides its input. */
export type Context = {
  /** Names this request in the log and to the caller. */
  readonly id: string;
  readonly now: Temporal.Instant;
  readonly lang: Lang;
  /** Path and query as asked, for links back to the same screen. Never log it. */
  readonly url: string;
  /** Aborts when the caller has gone or the server is stopping. */
  readonly signal: AbortSignal;
  readonly cookies: Cookies;
  /** What the browser calls itself, cut at 300 characters. Never log it. */
  readonly device: string;
  /** Where the call comes from on the network: for limits in memory only, never stored, never logged. */
  readonly address: string;
  /** The body as it arrived; empty unless the row keeps it. */
  readonly bytes: Buffer;
  readonly transact: Transact;
};

/** What a handler of a row with `{ may }` is told. */
export type StaffContext = Context & { readonly caller: Caller };

/** A page to be made only if it is not kept already; `key` must name everything that the page depends on. */
export type KeptPage = { readonly key: string; readonly render: () => Html };

/** A document to show or to save. `saveAs` makes the browser offer it as a download. */
export type FileAnswer = { readonly type: string; readonly bytes: Uint8Array | string; readonly saveAs?: string };

/** Another address of this site, always a path. 303 unless it has moved for good (308). */
export type Elsewhere = { readonly location: `/${string}`; readonly permanent?: boolean };

/** A page whose styles are made by its own script: only those that carry the nonce are taken. */
export type StyledPage = { readonly page: Html; readonly styleNonce: string };

/** What each kind of output that is not JSON expects from `run`. */
export type Kinds = {
  readonly page: Html | KeptPage | StyledPage | Elsewhere;
  readonly text: string;
  readonly file: FileAnswer;
  readonly stream: EventFeed;
};

/** A zod schema answers JSON stripped to it; a word names one of the other kinds. */
export type Output = z.ZodType | keyof Kinds;

type BodySchema = z.ZodObject | z.ZodDiscriminatedUnion;

/** What a row reads. Unknown query keys are ignored; a body's are refused, so it is a strict object or a union of them. */
export type Schemas = {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: BodySchema;
  /** Names in lower case. Unknown headers are ignored. */
  readonly headers?: z.ZodObject;
};

/** The input as the handler sees it: each schema's output. */
export type Input<S extends Schemas> = z.output<z.ZodObject<S>>;

/** The names of `:id` parts of a path. */
export type PathNames<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? PathNames<Head> | PathNames<Tail>
  : Path extends `:${infer Name}`
    ? Name
    : never;

type ParamsOf<Path extends string> = [PathNames<Path>] extends [never]
  ? { readonly params?: never }
  : { readonly params: z.ZodObject<{ readonly [K in PathNames<Path>]: z.ZodType }> };

type Given<O extends Output> = O extends z.ZodType ? z.input<O> : O extends keyof Kinds ? Kinds[O] : never;
type Outcome<O extends Output, R extends string> = Result<Given<O>, R>;

type ContextOf<A extends Access> = A extends { readonly may: string } ? StaffContext : Context;

type Row<Path extends string, S extends Schemas, O extends Output, R extends string, A extends Access> = {
  readonly method: Method;
  /** `/api/lines/:id` */
  readonly path: Path & `/${string}`;
  /** One sentence for the API's description. */
  readonly about?: string;
  readonly access: A;
  readonly audit: Audit;
  readonly input: S & ParamsOf<Path>;
  /** Bytes a body may have here, where that is more than elsewhere. */
  readonly longestBody?: number;
  /** The context has the body as it arrived: for callers who sign it. */
  readonly keepsBytes?: true;
  readonly output: O;
  readonly run: (input: Input<S>, context: ContextOf<A>) => Outcome<O, R> | Promise<Outcome<O, R>>;
  readonly refusals: { readonly [K in NoInfer<R>]: RefusalAnswer };
};

/** What a request carries, before it is read. */
export type Carried = { readonly [K in keyof Schemas]: unknown };

/** How a call went: the input could not be read, or the rule has answered. */
export type Called = { readonly unread: z.ZodError } | { readonly result: Result<unknown, string> };

/** A row without its particulars, for tables and for the server. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly about?: string;
  readonly access: Access;
  readonly audit: Audit;
  readonly input: Schemas;
  readonly longestBody?: number;
  readonly keepsBytes?: true;
  readonly output: Output;
  /** Reads what is carried and runs the row; the context of a row with `{ may }` has a caller. Throws what `run` throws. */
  readonly call: (carried: Carried, context: Context | StaffContext) => Promise<Called>;
  readonly refusals: Readonly<Record<string, RefusalAnswer>>;
};

/**
 * Checks a row against its own schemas and refusals, and returns it for a table. Throws TypeError for a body that
 * would let unknown keys pass.
 */
export function defineRoute<
  const Path extends string,
  const S extends Schemas,
  O extends Output,
  const A extends Access,
  R extends string = never,
>(row: Row<Path, S, O, R, A>): Route {
  const { run, ...rest } = row;
  const input: S = row.input;
  if (!isClosed(input.body)) throw new TypeError(`The body of ${row.path} must be a strict object.`);
  const whole = z.object(input);
  const call = async (carried: Carried, context: Context | StaffContext): Promise<Called> => {
    const read = whole.safeParse(carried);
    if (!read.success) return { unread: read.error };
    if (!suits(row.access, context)) throw new Error(`${row.path} was called without a caller.`);
    return { result: await run(read.data, context) };
  };
  return { ...rest, call };
}

function suits<A extends Access>(access: A, context: Context | StaffContext): context is ContextOf<A> {
  return !('may' in access) || 'caller' in context;
}

function isClosed(schema: z.core.$ZodType | undefined): boolean {
  if (schema instanceof z.ZodObject) return schema.def.catchall instanceof z.ZodNever;
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.every(isClosed);
  return schema === undefined;
}
