import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ok } from '#platform/result.ts';
import { asked } from '#testing/sample-routes.ts';
import { serve } from '#testing/serve.ts';
import { type Context, defineRoute, type Route } from './index.ts';

const slow = (ms: number, seen: (context: Context) => void = () => undefined): readonly Route[] => [
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/slow',
    input: {},
    output: 'text',
    run: async (_, context) => {
      seen(context);
      await wait(ms);
      return ok('done');
    },
    refusals: {},
  }),
];

test('stopping lets a running request finish, and takes no new one', async () => {
  const server = await serve(slow(300));
  const running = fetch(`${server.url}/slow`);
  await wait(50);
  const begun = Date.now();
  const closing = server.close(5000);
  await wait(20);
  await assert.rejects(fetch(`${server.url}/slow`));
  assert.equal(await (await running).text(), 'done');
  await closing;
  assert.ok(Date.now() - begun < 2000);
});

test('a request that does not end within the grace is cut', async () => {
  const server = await serve(slow(3000));
  const running = assert.rejects(fetch(`${server.url}/slow`));
  await wait(50);
  const begun = Date.now();
  await server.close(200);
  assert.ok(Date.now() - begun < 1000);
  await running;
});

test('an idle connection does not hold the stop up', async () => {
  const server = await serve(slow(0));
  await (await fetch(`${server.url}/slow`)).text();
  const begun = Date.now();
  await server.close(5000);
  assert.ok(Date.now() - begun < 1000);
});

test('a handler that takes too long is answered for: 503, with its signal aborted', async () => {
  let signal: AbortSignal | undefined;
  const server = await serve(
    slow(1000, (context) => (signal = context.signal)),
    { limits: { handlerMs: 100 } },
  );
  const response = await fetch(`${server.url}/slow`);
  assert.equal(response.status, 503);
  assert.match(await response.text(), /12356/);
  assert.equal(signal?.aborted, true);
  await server.close();
});

test('a caller who goes away aborts the signal', async () => {
  let signal: AbortSignal | undefined;
  const server = await serve(slow(300, (context) => (signal = context.signal)));
  await assert.rejects(fetch(`${server.url}/slow`, { signal: AbortSignal.timeout(50) }));
  await wait(100);
  assert.equal(signal?.aborted, true);
  await server.close();
});
