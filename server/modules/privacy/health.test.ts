// When somebody must be told that deletion does not work.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { testPrivacy } from '#testing/privacy.ts';
import { judgeHealth } from './health.ts';

const at = (text: string) => Temporal.Instant.from(`2026-11-22T${text}:00+08:00`);

test('an hour without a success is an alarm, a minute less is not', () => {
  const heartbeat = { watchedSince: at('08:00'), lastSuccess: at('12:00') };
  assert.deepEqual(judgeHealth(heartbeat, 0, at('13:00')), { ok: true, why: null });
  const late = judgeHealth(heartbeat, 0, at('13:01'));
  assert.equal(late.ok, false);
  assert.match(late.why?.zh ?? '', /1 小时没有成功/);
  assert.match(late.why?.en ?? '', /not succeeded for 1 hour/);
});

test('a service that has just been set up has an hour to begin', () => {
  const heartbeat = { watchedSince: at('12:00'), lastSuccess: null };
  assert.equal(judgeHealth(heartbeat, 0, at('12:59')).ok, true);
  assert.equal(judgeHealth(heartbeat, 0, at('13:01')).ok, false);
});

test('one clock an hour late is an alarm although the job runs', () => {
  const heartbeat = { watchedSince: at('08:00'), lastSuccess: at('12:00') };
  const judged = judgeHealth(heartbeat, 1, at('12:01'));
  assert.equal(judged.ok, false);
  assert.match(judged.why?.zh ?? '', /有 1 项内容到期一小时以上/);
});

test('the heartbeat is kept in the database: silence is noticed, a run ends the alarm', async () => {
  const service = await testPrivacy();
  after(service.close);
  const { clock, privacy, people, file, end } = service;
  const { organisation } = people.university;
  assert.equal((await privacy.clockHealth(clock.now())).ok, true);
  clock.pass({ minutes: 61 });
  assert.equal((await privacy.clockHealth(clock.now())).ok, false);
  await privacy.runClocks();
  assert.equal((await privacy.clockHealth(clock.now())).ok, true);
  const id = await file(organisation);
  await end(organisation, id);
  clock.pass({ hours: 73, minutes: 1 });
  const health = await privacy.clockHealth(clock.now());
  assert.deepEqual([health.ok, health.overdue], [false, 1]);
  await privacy.runClocks();
  assert.deepEqual((await privacy.clockHealth(clock.now())).overdue, 0);
});
