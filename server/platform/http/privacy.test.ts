import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createMetrics } from '#platform/metrics.ts';
import { asked, sampleRoutes } from '#testing/sample-routes.ts';
import { askRaw, serve } from '#testing/serve.ts';
import { defineRoute } from './route.ts';

const secret = 'SECRET-13800000000';

const quoting = defineRoute({
  ...asked,
  method: 'POST',
  path: '/api/quoting/:id',
  input: {
    params: z.object({ id: z.string() }),
    query: z.object({ q: z.string() }),
    body: z.strictObject({ text: z.string() }),
  },
  output: z.object({}),
  run: ({ params, query, body }) => {
    const error = new TypeError(`${params.id} ${query.q} ${body.text}`, { cause: new Error(body.text) });
    throw Object.assign(error, {
      code: body.text,
      statusCode: 400,
      detail: body.text,
      headers: { [body.text]: body.text },
    });
  },
  refusals: {},
});

const wrongOutput = defineRoute({
  ...asked,
  method: 'GET',
  path: '/api/wrong-output',
  input: { query: z.object({ q: z.string() }) },
  output: z.object({ n: z.string().max(3) }),
  run: ({ query }) => ({ ok: true, value: { n: query.q } }),
  refusals: {},
});

test('nothing that a caller sent reaches the log, the figures or another caller, whatever goes wrong', async () => {
  const metrics = createMetrics();
  const server = await serve([...sampleRoutes, quoting, wrongOutput], { metrics });
  const headers = {
    'user-agent': secret,
    referer: `http://${secret}/`,
    cookie: `a=${secret}`,
    authorization: secret,
    'x-forwarded-for': secret,
    'x-request-id': secret,
    'accept-language': secret,
    accept: secret,
  };
  const answers: string[] = [];
  const ask = async (path: string, body?: string, type = 'application/json'): Promise<void> => {
    const sent =
      body === undefined ? { headers } : { method: 'POST', body, headers: { ...headers, 'content-type': type } };
    const response = await fetch(server.url + path, { redirect: 'manual', ...sent });
    answers.push(`${response.status} ${await response.text()}`);
  };
  await ask(`/${secret}?${secret}=${secret}`);
  await ask(`/api/lines/${secret}?limit=${secret}`);
  await ask(`/api/lines/s1?limit=${secret}`);
  await ask(`/api/wrong-output?q=${secret}`);
  await ask(`/api/%zz${secret}`);
  await ask(`/api/lines/${secret.repeat(40)}`);
  await ask('/api/records');
  await ask(`/api/quoting/${secret}?q=${secret}`, JSON.stringify({ text: secret }));
  await ask('/api/notes', `{"text":"${secret}`);
  await ask('/api/notes', JSON.stringify({ text: 'a', [secret]: secret }));
  await ask('/api/notes', secret, secret);
  answers.push(await askRaw(server.port, `${secret} /${secret} HTTP/1.1\r\n\r\n`));
  answers.push(await askRaw(server.port, `GET /${secret.repeat(9999)} HTTP/1.1\r\n\r\n`));
  answers.push(
    await askRaw(server.port, `GET / HTTP/1.1\r\nhost: ${secret}\r\n${secret}${'x'.repeat(99999)}: a\r\n\r\n`),
  );
  await server.close();
  assert.deepEqual(
    answers.map((answer) => /\b[45]\d\d\b/.exec(answer)?.[0]),
    ['404', '404', '400', '500', '400', '414', '401', '500', '400', '400', '415', '400', '414', '431'],
  );
  for (const told of [server.logged(), await metrics.text(), answers.join('\n')])
    assert.doesNotMatch(told, /SECRET|13800000000/);
  assert.equal(server.logged().match(/"words":"unexpected error"/g)?.length, 2);
  assert.match(
    await metrics.text(),
    /http_request_duration_seconds_count\{route="\/api\/lines\/:id",method="GET",status="4xx"\} 2/,
  );
});

test('a line of the log has an id, a method, a pattern, a status and a duration, and nothing else', async () => {
  const server = await serve(sampleRoutes);
  await fetch(`${server.url}/api/lines/s1?limit=5`);
  await server.close();
  const line: Record<string, unknown> = JSON.parse(server.logged().split('\n')[0] ?? '');
  assert.deepEqual(Object.keys(line), ['level', 'time', 'id', 'method', 'route', 'status', 'ms', 'words']);
  assert.equal(line['route'], '/api/lines/:id');
});

test('a stream that fails is told without what it held', async () => {
  const server = await serve(
    [
      defineRoute({
        ...asked,
        method: 'GET',
        path: '/api/stream',
        input: {},
        output: 'stream',
        run: () => ({ ok: true, value: { topic: 'x', readFrom: () => Promise.reject(new Error(secret)) } }),
        refusals: {},
      }),
    ],
    { bus: { subscribe: () => () => undefined } },
  );
  await (await fetch(`${server.url}/api/stream?after=${secret}`)).text();
  await server.close();
  assert.match(server.logged(), /a stream ended early/);
  assert.doesNotMatch(server.logged(), /SECRET/);
});
