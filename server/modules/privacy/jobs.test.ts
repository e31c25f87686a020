// The clock job in the real queue: by the timetable, and at once after a wish.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import { openJobs } from '#platform/jobs.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { until } from '#testing/until.ts';
import { openPrivacy } from './index.ts';

const service = await testPrivacy();
const { db, owner, access, clock, people, file, end } = service;
const pool = openPool(access.app);
const jobs = openJobs({ raw: pool.raw, access });
const privacy = await openPrivacy({ ...service.options, jobs });
await jobs.start();
after(async () => {
  await jobs.close();
  await pool.close();
  await service.close();
});

test('the clocks are looked at every five minutes, Asia/Shanghai, and lost keys every hour', async () => {
  const { rows } = await pool.raw('select name, cron, timezone from pgboss.schedule order by name');
  assert.deepEqual(rows, [
    { name: 'privacy.run-clocks', cron: '*/5 * * * *', timezone: 'Asia/Shanghai' },
    { name: 'privacy.sweep-keys', cron: '17 * * * *', timezone: 'Asia/Shanghai' },
  ]);
});

test('a wish to be forgotten is carried out within seconds, and the heartbeat tells [S0-25]', async () => {
  const { organisation } = people.university;
  const id = await file(organisation);
  await end(organisation, id);
  const wished = await transaction(db, { organisation }, (tx) => privacy.deleteNow(tx, id, clock.now()));
  assert.ok(wished.ok);
  const certificates = () =>
    owner.selectFrom('privacy.certificate').select('cause').where('file_id', '=', id).execute();
  await until(async () => (await certificates()).length > 0);
  assert.deepEqual(await certificates(), [{ cause: 'wish' }]);
  const { lastSuccess } = await privacy.clockHealth(clock.now());
  assert.equal(lastSuccess?.toString(), clock.now().toString());
});

test('a wish in a transaction that is undone is no wish', async () => {
  const { organisation } = people.university;
  const id = await file(organisation);
  await end(organisation, id);
  const undone = transaction(db, { organisation }, async (tx) => {
    await privacy.deleteNow(tx, id, clock.now());
    throw new RangeError('The connection was lost.');
  });
  await assert.rejects(undone, RangeError);
  const { failures } = await privacy.runClocks();
  assert.deepEqual(failures, []);
  const left = await owner.selectFrom('privacy.contact_detail').select('id').where('file_id', '=', id).execute();
  assert.equal(left.length, 2);
});
