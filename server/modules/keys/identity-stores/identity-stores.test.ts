// The same behaviour of every place for identity keys, and what is peculiar to files: rights, crashes, leftovers.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, describe } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from '#platform/cannot-start.ts';
import { testDatabase } from '#testing/database.ts';
import { runProgram } from '#testing/program.ts';
import { KeyId } from '../contract.ts';
import type { IdentityStore } from '../ports.ts';
import { masterKey } from '../wrapping.ts';
import { openIdentityDatabase } from './identity-database-store.ts';
import { openIdentityFiles } from './identity-file-store.ts';
import { FILE_BYTES, PLACES, readKeyFile, type StoredKey } from './key-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'xindeng-identity-'));
const { access, close } = await testDatabase();
after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const first = masterKey(Buffer.alloc(32, 1));
const second = masterKey(Buffer.alloc(32, 2));
const secret = Buffer.alloc(32, 42);

function newKey(subject = 'contact:1'): StoredKey {
  const id = KeyId.parse(randomUUID());
  const wrapped = first.wrap({ id, kind: 'identity' }, secret);
  const createdAt = Temporal.Instant.from('2026-11-22T10:00:00.123Z');
  const fingerprint = 'ab'.repeat(16);
  return { id, subject, fingerprint, createdAt, wrappings: [{ masterId: first.id, wrapped }] };
}

const renewed = (id: KeyId) => ({ masterId: second.id, wrapped: second.wrap({ id, kind: 'identity' }, secret) });

const stores: Record<string, () => Promise<IdentityStore>> = {
  'in files': () => openIdentityFiles(join(folder, 'keys')),
  'in a database of their own': () => openIdentityDatabase(access.owner),
};

for (const [where, openStore] of Object.entries(stores))
  describe(`identity keys ${where}`, async () => {
    const store = await openStore();
    const elsewhere = await openStore();
    after(() => Promise.all([store.close(), elsewhere.close()]));

    test('are there for all processes once they have been made, exactly as made', async () => {
      const key = newKey('contact:ä心');
      await store.create(key);
      assert.deepEqual(await elsewhere.read(key.id), key);
      assert.equal(await store.read(KeyId.parse(randomUUID())), undefined);
    });

    test('are gone for all processes once destroyed, and are destroyed once', async () => {
      const key = newKey();
      await store.create(key);
      assert.equal(await elsewhere.destroy(key.id), true);
      assert.equal(await store.read(key.id), undefined);
      assert.equal(await store.destroy(key.id), false);
      const many = newKey();
      await store.create(many);
      const at = await Promise.all([store, elsewhere, store, elsewhere].map((place) => place.destroy(many.id)));
      assert.equal(at.filter(Boolean).length, 1);
    });

    test('are wrapped anew in place, and never come back that way', async () => {
      const key = newKey();
      await store.create(key);
      assert.equal(await store.renew(key.id, second.id, renewed(key.id)), false, 'not wrapped by that one');
      const to = renewed(key.id);
      assert.equal(await elsewhere.renew(key.id, first.id, to), true);
      assert.deepEqual(await store.read(key.id), { ...key, wrappings: [to] });
      const back = key.wrappings[0] ?? to;
      assert.equal(await store.renew(key.id, second.id, back), true);
      assert.deepEqual(await store.read(key.id), key);
      await store.destroy(key.id);
      assert.equal(await store.renew(key.id, first.id, to), false);
      assert.equal(await store.read(key.id), undefined);
    });

    test('stay destroyed when they are destroyed while being wrapped anew', async () => {
      const keys = Array.from({ length: 60 }, () => newKey());
      for (const key of keys) await store.create(key);
      await Promise.all(
        keys.flatMap((key) => [store.renew(key.id, first.id, renewed(key.id)), elsewhere.destroy(key.id)]),
      );
      for (const { id } of keys) assert.equal(await store.read(id), undefined);
    });

    test('are listed page by page in order, each once', async () => {
      for (let made = 0; made < 25; made += 1) await store.create(newKey());
      const ids: string[] = [];
      for (let after: KeyId | null = null; ;) {
        const page: readonly StoredKey[] = await store.list(after, 7);
        ids.push(...page.map(({ id }) => id));
        after = page.at(-1)?.id ?? null;
        if (page.length < 7) break;
      }
      assert.ok(ids.length >= 25);
      assert.deepEqual(ids, [...new Set(ids)].toSorted());
    });

    test('never carry a name: a subject longer than a reference is refused', async () => {
      await assert.rejects(store.create(newKey('x'.repeat(101))));
    });
  });

const fileOf = (root: string, id: string) => join(root, id.slice(0, 2), id);

test('the folder and its files are for the program’s account alone', async () => {
  const root = join(folder, 'rights');
  const store = await openIdentityFiles(root);
  const key = newKey();
  await store.create(key);
  for (const path of [root, join(root, key.id.slice(0, 2))]) assert.equal((await stat(path)).mode & 0o777, 0o700, path);
  assert.equal((await stat(fileOf(root, key.id))).mode & 0o777, 0o600);
  await chmod(root, 0o750);
  await assert.rejects(openIdentityFiles(root), (error) => {
    assert.ok(error instanceof CannotStart);
    assert.match(error.message, /750.*chmod 700[\s\S]*chmod 700/);
    return true;
  });
});

test('a destroyed key is overwritten before its file goes: another name of the same file shows only zeros', async () => {
  const root = join(folder, 'overwritten');
  const store = await openIdentityFiles(root);
  const key = newKey();
  await store.create(key);
  const shadow = join(folder, 'shadow');
  await link(fileOf(root, key.id), shadow);
  assert.equal(
    (await readFile(shadow)).every((byte) => byte === 0),
    false,
  );
  await store.destroy(key.id);
  assert.deepEqual(await readFile(shadow), Buffer.alloc(FILE_BYTES));
});

