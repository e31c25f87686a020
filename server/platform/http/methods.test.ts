import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sampleRoutes } from '#testing/sample-routes.ts';
import { askRaw, serve, type Served } from '#testing/serve.ts';
import { asker } from '#testing/asking.ts';

let server: Served;
const { get, post } = asker(() => server.url);

before(async () => {
  server = await serve(sampleRoutes);
});
after(() => server.close());

describe('methods and addresses', () => {
  test('a method that an address does not take is 405 and tells which it does, before a body is read', async () => {
    const response = await post('/api/lines/s1', '<broken', 'application/xml');
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD, OPTIONS');
    assert.equal((await get('/api/notes')).headers.get('allow'), 'POST, OPTIONS');
    assert.equal((await get('/healthz', { method: 'DELETE' })).status, 405);
  });

  test('OPTIONS tells the methods', async () => {
    const response = await get('/', { method: 'OPTIONS' });
    assert.deepEqual([response.status, response.headers.get('allow')], [204, 'GET, HEAD, OPTIONS']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const [whole, head] = [await get('/'), await get('/', { method: 'HEAD' })];
    assert.equal(head.headers.get('content-length'), String((await whole.text()).length));
    assert.equal(await head.text(), '');
  });

  test('a slash too many leads to the address without it, and never to another host', async () => {
    const to = async (path: string): Promise<string | undefined> =>
      /^location: (.*)\r$/im.exec(
        await askRaw(server.port, `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`),
      )?.[1];
    assert.equal(await to('/en/?a=1'), '/en?a=1');
    assert.equal(await to('//evil.example/'), '/evil.example');
    assert.equal(await to('/\\evil.example/'), '/evil.example');
    assert.equal(await to('///'), '/');
    assert.equal(await to('/nowhere'), undefined);
  });
});
