// Coming in, on the real database and by forms alone: first who is not let in.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { faultIn } from '#testing/asking.ts';
import { openTestChat } from '#testing/chat.ts';
import { LINE } from '#testing/privacy.ts';
import { hidden, seeker, seekersOf } from '#testing/seekers.ts';
import { solves } from './tickets.ts';

const service = await openTestChat();
const { owner, clock, counsellor } = service;
after(service.close);

const { somebody } = seekersOf(service);
const countOf = async (table: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(owner);
  return rows[0]?.count ?? 0;
};
beforeEach(async () => {
  await service.everybodyGoes();
  clock.pass({ minutes: 1 });
  await service.onDuty(counsellor);
});

describe('not let in', () => {
  test('whoever has no session, or a made-up one, learns nothing', async () => {
    const who = somebody();
    for (const cookie of [undefined, 'x', randomUUID(), 'a'.repeat(43)]) {
      if (cookie !== undefined) who.cookies.set('xindeng-room', cookie);
      for (const [method, path, body] of [
        ['GET', '/api/chat/room', undefined],
        ['GET', '/api/chat/stream', undefined],
        ['POST', '/api/chat/messages', { id: randomUUID(), text: '在吗' }],
        ['POST', '/api/chat/signs', { delivered: 0, read: 0, typing: true }],
      ] as const) {
        const answer = await who.api(method, path, body);
        assert.equal(answer.status, 401, `${method} ${path}`);
        assert.equal((await faultIn(answer)).code, 'no-session');
      }
      assert.match((await who.get('/chat/room')).text, /这里没有正在进行的谈话[\s\S]*12356/);
    }
  });

  test('nobody on duty: the page says so and offers others, and nothing is kept', async () => {
    await service.everybodyGoes();
    const page = await somebody().get(`/chat/${LINE}`);
    assert.match(page.text, /现在没有咨询员值班/);
    assert.match(page.text, /tel:/);
    assert.doesNotMatch(page.text, /name="shown"/);
  });

  test('the door closed while the questions were read: back to what can be used, no file left running', async () => {
    const who = somebody();
    const shown = hidden((await who.get(`/chat/${LINE}`)).text, 'shown');
    const ticket = hidden((await who.get(`/chat/${LINE}/questions?shown=${shown}`)).text, 'ticket');
    await service.everybodyGoes();
    const before = [await countOf('chat.session'), await countOf('privacy.service_file')];
    const answer = await who.post(`/chat/${LINE}/questions`, { shown, ticket });
    assert.equal(answer.location, `/chat/${LINE}`);
    assert.deepEqual([await countOf('chat.session'), await countOf('privacy.service_file')], before);
    assert.equal(who.cookies.size, 0);
  });

  test('a line that takes no chats here has no such page', async () => {
    assert.equal((await somebody().get('/chat/s2-57')).status, 404);
    assert.equal((await somebody().get('/chat/nowhere')).status, 404);
  });

  test('a ticket that is too old brings the questions again, with everything that was filled in', async () => {
    const who = somebody();
    const shown = hidden((await who.get(`/chat/${LINE}`)).text, 'shown');
    const ticket = hidden((await who.get(`/chat/${LINE}/questions?shown=${shown}`)).text, 'ticket');
    clock.pass({ hours: 3 });
    await service.onDuty(counsellor);
    const page = await who.post(`/chat/${LINE}/questions`, { shown, ticket, topic: 'sleep', words: '三天没睡' });
    assert.match(page.text, /您填的都还在/);
    assert.match(page.text, /value="sleep"\s+checked/);
    assert.match(page.text, /三天没睡/);
    assert.notEqual(hidden(page.text, 'ticket'), ticket);
  });

  test('a text of another organisation is no consent: what this one promises is shown again', async () => {
    const before = await countOf('chat.session');
    const answer = await somebody().comesIn(LINE, { shown: randomUUID() });
    assert.equal(answer.location, `/chat/${LINE}`);
    assert.equal(await countOf('chat.session'), before);
  });
});

describe('before coming in', () => {
  test('everybody is told that suicide, self-harm and harming others may be spoken of, in both languages', async () => {
    assert.match((await somebody().get(`/chat/${LINE}`)).text, /想死、想伤害自己或别人，这些都可以在这里说/);
    assert.match((await somebody().get(`/en/chat/${LINE}`)).text, /Thoughts of dying.*you may speak of all of it here/);
  });

  test('the door says that nobody has to wait only while somebody could be taken at once', async () => {
    assert.match((await somebody().get(`/chat/${LINE}`)).text, /现在有人 · 不用等/);
    await sql`update contact.duty set presence = 'busy' where person_id = ${counsellor}`.execute(owner);
    service.core.doors.changed();
    const page = await somebody().get(`/chat/${LINE}`);
    assert.match(page.text, /现在有人 · 咨询员都在忙，下一位就是您/);
    assert.doesNotMatch(page.text, /不用等/);
  });
});

