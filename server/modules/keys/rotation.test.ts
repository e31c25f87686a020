// Replacing keys while servers run, interrupted, twice at once, and when something was altered.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, afterEach, beforeEach } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { CannotStart } from '#platform/cannot-start.ts';
import { systemClock } from '#platform/clock.ts';
import type { KeySettings } from '#platform/config.ts';
import { transaction } from '#platform/database/pool.ts';
import { startTestCluster, testDatabase, type TestDatabase } from '#testing/database.ts';
import { runProgram } from '#testing/program.ts';
import { until } from '#testing/until.ts';
import type { KeyId } from './contract.ts';
import { openKeyRotation, openKeys, type Keys, type Place } from './index.ts';

// Each test has a database of its own; the server stays up between them.
const { leave } = await startTestCluster();
after(leave);

let database: TestDatabase;
let folder: string;
let keys: Keys;
let rotation: Awaited<ReturnType<typeof openKeyRotation>>;

const settings = (more: Partial<KeySettings> = {}): KeySettings => ({ dataDir: folder, masterKeys: [], ...more });
const options = (more?: Partial<KeySettings>) => ({
  app: database.access.app,
  settings: settings(more),
  clock: systemClock,
  onAltered: () => assert.fail('nothing was altered'),
});

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'xindeng-rotation-'));
  keys = await openKeys(options());
  rotation = await openKeyRotation(options());
});

afterEach(async () => {
  await Promise.all([keys.close(), rotation.close()]);
  await database.close();
  await rm(folder, { recursive: true });
});

const place: Place = { table: 'scratch.contact', column: 'details', row: '1' };

type Sealed = { readonly kind: 'identity' | 'record'; readonly key: KeyId; readonly value: Buffer };

async function sealSome(by: Keys, count: number): Promise<Sealed[]> {
  const kinds = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 'identity' : 'record'));
  return Promise.all(
    kinds.map(async (kind) => {
      const key = await by[kind].create('contact:1');
      return { kind, key, value: await by[kind].seal(key, place, 'said in confidence') };
    }),
  );
}

async function openAll(by: Keys, all: readonly Sealed[]): Promise<void> {
  for (const { kind, key, value } of all) {
    const opened = await by[kind].open(key, place, value);
    assert.ok(opened.ok && opened.value.toString() === 'said in confidence', kind);
  }
}

/** Opened as a server would that has just started. */
async function openAllAfresh(all: readonly Sealed[], more?: Partial<KeySettings>): Promise<void> {
  const fresh = await openKeys(options(more));
  try {
    await openAll(fresh, all);
  } finally {
    await fresh.close();
  }
}

const states = async () => (await rotation.status()).map(({ state, wraps }) => [state, Object.keys(wraps).length > 0]);

test(
  'the master key is replaced while servers go on sealing, opening and making keys',
  { timeout: 60_000 },
  async () => {
    const before = await sealSome(keys, 60);
    const during: Sealed[] = [];
    let over = false;
    const serving = (async () => {
      while (!over) {
        during.push(...(await sealSome(keys, 4)));
        await openAll(keys, before.slice(0, 20));
      }
    })();
    await until(() => during.length > 0);
    const done = await rotation.rotateMaster();
    over = true;
    await serving;
    assert.ok(done.ok && done.value.renewed >= 60 && done.value.unreadable.length === 0);
    assert.ok(during.length >= 8, 'sealed while it went on');
    await openAll(keys, [...before, ...during]);
    await openAllAfresh([...before, ...during, ...(await sealSome(keys, 4))]);
    assert.deepEqual(await states(), [
      ['retired', false],
      ['current', true],
    ]);
  },
);

test('a rotation that is killed goes on where it was, and no key is lost', { timeout: 120_000 }, async () => {
  const sealed = await sealSome(keys, 300);
  const child = `
    import { openKeyRotation } from '#keys/index.ts';
    const rotation = await openKeyRotation({ app: ${JSON.stringify(database.access.app)},
      settings: ${JSON.stringify(settings())}, clock: { now: () => Temporal.Now.instant() } });
    process.stdout.write('begins');
    await rotation.rotateMaster();
    process.stdout.write('ends');`;
  const isHalfDone = async (): Promise<boolean> =>
    (await rotation.status()).filter(({ wraps }) => Object.keys(wraps).length > 0).length > 1;
  let halfDone = false;
  for (let round = 0; round < 6; round += 1) {
    const program = runProgram(child);
    await program.says('begins');
    if (!halfDone) await until(async () => (halfDone = await isHalfDone()) || program.output().includes('ends'));
    await wait(round * 25);
    program.signal('SIGKILL');
    await program.ended;
    await openAll(keys, sealed.slice(round * 40, round * 40 + 40));
  }
  assert.ok(halfDone, 'at least once it was killed in the middle');
  // The database may take a moment to see that the last one is gone.
  await until(async () => (await rotation.rotateMaster()).ok);
  await openAllAfresh(sealed);
  const masters = await rotation.status();
  assert.ok(masters.length <= 3, 'an interrupted rotation is finished before another begins');
  assert.deepEqual(
    masters.filter(({ wraps }) => Object.keys(wraps).length > 0).map(({ state }) => state),
    ['current'],
  );
});

