// For those who run the service: does the process live, may it get requests, what are its figures.
// `/metrics` is answered to this machine only unless configured otherwise, since figures say how busy the line is.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';

/** One thing the service needs. `why` is one plain sentence for whoever runs it, without anything personal. */
export type Check = { readonly name: string; readonly ok: boolean; readonly why?: string };

/** Looks at everything the service needs to take requests. */
export type Ready = () => Promise<readonly Check[]>;

export type HealthOptions = {
  readonly ready: Ready;
  readonly metrics: Metrics;
  /** Who may read `/metrics`. */
  readonly metricsFrom: 'loopback' | 'anywhere';
};

const longestCheckMs = 5000;

/** Adds `/healthz`, `/readyz` and `/metrics`. Returns their paths. */
export function addHealth(app: FastifyInstance, options: HealthOptions): readonly string[] {
  app.get('/healthz', (_request, reply) => reply.type('application/json').send('{"ok":true}'));
  app.get('/readyz', async (_request, reply) => {
    const checks = await checksInTime(options.ready);
    const ok = checks.every((check) => check.ok);
    return reply.code(ok ? 200 : 503).send({ ok, checks });
  });
  app.get('/metrics', async (request, reply) => {
    if (options.metricsFrom === 'loopback' && !isFromHere(request)) return reply.callNotFound();
    return reply.type(options.metrics.contentType).send(await options.metrics.text());
  });
  return ['/healthz', '/readyz', '/metrics'];
}

async function checksInTime(ready: Ready): Promise<readonly Check[]> {
  const { promise: late, resolve } = Promise.withResolvers<readonly Check[]>();
  const timer = setTimeout(
    () => resolve([{ name: 'checks', ok: false, why: 'The checks did not end within five seconds.' }]),
    longestCheckMs,
  );
  const failed = (): readonly Check[] => [
    { name: 'checks', ok: false, why: 'A check could not be made; see the log.' },
  ];
  return Promise.race([ready().catch(failed), late]).finally(() => clearTimeout(timer));
}

/** From this machine itself, and not passed on by a proxy on it. */
function isFromHere({ raw, headers }: FastifyRequest): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !passedOn && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(raw.socket.remoteAddress ?? '');
}
