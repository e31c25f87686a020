import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { DatabaseFailure } from '#platform/database/index.ts';
import { codeOf, faultIn } from '#testing/asking.ts';
import { fileOf, lines, openExports, readExport, statement } from '#testing/exports.ts';
import { closeExpiredExports } from './jobs.ts';

const opened = await openExports();
const { db, owner, ledger, server, custodian, administrator, supervisor, ask, decide, approved, pass, close } = opened;
const { university, hospital, province, otherCentre } = opened.people;
after(close);

const refusedWith = async (response: Response): Promise<[number, string]> => [
  response.status,
  (await faultIn(response)).code,
];

describe('who is refused', () => {
  test('whoever has no business with exports', async () => {
    for (const nobody of [
      server.as(null, null),
      server.as(university.counselling, university.organisation),
      server.as(university.expert, university.organisation),
      server.as(province.authority, province.organisation),
    ])
      assert.ok([401, 403].includes((await nobody.post('/api/audit/exports', lines)).status));
  });

  test('who asks for what they may not see themselves', async () => {
    assert.deepEqual(await refusedWith(await supervisor.post('/api/audit/exports', lines)), [403, 'not-your-kind']);
  });

  test('nobody approves what they asked for themselves, nor can the database be told so [S3-92]', async () => {
    const asked = await ask();
    assert.equal(asked.may.decide, false);
    assert.deepEqual(await refusedWith(await decide(custodian, asked, true)), [403, 'own-request']);
    const alone = sql`update audit.export set decided_by = asked_by, decided_at = now(), approved = true where id = ${asked.id}`;
    await assert.rejects(
      alone.execute(owner),
      (error) => error instanceof DatabaseFailure && error.constraint === 'export_second_person',
    );
  });

  test('somebody of another organisation, above or beside, finds nothing', async () => {
    const asked = await ask();
    for (const foreign of [
      server.as(hospital.custody, hospital.organisation),
      server.as(otherCentre.administration, otherCentre.organisation),
      server.as(province.administration, province.organisation),
    ]) {
      const missing = '/api/audit/exports/00000000-0000-4000-8000-000000000000';
      const [theirs, none] = [await foreign.get(`/api/audit/exports/${asked.id}`), await foreign.get(missing)];
      assert.deepEqual([theirs.status, none.status], [404, 404]);
      assert.equal((await decide(foreign, asked, true)).status, 404);
      assert.equal((await foreign.post(fileOf(asked))).status, 404);
    }
  });

  test('a file is not made before the approval, nor after a refusal, nor by anybody else', async () => {
    const asked = await ask();
    assert.deepEqual(await refusedWith(await custodian.post(fileOf(asked))), [409, 'not-approved']);
    const refused = await readExport(await decide(administrator, asked, false));
    assert.equal(refused.state, 'refused');
    assert.deepEqual(await refusedWith(await custodian.post(fileOf(asked))), [409, 'not-approved']);
    assert.deepEqual(await refusedWith(await administrator.post(fileOf(await approved()))), [403, 'not-yours']);
  });

  test('who may no longer see what is in it has no file made, and fetches none that was', async () => {
    const [made, waiting] = [await approved(), await approved()];
    await readExport(await custodian.post(`/api/audit/exports/${made.id}/file`));
    const group = (name: 'custody' | 'supervision') =>
      owner.updateTable('identity.membership').set({ group_name: name }).where('person_id', '=', university.custody);
    await group('supervision').execute();
    assert.equal(await codeOf(custodian.post(`/api/audit/exports/${waiting.id}/file`)), 'not-your-kind');
    assert.equal(await codeOf(custodian.get(fileOf(made))), 'not-your-kind');
    await group('custody').execute();
    assert.equal((await custodian.get(fileOf(made))).status, 200);
  });

  test('a decision is made once', async () => {
    const asked = await approved();
    assert.deepEqual(await refusedWith(await decide(administrator, asked, false)), [409, 'not-open']);
    const undo = sql`update audit.export set approved = false where id = ${asked.id}`;
    await assert.rejects(
      undo.execute(owner),
      (error) => error instanceof DatabaseFailure && error.constraint === 'export_goes_forward',
    );
  });

  test('an unknown kind, or a scope that does not fit it', async () => {
    const post = (body: object) => custodian.post('/api/audit/exports', body);
    assert.deepEqual(await refusedWith(await post({ ...lines, kind: 'audit.all' })), [422, 'unknown-kind']);
    assert.deepEqual(await refusedWith(await post({ ...statement, scope: lines.scope })), [422, 'scope-unfit']);
    assert.deepEqual(await refusedWith(await post({ ...lines, scope: { from: 'x' } })), [422, 'scope-unfit']);
    assert.equal((await post({ ...lines, recipient: { name: '某报社' } })).status, 400);
  });
});

