import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { html } from '#platform/html.ts';
import { sampleRoutes } from '#testing/sample-routes.ts';
import { askRaw, serve, type Served } from '#testing/serve.ts';
import { asker, faultIn } from '#testing/asking.ts';

let server: Served;
const { get, post } = asker(() => server.url);

before(async () => {
  server = await serve(sampleRoutes);
});
after(() => server.close());

describe('who is refused', () => {
  test('a row that needs a right is closed to everybody while nobody can sign in', async () => {
    const response = await get('/api/records', { headers: { authorization: 'Bearer x' } });
    assert.equal(response.status, 401);
    assert.equal((await faultIn(response)).code, 'not-signed-in');
  });

  test('a row that needs a right asks who may', async () => {
    const guarded = await serve(sampleRoutes, {
      authorise: ({ may, headers }) =>
        Promise.resolve(
          headers['x-who'] === may
            ? { caller: { person: 'p', organisation: 'o', reach: 'own', session: 's' } }
            : { denied: headers['x-who'] === undefined ? 'not-signed-in' : 'not-allowed' },
        ),
    });
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${guarded.url}/api/records`, { headers })).status;
    assert.deepEqual(
      [await status({}), await status({ 'x-who': 'record.write' }), await status({ 'x-who': 'record.read' })],
      [401, 403, 200],
    );
    await guarded.close();
  });

  test('a refusal of a rule is answered with its status, its words in both languages and an id', async () => {
    const response = await get('/api/lines/s0');
    const { id, ...rest } = await faultIn(response);
    assert.equal(response.status, 404);
    assert.deepEqual(rest, {
      code: 'unknown-line',
      message: { zh: '没有这条热线。', en: 'There is no such line.' },
      detail: 'It was taken down.',
    });
    assert.match(id, /^[0-9a-hj-km-np-tv-z]{10}$/);
  });

  test('a refusal on the site is a page with the crisis numbers and an id', async () => {
    const response = await get('/poster/none');
    assert.equal(response.status, 404);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await response.text(), /12356.*<b>\w{10}<\/b>/);
  });

  test('an unknown address is 404: a page on the site, JSON on the API and for programs', async () => {
    for (const [path, accept, type] of [
      ['/nowhere', '*/*', 'text/html'],
      ['/nowhere', 'text/html,application/json', 'text/html'],
      ['/nowhere', 'application/json', 'application/json'],
      ['/api/nowhere', 'text/html', 'application/json'],
      ['/hsds', '*/*', 'application/json'],
      ['/apiary', '*/*', 'text/html'],
    ] as const) {
      const response = await get(path, { headers: { accept } });
      assert.equal(response.status, 404);
      assert.equal(response.headers.get('content-type')?.split(';')[0], type, `${path} ${accept}`);
    }
  });

  test('an error page speaks the language of its address', async () => {
    assert.match(await (await get('/en/nowhere')).text(), /lang="en">There is nothing/);
    assert.match(await (await get('/nowhere', { headers: { 'accept-language': 'en' } })).text(), /lang="zh">没有找到/);
  });
});

describe('what goes wrong on our side', () => {
  for (const path of ['/api/broken', '/broken'])
    test(`${path}: the caller gets an id and no word of the cause, the log gets the cause without what it quotes`, async () => {
      const response = await get(path);
      const text = await response.text();
      assert.equal(response.status, 500);
      assert.doesNotMatch(text, /张三|13800000000|sample-routes|at /);
      const id = /[0-9a-hj-km-np-tv-z]{10}/.exec(text)?.[0] ?? 'none';
      const line =
        server
          .logged()
          .split('\n')
          .find((one) => one.includes(id) && one.includes('unexpected error')) ?? '';
      assert.match(line, /"route":"(?:\/api)?\/broken".*sample-routes\.ts/);
      assert.doesNotMatch(server.logged(), /张三|13800000000/);
    });
});

describe('an error page that is itself broken', () => {
  const broken = async (working: string): Promise<readonly string[]> => {
    const server = await serve(sampleRoutes, {
      errorPage: ({ code, message }) => {
        if (code !== working) throw new Error('张三 13800000000');
        return html`<p>12356 ${message.zh}</p>`;
      },
    });
    const page = await (await fetch(`${server.url}/nowhere`)).text();
    const unreadable = await askRaw(server.port, 'noise\r\n\r\n');
    const alive = (await fetch(`${server.url}/healthz`)).status;
    await server.close();
    return [page, unreadable, String(alive), server.logged()];
  };

  test('gives way to the usual one', async () => {
    const [page, unreadable] = await broken('unexpected');
    assert.equal(page, '<p>12356 没有找到您要看的内容。</p>');
    assert.match(unreadable ?? '', /12356/);
  });

  test('gives way to a plain one when that is broken too, and the server goes on', async () => {
    const [page, unreadable, alive, logged] = await broken('none');
    assert.match(page ?? '', /没有找到您要看的内容。 \w{10}/);
    assert.match(unreadable ?? '', /^HTTP\/1.1 400 [^]*<p>/);
    assert.equal(alive, '200');
    assert.doesNotMatch([page, unreadable, logged].join(''), /张三|13800000000/);
  });
});

describe('what a good answer is', () => {
  test('JSON holds what its schema has and nothing else', async () => {
    const response = await get('/api/lines/s1');
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.deepEqual(await response.json(), { id: 's1', name: '热线' });
  });

  test('a body is read as UTF-8 JSON', async () => {
    assert.deepEqual(await (await post('/api/notes', '{"text":"心灯"}')).json(), { length: 2 });
  });

  test('a page’s form is read, a field given several times as a list', async () => {
    const page = await post(
      '/results',
      'region=%E5%A4%A7%E8%BF%9E+%26&group=a&group=b',
      'application/x-www-form-urlencoded',
    );
    assert.equal(await page.text(), '<p>大连 &amp; ab</p>');
    assert.equal((await post('/results', 'region=%ff', 'application/x-www-form-urlencoded')).status, 400);
    assert.equal((await post('/results', '{}')).status, 415);
  });

  test('a page may send elsewhere', async () => {
    const response = await post('/results', 'region=back', 'application/x-www-form-urlencoded');
    assert.deepEqual([response.status, response.headers.get('location')], [303, '/']);
  });

  test('a document is offered under its name', async () => {
    const response = await get('/poster/1');
    assert.equal(response.headers.get('content-type'), 'image/svg+xml');
    assert.equal(
      response.headers.get('content-disposition'),
      `attachment; filename="____1_.svg"; filename*=UTF-8''%E6%B5%B7%E6%8A%A5%20%221%22.svg`,
    );
  });

  test('the time of a page is the clock’s', async () => {
    assert.equal(await (await get('/')).text(), '<p>2026-11-22T15:40:00Z</p>');
  });

  test('the language is the address’s, and for programs also the header’s', async () => {
    assert.equal(await (await get('/en', { headers: { 'accept-language': 'zh' } })).text(), '<p>en</p>');
    const told = async (path: string, wish: string): Promise<string | null> =>
      (await get(path, { headers: { 'accept-language': wish } })).headers.get('content-language');
    assert.equal(await told('/api/x', 'fr, en;q=0.8, zh;q=0.5'), 'en');
    assert.equal(await told('/api/x', 'zh-CN,zh;q=0.9,en;q=0.8'), 'zh-CN');
    assert.equal(await told('/api/x?lang=en', 'zh'), 'en');
  });

  test('every answer forbids frames, other hosts, referrers and copies, and sets no cookie', async () => {
    for (const path of [
      '/',
      '/nowhere',
      '/api/lines/s1',
      '/api/broken',
      '/api/lines/%zz',
      '/healthz',
      `/?${'x'.repeat(9000)}`,
    ]) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "script-src 'self'",
      ])
        assert.ok(policy.split('; ').includes(part), `${path} ${part}`);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.equal(headers.get('cache-control'), 'no-store', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('set-cookie'), null);
      assert.equal(headers.get('server'), null);
      assert.equal(headers.get('x-powered-by'), null);
    }
  });
});
