// Rows for staff: who is refused, for whom a row runs, and that no deed exists without its line in the audit.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { ok, refuse } from '#platform/result.ts';
import { asker, faultIn } from '#testing/asking.ts';
import { testDatabase } from '#testing/database.ts';
import { serve, type Served } from '#testing/serve.ts';
import { defineRoute } from './route.ts';
import type { AuditLine, Caller } from './staff.ts';

const caller: Caller = {
  person: '6f1c0000-0000-4000-8000-000000000001',
  organisation: '6f1c0000-0000-4000-8000-000000000002',
  reach: 'below',
  session: '6f1c0000-0000-4000-8000-000000000003',
};
const { db, owner, close } = await testDatabase();
after(close);
await sql`create table public.lamp (name text primary key)`.execute(owner);
await sql`grant all on public.lamp to xindeng_app`.execute(owner);
const lamps = async (): Promise<number> => (await sql`select from public.lamp`.execute(owner)).rows.length;

const lines: AuditLine[] = [];
let ledgerBreaks = false;
let server: Served;
const { get, post } = asker(() => server.url);

const light = defineRoute({
  method: 'POST',
  path: '/api/lamps',
  access: { may: 'lamp.light' },
  audit: 'lamp.lit',
  input: { body: z.strictObject({ name: z.string(), forget: z.boolean().optional(), refuse: z.boolean().optional() }) },
  output: z.object({ organisation: z.string(), person: z.string(), reach: z.string() }),
  run: ({ body }, { transact, caller }) => {
    if (body.forget === true) return ok({ organisation: '', person: caller.person, reach: '' });
    return transact(async (tx, note) => {
      await sql`insert into public.lamp values (${body.name})`.execute(tx);
      note({ subject: `lamp:${body.name}` });
      if (body.refuse === true) return refuse('too-dark');
      const { rows } = await sql<{ organisation: string; person: string; reach: string }>`
        select platform.organisation()::text as organisation, platform.person()::text as person,
               current_setting('app.reach') as reach`.execute(tx);
      return rows[0] === undefined ? refuse('too-dark') : ok(rows[0]);
    });
  },
  refusals: { 'too-dark': { status: 409, zh: '太暗了。', en: 'It is too dark.' } },
});

const remember = defineRoute({
  method: 'POST',
  path: '/api/remember',
  access: { open: 'anybody' },
  audit: { none: 'nothing' },
  input: {},
  output: z.object({ before: z.string().nullable() }),
  run: (_, { cookies }) => {
    cookies.set('lamp', 'a b', { seconds: 60 });
    cookies.clear('old');
    return ok({ before: cookies.get('lamp') ?? null });
  },
  refusals: {},
});

before(async () => {
  server = await serve([light, remember], {
    authorise: ({ may, headers }) =>
      Promise.resolve(headers['x-may'] === may ? { caller } : { denied: 'second-factor-needed' }),
    records: {
      db,
      ledger: {
        append: async (_, line) => {
          if (ledgerBreaks) throw new Error('the ledger is broken');
          lines.push(line);
        },
      },
    },
  });
});
after(() => server.close());
beforeEach(async () => {
  lines.length = 0;
  ledgerBreaks = false;
  await sql`delete from public.lamp`.execute(owner);
});

const ask = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  get('/api/lamps', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-may': 'lamp.light', ...headers },
  });

describe('who is refused', () => {
  test('a caller without the right is told what is missing', async () => {
    const response = await post('/api/lamps', '{"name":"a"}');
    assert.equal(response.status, 403);
    assert.equal((await faultIn(response)).code, 'second-factor-needed');
    assert.equal(await lamps(), 0);
  });

  const elsewhere: readonly Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
  ];
  for (const headers of elsewhere)
    test(`a page of another site changes nothing (${JSON.stringify(headers)})`, async () => {
      const response = await ask({ name: 'a' }, headers);
      assert.deepEqual([response.status, (await faultIn(response)).code], [403, 'from-elsewhere']);
      assert.equal(await lamps(), 0);
    });

  test('our own pages and programs without a browser do get through', async () => {
    assert.equal((await ask({ name: 'a' }, { 'sec-fetch-site': 'same-origin' })).status, 200);
    assert.equal((await ask({ name: 'b' }, { origin: server.url })).status, 200);
    assert.equal((await ask({ name: 'c' })).status, 200);
  });
});

describe('a deed and its line in the audit', () => {
  test('stand together, for the caller and in the chain of the organisation acted for', async () => {
    const response = await ask({ name: 'a' });
    const { organisation, person, reach } = caller;
    assert.deepEqual(await response.json(), { organisation, person, reach });
    assert.equal(lines.length, 1);
    const { word, subject, chain } = lines[0] ?? {};
    assert.deepEqual([word, subject, chain, lines[0]?.person], ['lamp.lit', 'lamp:a', organisation, person]);
  });

  test('a refusal undoes the deed and leaves no line', async () => {
    const response = await ask({ name: 'a', refuse: true });
    assert.deepEqual([response.status, (await faultIn(response)).code], [409, 'too-dark']);
    assert.deepEqual([await lamps(), lines.length], [0, 0]);
  });

  test('when the line cannot be written, the deed is undone', async () => {
    ledgerBreaks = true;
    assert.equal((await ask({ name: 'a' })).status, 500);
    assert.equal(await lamps(), 0);
  });

  test('a row that answers without having put its deed on file answers nothing', async () => {
    assert.equal((await ask({ name: 'a', forget: true })).status, 500);
  });
});

describe('where a call comes from', () => {
  const ask = async (trusted: readonly string[], forwarded: string): Promise<string> => {
    const told = defineRoute({
      method: 'GET',
      path: '/api/where',
      access: { open: 'anybody' },
      audit: { none: 'nothing' },
      input: {},
      output: z.object({ address: z.string() }),
      run: (_, { address }) => ok({ address }),
      refusals: {},
    });
    const here = await serve([told], { trustedProxies: trusted });
    const response = await fetch(`${here.url}/api/where`, { headers: { 'x-forwarded-for': forwarded } });
    await here.close();
    return z.object({ address: z.string() }).parse(await response.json()).address;
  };

  test('is what a trusted proxy says, and nothing that the caller added before it', async () => {
    assert.equal(await ask(['loopback'], '203.0.113.9'), '203.0.113.9');
    assert.equal(await ask(['loopback'], '198.51.100.1, 203.0.113.9'), '203.0.113.9');
    assert.equal(await ask(['10.0.0.1'], '203.0.113.9'), '127.0.0.1');
  });
});

describe('cookies', () => {
  test('are kept from scripts and from other sites, and are read back', async () => {
    const response = await get('/api/remember', { method: 'POST' });
    assert.deepEqual(response.headers.getSetCookie(), [
      'lamp=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Strict',
      'old=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    const again = await get('/api/remember', { method: 'POST', headers: { cookie: 'x=1; lamp=a%20b' } });
    assert.deepEqual(await again.json(), { before: 'a b' });
  });

  test('travel encrypted where the site does, and none that a neighbouring host could plant is read', async () => {
    const encrypted = { 'x-forwarded-proto': 'https' };
    const response = await get('/api/remember', { method: 'POST', headers: encrypted });
    assert.match(response.headers.getSetCookie()[0] ?? '', /^__Host-lamp=.*; Path=\/; .*Secure; /);
    const before = async (cookie: string) =>
      (await get('/api/remember', { method: 'POST', headers: { ...encrypted, cookie } })).json();
    assert.deepEqual(await before('lamp=planted'), { before: null });
    assert.deepEqual(await before('__Host-lamp=ours; lamp=planted'), { before: 'ours' });
  });
});
