// A master key moves: within the environment, and from the file into an HSM. (The HSM is SoftHSM, see masters.test.ts.)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, afterEach, beforeEach } from 'node:test';
import { CannotStart } from '#platform/cannot-start.ts';
import { systemClock } from '#platform/clock.ts';
import type { KeySettings } from '#platform/config.ts';
import { startTestCluster, testDatabase, type TestDatabase } from '#testing/database.ts';
import type { KeyId } from '../contract.ts';
import { openKeyRotation, openKeys, type Keys, type Place } from '../index.ts';

// Each test has a database of its own; the server stays up between them.
const { leave } = await startTestCluster();
after(leave);

let database: TestDatabase;
let folder: string;

const options = (more: Partial<KeySettings> = {}) => ({
  app: database.access.app,
  settings: { dataDir: folder, masterKeys: [], ...more },
  clock: systemClock,
  onAltered: () => assert.fail('nothing was altered'),
});

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'xindeng-moving-'));
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const place: Place = { table: 'scratch.contact', column: 'details', row: '1' };

type Sealed = { readonly kind: 'identity' | 'record'; readonly key: KeyId; readonly value: Buffer };

/** Runs `work` as a server with these settings would, from its start to its end. */
async function asServer<Value>(more: Partial<KeySettings>, work: (keys: Keys) => Promise<Value>): Promise<Value> {
  const keys = await openKeys(options(more));
  try {
    return await work(keys);
  } finally {
    await keys.close();
  }
}

const sealSome = (more: Partial<KeySettings>) =>
  asServer(more, (keys) =>
    Promise.all(
      (['identity', 'record'] as const).map(async (kind): Promise<Sealed> => {
        const key = await keys[kind].create('contact:1');
        return { kind, key, value: await keys[kind].seal(key, place, 'said in confidence') };
      }),
    ),
  );

const openAll = (more: Partial<KeySettings>, all: readonly Sealed[]) =>
  asServer(more, async (keys) => {
    for (const { kind, key, value } of all) {
      const opened = await keys[kind].open(key, place, value);
      assert.ok(opened.ok && opened.value.toString() === 'said in confidence', kind);
    }
  });

test('given in the environment, a new key is put in front, and the old one may leave after the rotation', async () => {
  const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const sealed = await sealSome({ masterKeys: [old] });
  const unchanged = await openKeyRotation(options({ masterKeys: [old] }));
  await assert.rejects(unchanged.rotateMaster(), /in front/);
  await unchanged.close();
  await openAll({ masterKeys: [fresh, old] }, sealed);
  const replacing = await openKeyRotation(options({ masterKeys: [fresh, old] }));
  assert.equal((await replacing.rotateMaster()).ok, true);
  await replacing.close();
  await openAll({ masterKeys: [fresh] }, sealed);
  await assert.rejects(openAll({ masterKeys: [old] }, sealed), CannotStart);
});

const MODULE = '/usr/lib/softhsm/libsofthsm2.so';
const skip = existsSync(MODULE) && existsSync('/usr/bin/pkcs11-tool') ? false : 'softhsm2 and opensc are not installed';

test(
  'an installation moves from the file to an HSM by one rotation; afterwards the file may go',
  { skip, timeout: 60_000 },
  async () => {
    await mkdir(join(folder, 'tokens'));
    await writeFile(join(folder, 'hsm.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
    process.env['SOFTHSM2_CONF'] = join(folder, 'hsm.conf');
    const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
    run('softhsm2-util', '--init-token', '--free', '--label', 'line', '--so-pin', '87654321', '--pin', '1234');
    const key = ['--keygen', '--key-type', 'AES:32', '--id', '01', '--sensitive'];
    run('pkcs11-tool', '--module', MODULE, '--token-label', 'line', '--login', '--pin', '1234', ...key);
    const hsm = { module: MODULE, token: 'line', key: '01', pin: '1234' };
    const sealed = await sealSome({});
    const moving = await openKeyRotation(options({ hsm }));
    assert.equal((await moving.rotateMaster()).ok, true);
    const [before, now] = await moving.status();
    assert.deepEqual([before?.kind, before?.state, now?.kind, now?.state], ['file', 'retired', 'pkcs11', 'current']);
    assert.deepEqual(await moving.forget(before?.id ?? ''), { ok: true, value: null });
    await moving.close();
    await rm(join(folder, 'keys'), { recursive: true });
    await openAll({ hsm }, sealed);
    await assert.rejects(openAll({}, sealed), /KMS_MODULE/);
  },
);