test('a key that was being wrapped anew when the power failed still opens, by either half of the work', async () => {
  const root = join(folder, 'half');
  const store = await openIdentityFiles(root);
  for (const torn of [true, false]) {
    const key = newKey();
    await store.create(key);
    const content = await readFile(fileOf(root, key.id));
    const to = renewed(key.id);
    const place = Buffer.concat([Buffer.from(to.masterId, 'hex'), to.wrapped]);
    place.copy(content, PLACES[1], 0, torn ? 40 : place.length);
    await writeFile(fileOf(root, key.id), content);
    const read = await store.read(key.id);
    const opened = read?.wrappings.map(({ masterId, wrapped }) =>
      [first, second].find(({ id }) => id === masterId)?.unwrap({ id: key.id, kind: 'identity' }, wrapped),
    );
    assert.deepEqual(opened, [secret, torn ? undefined : secret]);
    assert.equal(await store.renew(key.id, first.id, to), true);
    assert.deepEqual((await store.read(key.id))?.wrappings, [to]);
  }
});

test('what a killed process left behind is cleared at the next opening, but not what may still be at work', async () => {
  const root = join(folder, 'leftovers');
  await mkdir(join(root, 'ab'), { recursive: true, mode: 0o700 });
  await chmod(root, 0o700);
  const blank = join(root, 'ab', `ab${randomUUID().slice(2)}`);
  await writeFile(blank, Buffer.concat([Buffer.alloc(300), Buffer.alloc(FILE_BYTES - 300, 7)]));
  for (const name of ['.old', '.young']) await writeFile(join(root, 'ab', name), 'x');
  await utimes(join(root, 'ab', '.old'), 1, 1);
  await openIdentityFiles(root);
  assert.deepEqual(await readdir(join(root, 'ab')), ['.young']);
});

const CHILD = (root: string, work: string) => `
  import { randomUUID } from 'node:crypto';
  import { openIdentityFiles } from '#keys/identity-stores/identity-file-store.ts';
  import { masterKey } from '#keys/wrapping.ts';
  const store = await openIdentityFiles(${JSON.stringify(root)});
  const master = masterKey(Buffer.alloc(32, 1));
  const make = async () => {
    const id = randomUUID();
    const wrapped = master.wrap({ id, kind: 'identity' }, Buffer.alloc(32, 42));
    await store.create({ id, subject: 'contact:1', fingerprint: 'ab'.repeat(16),
      createdAt: Temporal.Now.instant(), wrappings: [{ masterId: master.id, wrapped }] });
    return id;
  };
  ${work}`;

const names = async (root: string): Promise<string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test(
  'kill -9 while keys are made: every key whose id was told is whole, and none is half',
  { timeout: 120_000 },
  async () => {
    for (let round = 0; round < 8; round += 1) {
      const root = join(folder, `made-${round}`);
      const child = runProgram(CHILD(root, `for (;;) process.stdout.write('\\n+' + (await make()) + '.');`));
      await child.says('.');
      await wait(5 + round * 7);
      child.signal('SIGKILL');
      await child.ended;
      const store = await openIdentityFiles(root);
      const told = child.output().match(/(?<=\+)[0-9a-f-]{36}(?=\.)/g) ?? [];
      assert.ok(told.length > 0);
      const there = (await names(root)).filter((name) => !name.startsWith('.'));
      for (const id of told) assert.ok(there.includes(id), `${id} was told and is missing`);
      for (const id of there.map((name) => KeyId.parse(name))) {
        const [wrapping] = (await store.read(id))?.wrappings ?? [];
        assert.deepEqual(wrapping && first.unwrap({ id, kind: 'identity' }, wrapping.wrapped), secret);
      }
    }
  },
);

test(
  'kill -9 while keys are destroyed: what was told gone is gone, and the rest is whole',
  { timeout: 120_000 },
  async () => {
    for (let round = 0; round < 8; round += 1) {
      const root = join(folder, `gone-${round}`);
      const work = `
      const ids = [];
      for (let made = 0; made < 400; made += 1) ids.push(await make());
      process.stdout.write('ready');
      for (const id of ids) { await store.destroy(id); process.stdout.write('\\n-' + id + '.'); }
      process.stdout.write('all'); setInterval(() => {}, 1000);`;
      const child = runProgram(CHILD(root, work));
      await child.says('ready');
      await wait(3 + round * 4);
      child.signal('SIGKILL');
      await child.ended;
      const gone = child.output().match(/(?<=-)[0-9a-f-]{36}(?=\.)/g) ?? [];
      const store = await openIdentityFiles(root);
      const left = await names(root);
      for (const id of gone) assert.equal(left.includes(id), false);
      for (const id of left.map((name) => KeyId.parse(name))) {
        const content = await readFile(fileOf(root, id));
        const [wrapping] = readKeyFile(content)?.wrappings ?? [];
        assert.deepEqual(wrapping && first.unwrap({ id, kind: 'identity' }, wrapping.wrapped), secret);
      }
      assert.ok(gone.length + left.length >= 399 && gone.length + left.length <= 400);
      await store.close();
    }
  },
);

test('a database that cannot be reached stops the start with one sentence, without its password', async () => {
  await assert.rejects(openIdentityDatabase({ connectionString: 'postgres://u:hunter2@127.0.0.1:1/keys' }), (error) => {
    assert.ok(error instanceof CannotStart);
    assert.match(error.message, /KEYS_DATABASE_URL.*ECONNREFUSED/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});
