// The last line: what the program asks of the database in the wrong place is refused or not seen there, whatever the
// routes let through.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { sql } from 'kysely';
import { type Scope, transaction } from '#platform/database/index.ts';
import { type Curators, openCurators } from '#testing/curators.ts';

suite('row-level security of curating', () => {
  let all: Curators;
  let line: string;
  let change: number;
  before(async () => {
    all = await openCurators();
    line = all.directory.snapshot().lines[0]?.line.id ?? '';
    const { made, server } = all;
    const province = server.as(made.province.authority, made.province.organisation);
    const path = `/api/directory/curation/lines/${line}`;
    await province.put(`${path}/shown`, { revision: 1, shown: false, why: '核对中' });
    const row = await all.database.owner.selectFrom('directory.change').select('id').executeTakeFirstOrThrow();
    change = row.id;
  });
  after(() => all.close());

  const scope = (who: 'province' | 'university' | 'otherProvince', reach: 'own' | 'below' = 'own'): Scope => ({
    organisation: all.made[who].organisation,
    person: all.made[who].administration,
    reach,
  });
  const within = <Value>(who: Scope, statement: ReturnType<typeof sql<Value>>) =>
    transaction(all.database.db, who, (tx) => statement.execute(tx));
  const denied = { code: '42501' };

  test('without an organisation nothing of the history, of claims and of notices is seen', async () => {
    for (const table of ['change', 'stewardship', 'sent_notice', 'notice_receipt']) {
      const { rows } = await sql`select * from ${sql.table(`directory.${table}`)}`.execute(all.database.db);
      assert.deepEqual(rows, [], table);
    }
  });

  test('an institution sets nothing for a line that is not its own, and takes nothing back', async () => {
    const set = sql`insert into directory.curated (line_id, field, value, change_id)
      values (${line}, 'name', '{}', ${change})`;
    await assert.rejects(within(scope('university'), set), denied);
    await within(scope('university'), sql`delete from directory.curated`);
    await within(scope('university'), sql`update directory.curated set value = '{}'`);
    const { rows } = await sql<{ value: unknown }>`select value from directory.curated`.execute(all.database.db);
    assert.deepEqual(rows, [{ value: { shown: false } }]);
  });

  test('nobody puts a change on record for another organisation or another person', async () => {
    const { province, university } = all.made;
    const record = (organisation: string, person: string) =>
      sql`insert into directory.change (person_id, organisation_id, kind, why, line_ids, parts)
          values (${person}, ${organisation}, 'edit', '试', '{}', '[]')`;
    const asUniversity = scope('university');
    await assert.rejects(within(asUniversity, record(province.organisation, university.administration)), denied);
    await assert.rejects(within(asUniversity, record(university.organisation, province.administration)), denied);
  });

  test('the history of an unclaimed line is seen at the top of trees, not by institutions', async () => {
    const seen = async (who: Scope) => (await within(who, sql`select id from directory.change`)).rows.length;
    assert.equal(await seen(scope('province')), 1);
    assert.equal(await seen(scope('otherProvince')), 1);
    assert.equal(await seen(scope('university')), 0);
  });

  test('an institution neither confirms its own claim nor claims for another', async () => {
    const { university, hospital } = all.made;
    const claim = (organisation: string, state: string) =>
      sql`insert into directory.stewardship (line_id, organisation_id, state, why, asked_by, decided_at)
          values (${line}, ${organisation}, ${state}, '试', ${university.administration},
                  ${state === 'asked' ? null : '2026-01-01'})`;
    await assert.rejects(within(scope('university'), claim(university.organisation, 'confirmed')), denied);
    await assert.rejects(within(scope('university'), claim(hospital.organisation, 'asked')), denied);
    await within(scope('university'), claim(university.organisation, 'asked'));
    const confirm = sql`update directory.stewardship set state = 'confirmed', decided_at = now()`;
    await assert.rejects(within(scope('university'), confirm), denied);
    await within(scope('otherProvince', 'below'), confirm);
    await within(scope('province', 'own'), confirm);
    const states = await all.database.owner.selectFrom('directory.stewardship').select('state').execute();
    assert.deepEqual(states, [{ state: 'asked' }]);
    await within(scope('province', 'below'), confirm);
    await assert.rejects(within(scope('province', 'below'), sql`delete from directory.stewardship`), denied);
  });

  test('events are declared at the top, and a receipt is signed only for oneself', async () => {
    const event = sql`insert into directory.event (id, zh, en, begins, source, change_id)
      values ('storm', '暴雨', 'storm', '2026-01-01', '', ${change})`;
    await assert.rejects(within(scope('university'), event), denied);
    const { university, hospital, province } = all.made;
    const { rows } = await within(
      scope('province'),
      sql<{ id: string }>`insert into directory.sent_notice
        (organisation_id, title, issuers, body, contact_person, contact_phone, published_by)
        values (${province.organisation}, '通知', '{}', '正文', '王', '1', ${province.administration}) returning id`,
    );
    const receipt = sql`insert into directory.notice_receipt (notice_id, organisation_id, received_by, received_name)
      values (${rows[0]?.id}, ${hospital.organisation}, ${university.administration}, '冒名')`;
    await assert.rejects(within(scope('university'), receipt), denied);
  });
});
