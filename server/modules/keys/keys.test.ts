// Keys as other modules use them, on a real database, as two processes would.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import test, { after } from 'node:test';
import { sql } from 'kysely';
import { clockAt } from '#platform/clock.ts';
import { transaction } from '#platform/database/pool.ts';
import { testDatabase } from '#testing/database.ts';
import { testKeys } from '#testing/keys.ts';
import { KeyId } from './contract.ts';
import { KeyDestroyed, openKeys, type Place } from './index.ts';

const { access, db, owner, close } = await testDatabase();
const NOW = '2026-11-22T18:00:00+08:00';
const keys = await testKeys(access.app, clockAt(NOW));
const other = await openKeys({
  app: access.app,
  settings: { dataDir: keys.folder, masterKeys: [] },
  clock: clockAt(NOW),
  onAltered: () => undefined,
});
after(async () => {
  await other.close();
  await keys.close();
  await close();
});

const place: Place = { table: 'scratch.contact', column: 'details', row: '1' };
const elsewhere: Place = { ...place, row: '2' };

/** What was reported since the last call. */
let seen = 0;
function reported(): readonly unknown[] {
  const since = keys.altered.slice(seen);
  seen = keys.altered.length;
  return since;
}

test('a caller, whoever it is, sees no wrapped key in the database, and only the program itself does', async () => {
  await keys.record.create('contact:rls');
  const organisation = crypto.randomUUID();
  for (const reach of ['own', 'below'] as const)
    for (const table of ['keys.data_key', 'keys.master'] as const)
      await transaction(db, { organisation, person: organisation, reach }, async (tx) => {
        assert.deepEqual(await tx.selectFrom(table).selectAll().execute(), []);
        const changed = await tx.updateTable(table).set({ created_at: NOW }).executeTakeFirst();
        assert.equal(changed.numUpdatedRows, 0n);
      });
  await transaction(db, { reach: 'everywhere' }, async (tx) => {
    assert.ok((await tx.selectFrom('keys.data_key').selectAll().execute()).length > 0);
    await keys.purpose.seal('audit', place, 'x');
    const gone = await tx.deleteFrom('keys.data_key').where('kind', '=', 'purpose').executeTakeFirst();
    assert.equal(gone.numDeletedRows, 0n);
  });
  await assert.rejects(transaction(db, { reach: 'everywhere' }, (tx) => tx.deleteFrom('keys.master').execute()));
});

for (const kind of ['identity', 'record'] as const)
  test(`the ${kind} key of one contact opens what it sealed, in every process, and nothing else`, async () => {
    const [mine, theirs] = [await keys[kind].create('contact:1'), await keys[kind].create('contact:2')];
    const sealed = await keys[kind].seal(mine, place, '张三 13800138000');
    const opened = await other[kind].open(mine, place, sealed);
    assert.equal(opened.ok && opened.value.toString(), '张三 13800138000');
    reported();
    for (const [key, at, value] of [
      [theirs, place, sealed],
      [mine, elsewhere, sealed],
      [mine, place, sealed.subarray(1)],
      [mine, place, Buffer.alloc(0)],
    ] as const) {
      const refused = await keys[kind].open(key, at, value);
      assert.equal(!refused.ok && refused.refusal, 'altered');
      assert.deepEqual(reported(), [{ what: 'value', place: at, keyId: key }]);
    }
    const foreign = kind === 'identity' ? 'record' : 'identity';
    const wrongKind = await keys[foreign].open(mine, place, sealed);
    assert.equal(!wrongKind.ok && wrongKind.refusal, 'key-destroyed');
  });

for (const kind of ['identity', 'record'] as const)
  test(`a destroyed ${kind} key opens and seals nothing any more, and is certified once`, async () => {
    const key = await keys[kind].create('contact:1');
    const before = await keys[kind].describe(key);
    const sealed = await keys[kind].seal(key, place, 'gone soon');
    const stream = await buffer(Readable.from([Buffer.from('said')]).pipe(await keys[kind].sealStream(key, place)));
    assert.equal(await other[kind].exists(key), true);
    const done = await keys[kind].destroy(key);
    assert.ok(done.ok);
    assert.match(done.value.fingerprint, /^[0-9a-f]{32}$/);
    assert.equal(done.value.fingerprint, before?.fingerprint);
    assert.equal(done.value.destroyedAt.toString(), Temporal.Instant.from(NOW).toString());
    assert.equal(before?.subject, 'contact:1');
    const readers = kind === 'identity' ? [keys, other] : [keys];
    for (const process of readers) {
      const value = await process[kind].open(key, place, sealed);
      const opening = await process[kind].openStream(key, place);
      const bytes = { size: stream.length, read: async (a: number, b: number) => stream.subarray(a, b) };
      const reader = await process[kind].openReader(key, place, bytes);
      for (const refused of [value, opening, reader]) assert.equal(!refused.ok && refused.refusal, 'key-destroyed');
      await assert.rejects(process[kind].seal(key, place, 'x'), KeyDestroyed);
      await assert.rejects(process[kind].sealStream(key, place), KeyDestroyed);
    }
    assert.equal(await other[kind].exists(key), false);
    assert.equal(await keys[kind].describe(key), undefined);
    const again = await keys[kind].destroy(key);
    assert.equal(!again.ok && again.refusal, 'already-destroyed');
  });