describe('the way of an export', () => {
  test('is asked, approved, made once and fetched by who asked, each a line [S3-92]', async () => {
    const asked = await ask({ ...lines, recipient: { name: '河东区人民法院', basis: 'law' } });
    assert.equal(asked.state, 'asked');
    const yes = await readExport(await decide(administrator, asked, true));
    assert.deepEqual([yes.state, yes.decided?.by.id, yes.may.make], ['approved', university.administration, false]);
    const made = await readExport(await custodian.post(fileOf(asked)));
    assert.deepEqual([made.state, made.may.fetch], ['made', true]);
    assert.deepEqual(await refusedWith(await custodian.post(fileOf(asked))), [409, 'not-approved']);
    assert.deepEqual(await refusedWith(await administrator.get(fileOf(asked))), [403, 'not-yours']);
    const fetched = await custodian.get(fileOf(asked));
    assert.equal(fetched.status, 200);
    const text = await fetched.text();
    const bytes = Buffer.from(await (await custodian.get(fileOf(asked))).arrayBuffer());
    assert.equal(bytes.length, made.made?.bytes);
    for (const told of [
      'university custody',
      'university administration',
      '法院调取',
      '河东区人民法院',
      '依法',
      `河东大学 ${asked.number}`,
    ])
      assert.ok(bytes.toString().includes(told), `${told} does not stand on the file`);
    assert.ok(text.length > 0);
    const { rows } = await sql<{ word: string; person: string }>`
      select word, person from audit.entry where subject in (${`export:${asked.id}`}, ${`file:${made.made?.digest ?? ''}`})
       order by number`.execute(owner);
    assert.deepEqual(rows, [
      { word: 'audit.ask-export', person: university.custody },
      { word: 'audit.decide-export', person: university.administration },
      { word: 'audit.make-export', person: university.custody },
      { word: 'audit.fetch-export', person: university.custody },
      { word: 'audit.fetch-export', person: university.custody },
    ]);
  });

  test('a table opens in a spreadsheet, and nothing in it becomes a formula', async () => {
    const made = await readExport(await custodian.post(fileOf(await approved())));
    const bytes = Buffer.from(await (await custodian.get(fileOf(made))).arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.match(bytes.toString(), /"'=cmd\(\) 某区法院调查令 <b>7<\/b>"/);
    assert.doesNotMatch(bytes.toString(), /(?:^|,)"?[=+@-]/m);
  });

  test('the file lies in the database sealed', async () => {
    const made = await readExport(await custodian.post(fileOf(await approved())));
    const { rows } = await sql<{ content: Buffer; sealed: boolean }>`
      select content, sealed from audit.export_file where export_id = ${made.id}`.execute(owner);
    assert.equal(rows[0]?.sealed, true);
    assert.equal(rows[0]?.content.includes('调查令'), false);
  });

  test('ends after its time: no file is left, and that is a line', async () => {
    const [waiting, ready, made] = [
      await ask(),
      await approved(),
      await readExport(await custodian.post(fileOf(await approved()))),
    ];
    const now = pass(7 * 24);
    assert.deepEqual(await refusedWith(await custodian.get(fileOf(made))), [410, 'no-file']);
    assert.deepEqual(await refusedWith(await custodian.post(fileOf(ready))), [409, 'not-approved']);
    assert.equal((await readExport(await custodian.get(`/api/audit/exports/${waiting.id}`))).state, 'asked');
    await closeExpiredExports(db, ledger, now);
    assert.equal(await closeExpiredExports(db, ledger, now), 0);
    const left = await owner
      .selectFrom('audit.export_file')
      .select('export_id')
      .where('export_id', '=', made.id)
      .execute();
    assert.deepEqual(left, []);
    const { rows } = await sql<{ word: string }>`
      select word from audit.entry where subject = ${`export:${ready.id}`} order by number desc limit 1`.execute(owner);
    assert.deepEqual(rows, [{ word: 'audit.expire-export' }]);
    pass(24 * 24);
    assert.deepEqual(await refusedWith(await decide(administrator, waiting, true)), [409, 'not-open']);
  });

  test('is listed by state and page; who may not approve sees their own', async () => {
    const asked = await ask();
    const list = async (by: typeof custodian, query: string) => {
      const { exports: found, before }: { exports: { id: string; state: string }[]; before: number | null } =
        JSON.parse(await (await by.get(`/api/audit/exports${query}`)).text());
      return { found, before };
    };
    const { found, before } = await list(administrator, '?limit=1');
    assert.deepEqual([found.map(({ id }) => id), before], [[asked.id], asked.number]);
    for (const state of ['asked', 'approved', 'refused', 'made', 'expired'])
      for (const each of (await list(administrator, `?state=${state}`)).found) assert.equal(each.state, state);
    assert.ok((await list(administrator, '?state=expired')).found.length >= 2);
    assert.deepEqual((await list(supervisor, '')).found, []);
    assert.equal((await supervisor.get(`/api/audit/exports/${asked.id}`)).status, 404);
  });

  test('two who ask at once get different numbers', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask()));
    assert.equal(new Set(asked.map(({ number }) => number)).size, 8);
  });
});
