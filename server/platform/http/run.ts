// One row at work: may the caller, what was given, what does the rule say, how is that answered.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { type EventFeed, isFeed, positionForm, type Streams } from '../streams.ts';
import { bytesOf } from './bytes.ts';
import { type Cookies, cookiesOf } from './cookies.ts';
import { type Fault, faultOf, faultOfDenial, faultOfRefusal, fromElsewhere } from './fault.ts';
import { protective } from './headers.ts';
import { carriedBy, faultOfInput, readQuery } from './input.ts';
import { type Answering, answerFault, answerWith, langFor } from './respond.ts';
import type { Carried, Context, Route, StaffContext } from './route.ts';
import { mayChangeFrom } from './same-site.ts';
import { type Caller, type Denial, type Records, transactFor } from './staff.ts';

/** Who is asking for a row with `{ may }`. */
export type Asking = {
  readonly may: string;
  readonly cookies: Cookies;
  readonly headers: IncomingHttpHeaders;
  readonly now: Temporal.Instant;
};

/** Decides about a row with `{ may }`: who calls, and whether they hold the right at all. */
export type Authorise = (asking: Asking) => Promise<{ readonly caller: Caller } | { readonly denied: Denial }>;

export type Running = {
  readonly clock: Clock;
  readonly answering: Answering;
  readonly streams: Streams | null;
  readonly authorise?: Authorise;
  readonly records?: Records;
};

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The handler of a row. What `run` throws is left to the edge. */
export function handlerOf(route: Route, running: Running): Handler {
  const { answering } = running;
  return async (request, reply) => {
    const jar = cookiesOf(request);
    const outcome = await outcomeOf(route, running, request, jar.cookies);
    if (jar.lines().length > 0) void reply.header('set-cookie', jar.lines());
    if ('fault' in outcome) return answerFault(answering, request, reply, outcome.fault);
    if (route.output === 'stream' && isFeed(outcome.value)) return serveStream(running, request, reply, outcome.value);
    return answerWith(answering, route, reply, outcome.value);
  };
}

type Outcome = { readonly fault: Fault } | { readonly value: unknown };

async function outcomeOf(route: Route, running: Running, request: FastifyRequest, cookies: Cookies): Promise<Outcome> {
  if (route.method !== 'GET' && route.output !== 'page' && !mayChangeFrom(request.headers))
    return { fault: fromElsewhere };
  const now = running.clock.now();
  const called = await callerFor(route, running, { headers: request.headers, cookies, now });
  if ('denied' in called) return { fault: faultOfDenial(called.denied) };
  const taken = carriedBy(route, request);
  if ('fault' in taken) return taken;
  return runRow(route, taken.carried, contextOf({ running, request, cookies, now, route }, called.caller));
}

async function callerFor(
  { access }: Route,
  { authorise }: Running,
  asking: Omit<Asking, 'may'>,
): Promise<{ readonly caller: Caller | null } | { readonly denied: Denial }> {
  if (!('may' in access)) return { caller: null };
  return (await authorise?.({ ...asking, may: access.may })) ?? { denied: 'not-signed-in' };
}

type Made = { readonly context: Context | StaffContext; readonly noted: () => boolean };

async function runRow(route: Route, carried: Carried, { context, noted }: Made): Promise<Outcome> {
  const called = await route.call(carried, context);
  if ('unread' in called) return { fault: faultOfInput(carried, called.unread) };
  const { result } = called;
  if (!result.ok) {
    const answer = route.refusals[result.refusal];
    if (answer === undefined) throw new Error(`${route.path} refuses in a way that its row does not answer.`);
    return { fault: faultOfRefusal(answer, result) };
  }
  if (typeof route.audit === 'string' && !noted()) throw new Error(`${route.path} did not put its deed on file.`);
  return { value: result.value };
}

type Arrived = {
  readonly running: Running;
  readonly request: FastifyRequest;
  readonly cookies: Cookies;
  readonly now: Temporal.Instant;
  readonly route: Route;
};

function contextOf({ running, request, cookies, now, route }: Arrived, caller: Caller | null): Made {
  const word = typeof route.audit === 'string' ? route.audit : null;
  const reads = word === null && route.method === 'GET';
  const { transact, noted } = transactFor(running.records, { word, reads, caller, at: now, request: request.id });
  const context: Context = {
    id: request.id,
    now,
    lang: langFor(running.answering, request),
    url: request.raw.url ?? '/',
    get signal() {
      return request.signal;
    },
    cookies,
    device: (request.headers['user-agent'] ?? '').slice(0, 300),
    address: request.ip,
    get bytes() {
      return bytesOf(request);
    },
    transact,
  };
  return { context: caller === null ? context : Object.defineProperty(context, 'caller', { value: caller }), noted };
}

/** A screen tells where it was by `Last-Event-ID`, or on its first visit by `?after=`. */
async function serveStream(
  { answering, streams }: Running,
  request: FastifyRequest,
  reply: FastifyReply,
  feed: EventFeed,
): Promise<FastifyReply> {
  const after = readQuery(request.raw.url ?? '')?.['after'];
  const position = request.headers['last-event-id'] ?? after ?? null;
  if (position !== null && (typeof position !== 'string' || !positionForm.test(position)))
    return answerFault(answering, request, reply, faultOf(400));
  if (streams === null || streams.full()) return answerFault(answering, request, reply, faultOf(503));
  reply.hijack();
  reply.raw.writeHead(200, {
    ...protective,
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  await streams.serve(feed, position, reply.raw);
  return reply;
}