describe('coming in', () => {
  test('three steps, no name, no account; the version of the promise that was shown is on file [S0-22]', async () => {
    const who = somebody();
    const answer = await who.comesIn(LINE, { topic: 'mood', group: 'student', words: '睡不着' });
    assert.equal(answer.location, '/chat/room');
    const { rows } = await sql<{ subject: string; version: number; answer: string; manner: string; by: string | null }>`
      select t.subject, t.version, c.answer, c.manner, t.published_by as by
        from contact.contact k join privacy.consent c on c.file_id = k.file_id
        join privacy.consent_text t on t.id = c.text_id
       where k.id = ${await service.latest()}`.execute(owner);
    assert.deepEqual(rows, [
      { subject: 'confidentiality-promise', version: 1, answer: 'given', manner: 'button', by: null },
    ]);
    assert.match((await who.get('/chat/room')).text, /正在请一位咨询员接您/);
  });

  test('the cookie is for this site alone and unreadable for scripts; only its hash is kept', async () => {
    const who = somebody();
    await who.comesIn(LINE);
    const token = who.cookies.get('xindeng-room') ?? assert.fail('no cookie');
    const rows = await owner.selectFrom('chat.session').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token));
    const shown = hidden((await who.get(`/chat/${LINE}`)).text, 'shown');
    const ticket = hidden((await who.get(`/chat/${LINE}/questions?shown=${shown}`)).text, 'ticket');
    const answer = await fetch(`${service.url}/chat/${LINE}/questions`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ shown, ticket }).toString(),
    });
    assert.match(answer.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Strict/);
  });

  test('a form sent twice, even at the same moment, is one contact and one session', async () => {
    const who = somebody();
    const shown = hidden((await who.get(`/chat/${LINE}`)).text, 'shown');
    const ticket = hidden((await who.get(`/chat/${LINE}/questions?shown=${shown}`)).text, 'ticket');
    const before = [await countOf('contact.contact'), await countOf('chat.session'), await countOf('privacy.consent')];
    const send = () => who.post(`/chat/${LINE}/questions`, { shown, ticket });
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    assert.deepEqual(
      answers.map(({ location }) => location),
      Array.from({ length: 4 }, () => '/chat/room'),
    );
    const now = [await countOf('contact.contact'), await countOf('chat.session'), await countOf('privacy.consent')];
    assert.deepEqual(
      now,
      before.map((count) => count + 1),
    );
  });

  test('whoever says they are in danger is shown numbers first, may go on, and is taken first [S0-12]', async () => {
    const who = somebody();
    const page = await who.comesIn(LINE, { danger: 'ask', words: '我撑不住了' });
    assert.match(page.text, /先打电话，马上有人[\s\S]*tel:12356[\s\S]*tel:110[\s\S]*tel:120/);
    assert.match(page.text, /我撑不住了/, 'nothing has to be written twice');
    const fields = { shown: hidden(page.text, 'shown'), ticket: hidden(page.text, 'ticket'), danger: 'danger' };
    assert.equal((await who.post(`/chat/${LINE}/questions`, fields)).location, '/chat/room');
    const { risk } = await owner
      .selectFrom('contact.contact')
      .select('risk')
      .where('id', '=', await service.latest())
      .executeTakeFirstOrThrow();
    assert.equal(risk, 'danger');
  });

  test('a child under fourteen comes in with a guardian’s word, and that is on file', async () => {
    const who = somebody();
    const page = await who.comesIn(LINE, { age: 'under-14' });
    assert.match(page.text, /您还不满 14 岁/);
    assert.equal(who.cookies.size, 0, 'not let in by leaving the question aside');
    const fields = { shown: hidden(page.text, 'shown'), ticket: hidden(page.text, 'ticket'), age: 'under-14' };
    await who.post(`/chat/${LINE}/questions`, { ...fields, guardian: 'consent' });
    assert.deepEqual(await grounds(), [['consent', '个人信息保护法 31', 'given', 'ordinary']]);
  });

  test('in an emergency a child is taken without it, first, with the provision on file', async () => {
    const who = somebody();
    const page = await who.comesIn(LINE, { age: 'under-14' });
    const fields = { shown: hidden(page.text, 'shown'), ticket: hidden(page.text, 'ticket'), age: 'under-14' };
    await who.post(`/chat/${LINE}/questions`, { ...fields, guardian: 'emergency' });
    assert.deepEqual(await grounds(), [['emergency', '个人信息保护法 13（四）、31', 'refused', 'high']]);
  });

  async function grounds() {
    const { rows } = await sql<{ basis: string; provision: string; answer: string; risk: string }>`
      select g.basis, g.provision, c.answer, k.risk
        from chat.guardian g join contact.contact k on k.id = g.contact_id
        join privacy.consent c on c.file_id = k.file_id join privacy.consent_text t on t.id = c.text_id
       where k.id = ${await service.latest()} and t.subject = 'guardian'`.execute(owner);
    return rows.map(({ basis, provision, answer, risk }) => [basis, provision, answer, risk]);
  }
});

describe('many from one address', () => {
  test('cost a puzzle, which lets a campus in, and are never turned away by number alone', async () => {
    const campus = () => seeker(service.url, '192.0.2.44');
    for (let count = 0; count < 6; count++)
      assert.equal((await campus().comesIn(LINE)).location, '/chat/room', String(count));
    const seventh = campus();
    const page = await seventh.comesIn(LINE, { words: '我排第七' });
    assert.match(page.text, /data-bits="14"/);
    assert.match(page.text, /<noscript>[\s\S]*没有开脚本[\s\S]*tel:12356/, 'told in words without a script');
    const [shown, ticket] = [hidden(page.text, 'shown'), hidden(page.text, 'ticket')];
    let answer = 0;
    while (!solves(ticket, answer.toString(36), 14)) answer += 1;
    const wrong = await seventh.post(`/chat/${LINE}/questions`, { shown, ticket, answer: 'zz' });
    assert.match(wrong.text, /data-bits/, 'a wrong answer opens nothing');
    const come = await seventh.post(`/chat/${LINE}/questions`, { shown, ticket, answer: answer.toString(36) });
    assert.equal(come.location, '/chat/room');
    assert.equal(
      (await seeker(service.url, '192.0.2.45').comesIn(LINE)).location,
      '/chat/room',
      'others are not asked',
    );
  });
});
