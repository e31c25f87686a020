// The way to a certificate, cut off at every step: a program that is killed, a disk that does not answer, an audit that
// cannot be written, and several programs at once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test, { after, describe } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { KeyId } from '../keys/contract.ts';
import type { ClockedClass, FileId } from './contract.ts';
import { openPrivacy } from './index.ts';
import { runClocks, type Step } from './jobs.ts';

const service = await testPrivacy();
after(service.close);
const { db, owner, access, clock, keys, privacy, people, file, end } = service;
const { organisation } = people.university;

async function keyOf(id: FileId, of: ClockedClass): Promise<KeyId> {
  const row = await owner
    .selectFrom('privacy.clock')
    .select('key_id')
    .where('file_id', '=', id)
    .where('class', '=', of)
    .executeTakeFirstOrThrow();
  return KeyId.parse(row.key_id);
}

/** How the first clock of a file stands, and whether its key is there. */
async function standing(id: FileId) {
  const key = await keyOf(id, 'contact-details');
  const [made, lines, rows, state] = await Promise.all([
    owner.selectFrom('privacy.certificate').select('fingerprint').where('file_id', '=', id).execute(),
    owner
      .selectFrom('audit.entry')
      .select('number')
      .where('subject', '=', `file:${id}`)
      .where('word', '=', 'privacy.forget')
      .execute(),
    owner.selectFrom('privacy.contact_detail').select('id').where('file_id', '=', id).execute(),
    owner.selectFrom('privacy.clock').selectAll().where('key_id', '=', key).executeTakeFirstOrThrow(),
  ]);
  return {
    key: await keys.identity.exists(key),
    certificates: made.map(({ fingerprint }) => fingerprint),
    lines: lines.length,
    rows: rows.length,
    condemned: state.condemned_at !== null,
    done: state.done_at !== null,
  };
}

