import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { sql } from 'kysely';
import { type Scope, transaction } from '#platform/database/index.ts';
import { forgetInvitations } from './jobs.ts';
import { testDatabase, type TestDatabase } from '#testing/database.ts';
import { people, type People } from '#testing/people.ts';

const refused = { code: '42501' };
const tables = ['membership', 'person', 'staff_number', 'invitation', 'acceptance'] as const;

suite('rows of identity, as the program’s own role', () => {
  let database: TestDatabase;
  let made: People;
  before(async () => {
    database = await testDatabase();
    made = await people(database.owner);
    const { university, province } = made;
    const give = (person: string, organisation: string, mark: number) => sql`
      with number as (insert into identity.staff_number values (${organisation}, ${person}, 'A-1')),
           acceptance as (insert into identity.acceptance values (${person}, 'ethics-code', 1, now()))
      insert into identity.invitation (organisation_id, token_hash, name, email, groups, invited_by, invited_at, expires_at)
      values (${organisation}, decode(repeat(${String(mark)}, 64), 'hex'), 'x', 'x@y.example', '{expert}', ${person}, now(),
              now() + interval '1 day')`;
    await give(university.custody, university.organisation, 1).execute(database.owner);
    await give(province.custody, province.organisation, 2).execute(database.owner);
  });
  after(() => database.close());

  const ask = async <Row>(scope: Scope, statement: string): Promise<Row[]> =>
    (await transaction(database.db, scope, (tx) => sql.raw<Row>(statement).execute(tx))).rows;
  const count = async (scope: Scope, table: string, where = 'true'): Promise<number> =>
    (await ask<{ n: number }>(scope, `select count(*)::int as n from identity.${table} where ${where}`))[0]?.n ?? -1;
  const own = (who: keyof Pick<People, 'university' | 'hospital' | 'otherCentre'>): Scope => ({
    organisation: made[who].organisation,
    person: made[who].administration,
  });
  const below = (): Scope => ({
    organisation: made.province.organisation,
    person: made.province.authority,
    reach: 'below',
  });

  test('without a scope nothing is seen but the texts', async () => {
    for (const table of [...tables, 'organisation']) assert.equal(await count({}, table), 0, table);
    assert.equal(await count({}, 'statement'), 3);
  });

  test('a foreign organisation sees nothing of another', async () => {
    const { university } = made;
    for (const who of ['hospital', 'otherCentre'] as const) {
      assert.equal(await count(own(who), 'organisation', `id = '${university.organisation}'`), 0);
      assert.equal(await count(own(who), 'person', `id = '${university.custody}'`), 0);
      for (const table of ['membership', 'staff_number', 'invitation'])
        assert.equal(await count(own(who), table, `organisation_id = '${university.organisation}'`), 0, table);
      assert.equal(await count(own(who), 'acceptance'), 0);
    }
    assert.equal(await count(own('university'), 'membership'), 7);
    for (const table of ['staff_number', 'invitation', 'acceptance'])
      assert.equal(await count(own('university'), table), 1, table);
  });

  test('an authority sees its institutions and how many work there, but nobody and nothing of theirs', async () => {
    const { university, province } = made;
    assert.equal(await count(below(), 'organisation'), 3);
    for (const table of ['membership', 'staff_number', 'invitation'])
      assert.equal(await count(below(), table, `organisation_id <> '${province.organisation}'`), 0, table);
    assert.equal(await count(below(), 'person', `id = '${university.custody}'`), 0);
    assert.equal(await count(below(), 'acceptance', `person_id = '${university.custody}'`), 0);
    const counts = await ask<{ people: number }>(
      below(),
      `select people from identity.member_counts() where organisation_id = '${university.organisation}' and group_name = 'custody'`,
    );
    assert.deepEqual(counts, [{ people: 1 }]);
    const elsewhere = await ask(
      own('otherCentre'),
      `select from identity.member_counts() where organisation_id = '${university.organisation}'`,
    );
    assert.deepEqual(elsewhere, []);
  });

  test('nothing is written into another organisation, not even into one below', async () => {
    const { university, hospital, nobody } = made;
    const join = `insert into identity.membership (organisation_id, person_id, group_name)
                  values ('${university.organisation}', '${nobody}', 'administration')`;
    const number = `insert into identity.staff_number values ('${university.organisation}', '${nobody}', 'B-2')`;
    for (const scope of [own('hospital'), own('otherCentre'), below(), {}])
      for (const statement of [join, number]) await assert.rejects(ask(scope, statement), refused, statement);
    const rename = `update identity.organisation set name = 'x' where id = '${university.organisation}' returning id`;
    assert.deepEqual(await ask(own('hospital'), rename), []);
    const end = `update identity.membership set ended_at = now() where organisation_id = '${university.organisation}' returning id`;
    for (const scope of [own('hospital'), below()]) assert.deepEqual(await ask(scope, end), []);
    const child = `insert into identity.organisation (name, kind, parent_id) values ('x', 'other', '${hospital.organisation}')`;
    await assert.rejects(ask(own('university'), child));
    const top = `insert into identity.organisation (name, kind) values ('x', 'authority')`;
    for (const scope of [own('university'), below()]) await assert.rejects(ask(scope, top), refused);
  });

  test('an account is entered and renamed only by its person or by the program', async () => {
    const { university } = made;
    const { custody } = university;
    const steal = `update identity.person set email = 'mine@evil.example' where id = '${custody}'`;
    const lock = `update identity.person set left_at = now() where id = '${custody}'`;
    for (const statement of [steal, lock]) await assert.rejects(ask(own('university'), statement), refused);
    await ask({ person: custody }, `update identity.person set email = 'own@home.example' where id = '${custody}'`);
    const rename = (id: string) => `update identity.person set name = 'x' where id = '${id}' returning id`;
    assert.equal((await ask(own('university'), rename(university.expert))).length, 1);
    assert.deepEqual(await ask(own('university'), rename(made.former)), []);
    assert.deepEqual(await ask(own('hospital'), rename(university.expert)), []);
    await assert.rejects(ask(own('university'), `insert into identity.person (name) values ('x')`), refused);
    await ask({ reach: 'everywhere' }, `insert into identity.person (name) values ('x')`);
  });

  test('what was is not rewritten or removed', async () => {
    const everywhere: Scope = { reach: 'everywhere', person: made.university.custody };
    for (const statement of [
      'delete from identity.organisation',
      'delete from identity.person',
      'delete from identity.membership',
      'delete from identity.acceptance',
      'delete from identity.statement',
      `update identity.membership set person_id = '${made.nobody}'`,
      `update identity.membership set group_name = 'custody'`,
      `update identity.invitation set expires_at = 'infinity'`,
      `update identity.invitation set groups = '{custody}'`,
      `update identity.invitation set email = null`,
      `update identity.acceptance set accepted_at = now()`,
      `update identity.statement set text_zh = 'x'`,
      `insert into identity.statement values ('ethics-code', 9, '2026-01-01', 'x', 'x', 'x', 'x')`,
    ])
      await assert.rejects(ask(everywhere, statement), refused, statement);
  });

  test('an invitation that was not used is removed by the program ninety days after it ended, and no other is', async () => {
    const everywhere: Scope = { reach: 'everywhere' };
    await sql`insert into identity.invitation
        (organisation_id, token_hash, name, email, groups, invited_at, expires_at, accepted_at, accepted_by)
      select ${made.university.organisation}, decode(repeat(mark, 64), 'hex'), mark, 'x@y.example', '{expert}',
             now() - interval '98 days', now() - days, used, case when used is null then null else ${made.nobody}::uuid end
        from (values ('a', interval '91 days', null), ('b', interval '91 days', now() - interval '92 days'),
                     ('c', interval '89 days', null)) as v (mark, days, used)`.execute(database.owner);
    assert.deepEqual(await ask(own('university'), 'delete from identity.invitation returning name'), []);
    assert.equal(await forgetInvitations(database.db), 1);
    assert.equal(await count(everywhere, 'invitation', `name = 'a'`), 0);
    assert.equal(await count(everywhere, 'invitation'), 4);
  });

  test('the tree stays what it is: only authorities have organisations below them, and none moves', async () => {
    const { university, hospital, province, otherProvince, nobody } = made;
    const run = (statement: string) => sql.raw(statement).execute(database.owner);
    const values = `values ('x', 'other', '${university.organisation}')`;
    await assert.rejects(run(`insert into identity.organisation (name, kind, parent_id) ${values}`), {
      constraint: 'organisation_below_authority',
    });
    const move = `update identity.organisation set parent_id = '${otherProvince.organisation}' where id = '${hospital.organisation}'`;
    await assert.rejects(run(move), { constraint: 'organisation_stays' });
    const become = `update identity.organisation set kind = 'authority' where id = '${hospital.organisation}'`;
    await assert.rejects(run(become), { constraint: 'organisation_authority_stays' });
    const group = `insert into identity.membership (organisation_id, person_id, group_name) values ('${hospital.organisation}', '${nobody}', 'authority')`;
    await assert.rejects(run(group), { constraint: 'membership_authority_group' });
    await run(`update identity.organisation set name = '河东省教育厅（新）' where id = '${province.organisation}'`);
  });

  test('every table of identity and workforce has row-level security, and words for itself and its columns', async () => {
    const { rows } = await sql<{ name: string }>`
      select format('%s.%s %s', n.nspname, c.relname, a.attname) as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and col_description(c.oid, a.attnum) is null and a.attname not in ('id', 'person_id', 'organisation_id')
       where n.nspname in ('identity', 'workforce') and c.relkind = 'r'
         and (not c.relrowsecurity or obj_description(c.oid) is null or a.attname is not null)`.execute(database.owner);
    assert.deepEqual(rows, []);
  });
});
