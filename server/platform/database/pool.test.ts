import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { DatabaseFailure, json, refusalOf, transaction, type DB } from '#platform/database/index.ts';
import { openPool } from '#platform/database/pool.ts';
import { testDatabase } from '#testing/database.ts';

const { db, owner, access, close } = await testDatabase();
after(close);

await sql`
  create table platform.note (
    id int primary key constraint note_positive check (id > 0),
    organisation text not null,
    words text constraint words_taken unique
  )`.execute(owner);
await sql`alter table platform.note enable row level security, force row level security`.execute(owner);
await sql`create policy own on platform.note using (organisation = current_setting('app.organisation', true))`.execute(
  owner,
);
await sql`insert into platform.note values (1, 'a', 'of a'), (2, 'b', 'of b')`.execute(owner);

const one = async (value: RawBuilder<unknown>): Promise<unknown> => {
  const { rows } = await sql<{ value: unknown }>`select ${value} as value`.execute(db);
  return rows[0]?.value;
};

const notes = async (on: Kysely<DB>): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from platform.note order by id`.execute(on);
  return rows.map(({ id }) => id);
};

const failure = async (work: Promise<unknown>): Promise<DatabaseFailure> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof DatabaseFailure, inspect(error));
  return error;
};

test('without an organisation no row is seen; within one, only its own', async () => {
  assert.deepEqual(await notes(db), []);
  assert.deepEqual(await transaction(db, { organisation: 'a' }, notes), [1]);
  assert.deepEqual(await transaction(db, { organisation: 'b', person: 'p' }, notes), [2]);
  assert.deepEqual(await notes(db), []);
});

const escapes: readonly (readonly [string, string, string])[] = [
  ['become the owner', 'set role xindeng_owner', '42501'],
  ['become a superuser', 'set session authorization postgres', '42501'],
  ['turn the policies off', 'alter table platform.note disable row level security', '42501'],
  ['change a policy', 'drop policy own on platform.note', '42501'],
  [
    'make a function that runs as another',
    'create function public.f() returns int language sql security definer as $$ select 1 $$',
    '42501',
  ],
  ['add a table', 'create table public.mine (id int)', '42501'],
  ['write for another organisation', `insert into platform.note values (3, 'b', 'x')`, '42501'],
  ['rewrite which migrations ran', `update platform.migration set checksum = ''`, '42501'],
  ['read a file of the machine', `select pg_read_file('/etc/passwd')`, '42501'],
  ['start a program on the machine', `copy platform.note to program 'true'`, '42501'],
];

for (const [what, statement, code] of escapes)
  test(`the role that serves people cannot ${what}`, async () => {
    const refused = await failure(transaction(db, { organisation: 'a' }, (tx) => sql.raw(statement).execute(tx)));
    assert.equal(refused.code, code);
  });

test('asking to see rows without the policies is an error, not a way around them', async () => {
  const seen = db.transaction().execute(async (tx) => {
    await sql`set local row_security = off`.execute(tx);
    return notes(tx);
  });
  assert.equal((await failure(seen)).code, '42501');
  const { rows } = await sql`select rolsuper, rolbypassrls from pg_roles where rolname = session_user`.execute(db);
  assert.deepEqual(rows, [{ rolsuper: false, rolbypassrls: false }]);
});

const secrets: readonly (readonly [string, RawBuilder<unknown>, Partial<DatabaseFailure>])[] = [
  [
    'a value that is taken',
    sql`insert into platform.note values (9, 'a', ${'of a'}), (8, 'a', ${'of a'})`,
    { code: '23505', constraint: 'words_taken', table: 'note' },
  ],
  [
    'a value out of bounds',
    sql`insert into platform.note values (-5, 'a', ${'SECRET'})`,
    { code: '23514', constraint: 'note_positive' },
  ],
  [
    'a value that is missing',
    sql`insert into platform.note values (7, 'a', ${'SECRET'}), (null, 'a', ${'SECRET'})`,
    { code: '23502', column: 'id' },
  ],
  ['a value of the wrong kind', sql`select ${'SECRET'}::uuid`, { code: '22P02' }],
  ['a value that is too long', sql`select ${'SECRET'}::text::char(2)::date`, { code: '22007' }],
  [
    'words raised by a trigger',
    sql.raw(`do $$ begin raise exception 'SECRET' using detail = 'SECRET', hint = 'SECRET'; end $$`),
    { code: 'P0001' },
  ],
  ['a statement that is none', sql.raw('select SECRET of a from'), { code: '42601' }],
];

for (const [what, statement, expected] of secrets)
  test(`the error for ${what} names the schema's parts and holds no value`, async () => {
    const error = await failure(transaction(db, { organisation: 'a' }, (tx) => statement.execute(tx)));
    for (const [name, value] of Object.entries(expected)) assert.equal(Reflect.get(error, name), value);
    const told = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${error.stack} ${String(error)}`;
    assert.doesNotMatch(told, /SECRET|of a|secret/);
  });

test('a broken constraint becomes the refusal it stands for, every other error stays an error', async () => {
  const taken = await failure(
    transaction(db, { organisation: 'a' }, (tx) => sql`insert into platform.note values (9, 'a', 'of b')`.execute(tx)),
  );
  assert.equal(refusalOf(taken, { words_taken: 'already-said' }), 'already-said');
  assert.equal(refusalOf(taken, { toString: 'never' }), undefined);
  assert.equal(refusalOf(new Error('words_taken'), { words_taken: 'already-said' }), undefined);
});

test('what fails is undone as a whole', async () => {
  const work = transaction(db, { organisation: 'a' }, async (tx) => {
    await sql`insert into platform.note values (5, 'a', 'new')`.execute(tx);
    throw new RangeError('no');
  });
  await assert.rejects(work, RangeError);
  assert.deepEqual(await transaction(db, { organisation: 'a' }, notes), [1]);
});

const values: readonly (readonly [string, unknown])[] = [
  ['9007199254740991::bigint', 9_007_199_254_740_991],
  ['(-3)::bigint', -3],
  ['count(*)', 1],
  [`'{1,null,3}'::bigint[]`, [1, null, 3]],
  [`'2020-02-29'::date`, '2020-02-29'],
  [`'{2020-02-29,null}'::date[]`, ['2020-02-29', null]],
  [`'14:30'::time`, '14:30:00'],
  [`'2020-04-08 09:00'::timestamp`, '2020-04-08 09:00:00'],
  ['12345678901234567890.10::numeric', '12345678901234567890.10'],
  [`'{1.10}'::numeric[]`, ['1.10']],
  [`interval '1 year 2 days 3 hours'`, 'P1Y2DT3H'],
  [`'{"a": [1, null]}'::jsonb`, { a: [1, null] }],
  [
    `'{{a,b},{c,NULL}}'::text[]`,
    [
      ['a', 'b'],
      ['c', null],
    ],
  ],
  ['0.1::float8', 0.1],
  ['true', true],
];

for (const [text, expected] of values)
  test(`${text} is read as ${inspect(expected)}`, async () => assert.deepEqual(await one(sql.raw(text)), expected));

test('a bigint that a number cannot hold is an error, never a wrong number', async () => {
  await assert.rejects(one(sql.raw('9007199254740993::bigint')), RangeError);
});

test('an instant comes back as it went, to the microsecond, whatever the zone of the session', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n }),
      async (microseconds) => {
        const instant = Temporal.Instant.fromEpochNanoseconds(microseconds * 1000n);
        const back = await one(sql`${instant}::timestamptz`);
        assert.ok(back instanceof Temporal.Instant);
        assert.equal(back.toString(), instant.toString());
      },
    ),
    { numRuns: 200 },
  );
  const old = Temporal.Instant.from('1900-01-01T00:00Z');
  assert.equal(String(await one(sql`${[old, old]}::timestamptz[]`)), [old, old].join(','));
});

test('dates, times and durations go in as they are', async () => {
  assert.equal(await one(sql`${Temporal.PlainDate.from('2026-02-14')}::date`), '2026-02-14');
  assert.equal(await one(sql`${Temporal.PlainTime.from('19:00')}::time`), '19:00:00');
  assert.equal(await one(sql`${Temporal.Duration.from({ days: 3 })}::interval`), 'P3D');
});

test('any JSON goes in and comes out, lists included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      fc.pre(!JSON.stringify(value).includes(String.raw`\u0000`));
      assert.deepEqual(await one(sql`${json(value)}`), JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 100 },
  );
});

test('a statement with values is prepared once, and a program that makes up new ones does not fill the memory', async () => {
  const pool = openPool(access.app, { connections: 1 });
  for (let n = 0; n < 5; n += 1) await sql`select ${n}::int + 1 as again`.execute(pool.db);
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`.execute(pool.db)).rows[0]?.n ?? 0;
  assert.equal(await count(), 1);
  for (let n = 0; n < 700; n += 1) await sql`select ${n}::int as ${sql.id(`c${n}`)}`.execute(pool.db);
  assert.equal(await count(), 500);
  await pool.close();
});

test('a statement that runs too long is given up', async () => {
  const pool = openPool(access.app, { statementTimeout: 100 });
  assert.equal((await failure(sql`select pg_sleep(10)`.execute(pool.db))).code, '57014');
  await pool.close();
});

test('a server that cannot be reached is an error of the connection after a few seconds of patience', async () => {
  const pool = openPool({ host: '127.0.0.1', port: 1, user: 'x', database: 'x', ssl: false });
  const began = Date.now();
  await assert.rejects(sql`select 1`.execute(pool.db), { code: 'ECONNREFUSED' });
  assert.ok(Date.now() - began > 4000 && Date.now() - began < 30_000);
  await pool.close();
});