/** A program of its own that runs the clocks and is killed right before a step. */
async function killedBefore(step: Step): Promise<void> {
  const program = `
    import { createLedger } from '#audit/index.ts';
    import { openKeys } from '#keys/index.ts';
    import { clockAt } from '#platform/clock.ts';
    import { openPool } from '#platform/database/pool.ts';
    import { runClocks } from '${import.meta.dirname}/jobs.ts';
    const access = ${JSON.stringify(access)};
    const clock = clockAt('${clock.now().toString()}');
    const settings = { dataDir: ${JSON.stringify(keys.folder)}, masterKeys: [] };
    const keys = await openKeys({ app: access.app, settings, clock, onAltered: () => undefined });
    const db = openPool(access.app).db;
    const parts = { db, keys, clock, ledger: createLedger(keys.purpose), mark: '', forgetters: [], enqueue: null };
    await runClocks(parts, async (step) => step === '${step}' && process.kill(process.pid, 'SIGKILL'));
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL');
}

describe('a program killed while it destroys', () => {
  const left = {
    condemn: { key: true, rows: 2, condemned: false, done: false, certificates: 0 },
    destroy: { key: true, rows: 2, condemned: true, done: false, certificates: 0 },
    certify: { key: false, rows: 2, condemned: true, done: false, certificates: 0 },
    done: { key: false, rows: 0, condemned: true, done: true, certificates: 1 },
  } as const satisfies Record<Step, object>;
  for (const step of ['condemn', 'destroy', 'certify', 'done'] as const)
    test(`before the step “${step}” leaves no false certificate, and the next run ends it once [S0-25]`, async () => {
      const id = await file(organisation);
      const key = await keyOf(id, 'contact-details');
      const fingerprint = (await keys.identity.describe(key))?.fingerprint;
      await end(organisation, id);
      clock.pass({ hours: 72 });
      await killedBefore(step);
      const { certificates, lines, ...rest } = await standing(id);
      assert.deepEqual({ ...rest, certificates: certificates.length }, left[step]);
      assert.equal(lines, certificates.length);

      const meeting = clock.now().add({ hours: 24 });
      const moved = await transaction(db, { organisation }, (tx) =>
        privacy.agreeFollowUp(tx, id, meeting, clock.now()),
      );
      assert.deepEqual(moved, { ok: false, refusal: 'already-ended' });

      assert.deepEqual((await privacy.runClocks()).failures, []);
      await privacy.runClocks();
      assert.deepEqual(await standing(id), {
        key: false,
        certificates: [fingerprint],
        lines: 1,
        rows: 0,
        condemned: true,
        done: true,
      });
    });
});

describe('a run', () => {
  test('that cannot write the audit writes no certificate either, and is tried again', async () => {
    const id = await file(organisation);
    await end(organisation, id);
    clock.pass({ hours: 72 });
    const ledger = { append: () => Promise.reject(new Error('The audit is full.')) };
    const broken = await openPrivacy({ ...service.options, ledger });
    assert.equal((await broken.runClocks()).failures.length, 1);
    assert.deepEqual((await standing(id)).certificates, []);
    assert.equal((await privacy.clockHealth(clock.now().add({ minutes: 61 }))).ok, false);
    await privacy.runClocks();
    assert.equal((await standing(id)).certificates.length, 1);
    assert.equal((await privacy.clockHealth(clock.now())).ok, true);
  });

  test('for which one clock fails still ends all the others', async () => {
    const [bad, ...good] = await Promise.all([1, 2, 3, 4, 5, 6].map(() => file(organisation)));
    assert.ok(bad !== undefined);
    for (const id of [bad, ...good]) await end(organisation, id);
    clock.pass({ hours: 72 });
    const stuck = await keyOf(bad, 'contact-details');
    const destroy: typeof keys.identity.destroy = (key) =>
      key === stuck ? Promise.reject(new Error('The disk does not answer.')) : keys.identity.destroy(key);
    const parts = { ...service.options, mark: '', forgetters: [], enqueue: null };
    const run = await runClocks({ ...parts, keys: { ...keys, identity: { ...keys.identity, destroy } } });
    assert.deepEqual([run.done, run.failures.length], [5, 1]);
    assert.deepEqual([(await standing(bad)).key, (await standing(bad)).certificates], [true, []]);
    await privacy.runClocks();
    assert.equal((await standing(bad)).certificates.length, 1);
  });

  test('beside another one ends every clock once', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => file(organisation)));
    for (const id of ids) await end(organisation, id);
    clock.pass({ hours: 72 });
    const runs = await Promise.all([privacy.runClocks(), privacy.runClocks(), privacy.runClocks()]);
    assert.deepEqual(
      runs.flatMap(({ failures }) => failures),
      [],
    );
    for (const id of ids) {
      const { certificates, lines, key } = await standing(id);
      assert.deepEqual([certificates.length, lines, key], [1, 1, false]);
    }
  });

  test('overtaken by another one in the midst of a clock leaves it as it is', async () => {
    const id = await file(organisation);
    await end(organisation, id);
    clock.pass({ hours: 72 });
    const parts = { ...service.options, mark: '', forgetters: [], enqueue: null };
    const run = await runClocks(parts, async (step) => {
      if (step === 'certify') await privacy.runClocks();
    });
    assert.deepEqual(run.failures, []);
    const { certificates, lines } = await standing(id);
    assert.deepEqual([certificates.length, lines], [1, 1]);
  });

  test('tells the other modules what is gone, in the same transaction', async () => {
    const told: string[] = [];
    const id = await file(organisation);
    await end(organisation, id);
    clock.pass({ hours: 72 });
    const program = await openPrivacy({
      ...service.options,
      forgetters: [async (_, gone) => void told.push(`${gone.class} ${gone.file}`)],
    });
    await program.runClocks();
    assert.deepEqual(told, [`contact-details ${id}`]);
  });
});
