// How answers leave: JSON stripped to its schema, pages compressed, documents, redirects, and faults in the form
// the caller can use (a page for people, JSON for programs).
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isHtml } from '../html.ts';
import { compress, encodingFor, worthCompressing } from './compression.ts';
import { type ErrorPages, faultPage } from './error-page.ts';
import { type Fault, faultBody } from './fault.ts';
import { policyWithStyles } from './headers.ts';
import { langOf } from './lang.ts';
import type { Body, PageStore } from './page-store.ts';
import type { Elsewhere, FileAnswer, KeptPage, Lang, Route, StyledPage } from './route.ts';

/** What answering needs besides the request. */
export type Answering = ErrorPages & {
  readonly pages: PageStore;
  /** Paths under these are for programs: their faults are JSON. */
  readonly apiPrefixes: readonly string[];
};

const jsonType = 'application/json; charset=utf-8';
const htmlType = 'text/html; charset=utf-8';

/** Answers with what `run` returned, after the kind of the row's output. */
export async function answerWith(
  answering: Answering,
  route: Route,
  reply: FastifyReply,
  value: unknown,
): Promise<FastifyReply> {
  const { output } = route;
  if (typeof output !== 'string') return sendText(reply, JSON.stringify(output.parse(value)), jsonType);
  if (output === 'text' && typeof value === 'string') return sendText(reply, value, 'text/plain; charset=utf-8');
  if (output === 'file' && isFile(value)) return sendFile(reply, value);
  if (output === 'page' && isHtml(value)) return sendText(reply, value.toString(), htmlType);
  if (output === 'page' && isStyled(value)) return sendStyled(reply, value);
  if (output === 'page' && isKept(value)) return sendKept(answering, route, reply, value);
  if (output === 'page' && isElsewhere(value)) return goElsewhere(reply, value);
  throw new TypeError(`${route.path} gave something that is no ${output}.`);
}

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);
const isFile = (value: unknown): value is FileAnswer => has(value, 'type', 'bytes');
const isKept = (value: unknown): value is KeptPage => has(value, 'key', 'render');
const isStyled = (value: unknown): value is StyledPage => has(value, 'page', 'styleNonce');
const isElsewhere = (value: unknown): value is Elsewhere => has(value, 'location');

/** Answers with a fault: a page under the site, JSON under the API or for a caller that takes nothing else. */
export async function answerFault(
  answering: Answering,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: Fault,
): Promise<FastifyReply> {
  void reply.code(fault.status);
  if (fault.allow !== undefined) void reply.header('allow', fault.allow);
  if (fault.status === 503 || fault.status === 429)
    void reply.header('retry-after', String(Math.ceil(fault.after ?? 5)));
  const lang = langFor(answering, request);
  void reply.header('content-language', lang === 'zh' ? 'zh-CN' : 'en');
  if (takesJson(answering, request)) return sendText(reply, JSON.stringify(faultBody(fault, request.id)), jsonType);
  return sendText(reply, faultPage(answering, fault, request.id, lang), htmlType);
}

function takesJson(answering: Answering, request: FastifyRequest): boolean {
  if (isApiPath(answering, request.url)) return true;
  const accepted = request.headers.accept ?? '*/*';
  return accepted.includes('json') && !/text\/html|\*\/\*|text\/\*/.test(accepted);
}

/** The language of the answer. Accept-Language counts for programs only. */
export function langFor(answering: Answering, { url, headers }: FastifyRequest): Lang {
  return langOf(url, isApiPath(answering, url) ? headers['accept-language'] : undefined);
}

/** Whether an address is for programs. */
export function isApiPath({ apiPrefixes }: Answering, url: string): boolean {
  return apiPrefixes.some((prefix) => url.startsWith(prefix) && /^(?:$|[/?])/.test(url.slice(prefix.length)));
}

async function sendText(reply: FastifyReply, text: string, type: string): Promise<FastifyReply> {
  void reply.header('content-type', type);
  const encoding = text.length * 3 < worthCompressing ? null : encodingFor(reply.request.headers['accept-encoding']);
  const bytes = encoding === null ? null : Buffer.from(text);
  // Text that is not compressed is left a string: Node then sends it together with the headers.
  if (bytes === null || encoding === null || bytes.length < worthCompressing)
    return reply.header('vary', 'accept-encoding').send(text);
  return sendBody(reply, { bytes: await compress(bytes, encoding, 'once'), encoding });
}

function sendStyled(reply: FastifyReply, { page, styleNonce }: StyledPage): Promise<FastifyReply> {
  void reply.header('content-security-policy', policyWithStyles(styleNonce));
  return sendText(reply, page.toString(), htmlType);
}

function sendBody(reply: FastifyReply, { bytes, encoding }: Body): FastifyReply {
  void reply.header('vary', 'accept-encoding');
  if (encoding !== null) void reply.header('content-encoding', encoding);
  return reply.send(bytes);
}

async function sendKept(
  answering: Answering,
  route: Route,
  reply: FastifyReply,
  page: KeptPage,
): Promise<FastifyReply> {
  const { request } = reply;
  const lang = langFor(answering, request);
  const encoding = encodingFor(request.headers['accept-encoding']);
  const key = `${route.path} ${lang} ${page.key}`;
  const body = await answering.pages.page(key, encoding, () => page.render().toString());
  void reply.header('content-type', htmlType);
  return sendBody(reply, body);
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  void reply.header('content-type', file.type);
  if (file.saveAs !== undefined) void reply.header('content-disposition', disposition(file.saveAs));
  return reply.send(typeof file.bytes === 'string' ? file.bytes : Buffer.from(file.bytes));
}

function disposition(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

function goElsewhere(reply: FastifyReply, elsewhere: Elsewhere): FastifyReply {
  const path = `/${elsewhere.location.replace(/^[/\\]+/, '')}`;
  return reply.redirect(encodeURI(decodeSafely(path)), elsewhere.permanent === true ? 308 : 303);
}

function decodeSafely(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
