// A page of another site must not make a signed-in browser act. Browsers say where a request comes from; programs
// that are no browser carry no cookies they could be tricked with.
import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request that changes something may come from where it says it does. */
export function mayChangeFrom(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
