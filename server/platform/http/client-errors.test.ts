import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sampleRoutes } from '#testing/sample-routes.ts';
import { askRaw, serve, type Served } from '#testing/serve.ts';
import { asker, faultIn } from '#testing/asking.ts';

let server: Served;
const { get } = asker(() => server.url);

before(async () => {
  server = await serve(sampleRoutes);
});
after(() => server.close());

describe('an address or a request that is too long, too slow or no HTTP', () => {
  const one = (line: string, headers = 'host: a\r\nconnection: close'): string =>
    `${line} HTTP/1.1\r\n${headers}\r\n\r\n`;

  test('an address of nine kilobytes is 414 with a clear answer', async () => {
    const response = await get(`/api/lines/s1?q=${'x'.repeat(9000)}`);
    assert.equal(response.status, 414);
    assert.equal((await faultIn(response)).code, 'address-too-long');
  });

  test('an address of one megabyte is 414 with a clear answer, although it does not fit into Node’s own limit', async () => {
    const page = await askRaw(server.port, one(`GET /?q=${'x'.repeat(1024 * 1024)}`));
    assert.match(page, /^HTTP\/1.1 414 URI Too Long\r\n[^]*content-security-policy[^]*12356 110 120/);
    const api = await askRaw(server.port, one(`GET /api/lines?q=${'x'.repeat(1024 * 1024)}`));
    assert.match(api, /^HTTP\/1.1 414 [^]*"code":"address-too-long"/);
    assert.doesNotMatch(page + api, /xxx|HPE_|at /);
  });

  test('who is still sending gets the answer too, instead of a broken connection', async () => {
    const much = Buffer.alloc(1024 * 1024, 'x');
    const answer = await askRaw(server.port, 'GET /?q=', ...Array.from({ length: 32 }, () => much));
    assert.match(answer, /^HTTP\/1.1 414 [^]*12356 110 120/);
  });

  test('headers of one megabyte are 431', async () => {
    const answer = await askRaw(server.port, one('GET /api/lines/s1', `host: a\r\nx-long: ${'y'.repeat(1024 * 1024)}`));
    assert.match(answer, /^HTTP\/1.1 431 [^]*"code":"headers-too-large"/);
    assert.doesNotMatch(answer, /yyy/);
  });

  const noHttp: readonly [string, string][] = [
    ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a method that is none', one('STEAL /')],
    ['a missing host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a header without a name', one('GET /', 'host: a\r\n: b')],
    ['two lengths', one('POST /api/notes', 'host: a\r\ncontent-length: 5\r\ncontent-length: 6')],
    ['a length and chunks', one('POST /api/notes', 'host: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked')],
    ['a negative length', one('POST /api/notes', 'host: a\r\ncontent-length: -5')],
    ['a space in the address', one('GET /a b')],
  ];
  for (const [name, request] of noHttp)
    test(`${name} is 400, and the connection ends`, async () => {
      assert.match(await askRaw(server.port, Buffer.from(request, 'latin1')), /^HTTP\/1.1 400 [^]*connection: close/i);
    });

  test('HTTP/1.0 is answered and closed', async () => {
    assert.match(await askRaw(server.port, 'GET /api/lines/s1 HTTP/1.0\r\n\r\n'), /^HTTP\/1.1 200 OK\r\n[^]*"id":"s1"/);
  });

  test('requests sent at once on one connection are answered in order', async () => {
    const answer = await askRaw(
      server.port,
      'GET /api/lines/s1 HTTP/1.1\r\nhost: a\r\n\r\nGET /api/lines/s2 HTTP/1.1\r\nhost: a\r\n\r\n',
      one('GET /api/lines/s0'),
    );
    assert.match(answer, /"id":"s1"[^]*"id":"s2"[^]*unknown-line/);
  });

  test('who does not finish the headers, or the body, is told so and let go', async () => {
    const strict = await serve(sampleRoutes, { limits: { headersMs: 300, requestMs: 600 } });
    const begun = Date.now();
    const [nothing, headers, body] = await Promise.all([
      askRaw(strict.port),
      askRaw(strict.port, 'GET / HTTP/1.1\r\nhost: a\r\nx-slow'),
      askRaw(
        strict.port,
        'POST /api/notes HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
      ),
    ]);
    assert.match(nothing, /^HTTP\/1.1 408 /);
    assert.match(headers, /^HTTP\/1.1 408 /);
    assert.match(body, /^HTTP\/1.1 408 /);
    assert.ok(Date.now() - begun < 20_000, 'sooner than the limits of Node, a minute and more');
    await strict.close();
  });

  test('connections beyond the limit are not taken, and those taken go on', async () => {
    const small = await serve(sampleRoutes, { limits: { connections: 2 } });
    const held = [connect(small.port, '127.0.0.1'), connect(small.port, '127.0.0.1')];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    await assert.rejects(async () => {
      const answer = await askRaw(small.port, one('GET /'));
      if (answer === '') throw new Error('closed');
    });
    held[0]?.write(one('GET /'));
    const answered = await new Promise<string>((resolve) =>
      held[0]?.once('data', (chunk) => resolve(chunk.toString())),
    );
    assert.match(answered, /^HTTP\/1.1 200/);
    held.forEach((socket) => socket.destroy());
    await small.close();
  });
});
