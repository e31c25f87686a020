// One row at work: may the caller, what was given, what does the rule say, how is that answered.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { type EventFeed, isFeed, positionForm, type Streams } from '../streams.ts';
import { type Fault, faultOf, faultOfRefusal } from './fault.ts';
import { protective } from './headers.ts';
import { carriedBy, faultOfInput, readQuery } from './input.ts';
import { type Answering, answerFault, answerWith, langFor } from './respond.ts';
import type { Context, Route } from './route.ts';

/** Decides about a row with `{ may }`: whether the caller holds the right at all. */
export type Authorise = (
  may: string,
  headers: IncomingHttpHeaders,
) => Promise<'allowed' | 'not-signed-in' | 'not-allowed'>;

export type Running = {
  readonly clock: Clock;
  readonly answering: Answering;
  readonly streams: Streams | null;
  readonly authorise?: Authorise;
};

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The handler of a row. What `run` throws is left to the edge. */
export function handlerOf(route: Route, running: Running): Handler {
  const { answering } = running;
  return async (request, reply) => {
    const outcome = await outcomeOf(route, running, request);
    if ('fault' in outcome) return answerFault(answering, request, reply, outcome.fault);
    if (route.output === 'stream' && isFeed(outcome.value)) return serveStream(running, request, reply, outcome.value);
    return answerWith(answering, route, reply, outcome.value);
  };
}

type Outcome = { readonly fault: Fault } | { readonly value: unknown };

async function outcomeOf(
  route: Route,
  { answering, clock, authorise }: Running,
  request: FastifyRequest,
): Promise<Outcome> {
  if ('may' in route.access) {
    const verdict = (await authorise?.(route.access.may, request.headers)) ?? 'not-signed-in';
    if (verdict !== 'allowed') return { fault: faultOf(verdict === 'not-allowed' ? 403 : 401) };
  }
  const taken = carriedBy(route, request);
  if ('fault' in taken) return taken;
  const called = await route.call(taken.carried, contextOf(answering, clock, request));
  if ('unread' in called) return { fault: faultOfInput(taken.carried, called.unread) };
  const { result } = called;
  if (result.ok) return { value: result.value };
  const answer = route.refusals[result.refusal];
  if (answer === undefined) throw new Error(`${route.path} refuses in a way that its row does not answer.`);
  return { fault: faultOfRefusal(result.refusal, answer, result.detail) };
}

function contextOf(answering: Answering, clock: Clock, request: FastifyRequest): Context {
  return {
    id: request.id,
    now: clock.now(),
    lang: langFor(answering, request),
    url: request.raw.url ?? '/',
    get signal() {
      return request.signal;
    },
  };
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
