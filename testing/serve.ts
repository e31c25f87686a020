// A real server on the loopback for tests of routes, and a raw socket for what no client library would send.
import { connect } from 'node:net';
import { clockAt } from '#platform/clock.ts';
import { html } from '#platform/html.ts';
import { createServer, type Route } from '#platform/http/index.ts';
import type { ServerOptions } from '#platform/http/server.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';

/** A server that listens, what it logged, and how to end it. */
export type Served = {
  readonly url: string;
  readonly port: number;
  readonly logged: () => string;
  readonly close: (graceMs?: number) => Promise<void>;
};

/** Serves the routes at 2026-11-22T23:40 in Asia/Shanghai unless told otherwise. */
export async function serve(routes: readonly Route[], options: Partial<ServerOptions> = {}): Promise<Served> {
  const lines: string[] = [];
  const server = createServer({
    routes,
    clock: clockAt('2026-11-22T23:40'),
    log: createLog({ target: { write: (line) => lines.push(line) } }),
    metrics: createMetrics(),
    ready: () => Promise.resolve([]),
    errorPage: ({ status, id, lang, message }) =>
      html`<!doctype html><title>${status}</title>
        <p lang="${lang}">${message[lang]} 12356 110 120 <b>${id}</b></p>`,
    ...options,
  });
  const { url, port } = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, port, logged: () => lines.join(''), close: server.close };
}

/** Sends bytes as they are and gives back everything that came until the other side closed. */
export function askRaw(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(20_000, () => socket.destroy(new Error('No end came within twenty seconds.')));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : reject(error)));
    socket.on('close', () => resolve(answer));
    for (const part of parts) socket.write(part);
  });
}
