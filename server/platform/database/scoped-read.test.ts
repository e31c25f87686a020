// A read on somebody's behalf must see what is theirs, write nothing, and leave nothing of its scope to whoever has the
// connection next. Most of this runs on a pool of one connection, where anything left behind would have to show.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import * as fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { DatabaseFailure, type DB, reading, type Scope, transaction } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import { testDatabase } from '#testing/database.ts';

const { owner, access, close } = await testDatabase();
const one = openPool(access.app, { connections: 1 });
const few = openPool(access.app, { connections: 3 });
after(async () => {
  await one.close();
  await few.close();
  await close();
});

await sql`create table platform.leaf (id int primary key, organisation text not null)`.execute(owner);
await sql`alter table platform.leaf enable row level security, force row level security`.execute(owner);
await sql`create policy own on platform.leaf using (organisation = current_setting('app.organisation', true))`.execute(
  owner,
);
await sql`grant select, insert, update, delete on platform.leaf to xindeng_app`.execute(owner);
await sql`insert into platform.leaf values (1, 'a'), (2, 'b')`.execute(owner);

const leaves = async (on: Kysely<DB>, least = 0): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from platform.leaf where id > ${least} order by id`.execute(on);
  return rows.map(({ id }) => id);
};

/** What the connection would let its next user see. */
const left = async (db: Kysely<DB>) => {
  const { rows } = await sql<{ settings: string; only: string; pid: number }>`
    select concat(current_setting('app.organisation', true), current_setting('app.person', true),
                  current_setting('app.reach', true)) as settings,
           current_setting('transaction_read_only') as only, pg_backend_pid() as pid`.execute(db);
  return rows[0];
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DatabaseFailure ? error.code : String(error);
};

test('a read sees what is its own organisation’s, and whoever comes next on the connection sees nothing', async () => {
  for (let round = 0; round < 3; round += 1) {
    assert.deepEqual(await reading(one.db, { organisation: 'a' }, leaves), [1]);
    assert.deepEqual(await leaves(one.db), []);
    assert.deepEqual(await reading(one.db, { organisation: 'b', person: 'p', reach: 'below' }, leaves), [2]);
    assert.equal((await left(one.db))?.settings, '');
    assert.deepEqual(await reading(one.db, {}, leaves), []);
  }
});

test('it says what a transaction says: organisation, person and reach', async () => {
  const told = (tx: Kysely<DB>) => left(tx).then((found) => found?.settings);
  const scopes: Scope[] = [{ organisation: 'o' }, { person: 'p' }, { reach: 'everywhere' }, {}];
  scopes.push({ organisation: 'o', person: 'p', reach: 'below' });
  for (const scope of scopes) assert.equal(await reading(one.db, scope, told), await transaction(one.db, scope, told));
});

test('several statements, with values and without, all have the scope, and nothing else does between them', async () => {
  const seen = await reading(few.db, { organisation: 'a' }, async (tx) => {
    const first = await leaves(tx);
    const [beside, other] = await Promise.all([
      leaves(few.db),
      reading(few.db, { organisation: 'b' }, (theirs) => leaves(theirs)),
    ]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.leaf`.execute(tx);
    return { first, beside, other, counted: rows[0]?.n };
  });
  assert.deepEqual(seen, { first: [1], beside: [], other: [2], counted: 1 });
});

test('a statement that fails leaves neither its scope nor a broken transaction behind', async () => {
  const failing: readonly (readonly [string, string])[] = [
    ['select 1 / id from platform.leaf where 1 / (id - 1) > 0', '22012'],
    ['select nothing from platform.leaf', '42703'],
    ['selec 1', '42601'],
  ];
  for (const [text, code] of failing) {
    assert.equal(await codeOf(reading(one.db, { organisation: 'a' }, (tx) => sql.raw(text).execute(tx))), code);
    assert.equal((await left(one.db))?.settings, '');
    assert.deepEqual(await leaves(one.db), []);
  }
});

test('a statement with values that the database could not prepare says so every time', async () => {
  const wrong = (tx: Kysely<DB>) => sql`select missing from platform.leaf where id = ${1}`.execute(tx);
  for (let round = 0; round < 3; round += 1) {
    assert.equal(await codeOf(reading(one.db, { organisation: 'a' }, wrong)), '42703');
    assert.equal(await codeOf(wrong(one.db)), '42703');
  }
});

test('a value that cannot be sent fails alone', async () => {
  const asked = (tx: Kysely<DB>) => sql`select ${'nul \0 byte'} as value`.execute(tx);
  assert.match(await codeOf(reading(one.db, { organisation: 'a' }, asked)), /22021|Error/);
  assert.deepEqual(await reading(one.db, { organisation: 'a' }, leaves), [1]);
  assert.deepEqual(await leaves(one.db), []);
});

test('work that throws, and a statement nobody waits for, leave nothing behind', async () => {
  const thrown = reading(one.db, { organisation: 'a' }, async (tx) => {
    void leaves(tx).catch(() => undefined);
    throw new RangeError('no');
  });
  await assert.rejects(thrown, RangeError);
  assert.deepEqual(await leaves(one.db), []);
  assert.deepEqual(await reading(one.db, { organisation: 'b' }, leaves), [2]);
});

for (const [what, text] of [
  ['writes', `insert into platform.leaf values (3, 'a')`],
  ['locks rows', 'select id from platform.leaf for update'],
  ['numbers', `select nextval('platform.leaf_number')`],
] as const)
  test(`a statement that ${what} is refused, and the connection writes again afterwards`, async () => {
    await sql`create sequence if not exists platform.leaf_number`.execute(owner);
    await sql`grant usage on sequence platform.leaf_number to xindeng_app`.execute(owner);
    const work = (tx: Kysely<DB>) => sql.raw(text).execute(tx);
    assert.equal(await codeOf(reading(one.db, { organisation: 'a' }, work)), '25006');
    assert.equal((await left(one.db))?.only, 'off');
    await transaction(one.db, { organisation: 'a' }, work);
    await sql`delete from platform.leaf where id > 2`.execute(owner);
  });

test('in any order of reads, transactions, refusals and plain statements everybody sees their own', async () => {
  const step = fc.record({
    how: fc.constantFrom('read', 'write', 'plain', 'fail'),
    organisation: fc.constantFrom('a', 'b'),
    gap: fc.integer({ min: 0, max: 2 }),
  });
  const own = { a: [1], b: [2] };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.boolean(), async (steps, narrow) => {
      const { db } = narrow ? one : few;
      await Promise.all(
        steps.map(async ({ how, organisation, gap }) => {
          for (let waited = 0; waited < gap; waited += 1) await Promise.resolve();
          if (how === 'plain') assert.deepEqual(await leaves(db), []);
          else if (how === 'write')
            assert.deepEqual(await transaction(db, { organisation }, leaves), own[organisation]);
          else if (how === 'read') assert.deepEqual(await reading(db, { organisation }, leaves), own[organisation]);
          else
            assert.equal(await codeOf(reading(db, { organisation }, (tx) => sql`select 1 / 0`.execute(tx))), '22012');
        }),
      );
    }),
    { numRuns: 60 },
  );
});