test('streams of a contact open to the same, whole or in part', async () => {
  const key = await keys.record.create('contact:1');
  const said = Buffer.alloc(200_000, 'ninety minutes of speech ');
  const sealed = await buffer(Readable.from([said]).pipe(await keys.record.sealStream(key, place)));
  const opening = await other.record.openStream(key, place);
  assert.ok(opening.ok);
  assert.ok(said.equals(await buffer(Readable.from([sealed]).pipe(opening.value))));
  const bytes = { size: sealed.length, read: async (from: number, to: number) => sealed.subarray(from, to) };
  const reader = await keys.record.openReader(key, place, bytes);
  const part = reader.ok ? await reader.value.read(100_000, 100_025) : undefined;
  assert.ok(part?.ok && part.value.equals(said.subarray(100_000, 100_025)));
  reported();
  const moved = await keys.record.openReader(key, elsewhere, bytes);
  assert.equal(!moved.ok && moved.refusal, 'altered');
  assert.deepEqual(reported(), [{ what: 'stream', place: elsewhere, keyId: key }]);
});

test('a wrapped key that was put in the place of another is refused and reported', async () => {
  const [mine, theirs] = [await keys.record.create('contact:1'), await keys.record.create('contact:2')];
  const sealed = await other.record.seal(theirs, place, 'theirs');
  await transaction(owner, { reach: 'everywhere' }, (tx) =>
    sql`update keys.data_key set wrapped = (select wrapped from keys.data_key where id = ${mine}) where id = ${theirs}`.execute(
      tx,
    ),
  );
  reported();
  const refused = await keys.record.open(theirs, place, sealed);
  assert.equal(!refused.ok && refused.refusal, 'altered');
  assert.deepEqual(reported(), [{ what: 'key', place, keyId: theirs }]);
  await assert.rejects(keys.record.seal(theirs, place, 'x'), /altered/);
  const [a, b] = [await keys.identity.create('contact:1'), await keys.identity.create('contact:2')];
  const file = (id: string) => join(keys.folder, 'identity-keys', id.slice(0, 2), id);
  await writeFile(file(b), await readFile(file(a)));
  const swapped = await keys.identity.open(b, place, Buffer.alloc(50));
  assert.equal(!swapped.ok && swapped.refusal, 'altered');
  await transaction(owner, { reach: 'everywhere' }, (tx) =>
    sql`delete from keys.data_key where id = ${theirs}`.execute(tx),
  );
  await rm(file(b));
});

test('an identity key whose file was damaged is not taken for one that was destroyed: it is refused and reported', async () => {
  const key = await keys.identity.create('contact:1');
  const sealed = await keys.identity.seal(key, place, '张三');
  reported();
  const file = join(keys.folder, 'identity-keys', key.slice(0, 2), key);
  await writeFile(file, (await readFile(file)).fill('x', 0, 40));
  const opened = await keys.identity.open(key, place, sealed);
  assert.equal(!opened.ok && opened.refusal, 'altered');
  assert.deepEqual(reported(), [{ what: 'key', place, keyId: key }]);
  const done = await keys.identity.destroy(key);
  assert.ok(done.ok, 'it can still be destroyed');
  assert.equal(await keys.identity.exists(key), false);
});

test('each purpose has a key of its own, which all processes agree on though they make it at once', async () => {
  const processes = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? keys : other));
  const sealed = await Promise.all(processes.map((process) => process.purpose.seal('sso', place, 'secret')));
  for (const value of sealed) {
    const opened = await keys.purpose.open('sso', place, value);
    assert.equal(opened.ok && opened.value.toString(), 'secret');
    assert.equal(await other.purpose.isOutdated('sso', value), false);
  }
  const made = await transaction(db, { reach: 'everywhere' }, (tx) =>
    tx.selectFrom('keys.data_key').select('id').where('purpose', '=', 'sso').execute(),
  );
  assert.equal(made.length, 1);
  reported();
  const [value = Buffer.alloc(0)] = sealed;
  const refused = await keys.purpose.open('sign-in', place, value);
  assert.equal(!refused.ok && refused.refusal, 'altered');
  const moved = await keys.purpose.open('sso', elsewhere, value);
  assert.equal(!moved.ok && moved.refusal, 'altered');
  assert.deepEqual(reported(), [
    { what: 'value', place, keyId: null },
    { what: 'value', place: elsewhere, keyId: made[0]?.id },
  ]);
});

test('a thousand values sealed at once while others hold every connection do not wait for one', async () => {
  const key = await keys.record.create('contact:busy');
  const held = Array.from({ length: 5 }, () =>
    transaction(db, { reach: 'everywhere' }, async () => {
      const id = await keys.record.create('contact:within');
      return keys.record.seal(id, place, 'x');
    }),
  );
  await Promise.all(held);
  const sealed = await Promise.all(
    Array.from({ length: 1000 }, (_, row) => other.record.seal(key, { ...place, row: String(row) }, `value ${row}`)),
  );
  assert.equal(sealed.length, 1000);
});

test('identity keys that nothing points to can be found', async () => {
  const id = await keys.identity.create('contact:orphan');
  const all = await keys.identity.list(null, 10_000);
  assert.deepEqual(
    all.filter(({ keyId }) => keyId === id).map(({ subject }) => subject),
    ['contact:orphan'],
  );
});

test('an id that was never made is as good as destroyed', async () => {
  const key = KeyId.parse(crypto.randomUUID());
  for (const kind of ['identity', 'record'] as const) {
    assert.equal(await keys[kind].exists(key), false);
    await assert.rejects(keys[kind].seal(key, place, 'x'), KeyDestroyed);
  }
});
