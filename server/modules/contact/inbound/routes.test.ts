import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { faultIn } from '#testing/asking.ts';
import { openTestContacts, type TestContacts } from '#testing/contacts.ts';
import { type Acting, serveStaff, type StaffServer } from '#testing/people.ts';
import { LINE } from '#testing/privacy.ts';
import { ContactId } from '../contract.ts';
import {
  Handover,
  InboundKeyId,
  listInbound,
  type MadeKey,
  addInboundBody,
  replaceInboundKey,
  openCallBack,
} from './contract.ts';
import { inboundRoutes } from './routes.ts';
import { signatureOf } from './signatures.ts';

let all: TestContacts;
let server: StaffServer;
let manager: Acting;
let made: MadeKey;

before(async () => {
  all = await openTestContacts();
  const { university } = all.people;
  const { core, privacy, keys, options } = all;
  const parts = { core, vault: privacy, sealing: keys.purpose, ledger: options.ledger };
  const records = { db: all.db, ledger: options.ledger };
  server = await serveStaff(inboundRoutes(parts), all, { clock: all.clock, records });
  manager = server.as(university.administration, university.organisation);
  await sql`update contact.queue set channels = '{chat,phone}'`.execute(all.owner);
  made = await add('河东省 12345 热线', 20);
});
afterEach(() => all.everybodyGoes());
after(async () => {
  await server.close();
  await all.close();
});

const add = async (name: string, perHour = 60): Promise<MadeKey> =>
  addInboundBody.output.parse(await (await manager.post('/api/contact/inbound/bodies', { name, perHour })).json());
const codeOf = async (response: Response | Promise<Response>): Promise<string> => (await faultIn(await response)).code;

type Sending = { readonly key?: MadeKey; readonly sign?: string; readonly seconds?: number; readonly sent?: string };

/** Sends as the other body's program does; `sent`: another body than what was signed. */
async function send(method: 'GET' | 'POST', path: string, body: string, more: Sending = {}): Promise<Response> {
  const { key = made, seconds = 0 } = more;
  const time = String(Math.floor(all.clock.now().epochMilliseconds / 1000) + seconds);
  const signed = { time, method, path, body: Buffer.from(body) };
  const signature = more.sign ?? signatureOf(Buffer.from(key.secret, 'hex'), signed);
  const headers = { 'xindeng-key': key.key, 'xindeng-time': time, 'xindeng-signature': signature };
  return fetch(server.url + path, {
    method,
    headers: method === 'GET' ? headers : { ...headers, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: more.sent ?? body }),
  });
}

const request = (more: object = {}): Record<string, unknown> & { id: string } => ({
  id: randomUUID(),
  kind: 'call-back',
  line: LINE,
  origin: '12345 网上受理',
  reason: '失眠两周，想找人谈谈',
  urgency: 'ordinary',
  callBack: '138 0013 8000',
  ...more,
});
const post = (body: object, more?: Sending) => send('POST', '/api/inbound/handovers', JSON.stringify(body), more);
const taken = async (body: object, more?: Sending) => Handover.parse(await (await post(body, more)).json());
const ask = (id: string, more?: Sending) => send('GET', `/api/inbound/handovers/${id}`, '', more);
const stands = async (id: string) => Handover.parse(await (await ask(id)).json());
const many = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from contact.handover`.execute(all.owner);
  return rows[0]?.count ?? 0;
};
const audited = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from audit.entry where word = 'contact.hand-over'`.execute(all.owner);
  return rows[0]?.count ?? 0;
};
const counsellor = () => all.people.university.counselling;
const contactWith = async (number: number | null) =>
  all.owner
    .selectFrom('contact.contact')
    .selectAll()
    .where('number', '=', number ?? 0)
    .executeTakeFirstOrThrow();

