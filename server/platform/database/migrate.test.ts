import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import type { ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import { withClient } from '#platform/database/client.ts';
import { migrate, readMigrations, type Migration } from '#platform/database/migrate.ts';
import { emptyDatabase, startTestCluster } from '#testing/database.ts';

const cluster = await startTestCluster();
const drops: (() => Promise<void>)[] = [];
const folder = mkdtempSync(join(tmpdir(), 'xindeng-migrations-'));
after(async () => {
  for (const drop of drops) await drop();
  await cluster.leave();
  rmSync(folder, { recursive: true });
});

async function empty(): Promise<ClientConfig> {
  const { access, drop } = await emptyDatabase(cluster);
  drops.push(drop);
  return access.owner;
}

const step = (number: number, sql: string): Migration => ({
  name: `000${number}-step`,
  sql,
  checksum: `sum of ${sql}`,
});
const steps = [
  step(1, 'create table public.a (id int); insert into a values (1)'),
  step(2, 'alter table public.a add b int'),
];

const ask = (owner: ClientConfig, text: string): Promise<unknown[]> =>
  withClient(owner, 'test', async (client) => (await client.query<Record<string, unknown>>(text)).rows);

const refusal = (words: RegExp) => (error: unknown) => error instanceof CannotStart && words.test(error.en);

test('migrations run once, in order, and only those that are missing', async () => {
  const owner = await empty();
  assert.deepEqual(await migrate(owner, steps.slice(0, 1)), ['0001-step']);
  assert.deepEqual(await migrate(owner, steps), ['0002-step']);
  assert.deepEqual(await migrate(owner, steps), []);
  assert.deepEqual(await ask(owner, 'select id, b from a'), [{ id: 1, b: null }]);
});

test('five programs that start at once migrate once', async () => {
  const owner = await empty();
  const applied = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(owner, steps)));
  assert.deepEqual(applied.flat().sort(), ['0001-step', '0002-step']);
  assert.deepEqual(await ask(owner, 'select count(*) from a'), [{ count: 1 }]);
});

test('a file that was changed after it ran is refused', async () => {
  const owner = await empty();
  await migrate(owner, steps);
  const changed = [step(1, 'create table public.other (id int)'), step(2, 'alter table public.a add b int')];
  await assert.rejects(migrate(owner, changed), refusal(/0001-step\.sql was changed/));
});

test('a program older than its database, or one that lost a file, is refused and changes nothing', async () => {
  const owner = await empty();
  await migrate(owner, steps);
  await assert.rejects(migrate(owner, steps.slice(0, 1)), refusal(/0002-step, which this program does not/));
  const squeezed = [
    ...steps.slice(0, 1),
    { ...step(2, 'drop table public.a'), name: '0001a-between' },
    ...steps.slice(1),
  ];
  await assert.rejects(migrate(owner, squeezed), refusal(/0002-step, which this program does not/));
  assert.deepEqual(await ask(owner, 'select id from a'), [{ id: 1 }]);
});

test('a migration that fails is undone, keeps those before it, and says where without any value', async () => {
  const owner = await empty();
  const bad = step(3, `create table public.half (id int); insert into public.a (id) values ('SECRET')`);
  await assert.rejects(migrate(owner, [...steps, bad]), (error) => {
    assert.ok(error instanceof CannotStart && /0003-step failed.*22P02/.test(error.en));
    assert.doesNotMatch(error.message, /SECRET/);
    return true;
  });
  assert.deepEqual(await ask(owner, `select to_regclass('public.half') is null as gone`), [{ gone: true }]);
  assert.deepEqual(await migrate(owner, steps), []);
});

test('files are read in order, the ends of their lines do not matter, and a name out of line is refused', () => {
  writeFileSync(join(folder, '0002-b.sql'), 'select 2;\n');
  writeFileSync(join(folder, '0001-a.sql'), 'select 1;\nselect 1;\n');
  const unix = readMigrations(folder);
  assert.deepEqual(
    unix.map(({ name }) => name),
    ['0001-a', '0002-b'],
  );
  writeFileSync(join(folder, '0001-a.sql'), 'select 1;\r\nselect 1;\r\n');
  assert.deepEqual(readMigrations(folder), unix);
  writeFileSync(join(folder, '0002-again.sql'), '');
  assert.throws(() => readMigrations(folder), refusal(/each number once/));
  rmSync(join(folder, '0002-again.sql'));
  writeFileSync(join(folder, 'fix.sql'), '');
  assert.throws(() => readMigrations(folder), refusal(/0001-name\.sql/));
});

test('the migrations of the program give the app its rights on tables to come, and no more', async () => {
  const owner = await empty();
  await migrate(owner);
  await ask(owner, 'create schema later; create table later.thing (id int generated always as identity); select 1');
  const rights = await ask(
    owner,
    `select has_table_privilege('xindeng_app', 'later.thing', 'select, insert, update, delete') as rows,
            has_table_privilege('xindeng_app', 'later.thing', 'truncate, references, trigger') as more,
            has_schema_privilege('xindeng_app', 'later', 'create') or has_schema_privilege('xindeng_app', 'public', 'create') as add`,
  );
  assert.deepEqual(rights, [{ rows: true, more: false, add: false }]);
});
