// The promise this module exists for: what was to be forgotten cannot be read by anybody any more, not from a backup and
// not with every key that still exists.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, describe } from 'node:test';
import { openKeys } from '#keys/index.ts';
import { clockAt } from '#platform/clock.ts';
import type { Access } from '#platform/database/access.ts';
import { backup } from '#platform/database/backup.ts';
import { transaction } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import { restore } from '#platform/database/restore.ts';
import { emptyDatabase, startTestCluster } from '#testing/database.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { KeyId } from '../keys/contract.ts';
import type { FileId } from './contract.ts';
import { openPrivacy } from './index.ts';

const service = await testPrivacy();
const cluster = await startTestCluster();
const drops: (() => Promise<void>)[] = [];
after(async () => {
  for (const drop of drops) await drop();
  await cluster.leave();
  await service.close();
});
const { db, owner, access, clock, keys, privacy, people, file, end } = service;
const { organisation, custody } = people.university;
const RECORD = { table: 'test.record', column: 'sealed', row: '1' };

/** Puts a backup into a database of its own, where its owner would sit with a copy of everything that is left. */
async function restored(backupFile: string): Promise<Access> {
  const { access: there, drop } = await emptyDatabase(cluster);
  drops.push(drop);
  await restore(there.owner, backupFile);
  return there;
}

/** Something sealed with a record key. */
type SealedRecord = { readonly record: KeyId; readonly sealed: Buffer };

/**
 * Everything somebody could read who has the backup, the master key and the key stores as they are now: through the
 * program as it stood when the backup was made, and by trying every key that exists on every sealed value.
 */
async function readable(backupFile: string, id: FileId, then: Temporal.Instant, { record, sealed }: SealedRecord) {
  const there = await restored(backupFile);
  const pool = openPool(there.owner);
  const app = openPool(there.app);
  const copy = await openKeys({
    app: there.app,
    settings: { dataDir: keys.folder, masterKeys: [] },
    clock: clockAt(then),
    onAltered: () => undefined,
  });
  try {
    const rows = await pool.db.selectFrom('privacy.contact_detail').selectAll().where('file_id', '=', id).execute();
    const identity = (await copy.identity.list(null, 10_000)).map(({ keyId }) => keyId);
    const others = await pool.db.selectFrom('keys.data_key').select('id').execute();
    const opened: string[] = [];
    for (const { id: row, sealed: value } of rows) {
      const place = { table: 'privacy.contact_detail', column: 'sealed', row };
      const tries = [
        ...identity.map((key) => copy.identity.open(key, place, value)),
        ...others.map(({ id: key }) => copy.record.open(KeyId.parse(key), place, value)),
        ...(['sign-in', 'sso', 'audit', 'privacy'] as const).map((of) => copy.purpose.open(of, place, value)),
      ];
      const found = (await Promise.all(tries)).flatMap((result) => (result.ok ? [result.value.toString('utf8')] : []));
      opened.push(...found);
    }
    const options = { ...service.options, db: app.db, keys: copy, clock: clockAt(then) };
    const program = await openPrivacy(options);
    const reader = {
      person: custody,
      organisation,
      opening: { purpose: 'handover' as const },
      at: then,
      request: null,
    };
    const asked = await transaction(app.db, { organisation, person: custody }, (tx) =>
      program.openContactDetails(tx, id, reader),
    );
    const kept = await copy.record.open(record, RECORD, sealed);
    return {
      rows: rows.length,
      opened: opened.toSorted(),
      program: asked.ok ? asked.value.map(({ value }) => value) : asked.refusal,
      record: kept.ok ? kept.value.toString('utf8') : kept.refusal,
    };
  } finally {
    await copy.close();
    await Promise.all([pool.close(), app.close()]);
  }
}

test('after the clock has run, contact details in an older backup cannot be read with every key that still exists [S0-25] [S1-23]', async () => {
  const id = await file(organisation, '13700001111');
  await file(organisation, 'another, whose key lives on');
  const record = await transaction(db, { organisation }, (tx) =>
    privacy.keyFor(tx, { id, class: 'record' }, clock.now()),
  );
  assert.ok(record.ok);
  const sealed = await keys.record.seal(record.value.key, RECORD, 'what was done, without anybody’s name');
  await end(organisation, id);
  const backupFile = join(keys.folder, 'sunday.backup');
  await backup(access.owner, backupFile);
  const then = clock.now();

  const before = await readable(backupFile, id, then, { record: record.value.key, sealed });
  assert.deepEqual(before, {
    rows: 2,
    opened: ['13700001111', '林小雨'],
    program: ['林小雨', '13700001111'],
    record: 'what was done, without anybody’s name',
  });

  clock.pass({ hours: 72 });
  assert.deepEqual((await privacy.runClocks()).failures, []);

  const afterwards = await readable(backupFile, id, then, { record: record.value.key, sealed });
  assert.deepEqual(afterwards, {
    rows: 2,
    opened: [],
    program: 'already-ended',
    record: 'what was done, without anybody’s name',
  });
});

test('a restored database forgets again by itself what had been forgotten after the backup, and says so', async () => {
  const id = await file(organisation);
  await end(organisation, id);
  const backupFile = join(keys.folder, 'again.backup');
  await backup(access.owner, backupFile);
  clock.pass({ hours: 72 });
  await privacy.runClocks();
  const there = await restored(backupFile);
  const [app, own] = [openPool(there.app), openPool(there.owner)];
  const program = await openPrivacy({ ...service.options, db: app.db });
  assert.deepEqual((await program.runClocks()).failures, []);
  const made = await own.db.selectFrom('privacy.certificate').selectAll().where('file_id', '=', id).execute();
  assert.deepEqual(
    made.map(({ class: of, fingerprint }) => [of, fingerprint]),
    [['contact-details', null]],
  );
  const rows = await own.db.selectFrom('privacy.contact_detail').selectAll().where('file_id', '=', id).execute();
  assert.equal(rows.length, 0);
  await Promise.all([app.close(), own.close()]);
});

describe('identity keys that nothing points to', () => {
  test('go after three days, those of another installation and those that are waited for stay', async () => {
    const mark = (await keys.identity.list(null, 1))[0]?.subject.split('/')[0] ?? '';
    const living = await file(organisation);
    const lost = await keys.identity.create(`${mark}/file:lost`);
    const others = await keys.identity.create('00000000/file:theirs');
    clock.pass({ hours: 71 });
    await privacy.sweepKeys();
    assert.equal(await keys.identity.exists(lost), true);
    clock.pass({ hours: 2 });
    await privacy.sweepKeys();
    assert.equal(await keys.identity.exists(lost), false);
    assert.equal(await keys.identity.exists(others), true);
    assert.equal(await keys.identity.exists(await keyOf(living)), true);
  });
});

async function keyOf(id: FileId): Promise<KeyId> {
  const row = await owner
    .selectFrom('privacy.clock')
    .select('key_id')
    .where('file_id', '=', id)
    .where('class', '=', 'contact-details')
    .executeTakeFirstOrThrow();
  return KeyId.parse(row.key_id);
}

test('no file of the key store bears the id of a key that died', async () => {
  const died = await owner.selectFrom('privacy.clock').select('key_id').where('done_at', 'is not', null).execute();
  const names = new Set(readdirSync(join(keys.folder, 'identity-keys'), { recursive: true }).map(String));
  assert.ok(died.length > 0 && names.size > 0);
  for (const { key_id: key } of died)
    assert.equal(
      [...names].some((name) => name.endsWith(key)),
      false,
    );
});
