import assert from 'node:assert/strict';
import { get } from 'node:http';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { html } from '#platform/html.ts';
import { ok } from '#platform/result.ts';
import { asked } from '#testing/sample-routes.ts';
import { serve } from '#testing/serve.ts';
import { encodingFor } from './compression.ts';
import { defineRoute, prepareAssets } from './index.ts';
import { createPageStore } from './page-store.ts';

/** The bytes as they came over the wire. */
function fetchRaw(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, string | undefined>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const told = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: response.statusCode ?? 0, headers: told, bytes: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });
}

describe('what a browser accepts', () => {
  const table: readonly [string | undefined, string | null][] = [
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0, gzip;q=0', null],
    ['br;q=0.5, gzip;q=1.0', 'br'],
    ['x-brotli', null],
    ['BR', 'br'],
  ];
  for (const [accepted, encoding] of table)
    test(`“${accepted ?? 'nothing'}” is answered ${encoding ?? 'as it is'}`, () =>
      assert.equal(encodingFor(accepted), encoding));
});

describe('pages', () => {
  const text = '心理援助热线'.repeat(500);
  let made = 0;
  const page = { ...asked, method: 'GET', input: {}, output: 'page', refusals: {} } as const;
  const routes = [
    defineRoute({ ...page, path: '/once', run: () => ok(html`<p>${text}</p>`) }),
    defineRoute({ ...page, path: '/short', run: () => ok(html`<p>${'短'}</p>`) }),
    defineRoute({
      ...page,
      path: '/kept',
      run: (_, { lang }) =>
        ok({
          key: 'all',
          render: () => {
            made++;
            return html`<p lang="${lang}">${text}</p>`;
          },
        }),
    }),
  ];

  test('a long page travels compressed, a short one as it is', async () => {
    const server = await serve(routes);
    const packed = await fetchRaw(`${server.url}/once`, { 'accept-encoding': 'gzip, br' });
    assert.equal(packed.headers['content-encoding'], 'br');
    assert.equal(packed.headers['vary'], 'accept-encoding');
    assert.equal(packed.headers['content-length'], String(packed.bytes.length));
    assert.equal(brotliDecompressSync(packed.bytes).toString(), `<p>${text}</p>`);
    const zipped = await fetchRaw(`${server.url}/once`, { 'accept-encoding': 'gzip' });
    assert.equal(gunzipSync(zipped.bytes).toString(), `<p>${text}</p>`);
    assert.equal((await fetchRaw(`${server.url}/once`, {})).bytes.toString(), `<p>${text}</p>`);
    assert.equal(
      (await fetchRaw(`${server.url}/short`, { 'accept-encoding': 'br' })).headers['content-encoding'],
      undefined,
    );
    await server.close();
  });

  test('a kept page is made once for many who ask at once, and once for each language', async () => {
    made = 0;
    const server = await serve(routes);
    const many = await Promise.all(
      Array.from({ length: 20 }, () => fetchRaw(`${server.url}/kept`, { 'accept-encoding': 'br' })),
    );
    assert.equal(made, 1);
    assert.equal(new Set(many.map(({ bytes }) => brotliDecompressSync(bytes).toString())).size, 1);
    await fetchRaw(`${server.url}/kept?lang=en`, { 'accept-encoding': 'br' });
    assert.equal(made, 2);
    await server.close();
  });
});

describe('the store of kept pages', () => {
  test('never holds more than its limit, and lets go of what was asked longest ago', async () => {
    const store = createPageStore(10_000);
    let made = 0;
    const ask = (key: string): Promise<unknown> =>
      store.page(key, null, () => {
        made++;
        return 'x'.repeat(3000);
      });
    for (const key of ['a', 'b', 'c', 'a', 'd']) await ask(key);
    assert.equal(made, 4);
    assert.ok(store.size() <= 10_000 && store.size() > 9000);
    await ask('a');
    assert.equal(made, 4);
    await ask('b');
    assert.equal(made, 5);
    for (let i = 0; i < 500; i++) await ask(String(i));
    assert.ok(store.size() <= 10_000);
  });

  test('keeps no page that could not be made', async () => {
    const store = createPageStore(10_000);
    assert.throws(() => store.page('a', null, () => assert.fail('broken')), /broken/);
    assert.equal((await store.page('a', null, () => 'mended')).bytes.toString(), 'mended');
  });
});

describe('assets', () => {
  const css = '.lamp { color: gold }\n'.repeat(200);
  const files = [
    { path: '/assets/site-abc.css', type: 'text/css; charset=utf-8', bytes: css, lasting: true },
    { path: '/offline-worker.js', type: 'text/javascript; charset=utf-8', bytes: '1', lasting: false },
  ] as const;

  test('are compressed and kept for good when their name carries their content, and asked again when not', async () => {
    const server = await serve([], { assets: await prepareAssets(files) });
    const lasting = await fetchRaw(`${server.url}/assets/site-abc.css`, { 'accept-encoding': 'br' });
    assert.equal(lasting.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(lasting.headers['content-type'], 'text/css; charset=utf-8');
    assert.equal(brotliDecompressSync(lasting.bytes).toString(), css);
    assert.equal((await fetchRaw(`${server.url}/assets/site-abc.css`, {})).bytes.toString(), css);
    const asked = await fetchRaw(`${server.url}/offline-worker.js`, { 'accept-encoding': 'br' });
    assert.deepEqual([asked.headers['cache-control'], asked.bytes.toString()], ['no-cache', '1']);
    const again = await fetchRaw(`${server.url}/offline-worker.js`, { 'if-none-match': asked.headers['etag'] ?? '' });
    assert.deepEqual([again.status, again.bytes.length], [304, 0]);
    assert.equal((await fetchRaw(`${server.url}/assets/other.css`, {})).status, 404);
    await server.close();
  });
});
