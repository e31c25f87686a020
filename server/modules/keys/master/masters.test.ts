// Where a master key rests: in a file, in the environment, wrapped by an HSM. The HSM is SoftHSM, spoken to by the same
// tool and the same protocol as a real one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { CannotStart } from '#platform/cannot-start.ts';
import { KeyId } from '../contract.ts';
import type { MasterSource } from '../ports.ts';
import type { MasterRow } from '../store.ts';
import { masterIdOf, masterKey } from '../wrapping.ts';
import { openHsm } from './hsm-store.ts';
import { masterFile } from './master-file-store.ts';
import { masterInEnvironment, masterInHsm, openMasterKeys } from './master-keys.ts';

const folder = await mkdtemp(join(tmpdir(), 'xindeng-master-'));
after(() => rm(folder, { recursive: true }));

const stops = (work: Promise<unknown>, sentence: RegExp): Promise<void> =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof CannotStart, String(error));
    assert.match(error.message, sentence);
    assert.deepEqual([error.zh.split('\n').length, error.en.split('\n').length], [1, 1]);
    return true;
  });

async function newFile(name: string): Promise<{ file: string; source: MasterSource }> {
  await mkdir(join(folder, name), { mode: 0o700 });
  const file = join(folder, name, 'master.key');
  return { file, source: masterFile(file) };
}

test('a file that others may read is not used, and the sentence says what to do', async () => {
  const { file, source } = await newFile('shared');
  const { secret } = await source.make([]);
  for (const mode of [0o640, 0o604, 0o660, 0o610]) {
    await chmod(file, mode);
    await stops(
      source.find(masterIdOf(secret), null),
      new RegExp(`权限 ${mode.toString(8)}.*chmod 600[\\s\\S]*chmod 600`),
    );
    await stops(source.make([]), /chmod 600/);
  }
});

test('a file that is damaged is not used', async () => {
  const { file, source } = await newFile('damaged');
  const { secret } = await source.make([]);
  const text = await readFile(file, 'utf8');
  for (const bad of [
    text.slice(0, -5),
    text.replace(/(\n[0-9a-f]{32} )./, '$1_'),
    'hello',
    text.replace(/\n[0-9a-f]/, '\nx'),
  ]) {
    await writeFile(file, bad);
    await stops(source.find(masterIdOf(secret), null), /已损坏[\s\S]*damaged/);
  }
});

test('the first start makes a file for the program alone; two that start at once agree on one key', async () => {
  const { file, source } = await newFile('first');
  const made = await Promise.all([source, masterFile(file), masterFile(file)].map((each) => each.make([])));
  assert.equal(new Set(made.map(({ secret }) => secret.toString('hex'))).size, 1);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(join(file, '..')), ['master.key']);
  assert.equal(made[0]?.secret.length, 32);
});

test('a new key is added to the file, an unregistered one is used first, and a forgotten one is blanked', async () => {
  const { file, source } = await newFile('added');
  const { secret: old } = await source.make([]);
  const { secret: fresh } = await source.make([masterIdOf(old)]);
  assert.notDeepEqual(fresh, old);
  assert.deepEqual((await source.make([masterIdOf(old)])).secret, fresh);
  assert.deepEqual(await source.find(masterIdOf(old), null), old);
  const shadow = join(folder, 'shadow');
  await link(file, shadow);
  await source.forget(masterIdOf(old));
  assert.equal(await source.find(masterIdOf(old), null), undefined);
  assert.deepEqual(await source.find(masterIdOf(fresh), null), fresh);
  assert.ok((await readFile(shadow)).every((byte) => byte === 0));
  assert.doesNotMatch(await readFile(file, 'utf8'), new RegExp(old.toString('base64').replaceAll(/[+/]/g, '.')));
});

test('a folder that cannot be written stops the start', async () => {
  await stops(masterFile('/proc/nowhere/master.key').make([]), /无法写入[\s\S]*cannot be written/);
});

/** A registry in memory, as the database would be. */
function registry() {
  const rows: MasterRow[] = [];
  return {
    rows,
    masters: async () => rows,
    addFirstMaster: async (row: Pick<MasterRow, 'id' | 'kind' | 'wrapped'>) => {
      if (rows.some(({ state }) => state === 'current')) return false;
      const createdAt = Temporal.Instant.from('2026-11-22T10:00:00Z');
      rows.push({ ...row, state: 'current', createdAt, retiredAt: null });
      return true;
    },
  };
}

test('a missing master key stops the start: a new one in its place would open nothing', async () => {
  const register = registry();
  const { source } = await newFile('there');
  await openMasterKeys(register, [source]);
  const { file, source: empty } = await newFile('not-there');
  await stops(openMasterKeys(register, [empty]), /缺少主密钥.*master\.key[\s\S]*is missing/);
  await stops(openMasterKeys(register, [masterInEnvironment([Buffer.alloc(32, 3)])]), /缺少主密钥/);
  assert.equal(existsSync(file), false);
});

