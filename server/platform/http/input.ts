// Reads what a request carries through the row's schemas. Addresses are public and get typed, pasted and cut,
// so unknown keys in them are ignored; what cannot be decoded, or is given twice where one is meant, is said.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Fault, faultOf } from './fault.ts';
import { fieldFaults } from './problems.ts';
import type { Carried, Route } from './route.ts';

/** The media type of an HTML form's fields. */
export const formType = 'application/x-www-form-urlencoded';

/** Longest address taken, path and query together, in bytes. */
export const longestAddress = 8192;

const mostQueryKeys = 100;

/** What of a request a row reads; or the fault, when it cannot even be taken apart. */
export function carriedBy(
  route: Route,
  request: FastifyRequest,
): { readonly carried: Carried } | { readonly fault: Fault } {
  const { params, headers, body } = request;
  if (route.input.body !== undefined && !takes(route, headers['content-type'])) return { fault: faultOf(415) };
  if (holdsNoText(body)) return { fault: faultOf(400) };
  const query = route.input.query === undefined ? null : readQuery(request.raw.url ?? '');
  return query === undefined ? { fault: badAddress } : { carried: { params, query, headers, body } };
}

/** The fault of an input that could not be read: 404 where the path cannot name anything, 400 otherwise. */
export function faultOfInput(carried: Carried, unread: z.ZodError): Fault {
  if (unread.issues.some(({ path }) => path[0] === 'params')) return faultOf(404);
  return { ...badInput, fields: fieldFaults(carried, unread) };
}

/** Pages are sent forms by browsers; everything else is sent JSON by programs. */
function takes(route: Route, type = 'application/json'): boolean {
  return route.output === 'page' ? type.startsWith(formType) : type.startsWith('application/json');
}

const badInput: Fault = {
  status: 400,
  code: 'bad-input',
  message: {
    zh: '有些内容填得不对，请按提示修改。',
    en: 'Some of this is not right. Please see the notes on each field.',
  },
};

const badAddress: Fault = {
  status: 400,
  code: 'bad-address',
  message: { zh: '网址中有无法识别的字符。', en: 'The address contains characters that cannot be read.' },
};

/**
 * The query of an address as text by key; a key given several times becomes a list. Undefined when it has a zero character,
 * percent-encoding that is not UTF-8, or more than a hundred keys.
 */
export function readQuery(url: string): Readonly<Record<string, string | readonly string[]>> | undefined {
  const mark = url.indexOf('?');
  const read: Record<string, string | string[]> = Object.create(null);
  if (mark === -1 || mark === url.length - 1) return read;
  const pairs = url.slice(mark + 1).split('&', mostQueryKeys + 1);
  if (pairs.length > mostQueryKeys) return undefined;
  try {
    for (const pair of pairs) if (pair !== '') addPair(read, pair);
  } catch {
    return undefined;
  }
  return read;
}

function addPair(read: Record<string, string | string[]>, pair: string): void {
  const equals = pair.indexOf('=');
  const key = decode(equals === -1 ? pair : pair.slice(0, equals));
  const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
  const before = read[key];
  if (before === undefined) read[key] = value;
  else if (typeof before === 'string') read[key] = [before, value];
  else before.push(value);
}

function decode(text: string): string {
  const decoded = decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
  if (decoded.includes(ZERO)) throw new URIError('a zero character');
  return decoded;
}

const ZERO = '\u0000';

/** Whether a text within has a zero character or half a surrogate pair: nobody writes them, and the database takes none. */
function holdsNoText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(ZERO) || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.some(holdsNoText) : Object.values(value).some(holdsNoText);
}
