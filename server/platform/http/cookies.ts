// Cookies are how a browser shows that it was here before. Ours hold random values only, are never readable by
// scripts, never leave with a request from another site, and travel encrypted wherever the site does. There they also
// carry the prefix __Host-, which browsers accept from this very host only: no neighbour under the same domain can
// plant one.
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

export type CookieOptions = {
  /** Seconds for which the browser keeps it; until it is closed when left out. */
  readonly seconds?: number;
  /** Also sent when a page of another site leads here by a link or redirect: for the way back from a single sign-on. */
  readonly sameSite?: 'lax';
};

/** The cookies of a request, and those to leave with its answer. Names are ours, without the prefix. */
export type Cookies = {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string, options?: CookieOptions) => void;
  readonly clear: (name: string) => void;
};

/** What a request brought and what its answer sets; `lines` are the values of `Set-Cookie`. */
export function cookiesOf(request: FastifyRequest): { readonly cookies: Cookies; readonly lines: () => string[] } {
  const lines: string[] = [];
  const secure = isEncrypted(request);
  const named = (name: string): string => (secure ? `__Host-${name}` : name);
  let brought: Readonly<Record<string, string | undefined>> | null = null;
  const write = (name: string, value: string, options: CookieOptions): void => {
    const { seconds } = options;
    const sameSite = options.sameSite ?? 'strict';
    const age = seconds === undefined ? {} : { maxAge: seconds };
    lines.push(stringifySetCookie({ name: named(name), value, path: '/', secure, httpOnly: true, sameSite, ...age }));
  };
  const cookies: Cookies = {
    get: (name) => (brought ??= parseCookie(request.headers.cookie ?? ''))[named(name)],
    set: (name, value, options = {}) => write(name, value, options),
    clear: (name) => write(name, '', { seconds: 0 }),
  };
  return { cookies, lines: () => lines };
}

/** Whether the browser's own connection is encrypted, as the proxy in front says. */
function isEncrypted({ headers, protocol }: FastifyRequest): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https';
}
