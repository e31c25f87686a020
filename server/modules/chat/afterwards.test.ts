// Leaving, coming back with a code, and what comes after, on the real database.
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTestChat } from '#testing/chat.ts';
import { LINE } from '#testing/privacy.ts';
import { seekersOf } from '#testing/seekers.ts';

const service = await openTestChat();
const { owner, clock, counsellor } = service;
after(service.close);

const { somebody, roomOf, say, talking } = seekersOf(service);

beforeEach(async () => {
  await service.everybodyGoes();
  clock.pass({ minutes: 1 });
  await service.onDuty(counsellor);
});

/** The code that a page shows. */
function codeIn(page: string): string {
  const groups = [...page.matchAll(/<span>(\d{4})<\/span>/g)].map(([, group = '']) => group);
  assert.equal(groups.length, 4, page.slice(0, 200));
  return groups.join(' ');
}

describe('leaving', () => {
  test('stepping away keeps the place, and looking again takes it back', async () => {
    const who = somebody();
    await who.comesIn(LINE);
    const contact = await service.latest();
    const kept = async () =>
      (
        await owner
          .selectFrom('contact.contact')
          .select('kept_until')
          .where('id', '=', contact)
          .executeTakeFirstOrThrow()
      ).kept_until;
    await who.api('POST', '/api/chat/away');
    assert.ok((await kept()) !== null);
    assert.match((await who.get('/chat/room')).text, /咨询员/);
    assert.equal(await kept(), null);
  });

  test('quick exit ends the session on the server and in the browser', async () => {
    const { who, contact } = await talking();
    const token = who.cookies.get('xindeng-room') ?? '';
    assert.equal((await who.api('POST', '/api/chat/leaving')).status, 200);
    assert.equal(who.cookies.get('xindeng-room'), undefined);
    who.cookies.set('xindeng-room', token);
    assert.equal((await who.api('GET', '/api/chat/room')).status, 401);
    const { status } = await owner
      .selectFrom('contact.contact')
      .select('status')
      .where('id', '=', contact)
      .executeTakeFirstOrThrow();
    assert.equal(status, 'wrapping');
  });

  test('quick exit with a return code keeps the conversation for whoever comes back with it', async () => {
    const { who, contact } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text);
    assert.match((await who.get('/chat/leave')).text, /http-equiv="refresh"/);
    assert.equal(who.cookies.size, 0);
    const back = await who.post('/chat/return', { code });
    assert.equal(back.location, '/chat/room');
    assert.equal((await roomOf(who)).state.status, 'talking');
    await service.says(contact, '欢迎回来');
    assert.match((await who.get('/chat/room')).text, /欢迎回来/);
  });

  test('a session ends after twelve hours, and an hour after the conversation', async () => {
    const { who, contact } = await talking();
    await service.ends(contact);
    assert.match((await who.get('/chat/room')).text, /谢谢您愿意说出来/);
    clock.pass({ minutes: 61 });
    assert.match((await who.get('/chat/room')).text, /这里没有正在进行的谈话/);
    await service.tidy();
    const left = await owner.selectFrom('chat.session').select('id').where('contact_id', '=', contact).execute();
    assert.deepEqual(left, []);
  });
});

describe('return codes', () => {
  test('are shown once and kept as a slow hash alone', async () => {
    const { who } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text).replaceAll(' ', '');
    const rows = JSON.stringify(await owner.selectFrom('chat.return_code').selectAll().execute());
    assert.doesNotMatch(rows, new RegExp(code));
    assert.doesNotMatch(rows, new RegExp(code.slice(6)));
    assert.match(rows, /argon2id/);
    assert.doesNotMatch((await who.get('/chat/room')).text, new RegExp(code.slice(-4)));
  });

  test('bring somebody whose conversation has ended to the same counsellor [S1-24]', async () => {
    const { who, contact } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text);
    await who.post('/chat/room/end', {});
    const again = somebody();
    assert.equal((await again.post('/chat/return', { code })).location, `/chat/${LINE}`);
    assert.match((await again.get(`/chat/${LINE}`)).text, /会先问问上次的咨询员/);
    assert.equal((await again.comesIn(LINE, { wish: 'same' })).location, '/chat/room');
    const rows = await owner
      .selectFrom('contact.contact')
      .select(['wished', 'returner_id'])
      .where('id', 'in', [contact, await service.latest()])
      .orderBy('number')
      .execute();
    assert.equal(rows[1]?.wished, counsellor);
    assert.ok(rows[0]?.returner_id !== null && rows[0]?.returner_id === rows[1]?.returner_id, 'a second time is seen');
  });

  test('promise the same counsellor only at the line where the wish is heard', async () => {
    const { who } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text);
    await who.post('/chat/room/end', {});
    const again = somebody();
    await again.post('/chat/return', { code });
    await sql`insert into directory.line (id, name, audience, validity) values ('l-2', '另一条热线', '{}', '{}')`.execute(
      owner,
    );
    await sql`update chat.return_code set line_id = 'l-2'`.execute(owner);
    const page = (await again.get(`/chat/${LINE}`)).text;
    assert.doesNotMatch(page, /会先问问上次的咨询员/);
    const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.doesNotMatch((await again.get(`/chat/${LINE}/questions?shown=${shown}`)).text, /name="wish"/);
  });

  test('guessing is slowed for a code and for an address, and says when to try again', async () => {
    const { who } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text).replaceAll(' ', '');
    const wrong = code.slice(0, 15) + String((Number(code[15]) + 1) % 10);
    const said = [];
    for (let guess = 0; guess < 8; guess++)
      said.push(/过 \d+ [秒分]/.test((await somebody().post('/chat/return', { code: wrong })).text));
    assert.deepEqual(said.slice(0, 5), [false, false, false, false, false]);
    assert.ok(said.slice(5).every(Boolean), 'from the sixth on');
    assert.match((await somebody().post('/chat/return', { code })).text, /试得太多/, 'the right one has to wait too');
    clock.pass({ minutes: 20 });
    assert.equal((await somebody().post('/chat/return', { code })).location, '/chat/room');

    const guesser = somebody();
    for (let guess = 0; guess < 20; guess++)
      await guesser.post('/chat/return', { code: `99999900000000${guess + 10}` });
    assert.match((await guesser.post('/chat/return', { code })).text, /试得太多/);
    assert.doesNotMatch(service.logged(), /999999|198\.51\.100/, 'neither guesses nor addresses are logged');
  });

  test('go with the contact details when the first clock ends', async () => {
    const { who, contact } = await talking();
    const code = codeIn((await who.post('/chat/room/code', {})).text);
    await service.closes(contact);
    clock.pass({ hours: 73 });
    await service.privacy.runClocks();
    assert.match((await somebody().post('/chat/return', { code })).text, /没有找到这个找回码/);
  });
});

