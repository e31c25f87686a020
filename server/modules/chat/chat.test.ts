// Talking, on the real database; the rest of the way has files of its own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import { faultIn } from '#testing/asking.ts';
import { openTestChat } from '#testing/chat.ts';
import { LINE } from '#testing/privacy.ts';
import { seekersOf } from '#testing/seekers.ts';
import { until } from '#testing/until.ts';
import { readRoom } from './contract.ts';

const service = await openTestChat();
const { clock, people, counsellor } = service;
after(service.close);

const { somebody, roomOf, say, talking } = seekersOf(service);

beforeEach(async () => {
  await service.everybodyGoes();
  clock.pass({ minutes: 1 });
  await service.onDuty(counsellor);
});

describe('talking', () => {
  test('what is said is acknowledged with its place, arrives in order, and is one message however often it is sent', async () => {
    const { who, contact } = await talking();
    const id = randomUUID();
    const first = await say(who, '您好\n我睡不着 😞', id);
    const again = await say(who, '您好\n我睡不着 😞', id);
    assert.equal(first.status, 200);
    assert.deepEqual(await first.json(), await again.json());
    await service.says(contact, '您好，慢慢说。');
    const { lines, state } = await roomOf(who);
    assert.deepEqual(
      lines.flatMap(({ author, text }) => (text === null ? [] : [[author, text]])),
      [
        ['me', '您好\n我睡不着 😞'],
        ['counsellor', '您好，慢慢说。'],
      ],
    );
    assert.deepEqual(
      lines.map(({ position }) => position),
      lines.map(({ position }) => position).toSorted((a, b) => a - b),
    );
    assert.equal(state.status, 'talking');
  });

  test('too long, too big and too fast are refused in words, and what was said before stays', async () => {
    const { who } = await talking();
    assert.equal((await say(who, '长'.repeat(4000))).status, 200);
    assert.equal((await say(who, '长'.repeat(4001))).status, 400);
    const big = await say(who, 'x'.repeat(1_000_000));
    assert.equal(big.status, 413);
    assert.match((await faultIn(big)).message.zh, /太大/);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await say(who, '快')).status));
    assert.deepEqual(
      [...new Set(statuses)].toSorted((a, b) => a - b),
      [200, 429],
    );
    const slowed = await say(who, '快');
    assert.ok(Number(slowed.headers.get('retry-after')) >= 1);
    clock.pass({ seconds: 5 });
    assert.equal((await say(who, '慢慢说')).status, 200);
  });

  test('after the end nothing more is taken, and the page says so', async () => {
    const { who, contact } = await talking();
    await service.ends(contact);
    const answer = await say(who, '还有一句');
    assert.equal(answer.status, 409);
    assert.match((await faultIn(answer)).message.zh, /没有发出/);
    const page = await who.post('/chat/room', { id: randomUUID(), words: '还有一句' });
    assert.match(page.text, /没有发出：谈话已经结束/);
    assert.match(page.text, /还有一句/, 'the words are still there');
  });

  test('a supervisor who comes in openly is shown, one who listens silently is not [S3-53]', async () => {
    const { who, contact } = await talking();
    const { organisation, supervision } = people.university;
    const shown = async () => {
      const { lines, state } = await roomOf(who);
      return [lines.flatMap(({ word }) => (word === null ? [] : [word])), state.supervisorHere];
    };
    const come = async (mode: 'open' | 'silent') => {
      const command = { do: 'come-in', by: supervision, mode } as const;
      assert.ok((await service.core.perform({ organisation }, { contact, command, at: clock.now() })).ok);
    };
    await come('silent');
    assert.deepEqual(await shown(), [['accepted'], false]);
    await come('open');
    assert.deepEqual(await shown(), [['accepted', 'supervisor-came'], true]);
  });

  test('another session cannot read or write in it', async () => {
    const first = await talking();
    await say(first.who, '只给咨询员看的');
    const other = somebody();
    await other.comesIn(LINE);
    assert.doesNotMatch(JSON.stringify(await roomOf(other)), /只给咨询员看的/);
    assert.doesNotMatch((await other.get('/chat/room?before=100')).text, /只给咨询员看的/);
  });

  test('a session that ended elsewhere says nothing more, although this process has just written for it', async () => {
    const { who, contact } = await talking();
    await say(who, '在吗');
    await service.owner.deleteFrom('chat.session').where('contact_id', '=', contact).execute();
    const late = await say(who, '还在吗');
    assert.deepEqual([late.status, (await faultIn(late)).code], [401, 'no-session']);
    const said = service.owner.selectFrom('contact.happening').select('position').where('contact_id', '=', contact);
    assert.equal((await said.where('kind', '=', 'said').execute()).length, 1);
  });

  test('the stream tells lines and state, goes on after the last one seen, and says when the session is gone', async () => {
    const { who, contact } = await talking();
    const cut = new AbortController();
    const stream = await fetch(`${service.url}/api/chat/stream?after=0`, {
      headers: { cookie: `xindeng-room=${who.cookies.get('xindeng-room') ?? ''}` },
      signal: cut.signal,
    });
    let heard = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await until(() => /event: state/.test(heard));
    await service.says(contact, '我在');
    await until(() => /event: line\ndata: .*我在/.test(heard));
    const last = /id: (\d+)\nevent: line\ndata: [^\n]*我在/.exec(heard)?.[1] ?? assert.fail();
    assert.equal(heard.match(/我在/g)?.length, 1);
    const { lines } = readRoom.output.parse(await (await who.api('GET', `/api/chat/room?after=${last}`)).json());
    assert.deepEqual(lines, []);
    await who.api('POST', '/api/chat/leaving');
    await until(() => /event: gone/.test(heard));
    cut.abort();
    await reading;
  });

  test('a handful of windows of one conversation are followed, and no more', async () => {
    const { who } = await talking();
    const cut = new AbortController();
    const cookie = `xindeng-room=${who.cookies.get('xindeng-room') ?? ''}`;
    const open = () => fetch(`${service.url}/api/chat/stream`, { headers: { cookie }, signal: cut.signal });
    const statuses = [];
    for (let count = 0; count < 5; count++) statuses.push((await open()).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 429]);
    cut.abort();
    const again = new AbortController();
    await until(async () => {
      const { status } = await fetch(`${service.url}/api/chat/stream`, { headers: { cookie }, signal: again.signal });
      return status === 200;
    }, 'windows that were closed are not counted');
    again.abort();
  });
});
