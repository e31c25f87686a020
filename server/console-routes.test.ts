// The desk over HTTP: what is not there, what the page may run, and how much has to be fetched before it shows.
import assert from 'node:assert/strict';
import { before, test, after } from 'node:test';
import { serve, type Served } from '#testing/serve.ts';
import { prepareAssets } from '#platform/http/index.ts';
import { openConsole } from './console-routes.ts';

const desk = openConsole();
let served: Served;

before(async () => {
  served = await serve(desk.routes, { assets: await prepareAssets(desk.assets) });
});
after(() => served.close(0));

const most = 350_000;

test('a file that is not part of the build is missing, and no page in its place', async () => {
  const { status } = await fetch(`${served.url}/console/assets/old-deadbeef.js`);
  assert.equal(status, 404);
});

test('a start without a build says what to do', () => {
  assert.throws(() => openConsole('/nowhere'), /npm start/);
});

test('a file that the browser has already is not sent again', async () => {
  const [first = ''] = desk.first;
  const { headers } = await fetch(served.url + first);
  const etag = headers.get('etag') ?? '';
  const again = await fetch(served.url + first, { headers: { 'if-none-match': etag } });
  assert.equal(again.status, 304);
  assert.equal((await again.arrayBuffer()).byteLength, 0);
});

test('a file that went away since the start is missing, not an error', async () => {
  const files = { plain: '/nowhere/gone-deadbeef.js' };
  const assets = await prepareAssets([{ path: '/console/assets/gone-deadbeef.js', type: 'text/javascript', files }]);
  const other = await serve([], { assets });
  assert.equal((await fetch(`${other.url}/console/assets/gone-deadbeef.js`)).status, 404);
  await other.close(0);
});

test('every address under /console answers the page, which takes only its own styles', async () => {
  for (const path of ['/console', '/console/people/1', '/console/sign-in']) {
    const response = await fetch(served.url + path);
    const body = await response.text();
    const [, nonce] = /name="style-nonce" content="([\w-]{22})"/.exec(body) ?? [];
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`), path);
    assert.ok(policy.includes("script-src 'self';"), path);
    assert.doesNotMatch(body, /<script(?![^>]*\bsrc=)|<style|https?:/);
  }
});

test('two visits never share a nonce', async () => {
  const [one, other] = await Promise.all([0, 1].map(async () => (await fetch(`${served.url}/console`)).text()));
  assert.notEqual(one, other);
});

for (const encoding of ['br', 'gzip'])
  test(`sign-in and the whole shell are at most 350 kB by ${encoding}`, async () => {
    let total = 0;
    for (const path of desk.first) {
      const response = await fetch(served.url + path, { headers: { 'accept-encoding': encoding } });
      assert.equal(response.headers.get('content-encoding'), encoding, path);
      assert.match(response.headers.get('cache-control') ?? '', /immutable/);
      total += Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
      await response.arrayBuffer();
    }
    assert.ok(total <= most, `${total} bytes`);
  });
