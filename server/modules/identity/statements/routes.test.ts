import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { openStaffed } from '#testing/staffed.ts';
import { identityRoutes } from '../routes.ts';
import { listStatements, Statement } from './contract.ts';

const all = '/api/identity/statements';

const { database, made, server, close } = await openStaffed(() => identityRoutes(async () => false));
after(close);

suite('texts that everybody accepts', () => {
  const counsellor = () => server.as(made.university.counselling, made.university.organisation);
  const list = async (acting = counsellor()) => listStatements.output.parse(await (await acting.get(all)).json());
  const accept = (kind: string, version: number) => counsellor().post(`${all}/accept`, { kind, version });

  test('nobody accepts without being signed in, for another, or what is not in force', async () => {
    const anonymous = await server.as(null, null).post(`${all}/accept`, { kind: 'ethics-code', version: 1 });
    assert.equal(await codeOf(anonymous), 'not-signed-in');
    const other = { kind: 'ethics-code', version: 1, person: made.university.custody };
    assert.equal((await counsellor().post(`${all}/accept`, other)).status, 400);
    assert.equal(await codeOf(await accept('ethics-code', 2)), 'no-such-statement');
    assert.equal((await accept('something', 1)).status, 400);
    const forged = transaction(database.db, { person: made.university.counselling }, (tx) =>
      tx
        .insertInto('identity.acceptance')
        .values({
          person_id: made.university.custody,
          kind: 'ethics-code',
          version: 1,
          accepted_at: '2026-01-01T00:00Z',
        })
        .execute(),
    );
    await assert.rejects(forged, { code: '42501' });
  });

  test('the ethics code speaks of 善行、责任、诚信、公正、尊重, in both languages [S3-08]', async () => {
    const { statements, open } = await list();
    assert.deepEqual(
      statements.map(({ kind, version, acceptedAt }) => [kind, version, acceptedAt]),
      [
        ['ethics-code', 1, null],
        ['volunteer-statement', 1, null],
        ['confidentiality', 1, null],
      ],
    );
    assert.equal(open, 3);
    const code = statements[0];
    for (const word of ['善行', '责任', '诚信', '公正', '尊重']) assert.ok(code?.text.zh.includes(word), word);
    for (const { text, title } of statements) {
      assert.equal(text.zh.split('\n\n').length, text.en.split('\n\n').length);
      assert.ok(title.zh !== '' && title.en !== '' && !/[!！]/.test(text.zh + text.en));
    }
  });

  test('an acceptance is kept with version and instant, once and for good [S1-27, S3-24]', async () => {
    const accepted = Statement.parse(await (await accept('volunteer-statement', 1)).json());
    assert.equal(accepted.acceptedAt, '2026-11-22T15:40:00Z');
    assert.equal((await accept('volunteer-statement', 1)).status, 200);
    const { statements, open } = await list();
    assert.equal(open, 2);
    assert.equal(statements.at(-1)?.kind, 'volunteer-statement');
    const [line] = server.ledger;
    assert.deepEqual(
      [line?.word, line?.subject, line?.detail],
      ['identity.accept-statement', 'statement:volunteer-statement', { version: 1 }],
    );
    for (const change of ['update identity.acceptance set version = version', 'delete from identity.acceptance'])
      await assert.rejects(sql.raw(change).execute(database.owner), { code: '23000' }, change);
    await assert.rejects(sql`update identity.statement set text_zh = 'x'`.execute(database.owner), { code: '23000' });
  });

  test('a newer version has to be accepted anew, from its day on', async () => {
    await accept('ethics-code', 1);
    const newer = (version: number, from: string) =>
      database.owner
        .insertInto('identity.statement')
        .values({
          kind: 'ethics-code',
          version,
          in_force_from: from,
          title_zh: '守则',
          title_en: 'Code',
          text_zh: '新',
          text_en: 'New',
        })
        .execute();
    await newer(2, '2026-11-23');
    assert.equal((await list()).statements.find(({ kind }) => kind === 'ethics-code')?.version, 1);
    assert.equal(await codeOf(await accept('ethics-code', 2)), 'no-such-statement');
    await newer(3, '2026-11-22');
    const code = (await list()).statements.find(({ kind }) => kind === 'ethics-code');
    assert.deepEqual([code?.version, code?.acceptedAt], [3, null]);
    assert.equal(await codeOf(await accept('ethics-code', 1)), 'not-in-force');
    assert.equal((await accept('ethics-code', 3)).status, 200);
  });
});
