import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { sql } from 'kysely';
import { loadStanding } from '#identity/index.ts';
import { clockAt, readInstant } from '#platform/clock.ts';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { putOnDuty } from '#testing/people.ts';
import { openStaffed } from '#testing/staffed.ts';
import { identityRoutes } from '#identity/index.ts';
import { PersonId } from '../identity/contract.ts';
import { getGates, listGates, type QualificationKind } from './contract.ts';
import { createOnDuty, workforceRoutes } from './index.ts';

const NOW = readInstant('2026-11-22T23:40');
const stranger = PersonId.parse('00000000-0000-4000-8000-000000000000');
const path = (person: string, more = ''): string => `/api/workforce/members/${person}${more}`;
const onDuty = createOnDuty(clockAt(NOW));

const { database, made, server, close } = await openStaffed(() => [...workforceRoutes, ...identityRoutes(onDuty)], {
  onDuty,
});
after(close);

suite('qualifications and the duty gate', () => {
  const manager = () => server.as(made.university.administration, made.university.organisation);
  const counsellor = () => server.as(made.university.counselling, made.university.organisation);
  const one = async (response: Promise<Response>) => getGates.output.parse(await (await response).json());
  const asked = (kind: QualificationKind, more: object = {}) => ({
    kind,
    evidence: '证书 2024-118 号',
    issuedOn: '2025-01-01',
    ...more,
  });
  const record = (person: PersonId, kind: QualificationKind, more: object = {}) =>
    manager().post(path(person, '/qualifications'), asked(kind, more));
  const missing = async () =>
    (await one(counsellor().get('/api/workforce/me'))).gates[0]?.missing.map(({ need }) => need);

  test('only administration and supervision of the organisation see and record qualifications', async () => {
    const { university, hospital, province, nobody } = made;
    const target = path(university.counselling);
    const body = asked('basic-competence');
    for (const person of [university.counselling, university.custody, university.expert]) {
      const acting = server.as(person, university.organisation);
      assert.equal(await codeOf(await acting.get('/api/workforce/gates')), 'not-allowed');
      assert.equal(await codeOf(await acting.get(target)), 'not-allowed');
      assert.equal(await codeOf(await acting.post(`${target}/qualifications`, body)), 'not-allowed');
    }
    assert.equal(await codeOf(await server.as(null, null).get('/api/workforce/me')), 'not-signed-in');
    assert.equal(
      await codeOf(await server.as(nobody, university.organisation).get('/api/workforce/me')),
      'unknown-organisation',
    );
    const authority = server.as(province.authority, province.organisation);
    assert.equal(await codeOf(await authority.get(target)), 'not-allowed');
    const overseer = server.as(province.administration, province.organisation);
    assert.equal(await codeOf(await overseer.get(target)), 'no-such-member');
    const neighbour = server.as(hospital.supervision, hospital.organisation);
    assert.equal(await codeOf(await neighbour.get(target)), 'no-such-member');
    assert.equal(await codeOf(await neighbour.post(`${target}/qualifications`, body)), 'no-such-member');
    assert.equal(await codeOf(await manager().get(path(stranger))), 'no-such-member');
  });

  test('nobody records their own, and a screening includes language and communication [S3-25]', async () => {
    const { university } = made;
    const supervisor = server.as(university.supervision, university.organisation);
    const own = await supervisor.post(path(university.supervision, '/qualifications'), asked('supervisor-training'));
    assert.equal(await codeOf(own), 'not-oneself');
    assert.equal(await codeOf(await record(university.counselling, 'screening')), 'communication-not-assessed');
    const backwards = await record(university.counselling, 'ethics-training', { expiresOn: '2024-12-31' });
    assert.equal(await codeOf(backwards), 'ends-before-it-begins');
    const forged = await record(university.counselling, 'ethics-training', { recordedBy: university.custody });
    assert.equal(forged.status, 400);
    const row = transaction(
      database.db,
      { organisation: university.organisation, person: university.supervision },
      (tx) =>
        tx
          .insertInto('workforce.qualification')
          .values({
            organisation_id: university.organisation,
            person_id: university.supervision,
            kind: 'supervisor-training',
            evidence: 'x',
            issued_on: '2025-01-01',
            recorded_by: university.supervision,
            recorded_at: NOW,
          })
          .execute(),
    );
    await assert.rejects(row, { constraint: 'qualification_not_own' });
  });

  test('a counsellor takes contacts only when everything is on record, and always knows what is not [S0-26, S1-21]', async () => {
    const { university } = made;
    const person = university.counselling;
    const mayAct = async () => {
      const asking = { may: 'privacy.use-exception', person, organisation: university.organisation };
      return (await loadStanding(database.db, asking, onDuty))?.reach;
    };
    assert.equal((await missing())?.length, 9);
    assert.equal(await mayAct(), null);
    await record(person, 'screening', { communicationAssessed: true, evidence: '2026 年遴选会议纪要' });
    for (const kind of ['professional-qualification', 'basic-competence', 'crisis-competence'] as const)
      assert.equal((await record(person, kind)).status, 200);
    await record(person, 'ethics-training', { expiresOn: '2026-12-10' });
    assert.deepEqual(await missing(), ['background', 'experience', 'ethics-code', 'volunteer-statement']);
    const profile = { background: 'counsellor', practisingSince: '2018-09-01' };
    assert.equal((await manager().patch(`/api/identity/members/${person}`, profile)).status, 200);
    assert.equal(await mayAct(), null);
    for (const kind of ['ethics-code', 'volunteer-statement'])
      await counsellor().post('/api/identity/statements/accept', { kind, version: 1 });
    assert.deepEqual(await missing(), []);
    assert.equal(await mayAct(), 'own');
    const self = await (await counsellor().get('/api/identity/me')).text();
    assert.ok(self.includes('privacy.use-exception'));
  });

  test('the gate is kept by each organisation for itself [S1-11]', async () => {
    const { university, hospital } = made;
    await database.owner
      .insertInto('identity.membership')
      .values({
        person_id: university.counselling,
        organisation_id: hospital.organisation,
        group_name: 'counselling',
      })
      .execute();
    const there = server.as(university.counselling, hospital.organisation);
    const { gates, qualifications } = await one(there.get('/api/workforce/me'));
    assert.deepEqual(qualifications, []);
    assert.deepEqual(
      gates[0]?.missing.map(({ need }) => need),
      ['screening', 'professional-qualification', 'basic-competence', 'crisis-competence', 'ethics-training'],
    );
    const places = await (await there.get('/api/identity/me')).text();
    assert.equal(places.split('privacy.use-exception').length, 2);
  });

  test('the list shows who is blocked first, who passes, and whose time is running out', async () => {
    const list = async (query = '') =>
      listGates.output.parse(await (await manager().get(`/api/workforce/gates${query}`)).json());
    const { members, passed, blocked, expiring } = await list();
    assert.deepEqual([passed, blocked, expiring], [1, 2, 1]);
    assert.equal(members.at(-1)?.name, 'university counselling');
    assert.deepEqual(members.at(-1)?.expiring, [{ kind: 'ethics-training', expiresOn: '2026-12-10' }]);
    const names = async (state: string) => (await list(`?state=${state}`)).members.map(({ name }) => name);
    assert.deepEqual(await names('passed'), ['university counselling']);
    assert.deepEqual((await names('blocked')).toSorted(), ['university supervision', '客座']);
    assert.deepEqual(await names('expiring'), ['university counselling']);
  });

  test('one that is withdrawn shuts the gate at once and stays on file with the reason', async () => {
    const { university, hospital } = made;
    const person = university.counselling;
    const { qualifications } = await one(manager().get(path(person)));
    const crisis = qualifications.find(({ kind }) => kind === 'crisis-competence');
    assert.ok(crisis);
    const withdraw = (acting = manager(), body: object = { reason: '证书经核实无效' }) =>
      acting.post(`/api/workforce/qualifications/${crisis.id}/withdraw`, body);
    const foreign = server.as(hospital.administration, hospital.organisation);
    assert.equal(await codeOf(await withdraw(foreign)), 'no-such-qualification');
    assert.equal(await codeOf(await withdraw(counsellor())), 'not-allowed');
    assert.equal((await withdraw(manager(), { reason: ' ' })).status, 400);
    const after = await one(withdraw());
    assert.deepEqual(
      after.gates[0]?.missing.map(({ need, why }) => [need, why]),
      [['crisis-competence', 'withdrawn']],
    );
    const kept = after.qualifications.find(({ id }) => id === crisis.id);
    assert.deepEqual(kept?.withdrawn, {
      at: NOW.toString(),
      by: 'university administration',
      reason: '证书经核实无效',
    });
    assert.equal(await codeOf(await withdraw()), 'already-withdrawn');
    const line = server.ledger.at(-1);
    assert.deepEqual([line?.word, line?.subject], ['workforce.withdraw-qualification', `person:${person}`]);
    assert.ok(!JSON.stringify(server.ledger).includes('证书'));
    assert.equal((await record(person, 'crisis-competence')).status, 200);
    assert.deepEqual(await missing(), []);
  });

  test('a guest with everything on record passes here and not there, on their own and in an open transaction', async () => {
    const { university, hospital, guest } = made;
    const { organisation, administration } = university;
    const groups = ['counselling'] as const;
    assert.equal(await onDuty(database.db, { person: guest, organisation, groups }), false);
    await putOnDuty(database.owner, guest, organisation, administration);
    assert.equal(await onDuty(database.db, { person: guest, organisation, groups }), true);
    assert.equal(await onDuty(database.db, { person: guest, organisation: hospital.organisation, groups }), false);
    assert.equal(await onDuty(database.db, { person: guest, organisation, groups: ['supervision'] }), false);
    const inside = await transaction(database.db, { person: guest, organisation }, (tx) =>
      onDuty(tx, { person: guest, organisation, groups }),
    );
    assert.equal(inside, true);
    const expired = createOnDuty(clockAt('2019-12-31T12:00'));
    assert.equal(await expired(database.db, { person: guest, organisation, groups }), false);
  });

  test('rows: a foreign organisation and an authority see none, and nothing recorded is rewritten', async () => {
    const { university, hospital, province } = made;
    const count = async (scope: Parameters<typeof transaction>[1]) =>
      transaction(database.db, scope, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from workforce.qualification`.execute(tx);
        return rows[0]?.n;
      });
    assert.equal(await count({}), 0);
    assert.equal(await count({ organisation: hospital.organisation, person: hospital.supervision }), 0);
    const { organisation } = province;
    assert.equal(await count({ organisation, person: province.authority, reach: 'below' }), 0);
    assert.equal(await count({ organisation: university.organisation, person: university.supervision }), 11);
    assert.equal(await count({ person: university.counselling }), 6);
    const own = { organisation: university.organisation, person: university.supervision };
    const run = (statement: string) => transaction(database.db, own, (tx) => sql.raw(statement).execute(tx));
    for (const statement of [
      'delete from workforce.qualification',
      `update workforce.qualification set expires_on = null`,
      `update workforce.qualification set kind = 'screening'`,
      `update workforce.qualification set evidence = 'x'`,
      `insert into workforce.qualification (organisation_id, person_id, kind, evidence, issued_on, recorded_by, recorded_at)
       values ('${hospital.organisation}', '${hospital.counselling}', 'basic-competence', 'x', '2025-01-01', '${university.supervision}', now())`,
      `insert into workforce.qualification (organisation_id, person_id, kind, evidence, issued_on, recorded_by, recorded_at)
       values ('${university.organisation}', '${university.counselling}', 'basic-competence', 'x', '2025-01-01', '${university.custody}', now())`,
    ])
      await assert.rejects(run(statement), { code: '42501' }, statement);
    const restore = await run(
      'update workforce.qualification set withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null where withdrawn_at is not null',
    );
    assert.equal(restore.numAffectedRows, 0n);
  });
});
