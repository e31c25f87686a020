// The edge. Everything that arrives from outside is bounded here (length, time, number), read through a row of
// the route table, answered in one of a few ways, and put on the log without a word about whom it came from.
import { errorCodes, fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Html } from '../html.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Bus, createStreams, type StreamLimits, type Streams, usualStreamLimits } from '../streams.ts';
import { formOf, type ServedAsset } from './assets.ts';
import { keepBytes } from './bytes.ts';
import { answerUnreadable } from './client-errors.ts';
import { type ErrorPage, faultPage } from './error-page.ts';
import { type Fault, faultBody, faultOf } from './fault.ts';
import { protective } from './headers.ts';
import { addHealth, type Ready } from './health.ts';
import { formType, longestAddress, readQuery } from './input.ts';
import { langOf } from './lang.ts';
import { requestId } from './request-id.ts';
import { addMethodAnswers, elsewhereWithoutSlash } from './methods.ts';
import { createPageStore } from './page-store.ts';
import { type Answering, answerFault, isApiPath } from './respond.ts';
import type { Route } from './route.ts';
import { type Authorise, handlerOf } from './run.ts';
import type { Records } from './staff.ts';

export type ServerOptions = {
  readonly routes: readonly Route[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly ready: Ready;
  readonly errorPage: (about: ErrorPage) => Html;
  /** From `prepareAssets`. */
  readonly assets?: ReadonlyMap<string, ServedAsset>;
  /** Without one, every row with `{ may }` answers 401. */
  readonly authorise?: Authorise;
  /** Needed by rows that use `transact`. */
  readonly records?: Records;
  /** Needed by rows whose output is `stream`. */
  readonly bus?: Bus;
  /** Paths whose faults are JSON. Default `/api` and `/hsds`. */
  readonly apiPrefixes?: readonly string[];
  /** Default `loopback`. */
  readonly metricsFrom?: 'loopback' | 'anywhere';
  /** Proxies whose word is taken for where a call comes from: addresses, nets, `loopback`. Default `loopback`. */
  readonly trustedProxies?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly streams?: Partial<StreamLimits>;
};

/** Times in milliseconds, sizes in bytes. */
export type Limits = {
  readonly body: number;
  /** For the request line and the headers to arrive. */
  readonly headersMs: number;
  /** For the whole request to arrive. */
  readonly requestMs: number;
  /** For a handler to answer; 503 afterwards. */
  readonly handlerMs: number;
  /** For which an idle connection is kept; longer than the usual 60 s of the proxies in front, or they race us. */
  readonly keepAliveMs: number;
  /** After which a connection on which nothing moves is cut. */
  readonly silenceMs: number;
  readonly connections: number;
  /** For pages that are kept. */
  readonly pages: number;
};

export const usualLimits: Limits = {
  body: 1024 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  handlerMs: 30_000,
  keepAliveMs: 65_000,
  silenceMs: 120_000,
  connections: 10_000,
  pages: 16 * 1024 * 1024,
};

export type Server = {
  /** Opens the port (0: any free one) and tells where it is. Throws what the system says when it cannot. */
  readonly listen: (at: {
    readonly host: string;
    readonly port: number;
  }) => Promise<{ readonly url: string; readonly port: number }>;
  /** Stops taking requests, ends streams, lets running requests finish for `graceMs`, then cuts them. */
  readonly close: (graceMs?: number) => Promise<void>;
};

/** A server for the routes; it listens once told to. Throws when the table asks for what it was not given. */
export function createServer(options: ServerOptions): Server {
  const limits = { ...usualLimits, ...options.limits };
  const answering: Answering = {
    errorPage: options.errorPage,
    log: options.log,
    pages: createPageStore(limits.pages),
    apiPrefixes: options.apiPrefixes ?? ['/api', '/hsds'],
  };
  const app = bareServer(limits, answering, options);
  takeForms(app);
  const streams =
    options.bus === undefined
      ? null
      : createStreams(options.bus, options.log, { ...usualStreamLimits, ...options.streams });
  if (streams !== null) options.metrics.gauge('streams_open', 'Live screens open now.', streams.open);
  addEdge(app, options, answering);
  addRoutes(app, options, { answering, streams });
  return {
    listen: async ({ host, port }) => {
      const url = await app.listen({ host, port });
      return { url, port: Number(new URL(url).port) };
    },
    close: async (graceMs = 10_000) => {
      streams?.close();
      await closeGently(app, graceMs);
    },
  };
}

/** Connections that were busy when the stop began are closed as soon as they have their answer. */
async function closeGently(app: FastifyInstance, graceMs: number): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 20);
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close();
  clearInterval(sweep);
  clearTimeout(cut);
}