describe('afterwards', () => {
  test('what somebody thought of it is kept, their words sealed; everything may be left out [S3-63]', async () => {
    const { who, contact } = await talking();
    await service.ends(contact);
    const said = { helpful: '4', attitude: '', feeling: 'worse', words: '她很耐心' };
    const page = await who.post('/chat/room/thanks', said);
    assert.match(page.text, /收到了，谢谢您[\s\S]*tel:12356/, 'whoever feels worse is shown numbers');
    const row = await owner
      .selectFrom('chat.satisfaction')
      .selectAll()
      .where('contact_id', '=', contact)
      .executeTakeFirstOrThrow();
    assert.deepEqual([row.helpful, row.attitude, row.feeling], [4, null, 'worse']);
    assert.ok(row.sealed !== null && !row.sealed.toString('utf8').includes('耐心'));
    assert.equal(
      (await who.post('/chat/room/thanks', { helpful: '', attitude: '', feeling: '', words: '' })).status,
      200,
    );
  });

  test('until when what is kept stands there with its date, and it can be deleted at once', async () => {
    const { who, contact } = await talking();
    await who.post('/chat/room/code', {});
    await service.closes(contact);
    const page = await who.get('/chat/room');
    assert.match(page.text, /聊天的文字：\d+月\d+日 周. \d+:\d+ 删除/);
    assert.match(page.text, /服务记录，不含您是谁：至少保存到 2029年/);
    assert.match(
      (await who.post('/chat/room/forget', { sure: 'ask' })).text,
      /现在删除吗[\s\S]*name="sure" value="yes"/,
    );
    const done = await who.post('/chat/room/forget', { sure: 'yes' });
    assert.match(done.text, /已经开始删除/);
    assert.equal(who.cookies.size, 0);
    await service.privacy.runClocks();
    const { rows } = await sql<{ left: number }>`
      select count(*) filter (where sealed is not null and kind = 'said')::int as left
        from contact.happening where contact_id = ${contact}`.execute(owner);
    assert.equal(rows[0]?.left, 0);
    const codes = await owner.selectFrom('chat.return_code').select('id').where('contact_id', '=', contact).execute();
    assert.deepEqual(codes, []);
  });

  test('what the law still holds is not said to be going', async () => {
    const { who, contact } = await talking();
    await service.closes(contact);
    const { file_id: file } = await owner
      .selectFrom('contact.contact')
      .select('file_id')
      .where('id', '=', contact)
      .executeTakeFirstOrThrow();
    await sql`update privacy.clock set held_since = ${clock.now()} where file_id = ${file}`.execute(owner);
    const done = await who.post('/chat/room/forget', { sure: 'yes' });
    assert.match(done.text, /现在还不能删，已经替您记下[\s\S]*还要保留一段时间/);
    assert.doesNotMatch(done.text, /已经开始删除|正在删除/);
  });

  test('a place that lapsed is not told as if they had given it up', async () => {
    await service.everybodyGoes();
    await service.onDuty(counsellor, { capacity: { chats: 1, voice: 0 } });
    await talking();
    const [stayed, gone] = [somebody(), somebody()];
    await stayed.comesIn(LINE);
    await gone.comesIn(LINE);
    await gone.api('POST', '/api/chat/away');
    await stayed.post('/chat/room/end', {});
    clock.pass({ minutes: 11 });
    await service.contacts.sweep();
    const page = (await gone.get('/chat/room')).text;
    assert.match(page, /位置没能一直给您留着/);
    assert.doesNotMatch(page, /先不等了/);
    assert.match((await stayed.get('/chat/room')).text, /好的，先不等了/);
  });

  test('nothing that was said, typed or looked for stands in the log', async () => {
    const { who } = await talking();
    await say(who, '绝不该在日志里的话');
    await who.post('/chat/return', { code: '1111 2222 3333 4444' });
    assert.doesNotMatch(service.logged(), /绝不该|1111|xindeng-room|198\.51/);
  });

  test('figures count without a word about anybody', async () => {
    const text = await service.metrics();
    assert.match(text, /chat_entered \d+/);
    assert.match(text, /chat_wrong_codes \d+/);
    assert.doesNotMatch(text, /198\.51|192\.0\.2/);
  });
});