test('of two rotations at once, one is told that the other is running', async () => {
  const first = rotation.rotateMaster();
  await until(async () => (await rotation.status()).length === 2);
  const second = await openKeyRotation(options());
  const refused = await second.rotateMaster();
  assert.equal(!refused.ok && refused.refusal, 'already-running');
  await second.close();
  assert.equal((await first).ok, true);
  assert.equal((await rotation.status()).length, 2);
});

test('as long as a wrapped key does not open, the old master key is not retired', async () => {
  const [good, bad] = (await sealSome(keys, 4)).filter(({ kind }) => kind === 'record');
  assert.ok(good !== undefined && bad !== undefined);
  await transaction(database.owner, { reach: 'everywhere' }, (tx) =>
    sql`update keys.data_key set wrapped = (select wrapped from keys.data_key where id = ${good.key}) where id = ${bad.key}`.execute(
      tx,
    ),
  );
  const done = await rotation.rotateMaster();
  assert.deepEqual(done.ok && done.value.unreadable, [bad.key]);
  assert.deepEqual(await states(), [
    ['old', true],
    ['current', true],
  ]);
  await openAllAfresh([good]);
});

test('a destroyed key stays destroyed through a rotation', async () => {
  const sealed = (await sealSome(keys, 40)).filter(({ kind }) => kind === 'identity');
  const rotating = rotation.rotateMaster();
  for (const { key } of sealed) assert.equal((await keys.identity.destroy(key)).ok, true);
  await rotating;
  for (const { key, value } of sealed) {
    const opened = await keys.identity.open(key, place, value);
    assert.equal(!opened.ok && opened.refusal, 'key-destroyed');
  }
  assert.deepEqual(await keys.identity.list(null, 10), []);
});

test('only a retired master key can be forgotten, and then what it wrapped is lost for good', async () => {
  const sealed = await sealSome(keys, 4);
  const [old] = await rotation.status();
  const before = await transaction(database.owner, { reach: 'everywhere' }, (tx) =>
    tx.selectFrom('keys.data_key').selectAll().executeTakeFirstOrThrow(),
  );
  const refusalFor = async (id: string) => {
    const done = await rotation.forget(id);
    return done.ok ? null : done.refusal;
  };
  assert.equal(await refusalFor('00000000'), 'no-such-key');
  assert.equal(await refusalFor(old?.id.slice(0, 8) ?? ''), 'not-retired');
  await rotation.rotateMaster();
  await transaction(database.owner, { reach: 'everywhere' }, (tx) =>
    tx
      .insertInto('keys.data_key')
      .values({ ...before, id: crypto.randomUUID() })
      .execute(),
  );
  assert.equal(await refusalFor(old?.id.slice(0, 8) ?? ''), 'still-in-use');
  await transaction(database.owner, { reach: 'everywhere' }, (tx) =>
    tx
      .deleteFrom('keys.data_key')
      .where('master_id', '=', old?.id ?? '')
      .execute(),
  );
  assert.equal(await refusalFor(old?.id.slice(0, 8) ?? ''), null);
  await openAllAfresh(sealed);
  assert.equal((await readFile(join(folder, 'keys/master.key'), 'utf8')).includes(old?.id ?? '?'), false);
  await transaction(database.owner, { reach: 'everywhere' }, (tx) =>
    tx
      .updateTable('keys.data_key')
      .set({ master_id: before.master_id, wrapped: before.wrapped })
      .where('id', '=', before.id)
      .execute(),
  );
  const record = sealed.find(({ key }) => key === before.id);
  await assert.rejects(openAllAfresh(record === undefined ? [] : [record]), CannotStart);
});

test('a restored copy of the identity keys from before opens with the retired master key, until that is forgotten', async () => {
  const sealed = await sealSome(keys, 2);
  await cp(join(folder, 'identity-keys'), join(folder, 'copy'), { recursive: true });
  const [old] = await rotation.status();
  await rotation.rotateMaster();
  await rm(join(folder, 'identity-keys'), { recursive: true });
  await cp(join(folder, 'copy'), join(folder, 'identity-keys'), { recursive: true });
  await openAllAfresh(sealed);
  assert.deepEqual(await rotation.forget(old?.id ?? ''), { ok: false, refusal: 'still-in-use' });
});

test('a purpose gets a new key: new values use it, old ones open and say that they are outdated', async () => {
  const before = await keys.purpose.seal('sign-in', place, 'before');
  await rotation.rotatePurpose('sign-in');
  const fresh = await openKeys(options());
  const after = await fresh.purpose.seal('sign-in', place, 'after');
  assert.notDeepEqual(before.subarray(1, 9), after.subarray(1, 9));
  for (const process of [keys, fresh])
    for (const [value, words] of [
      [before, 'before'],
      [after, 'after'],
    ] as const) {
      const opened = await process.purpose.open('sign-in', place, value);
      assert.equal(opened.ok && opened.value.toString(), words);
    }
  assert.deepEqual(
    [await fresh.purpose.isOutdated('sign-in', before), await fresh.purpose.isOutdated('sign-in', after)],
    [true, false],
  );
  await fresh.close();
});