function bareServer(limits: Limits, answering: Answering, options: ServerOptions): FastifyInstance {
  const note = noteUnreadable(options);
  const app = fastify({
    logger: false,
    bodyLimit: limits.body,
    requestTimeout: limits.requestMs,
    handlerTimeout: limits.handlerMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silenceMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: Math.min(5000, limits.headersMs) },
    genReqId: requestId,
    trustProxy: [...(options.trustedProxies ?? ['loopback'])],
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => {
      const fault = faultOf(error.statusCode ?? 400);
      note(fault.status);
      void reply.headers(protective);
      void answerFault(answering, request, reply, fault);
    },
  });
  app.server.maxConnections = limits.connections;
  return app;
}

/** Bodies are JSON or a form's fields; which of the two a row takes, the row's output decides. */
function takeForms(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(formType, { parseAs: 'string' }, (_request, body, done) => {
    const fields = readQuery(`?${body.toString()}`);
    if (fields === undefined) done(new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY());
    else done(null, fields);
  });
}

/** What holds for every request: its headers, its bounds, its line in the log, and what is said when it fails. */
function addEdge(app: FastifyInstance, options: ServerOptions, answering: Answering): void {
  const { log, metrics } = options;
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(protective);
    if (request.raw.url !== undefined && request.raw.url.length > longestAddress)
      void answerFault(answering, request, reply, faultOf(414));
    else if (request.is404) void answerMissing(answering, request, reply);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info('request', { id: request.id, method: request.method, route, status: reply.statusCode, ms });
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.setNotFoundHandler((request, reply) => answerFault(answering, request, reply, faultOf(404)));
  app.setErrorHandler((error, request, reply) =>
    answerFault(answering, request, reply, faultOfThrown(log, error, request)),
  );
  answerUnreadable(app.server, (fault, path) => unreadableBody(answering, fault, path), noteUnreadable(options));
}

/** Requests that never become one have no route and no id. */
function noteUnreadable({ log, metrics }: ServerOptions): (status: number) => void {
  return (status) => {
    log.info('unreadable request', { status });
    metrics.request('none', 'none', status, 0);
  };
}

async function answerMissing(answering: Answering, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const elsewhere = elsewhereWithoutSlash(request);
  if (elsewhere === null) await answerFault(answering, request, reply, faultOf(404));
  else await reply.redirect(elsewhere, 308);
}

function unreadableBody(answering: Answering, fault: Fault, path: string): { type: string; body: string } {
  const id = requestId();
  if (isApiPath(answering, path))
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(faultBody(fault, id)) };
  return { type: 'text/html; charset=utf-8', body: faultPage(answering, fault, id, langOf(path)) };
}

/** Fastify's own refusals carry their status; everything else is a defect, told to the log and not to the caller. */
function faultOfThrown(log: Log, error: unknown, request: FastifyRequest): Fault {
  const known = error instanceof Error && 'code' in error && /^FST_ERR_(?:CTP|HANDLER)_/.test(String(error.code));
  const status = known && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 500) return faultOf(status);
  log.error('unexpected error', error, { id: request.id, route: request.routeOptions.url ?? 'none' });
  return faultOf(status);
}

function addRoutes(
  app: FastifyInstance,
  options: ServerOptions,
  { answering, streams }: { readonly answering: Answering; readonly streams: Streams | null },
): void {
  const known: { readonly method: string; readonly path: string }[] = [];
  const { ready, metrics, metricsFrom = 'loopback', assets } = options;
  for (const path of addHealth(app, { ready, metrics, metricsFrom })) known.push({ method: 'GET', path });
  for (const [path, asset] of assets ?? []) {
    app.get(path, (request, reply) => sendAsset(answering, asset, request, reply));
    known.push({ method: 'GET', path });
  }
  for (const route of options.routes) {
    const { method, path, output, longestBody, keepsBytes } = route;
    if (output === 'stream' && streams === null) throw new Error(`${path} is a stream, but there is no bus.`);
    const handler = handlerOf(route, { ...options, answering, streams });
    const limit = longestBody === undefined ? {} : { bodyLimit: longestBody };
    const bytes = keepsBytes === undefined ? {} : { preParsing: keepBytes };
    app.route({ method, url: path, exposeHeadRoute: output !== 'stream', ...limit, ...bytes, handler });
    known.push(route);
  }
  addMethodAnswers(app, known, (request, reply, fault) => answerFault(answering, request, reply, fault));
}

async function sendAsset(
  answering: Answering,
  asset: ServedAsset,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (request.headers['if-none-match'] === asset.etag) return reply.headers(asset.headers).code(304).send();
  const form = await formOf(asset, request.headers['accept-encoding']);
  if (form === null) return answerFault(answering, request, reply, faultOf(404));
  return reply.headers(form.headers).send(form.bytes);
}