describe('a handover is refused', () => {
  test('without a right signature, with another body than was signed, too late, with an unknown key', async () => {
    const body = request();
    assert.equal(await codeOf(post(body, { sign: '0'.repeat(64) })), 'not-signed');
    assert.equal(await codeOf(post(body, { sent: JSON.stringify({ ...body, urgency: 'danger' }) })), 'not-signed');
    assert.equal(await codeOf(post(body, { seconds: -301 })), 'too-late');
    assert.equal(await codeOf(post(body, { seconds: 301 })), 'too-late');
    assert.equal(await codeOf(post(body, { key: { ...made, key: InboundKeyId.parse(randomUUID()) } })), 'not-signed');
    assert.equal((await fetch(`${server.url}/api/inbound/handovers`, { method: 'POST' })).status, 400);
    assert.equal(await many(), 0);
  });

  test('for a line of somebody else, for one that is closed, while nobody is on duty, without a number', async () => {
    assert.equal(await codeOf(post(request({ line: 'no-such-line' }))), 'no-such-line');
    assert.equal(await codeOf(post(request())), 'nobody-on-duty');
    await all.onDuty(counsellor());
    const open = all.line.now;
    all.line.now = { ...open, hours: 'closed' };
    assert.equal(await codeOf(post(request())), 'line-closed');
    all.line.now = open;
    assert.equal(await codeOf(post(request({ callBack: undefined }))), 'number-needed');
    assert.equal(await codeOf(post(request({ origin: '张三 13800138000' }))), 'bad-input');
    assert.equal(await many(), 0, 'what was refused can be sent again under its id');
  });

  test('under an id that stood for something else, and beyond what the body may send in an hour', async () => {
    await all.onDuty(counsellor());
    const small = await add('试一次', 2);
    const first = request({ kind: 'guided', callBack: undefined });
    await taken(first, { key: small });
    assert.equal(await codeOf(post({ ...first, urgency: 'high' }, { key: small })), 'other-request');
    await taken(request({ kind: 'guided' }), { key: small });
    assert.equal(await codeOf(post(request({ kind: 'guided' }), { key: small })), 'too-many');
    assert.equal((await post(first, { key: small })).status, 200, 'what was taken is answered as before');
    all.clock.pass({ hours: 1 });
    assert.equal((await post(request({ kind: 'guided' }), { key: small })).status, 200);
  });

  test('to be asked about by another body, and its number to anybody but the counsellor', async () => {
    await all.onDuty(counsellor());
    const { id, number } = await taken(request());
    const other = await add('别的来源');
    assert.equal(await codeOf(ask(id, { key: other })), 'no-such-handover');
    const { id: contact } = await contactWith(number);
    const { university } = all.people;
    const guest = server.as(all.people.guest, university.organisation);
    assert.equal(await codeOf(guest.post(`/api/desk/contacts/${contact}/call-back`)), 'unknown-contact');
    const mine = server.as(university.counselling, university.organisation);
    assert.equal(
      await codeOf(mine.post(`/api/desk/contacts/${contact}/call-back`)),
      'unknown-contact',
      'offered is not taken',
    );
  });
});

