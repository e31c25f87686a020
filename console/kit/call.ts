// One way to the server for every screen: what may be sent and what comes back is read off the endpoint of a contract.
// A locked screen holds the call until it is unlocked, so that what somebody was doing goes on as if nothing had been.
import { addressOf, type Endpoint, type InputArgument, type OutputOf, type SavedFile } from './endpoint.ts';
import { Failure, failureIn, offline, unreadable } from './failure.ts';
import { actingFor, connection, gate, unlocked } from './gate.ts';

type Whole = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** Gives up when nothing has come for so many milliseconds. */
const patience = 30_000;

/**
 * Calls an endpoint of a contract: `await call(listMembers, { query: { text } })`. Throws Failure when it is refused or
 * the server cannot be reached.
 */
export async function call<E extends Endpoint>(endpoint: E, ...[input]: InputArgument<E>): Promise<OutputOf<E>> {
  return callWith(endpoint, input ?? {}, new AbortController().signal);
}

/** The same with a signal that ends it; for the query library. */
export async function callWith<E extends Endpoint>(
  endpoint: E,
  input: Whole,
  signal: AbortSignal,
): Promise<OutputOf<E>> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its server has checked it against this very schema
    return (await once(endpoint, input, signal)) as OutputOf<E>;
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.code !== 'session-locked') throw cause;
    gate.set('locked');
    if (!(await unlocked())) throw cause;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    return (await once(endpoint, input, signal)) as OutputOf<E>;
  }
}

async function once(endpoint: Endpoint, input: Whole, signal: AbortSignal): Promise<unknown> {
  const response = await ask(endpoint, input, signal);
  connection.set('up');
  if (!response.ok) throw await failureOf(response);
  return await answerIn(endpoint, response).catch((cause: unknown) => {
    throw signal.aborted ? cause : unreadable(response.status);
  });
}

async function ask({ method, path }: Endpoint, { params, query, body }: Whole, signal: AbortSignal): Promise<Response> {
  const organisation = actingFor.get();
  const headers: Record<string, string> = { accept: 'application/json' };
  if (organisation !== null) headers['xindeng-organisation'] = organisation;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(addressOf(path, params, query), {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: survives(method, body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    connection.set('down');
    throw offline();
  }
}

/** A small change that was begun when the page is left is still carried out. */
function survives(method: Endpoint['method'], body: unknown): boolean {
  return method !== 'GET' && (body === undefined || JSON.stringify(body).length < 30_000);
}

async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  const failure = failureIn(response.status, body);
  if (failure.code === 'not-signed-in') gate.set('signed-out');
  return failure;
}

async function answerIn({ output }: Endpoint, response: Response): Promise<unknown> {
  if (output === 'file') return savedFile(response);
  if (typeof output === 'string') return response.text();
  return response.json();
}

async function savedFile(response: Response): Promise<SavedFile> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return { blob: await response.blob(), name: encoded === undefined ? null : decodeURIComponent(encoded) };
}
