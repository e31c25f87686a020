import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '#platform/result.ts';
import { asked } from '#testing/sample-routes.ts';
import { serve } from '#testing/serve.ts';
import { until } from '#testing/until.ts';
import { type Context, defineRoute, type Route } from './index.ts';

/** A handler that has begun when `begun` settles, and ends when the test lets it. */
function held() {
  const begun = Promise.withResolvers<Context>();
  const end = Promise.withResolvers<void>();
  const routes: readonly Route[] = [
    defineRoute({
      ...asked,
      method: 'GET',
      path: '/slow',
      input: {},
      output: 'text',
      run: async (_, context) => {
        begun.resolve(context);
        await end.promise;
        return ok('done');
      },
      refusals: {},
    }),
  ];
  return { routes, begun: begun.promise, end: end.resolve };
}

/** Longer than any test waits: what settles sooner did not wait for it. */
const FOR_EVER = 600_000;

test('stopping lets a running request finish, and takes no new one', async () => {
  const slow = held();
  const server = await serve(slow.routes);
  const running = fetch(`${server.url}/slow`);
  await slow.begun;
  const closing = server.close(FOR_EVER);
  await until(() => isRefused(`${server.url}/another`));
  slow.end();
  assert.equal(await (await running).text(), 'done');
  await closing;
});

test('a request that does not end within the grace is cut', async () => {
  const slow = held();
  const server = await serve(slow.routes);
  const running = assert.rejects(fetch(`${server.url}/slow`));
  await slow.begun;
  await server.close(200);
  await running;
  slow.end();
});

test('an idle connection does not hold the stop up', async () => {
  const quick = held();
  quick.end();
  const server = await serve(quick.routes);
  await (await fetch(`${server.url}/slow`)).text();
  await server.close(FOR_EVER);
});

test('a handler that takes too long is answered for: 503, with its signal aborted', async () => {
  const slow = held();
  const server = await serve(slow.routes, { limits: { handlerMs: 100 } });
  const response = await fetch(`${server.url}/slow`);
  assert.equal(response.status, 503);
  assert.match(await response.text(), /12356/);
  assert.equal((await slow.begun).signal.aborted, true);
  slow.end();
  await server.close();
});

test('a caller who goes away aborts the signal', async () => {
  const slow = held();
  const server = await serve(slow.routes);
  const caller = new AbortController();
  const gone = assert.rejects(fetch(`${server.url}/slow`, { signal: caller.signal }));
  const { signal } = await slow.begun;
  assert.equal(signal.aborted, false);
  caller.abort();
  await gone;
  await until(() => signal.aborted);
  slow.end();
  await server.close();
});

async function isRefused(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}
