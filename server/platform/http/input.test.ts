import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sampleRoutes } from '#testing/sample-routes.ts';
import { askRaw, serve, type Served } from '#testing/serve.ts';
import { asker, faultIn } from '#testing/asking.ts';

let server: Served;
const { get, post } = asker(() => server.url);

before(async () => {
  server = await serve(sampleRoutes);
});
after(() => server.close());

describe('input that cannot be used', () => {
  test('each field is named with a sentence in both languages, never with what was given', async () => {
    const response = await get('/api/lines/s1?limit=SECRET&group=SECRET');
    const text = await response.clone().text();
    const { code, fields } = await faultIn(response);
    assert.equal(response.status, 400);
    assert.equal(code, 'bad-input');
    assert.deepEqual(fields, [
      { field: 'query.limit', message: { zh: '这里应是一个数字。', en: 'This should be a number.' } },
      {
        field: 'query.group',
        message: { zh: '只能是：student、teacher。', en: 'It must be one of: student, teacher.' },
      },
    ]);
    assert.doesNotMatch(text, /SECRET/);
  });

  const bodies: readonly [string, string, string, string][] = [
    ['a field is missing', '{}', 'body.text', 'Please fill this in.'],
    ['a field is empty', '{"text":""}', 'body.text', 'Please fill this in.'],
    [
      'a field is too long',
      JSON.stringify({ text: 'x'.repeat(2001) }),
      'body.text',
      'It must be at most 2000 characters.',
    ],
    ['a field is of another type', '{"text":5}', 'body.text', 'This should be text.'],
    ['a list is too long', '{"text":"a","tags":["","","",""]}', 'body.tags', 'It must be at most 3 items.'],
    ['a field is not known', '{"text":"a","SECRET":1}', 'body', 'There are fields here that are not known.'],
    ['the body is a list', '[]', 'body', 'This should be an object.'],
    ['the body is null', 'null', 'body', 'This should be an object.'],
  ];
  for (const [name, body, field, en] of bodies)
    test(`a body is refused when ${name}`, async () => {
      const response = await post('/api/notes', body);
      assert.equal(response.status, 400);
      const { fields } = await faultIn(response);
      assert.deepEqual(
        fields?.map((one) => [one.field, one.message.en]),
        [[field, en]],
      );
    });

  const malformed: readonly [string, string, string, number][] = [
    ['broken JSON', '{"text":', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['__proto__', '{"text":"a","__proto__":{"admin":true}}', 'application/json', 400],
    ['constructor.prototype', '{"text":"a","constructor":{"prototype":{"admin":true}}}', 'application/json', 400],
    ['plain text', 'hello', 'text/plain', 415],
    ['XML', '<a/>', 'application/xml', 415],
    ['a form on the API', 'text=a', 'application/x-www-form-urlencoded', 415],
    ['a type that is none', 'a', ';;;', 415],
    ['too much', JSON.stringify({ text: 'x'.repeat(1024 * 1024) }), 'application/json', 413],
  ];
  for (const [name, body, type, status] of malformed)
    test(`${name} in a body is answered ${status}`, async () => {
      const response = await post('/api/notes', body, type);
      assert.equal(response.status, status);
      assert.ok((await faultIn(response)).message.zh.length > 5);
    });

  test('a path that cannot name anything is 404', async () => {
    assert.equal((await get('/api/lines/x')).status, 404);
    assert.equal((await get(`/api/lines/${'s'.repeat(600)}`)).status, 414);
  });

  test('percent-encoding that is no text is 400 in a path and in a query', async () => {
    for (const path of ['/api/lines/%E0%A4%A', '/api/lines/s1?limit=%E0%A4%A', '/api/lines/s1?%ff=1', '/%zz'])
      assert.match(
        await askRaw(server.port, `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`),
        /^HTTP\/1.1 400 /,
      );
  });

  test('unknown keys in an address are ignored, and a key given twice is refused where one is meant', async () => {
    assert.equal((await get('/api/lines/s1?utm_source=x&__proto__=1&constructor=2')).status, 200);
    const { fields } = await faultIn(await get('/api/lines/s1?group=student&group=teacher'));
    assert.equal(fields?.[0]?.field, 'query.group');
  });

  test('a query of more than a hundred keys is refused', async () => {
    assert.equal((await get(`/api/lines/s1?${'a=1&'.repeat(101)}`)).status, 400);
  });
});