test('a key that the registry has forgotten, as after restoring an older backup, is found where keys are', async () => {
  const register = registry();
  const { source } = await newFile('restored');
  const masters = await openMasterKeys(register, [source]);
  const { secret: later } = await source.make(register.rows.map(({ id }) => id));
  assert.equal((await masters.get(masterIdOf(later))).id, masterIdOf(later));
  await stops(masters.get(masterIdOf(Buffer.alloc(32, 9))), /不配套[\s\S]*do not belong together/);
});

test('in the environment the newest stands first; without a new one there is nothing to change to', async () => {
  const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const source = masterInEnvironment([fresh, old]);
  assert.deepEqual((await source.make([masterIdOf(old)])).secret, fresh);
  assert.deepEqual(await source.find(masterIdOf(old), null), old);
  await stops(source.make([masterIdOf(old), masterIdOf(fresh)]), /MASTER_KEY[\s\S]*in front/);
});

test('a key moves from the file to the environment without anything being wrapped anew', async () => {
  const register = registry();
  const { source } = await newFile('moving');
  const before = await (await openMasterKeys(register, [source])).current();
  const [row] = register.rows;
  const secret = (await source.find(row?.id ?? '', null)) ?? Buffer.alloc(0);
  const after = await (await openMasterKeys(register, [masterInEnvironment([secret])])).current();
  assert.equal(after.id, before.id);
});

test('a wrapped key opens only for its own id and kind, under its own master key, unaltered', () => {
  const master = masterKey(Buffer.alloc(32, 1));
  const [id, other] = [KeyId.parse(crypto.randomUUID()), KeyId.parse(crypto.randomUUID())];
  const about = { id, kind: 'identity' } as const;
  const wrapped = master.wrap(about, Buffer.alloc(32, 5));
  assert.deepEqual(master.unwrap(about, wrapped), Buffer.alloc(32, 5));
  assert.equal(master.unwrap({ ...about, id: other }, wrapped), undefined);
  assert.equal(master.unwrap({ ...about, kind: 'record' }, wrapped), undefined);
  assert.equal(masterKey(Buffer.alloc(32, 2)).unwrap(about, wrapped), undefined);
  for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
    const copy = Buffer.from(wrapped);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(master.unwrap(about, copy), undefined);
  }
});

const MODULE = '/usr/lib/softhsm/libsofthsm2.so';
const missing =
  existsSync(MODULE) && existsSync('/usr/bin/pkcs11-tool') ? false : 'softhsm2 and opensc are not installed';

/** A token with an AES key that cannot be taken off it, made with the commands of docs/keys.md. */
async function newToken(): Promise<void> {
  const tokens = join(folder, 'tokens');
  await mkdir(tokens);
  await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  run('softhsm2-util', '--init-token', '--free', '--label', 'line', '--so-pin', '87654321', '--pin', '1234');
  const key = ['--keygen', '--key-type', 'AES:32', '--id', '01', '--label', 'xindeng', '--sensitive'];
  run('pkcs11-tool', '--module', MODULE, '--token-label', 'line', '--login', '--pin', '1234', ...key);
}

test('an HSM wraps the master key: what the database keeps is of no use without it', { skip: missing }, async () => {
  await newToken();
  const settings = { module: MODULE, token: 'line', key: '01', pin: '1234' };
  const register = registry();
  const made = await (await openMasterKeys(register, [masterInHsm(openHsm(settings))])).current();
  const [row] = register.rows;
  assert.equal(row?.kind, 'pkcs11');
  assert.equal(row.wrapped?.length, 16 + 48);
  const again = await (await openMasterKeys(register, [masterInHsm(openHsm(settings))])).current();
  assert.equal(again.id, made.id);
  const refused = /加密机不肯[\s\S]*HSM does not let us/;
  for (const wrong of [{ pin: '4321' }, { token: 'other' }, { key: '02' }, { module: '/nowhere.so' }])
    await stops(openMasterKeys(register, [masterInHsm(openHsm({ ...settings, ...wrong }))]), refused);
  await stops(openMasterKeys(register, [(await newFile('no-hsm')).source]), /KMS_MODULE/);
  const altered = Buffer.from(row.wrapped);
  altered[3] = (altered[3] ?? 0) ^ 1;
  register.rows[0] = { ...row, wrapped: altered };
  await stops(openMasterKeys(register, [masterInHsm(openHsm(settings))]), /缺少主密钥/);
});

test('neither the PIN nor a key is seen in the list of processes', { skip: missing }, async () => {
  const spy = join(folder, 'spy');
  await mkdir(spy);
  await writeFile(join(spy, 'pkcs11-tool'), `#!/bin/sh\necho "$@" > ${join(folder, 'seen')}\ncat\n`, { mode: 0o755 });
  const path = process.env['PATH'];
  process.env['PATH'] = `${spy}:${path}`;
  try {
    const key = Buffer.alloc(32, 7);
    await openHsm({ module: MODULE, token: 'line', key: '01', pin: 'very-secret' }).wrap(key);
    const seen = await readFile(join(folder, 'seen'), 'utf8');
    assert.match(seen, /--login/);
    for (const secret of ['very-secret', key.toString('hex'), key.toString('base64')])
      assert.equal(seen.includes(secret), false);
  } finally {
    process.env['PATH'] = path;
  }
});
