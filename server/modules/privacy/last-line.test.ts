// The last line: what the database refuses even when the program asks for it.
import assert from 'node:assert/strict';
import test, { after, describe } from 'node:test';
import { sql } from 'kysely';
import { DatabaseFailure, transaction } from '#platform/database/index.ts';
import { testPrivacy } from '#testing/privacy.ts';
import type { FileId } from './contract.ts';

const service = await testPrivacy();
after(service.close);
const { db, owner, clock, privacy, people, file, end } = service;
const { organisation } = people.university;

/** Runs a statement as the server would, acting for the organisation; tells which constraint refused it. */
async function refusedBy(statement: ReturnType<typeof sql>): Promise<string> {
  try {
    await transaction(db, { organisation }, (tx) => statement.execute(tx));
    return 'nothing';
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
    return error.constraint ?? (error.code === '42501' ? 'no right' : error.code);
  }
}

const ended = async (): Promise<FileId> => {
  const id = await file(organisation);
  await end(organisation, id);
  return id;
};
const end0 = () => clock.now().toString();

describe('the database refuses', () => {
  test('to destroy a record before three years are over, decided or not [S3-69]', async () => {
    const id = await ended();
    const person = people.university.custody;
    const of = sql`file_id = ${id} and class = 'record'`;
    const condemned = sql`update privacy.clock set decided_by = ${person}, condemned_at = due_at - interval '1 second' where ${of}`;
    assert.equal(await refusedBy(condemned), 'before_its_time');
    assert.equal(
      await refusedBy(sql`update privacy.clock set due_at = ${end0()}::timestamptz where ${of}`),
      'term_not_over',
    );
    const both = sql`update privacy.clock set started_at = '2020-01-01', due_at = '2023-01-02', decided_by = ${person},
                            condemned_at = now() where ${of}`;
    assert.equal(await refusedBy(both), 'never_changed');
    assert.equal(await refusedBy(sql`update privacy.clock set days = 1 where ${of}`), 'never_changed');
  });

  test('to destroy a record without a decision [S3-70]', async () => {
    const id = await ended();
    const condemned = sql`update privacy.clock set condemned_at = due_at where file_id = ${id} and class = 'record'`;
    assert.equal(await refusedBy(condemned), 'undecided');
  });

  test('to destroy what is held, or contact details before their time', async () => {
    const id = await ended();
    const of = sql`file_id = ${id} and class = 'contact-details'`;
    assert.equal(
      await refusedBy(sql`update privacy.clock set held_since = now(), condemned_at = due_at where ${of}`),
      'stopped',
    );
    const early = sql`update privacy.clock set condemned_at = due_at - interval '1 second' where ${of}`;
    assert.equal(await refusedBy(early), 'before_its_time');
    assert.equal(await refusedBy(sql`delete from privacy.contact_detail where file_id = ${id}`), 'term_not_over');
  });

  test('to call a clock done without a certificate, or to certify what was not condemned', async () => {
    const id = await ended();
    const of = sql`file_id = ${id} and class = 'contact-details'`;
    const done = sql`update privacy.clock set condemned_at = due_at, done_at = due_at where ${of}`;
    assert.equal(await refusedBy(done), 'certificate_missing');
    const certified = sql`insert into privacy.certificate (organisation_id, number, clock_id, file_id, line_id, class, at,
        due_at, cause, rule, policy_id, key_kind)
      select organisation_id, 1, id, file_id, 'x', class, due_at, due_at, 'clock', '{}', policy_id, key_kind
        from privacy.clock where ${of}`;
    assert.equal(await refusedBy(certified), 'before_its_time');
  });

  test('to change or delete certificates, decisions, policies and texts, or to delete files, clocks and holds', async () => {
    const id = await ended();
    clock.pass({ hours: 72 });
    await privacy.runClocks();
    const changes = ['certificate', 'decision', 'policy', 'consent_text'].flatMap((table) => [
      sql`update ${sql.table(`privacy.${table}`)} set id = id`,
      sql`delete from ${sql.table(`privacy.${table}`)}`,
    ]);
    const deletions = ['service_file', 'clock', 'hold', 'consent', 'exception', 'heartbeat'].map(
      (table) => sql`delete from ${sql.table(`privacy.${table}`)}`,
    );
    for (const statement of [...changes, ...deletions]) assert.equal(await refusedBy(statement), 'no right');
    const asOwner = sql`update privacy.certificate set fingerprint = null where file_id = ${id}`.execute(owner);
    await assert.rejects(asOwner, (error) => error instanceof DatabaseFailure && error.constraint === 'never_changed');
  });

  test('to turn a clock back that is condemned', async () => {
    const id = await ended();
    clock.pass({ hours: 72 });
    await privacy.runClocks();
    const of = sql`file_id = ${id} and class = 'contact-details'`;
    for (const change of [sql`condemned_at = null`, sql`done_at = null`, sql`due_at = due_at + interval '1 day'`])
      assert.equal(await refusedBy(sql`update privacy.clock set ${change} where ${of}`), 'never_changed');
  });
});

describe('row-level security', () => {
  const tables = ['service_file', 'clock', 'contact_detail', 'hold', 'decision', 'certificate', 'consent', 'exception'];
  test('shows nothing about help-seekers to an organisation above, beside or below', async () => {
    await ended();
    for (const table of tables)
      for (const scope of [
        { organisation: people.province.organisation, reach: 'below' as const },
        { organisation: people.hospital.organisation },
        {},
      ]) {
        const seen = sql<{ count: number }>`select count(*) as count from ${sql.table(`privacy.${table}`)}`;
        const { rows } = await transaction(db, scope, (tx) => seen.execute(tx));
        assert.deepEqual([table, rows[0]?.count], [table, 0]);
      }
  });

  test('is on for every table of this module that belongs to an organisation', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
       where c.relnamespace = 'privacy'::regnamespace and c.relkind = 'r' and not c.relrowsecurity`.execute(owner);
    assert.deepEqual(rows, []);
  });
});
