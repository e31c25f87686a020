import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test, { after, describe } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { getConstructionPlans } from 'pg-boss';
import { z } from 'zod';
import { openPool, transaction } from '#platform/database/pool.ts';
import { installJobs, JOBS_VERSION, openJobs, type Job, type JobKind } from '#platform/jobs.ts';
import { testDatabase } from '#testing/database.ts';
import { until } from '#testing/until.ts';

const { db, access, close } = await testDatabase();
const pool = openPool(access.app);
const store = { raw: pool.raw, access };
after(async () => {
  await pool.close();
  await close();
});

const OneNumber = z.object({ number: z.int() });
type Numbered = z.infer<typeof OneNumber>;

/** A queue that collects what it was given; `came` waits for so many. */
function collecting(kind: JobKind<Numbered>) {
  const jobs = openJobs(store);
  const done: Job<Numbered>[] = [];
  jobs.handle(kind, async (job) => void done.push(job));
  const came = (count: number): Promise<void> => until(() => done.length >= count, `not ${count} jobs came`);
  return { jobs, done, came };
}

/** Most of them wait for a clock: so they wait together. */
describe('jobs', { concurrency: true }, () => {
  test('a job made in a transaction that is undone never runs; one made in a transaction that is kept runs once', async () => {
    const kind = { name: 'test.kept', data: OneNumber };
    const { jobs, done, came } = collecting(kind);
    await jobs.start();
    await assert.rejects(
      transaction(db, {}, async (tx) => {
        await jobs.enqueue(tx, kind, { number: 1 });
        throw new Error('changed our mind');
      }),
      /changed our mind/,
    );
    await transaction(db, {}, (tx) => jobs.enqueue(tx, kind, { number: 2 }));
    await came(1);
    await wait(1200);
    await jobs.close();
    assert.deepEqual(
      done.map(({ data, attempt }) => [data.number, attempt]),
      [[2, 1]],
    );
  });

  test('a job for later is done when its time has come, within a second of it', async () => {
    const kind = { name: 'test.later', data: OneNumber };
    const jobs = openJobs(store);
    const begun = Temporal.Now.instant();
    const late: number[] = [];
    const since = ({ data }: Job<Numbered>): number =>
      Temporal.Now.instant().since(begun).total('milliseconds') - data.number;
    jobs.handle(kind, async (job) => void late.push(since(job)));
    await jobs.start();
    for (const number of [2000, 2600, 3300, 3900, 4500])
      await transaction(db, {}, (tx) => jobs.enqueue(tx, kind, { number }, begun.add({ milliseconds: number })));
    await until(() => late.length === 5);
    await jobs.close();
    // A busy machine may hold one of them up, not all.
    assert.ok(Math.min(...late) >= -50 && Math.min(...late) < 1000, `late by ${late.join(', ')} ms`);
  });

  test('a job whose process is killed is done by another one, with the same id', async () => {
    const kind = { name: 'test.crash', data: OneNumber, longestSeconds: 60 };
    const first = openJobs(store);
    await transaction(db, {}, (tx) => first.enqueue(tx, kind, { number: 7 }));
    const program = `
    import { z } from 'zod';
    import { openPool } from '#platform/database/pool.ts';
    import { openJobs } from '#platform/jobs.ts';
    const access = ${JSON.stringify(access)};
    const jobs = openJobs({ raw: openPool(access.app).raw, access });
    jobs.handle({ name: 'test.crash', data: z.object({ number: z.int() }) }, async ({ id }) => {
      console.log(id);
      await new Promise(() => undefined);
    });
    await jobs.start();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [id] = (await once(child.stdout, 'data')).map((chunk) => String(chunk).trim());
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { jobs, done, came } = collecting(kind);
    await jobs.start();
    await came(1);
    await Promise.all([jobs.close(), first.close()]);
    assert.deepEqual(
      done.map((job) => [job.id, job.data.number, job.attempt]),
      [[id, 7, 2]],
    );
  });

  test('a job that fails is tried again, and what its error said is not stored', async () => {
    const kind = { name: 'test.failing', data: OneNumber };
    const told: string[] = [];
    const jobs = openJobs(store, { tell: (words) => told.push(words) });
    const stored = Promise.withResolvers<string>();
    jobs.handle(kind, async ({ attempt }) => {
      if (attempt === 1) throw new RangeError('SECRET of a caller');
      const { rows } = await store.raw(`select output::text as output from pgboss.job where name = 'test.failing'`);
      stored.resolve(String(rows[0]?.['output']));
    });
    await jobs.start();
    await transaction(db, {}, (tx) => jobs.enqueue(tx, kind, { number: 1 }));
    const output = await stored.promise;
    await jobs.close();
    assert.deepEqual(told, ['a job of test.failing failed']);
    assert.match(output, /RangeError/);
    assert.doesNotMatch(output, /SECRET|\.ts:/);
  });

  test('data that does not fit the kind is refused before it is stored', async () => {
    const kind = { name: 'test.fits', data: OneNumber };
    const jobs = openJobs(store);
    await assert.rejects(
      transaction(db, {}, (tx) => jobs.enqueue(tx, kind, { number: 1.5 })),
      z.ZodError,
    );
    await jobs.close();
  });

  test('a program without jobs starts nothing and makes no tables', async () => {
    const other = await testDatabase();
    const otherPool = openPool(other.access.app);
    const jobs = openJobs({ raw: otherPool.raw, access: other.access });
    await jobs.start();
    await jobs.close();
    const { rows } = await otherPool.raw(`select to_regclass('pgboss.job') is null as none`);
    assert.deepEqual(rows, [{ none: true }]);
    await otherPool.close();
    await other.close();
  });

  test('the tables of the queue are those of the pinned package, and making them twice changes nothing', async () => {
    assert.match(
      getConstructionPlans('pgboss'),
      new RegExp(`INSERT INTO pgboss\\.version\\(version\\) VALUES \\('${JOBS_VERSION}'\\)`),
    );
    await installJobs(access);
    await installJobs(access);
    const { rows } = await store.raw('select version from pgboss.version');
    assert.deepEqual(rows, [{ version: JOBS_VERSION }]);
  });
});

test('a timetable is kept in Asia/Shanghai and forgotten when the program no longer has it', async () => {
  const kind = { name: 'test.nightly', data: OneNumber };
  const first = openJobs(store);
  first.schedule(kind, '30 3 * * *', { number: 1 });
  await first.start();
  await first.close();
  const { rows } = await store.raw('select name, cron, timezone from pgboss.schedule');
  assert.deepEqual(rows, [{ name: 'test.nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai' }]);
  const { jobs } = collecting({ name: 'test.other', data: OneNumber });
  await jobs.start();
  await jobs.close();
  assert.deepEqual((await store.raw('select name from pgboss.schedule')).rows, []);
});
