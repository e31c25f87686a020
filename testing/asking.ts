// What tests of routes say to a server, and what they read in its faults.
import { z } from 'zod';

const Words = z.object({ zh: z.string(), en: z.string() });
const FaultBody = z.object({
  error: z.object({
    code: z.string(),
    message: Words,
    id: z.string(),
    detail: z.string().optional(),
    fields: z.array(z.object({ field: z.string(), message: Words })).optional(),
  }),
});

/** The fault in a JSON answer. */
export async function faultIn(response: Response): Promise<z.infer<typeof FaultBody>['error']> {
  return FaultBody.parse(await response.json()).error;
}

/** Asks a server for paths, without following redirects. */
export function asker(base: () => string) {
  const get = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(base() + path, { redirect: 'manual', ...init });
  const post = (path: string, body: string, type = 'application/json'): Promise<Response> =>
    get(path, { method: 'POST', body, headers: { 'content-type': type } });
  return { get, post };
}

/** The code of the fault in a JSON answer. */
export async function codeOf(response: Response | Promise<Response>): Promise<string> {
  return (await faultIn(await response)).code;
}