describe('a handover', () => {
  test('waits like everybody, with its origin and reason for the counsellor, and the number sealed [S4-11]', async () => {
    await all.onDuty(counsellor());
    const { id, number, state } = await taken(request({ urgency: 'high', group: 'medical', wish: '下午打' }));
    assert.equal(state, 'received');
    const row = await contactWith(number);
    assert.deepEqual([row.channel, row.risk, row.offered_to], ['phone', 'high', counsellor()]);
    const ref = { organisation: row.organisation_id, contact: ContactId.parse(row.id) };
    const lines = await all.core.lines(ref, { after: 0, for: 'staff' });
    const introduced = lines.find(({ kind }) => kind === 'introduced')?.message?.text ?? '';
    assert.match(introduced, /河东省 12345 热线 · 12345 网上受理/);
    assert.match(introduced, /失眠两周.*下午打/);
    const dump = JSON.stringify((await sql`select * from privacy.contact_detail`.execute(all.owner)).rows);
    assert.ok(!dump.includes('13800138000') && !dump.includes('138 0013 8000'));

    await all.core.perform(ref, {
      contact: ref.contact,
      command: { do: 'accept', by: counsellor() },
      at: all.clock.now(),
    });
    assert.equal((await stands(id)).state, 'being-served');
    const { university } = all.people;
    const mine = server.as(university.counselling, university.organisation);
    const opened = openCallBack.output.parse(await (await mine.post(`/api/desk/contacts/${row.id}/call-back`)).json());
    assert.deepEqual(opened, { numbers: ['138 0013 8000'], origin: '河东省 12345 热线 · 12345 网上受理' });
    const openings = await all.owner
      .selectFrom('audit.entry')
      .select(['word', 'purpose'])
      .where('word', '=', 'privacy.open-contact-details')
      .execute();
    assert.deepEqual(
      openings.map(({ purpose }) => purpose),
      ['follow-up'],
    );

    for (const command of [
      { do: 'end', by: 'counsellor' },
      { do: 'record-outcome', by: counsellor(), outcome: 'referred' },
      { do: 'close' },
    ] as const)
      await all.core.perform(ref, { contact: ref.contact, command, at: all.clock.now() });
    assert.deepEqual(await stands(id).then(({ state: is, outcome }) => [is, outcome]), ['ended', 'passed-on']);
  });

  test('sent five times at once is one contact, with one line in the audit', async () => {
    await all.onDuty(counsellor());
    const body = request();
    const [before, lines] = [await many(), await audited()];
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => taken(body)));
    assert.equal(new Set(answers.map(({ number }) => number)).size, 1);
    assert.equal(await many(), before + 1);
    assert.equal(await audited(), lines + 1);
  });

  test('that was only guidance or a call put through is logged, and nobody waits for it [S4-14]', async () => {
    const guided = await taken(request({ kind: 'guided', callBack: undefined }));
    const through = await taken(request({ kind: 'transferred', callBack: undefined }));
    for (const one of [guided, through]) assert.deepEqual([one.number, one.state, one.outcome], [null, 'ended', null]);
    const { bodies, handovers } = listInbound.output.parse(await (await manager.get('/api/contact/inbound')).json());
    assert.ok(handovers.some(({ id, kind }) => id === guided.id && kind === 'guided'));
    const body = bodies.find(({ id }) => id === made.body.id);
    assert.ok(body !== undefined && body.month.guided >= 1 && body.month.transferred >= 1);
  });

  test('for which nobody came is told to the sender as not reached', async () => {
    await all.onDuty(counsellor());
    const { id, number } = await taken(request());
    const row = await contactWith(number);
    const ref = { organisation: row.organisation_id };
    const command = { do: 'divert', reason: 'nobody-on-duty' } as const;
    await all.core.perform(ref, { contact: ContactId.parse(row.id), command, at: all.clock.now() });
    assert.deepEqual(await stands(id).then(({ state, outcome }) => [state, outcome]), ['ended', 'not-reached']);
  });
});

describe('the key of a body', () => {
  test('is made, replaced and ended by administration only', async () => {
    const { university, hospital } = all.people;
    for (const who of [
      server.as(university.supervision, university.organisation),
      server.as(university.counselling, university.organisation),
    ])
      assert.equal(await codeOf(who.post('/api/contact/inbound/bodies', { name: 'x' })), 'not-allowed');
    const other = server.as(hospital.administration, hospital.organisation);
    assert.equal(await codeOf(other.post(`/api/contact/inbound/bodies/${made.body.id}/keys`)), 'no-such-body');
    assert.equal(
      await codeOf(other.post(`/api/contact/inbound/bodies/${made.body.id}/revocation`, { key: made.key })),
      'no-such-key',
    );
    assert.equal(await codeOf(manager.post('/api/contact/inbound/bodies', { name: made.body.name })), 'name-taken');
  });

  test('is shown once, and not to be found in the database', async () => {
    const dump = JSON.stringify((await sql`select k::text from contact.inbound_key k`.execute(all.owner)).rows);
    assert.match(made.secret, /^[0-9a-f]{64}$/);
    assert.ok(!dump.includes(made.secret));
    assert.ok(!(await (await manager.get('/api/contact/inbound')).text()).includes(made.secret));
  });

  test('that was replaced works for seven more days; one that was ended, no more', async () => {
    const one = await add('轮换');
    const path = `/api/contact/inbound/bodies/${one.body.id}`;
    const two = replaceInboundKey.output.parse(await (await manager.post(`${path}/keys`)).json());
    const guided = (key: MadeKey) => post(request({ kind: 'guided', callBack: undefined }), { key });
    assert.deepEqual([(await guided(one)).status, (await guided(two)).status], [200, 200]);
    all.clock.pass({ hours: 24 * 7 });
    assert.equal(await codeOf(guided(one)), 'key-revoked');
    assert.equal((await guided(two)).status, 200);
    await manager.post(`${path}/revocation`, { key: two.key });
    assert.equal(await codeOf(guided(two)), 'key-revoked');
    const three = replaceInboundKey.output.parse(await (await manager.post(`${path}/keys`)).json());
    await manager.post(`${path}/closing`);
    assert.equal(await codeOf(guided(three)), 'key-revoked');
    assert.equal(await codeOf(manager.post(`${path}/keys`)), 'body-closed');
  });
});
