import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '#platform/metrics.ts';
import { sampleRoutes } from '#testing/sample-routes.ts';
import { serve } from '#testing/serve.ts';
import type { Check } from './health.ts';

test('/metrics is for this machine only, and not for what a proxy on it passes on', async () => {
  const server = await serve(sampleRoutes);
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${server.url}/metrics`, { headers })).status;
  assert.equal(await status({}), 200);
  assert.equal(await status({ 'x-forwarded-for': '127.0.0.1' }), 404);
  assert.equal(await status({ forwarded: 'for=127.0.0.1' }), 404);
  await server.close();
  const open = await serve(sampleRoutes, { metricsFrom: 'anywhere' });
  assert.equal((await fetch(`${open.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status, 200);
  await open.close();
});

test('/metrics tells requests by pattern and status class, the process, and the figures others register', async () => {
  const metrics = createMetrics();
  metrics.gauge('directory_lines', 'Lines in the directory.', () => 75);
  metrics.gauge('directory_age_seconds', 'Age of the snapshot.', async () => 3);
  metrics.duration('match_duration_seconds', 'Matching.')(0.002);
  const server = await serve(sampleRoutes, { metrics });
  await (await fetch(`${server.url}/api/lines/s1`)).text();
  const response = await fetch(`${server.url}/metrics`);
  const text = await response.text();
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  for (const line of [
    'http_request_duration_seconds_count{route="/api/lines/:id",method="GET",status="2xx"} 1',
    'directory_lines 75',
    'directory_age_seconds 3',
    'match_duration_seconds_count 1',
  ])
    assert.ok(text.includes(line), line);
  assert.match(text, /^process_resident_memory_bytes \d+/m);
  await server.close();
});

test('/healthz says that the process lives, whatever else is wrong', async () => {
  const server = await serve([], { ready: () => Promise.reject(new Error('x')) });
  const response = await fetch(`${server.url}/healthz`);
  assert.deepEqual([response.status, await response.json()], [200, { ok: true }]);
  await server.close();
});

test('/readyz names what is missing and why, and is 503 until nothing is', async () => {
  let checks: readonly Check[] = [
    { name: 'database', ok: false, why: 'No connection.' },
    { name: 'calendar', ok: true },
  ];
  const server = await serve([], { ready: () => Promise.resolve(checks) });
  const before = await fetch(`${server.url}/readyz`);
  assert.deepEqual([before.status, await before.json()], [503, { ok: false, checks }]);
  checks = [{ name: 'database', ok: true }];
  const now = await fetch(`${server.url}/readyz`);
  assert.deepEqual([now.status, await now.json()], [200, { ok: true, checks }]);
  await server.close();
});

test('/readyz is 503 when a check fails to be made', async () => {
  const server = await serve([], { ready: () => Promise.reject(new Error('SECRET')) });
  const response = await fetch(`${server.url}/readyz`);
  assert.equal(response.status, 503);
  assert.doesNotMatch(await response.text(), /SECRET/);
  await server.close();
});
