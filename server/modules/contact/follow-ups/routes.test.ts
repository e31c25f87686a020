import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openFollowUps } from '#testing/follow-ups.ts';
import type { ContactRef } from '../reception.ts';
import { agreeFollowUp } from './contract.ts';

const { all, server, mine, other, supervisor, talk, inDays, agree, agreed, end, close } = await openFollowUps();
afterEach(() => all.everybodyGoes());
after(close);

const clockOf = async ({ contact }: ContactRef) => {
  const row = await all.owner
    .selectFrom('privacy.service_file as f')
    .innerJoin('privacy.clock as c', 'c.file_id', 'f.id')
    .select(['c.due_at', 'f.last_meeting_at'])
    .where('f.contact_id', '=', contact)
    .where('c.class', '=', 'contact-details')
    .executeTakeFirstOrThrow();
  return { due: row.due_at?.toString(), meeting: row.last_meeting_at?.toString() };
};
const said = async (ref: ContactRef): Promise<string> =>
  (await all.reception.lines(ref, 0)).map(({ kind, message }) => `${kind}: ${message?.text ?? ''}`).join('\n');

describe('a follow-up is refused', () => {
  test('to anybody but the counsellor of the contact, also its change and its end', async () => {
    const ref = await talk();
    assert.equal(await codeOf(agree(ref, undefined, other)), 'unknown-contact');
    assert.equal(await codeOf(agree(ref, undefined, supervisor)), 'unknown-contact');
    const { custody, organisation } = all.people.university;
    assert.equal(await codeOf(agree(ref, undefined, server.as(custody, organisation))), 'not-allowed');
    const { followUp } = await agreed(ref);
    for (const [method, path, body] of [
      ['put', '', { at: inDays(6) }],
      ['post', '/cancellation', { reason: 'x' }],
      ['post', '/settling', { met: true, words: 'x' }],
    ] as const)
      assert.equal(
        await codeOf(other[method](`/api/desk/follow-ups/${followUp.id}${path}`, body)),
        'no-such-follow-up',
      );
    assert.equal(await codeOf(mine.get('/api/contact/follow-ups/missed')), 'not-allowed');
  });

  test('in the past, beyond a year, a second time, and before anybody has talked', async () => {
    const ref = await talk();
    assert.equal(await codeOf(agree(ref, { at: all.clock.now().toString() })), 'in-the-past');
    assert.equal(await codeOf(agree(ref, { at: inDays(400) })), 'too-far');
    assert.equal((await clockOf(ref)).meeting, undefined, 'what was refused moved no clock');
    await agreed(ref);
    assert.equal(await codeOf(agree(ref)), 'agreed-already');
    assert.equal(await codeOf(agree({ ...ref, contact: (await all.comesIn()).contact })), 'unknown-contact');
  });

  test('as a fourth contact without a reason on file [S1-25]', async () => {
    const returner = randomUUID();
    for (let times = 0; times < 2; times += 1) {
      await talk(returner);
      await all.everybodyGoes();
    }
    const third = await talk(returner);
    assert.equal(await codeOf(agree(third)), 'reason-needed');
    const told = agreeFollowUp.output.parse(
      await (await agree(third, { at: inDays(5), reason: '考前一周，家里同意' })).json(),
    );
    assert.deepEqual([told.followUp.ordinal, told.followUp.reason], [4, '考前一周，家里同意']);
  });
});

describe('an agreed follow-up', () => {
  test('is said in the conversation and moves the first clock to three days after it [S1-24] [S1-26]', async () => {
    const ref = await talk();
    const at = inDays(10);
    const told = await agreed(ref, at);
    assert.ok(told.told);
    const lines = await said(ref);
    assert.match(lines, /said: 我们约好12月2日 周三 20:15再谈，还是由我来接。/);
    assert.match(lines, /We have agreed to talk again on Wednesday, 2 December, 20:15/);
    assert.match(lines, /follow-up-agreed/);
    await end(ref);
    const { due } = await clockOf(ref);
    assert.equal(due, Temporal.Instant.from(at).add({ hours: 72 }).toString());
  });

  test('agreed while wrapping up is on file, and the desk learns that the person must be told otherwise', async () => {
    const ref = await talk();
    await end(ref);
    const told = await agreed(ref, inDays(2));
    assert.equal(told.told, false);
    assert.equal(told.keptUntil, '2026-11-27');
  });

  test('is put at another time: clock and person learn of it', async () => {
    const ref = await talk();
    const { followUp } = await agreed(ref, inDays(10));
    const at = inDays(3);
    const path = `/api/desk/follow-ups/${followUp.id}`;
    const moved = agreeFollowUp.output.parse(await (await mine.put(path, { at })).json());
    assert.equal(moved.followUp.at, at);
    await end(ref);
    assert.equal((await clockOf(ref)).due, Temporal.Instant.from(at).add({ hours: 72 }).toString());
  });

  test('that is cancelled lets the clock count from the end of service again', async () => {
    const ref = await talk();
    const { followUp } = await agreed(ref, inDays(10));
    await end(ref);
    const ended = all.clock.now();
    all.clock.pass({ hours: 24 });
    const cancelled = agreeFollowUp.output.parse(
      await (await mine.post(`/api/desk/follow-ups/${followUp.id}/cancellation`, { reason: '来访者来信取消' })).json(),
    );
    assert.equal(cancelled.followUp.state, 'cancelled');
    assert.match(cancelled.sentence.zh, /取消了/);
    assert.equal((await clockOf(ref)).due, ended.add({ hours: 72 }).toString());
    assert.equal(await codeOf(mine.put(`/api/desk/follow-ups/${followUp.id}`, { at: inDays(1) })), 'already-settled');
  });

  test('is in the calendar of its counsellor, without a word of the person', async () => {
    const ref = await talk();
    const { followUp } = await agreed(ref, inDays(4));
    const response = await mine.get('/api/desk/follow-ups.ics');
    assert.match(response.headers.get('content-type') ?? '', /^text\/calendar/);
    const file = await response.text();
    assert.ok(file.includes(`UID:${followUp.id}@xindeng`));
    assert.ok(file.includes(`第 ${followUp.number} 号`));
    assert.ok(!file.includes(ref.contact));
    assert.ok(!(await (await other.get('/api/desk/follow-ups.ics')).text()).includes(followUp.id));
  });
});

test('agreeing, changing and cancelling stand on file', () => {
  const words = new Set(server.ledger.map(({ word }) => word));
  for (const word of ['agree', 'change', 'cancel']) assert.ok(words.has(`contact.${word}-follow-up`), word);
});
