// Addresses that exist but are asked in a way they do not take: another method (405 with what would do, or the
// list itself for OPTIONS), or with a slash too many at the end (sent to the address without it).
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { type Fault, faultOf } from './fault.ts';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

type Known = { readonly method: string; readonly path: string; readonly output?: unknown };
type AnswerFault = (request: FastifyRequest, reply: FastifyReply, fault: Fault) => Promise<FastifyReply>;

/** Adds an answer for every method that a known path does not take. */
export function addMethodAnswers(app: FastifyInstance, known: readonly Known[], answer: AnswerFault): void {
  const taken = new Map<string, Set<string>>();
  for (const { method, path, output } of known) {
    const of = taken.get(path) ?? new Set<string>();
    taken.set(path, of.add(method));
    if (method === 'GET' && output !== 'stream') of.add('HEAD');
  }
  for (const [url, of] of taken) {
    const allow = methods.filter((method) => of.has(method) || method === 'OPTIONS').join(', ');
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      request.method === 'OPTIONS'
        ? reply.code(204).header('allow', allow).send()
        : answer(request, reply, { ...faultOf(405), allow });
    // Answered before a body is read: whatever it holds, it was sent to the wrong place.
    app.route({ method: methods.filter((method) => !of.has(method)), url, onRequest: handler, handler });
  }
}

/** Where a missing address with slashes at its end may have meant; a path of this site. Null: nowhere else. */
export function elsewhereWithoutSlash(request: FastifyRequest): string | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const [, path = '', query = ''] = /^([^?]*)(\?.*)?$/s.exec(request.raw.url ?? '') ?? [];
  const shorter = `/${path.replace(/^[/\\]+|\/+$/g, '')}`;
  return path.endsWith('/') && path.length > 1 && /^[\x21-\x7e]+$/.test(shorter) ? shorter + query : null;
}
