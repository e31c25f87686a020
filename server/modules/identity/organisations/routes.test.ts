import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { addOrganisation, join, type StaffServer } from '#testing/people.ts';
import { openStaffed } from '#testing/staffed.ts';
import { OrganisationId } from '../contract.ts';
import { identityRoutes } from '../routes.ts';
import { listOrganisations, Organisation, overseeInstitutions, setUpOrganisation } from './contract.ts';

const nowhere = OrganisationId.parse('00000000-0000-4000-8000-000000000000');
const administrator = { name: '陈老师', email: 'Chen@College.example' };
const path = (id: string, more = ''): string => `/api/identity/organisations/${id}${more}`;

const { database, made, server, close } = await openStaffed(() => identityRoutes(async () => false));
after(close);

suite('organisations', () => {
  const authority = () => server.as(made.province.authority, made.province.organisation);
  const manager = () => server.as(made.university.administration, made.university.organisation);
  const listed = async (acting: ReturnType<StaffServer['as']>): Promise<string[]> => {
    const response = await acting.get('/api/identity/organisations');
    const { organisations } = listOrganisations.output.parse(await response.json());
    return organisations.map(({ name }) => name);
  };

  test('whoever does not belong, or has no such right, is refused [S0-01]', async () => {
    const { university, hospital, province, nobody, former } = made;
    const code = async (person: Parameters<StaffServer['as']>[0], at: OrganisationId, body = { name: 'x' }) =>
      codeOf(await server.as(person, at).patch(path(university.organisation), body));
    assert.equal(await code(null, university.organisation), 'not-signed-in');
    assert.equal(await code(nobody, university.organisation), 'unknown-organisation');
    assert.equal(await code(former, university.organisation), 'unknown-organisation');
    assert.equal(await code(university.counselling, university.organisation), 'not-allowed');
    assert.equal(await code(hospital.administration, hospital.organisation), 'no-such-organisation');
    assert.equal(await code(province.custody, province.organisation), 'not-allowed');
    const setUp = { name: '新中心', kind: 'society', administrator };
    assert.equal(await codeOf(await manager().post('/api/identity/organisations', setUp)), 'not-allowed');
    const oversee = await server.as(university.supervision, university.organisation).get('/api/identity/institutions');
    assert.equal(await codeOf(oversee), 'not-allowed');
  });

  test('a foreign organisation and a missing one look alike, whatever is asked of them', async () => {
    const { otherCentre, otherProvince } = made;
    for (const id of [otherCentre.organisation, otherProvince.organisation, nowhere]) {
      assert.equal(await codeOf(await authority().get(path(id))), 'no-such-organisation');
      assert.equal(await codeOf(await authority().patch(path(id), { name: 'x' })), 'no-such-organisation');
      assert.equal(await codeOf(await authority().post(path(id, '/close'))), 'no-such-organisation');
      assert.equal(
        await codeOf(await authority().post(path(id, '/administrator'), administrator)),
        'no-such-organisation',
      );
      const inside = { parent: id, name: '新中心', kind: 'society', administrator };
      assert.equal(await codeOf(await authority().post('/api/identity/organisations', inside)), 'no-such-organisation');
    }
  });

  test('an authority sees its tree, an institution itself only, and neither another tree [S0-01, S3-12]', async () => {
    const { province, university, hospital } = made;
    assert.deepEqual(await listed(authority()), ['河东省教育厅', '河东大学', '河东省第一医院']);
    assert.deepEqual(await listed(manager()), ['河东大学']);
    assert.deepEqual(await listed(server.as(university.counselling, university.organisation)), ['河东大学']);
    assert.deepEqual(await listed(server.as(made.guest, hospital.organisation)), ['河东省第一医院']);
    assert.equal((await manager().get(path(province.organisation))).status, 404);
    const own = Organisation.parse(await (await manager().get(path(university.organisation))).json());
    assert.equal(own.parent, null);
    const seen = Organisation.parse(await (await authority().get(path(university.organisation))).json());
    assert.equal(seen.parent, province.organisation);
  });

  test('an authority sees which institutions are not in duty mode, and how many work there, not who [S1-04]', async () => {
    const { university, hospital } = made;
    const on = await manager().patch(path(university.organisation), { dutyModeFrom: '2026-11-22' });
    assert.equal(on.status, 200);
    await authority().patch(path(hospital.organisation), { dutyModeFrom: '2026-11-23' });
    const response = await authority().get('/api/identity/institutions');
    const text = await response.text();
    const { institutions, notInDutyMode } = overseeInstitutions.output.parse(JSON.parse(text));
    assert.deepEqual(
      institutions.map(({ name, dutyMode }) => [name, dutyMode]),
      [
        ['河东大学', 'on'],
        ['河东省第一医院', 'announced'],
      ],
    );
    assert.equal(notInDutyMode, 1);
    assert.deepEqual(institutions[0]?.members, {
      administration: 1,
      counselling: 2,
      supervision: 1,
      custody: 1,
      authority: 0,
      expert: 1,
    });
    for (const person of [university.counselling, made.guest]) assert.ok(!text.includes(person));
    assert.ok(!text.includes('@'));
    const announced = await authority().get('/api/identity/institutions?dutyMode=announced');
    const only = overseeInstitutions.output.parse(await announced.json());
    assert.deepEqual([only.institutions.map(({ name }) => name), only.notInDutyMode], [['河东省第一医院'], 1]);
  });

  test('only a university is opened to everybody, and on a named ground [S1-07, S1-05]', async () => {
    const { university, hospital } = made;
    const open = { publicFrom: '2026-12-01', publicBasis: 'pilot' };
    assert.equal(await codeOf(await authority().patch(path(hospital.organisation), open)), 'only-universities');
    const unnamed = await manager().patch(path(university.organisation), { publicFrom: '2026-12-01' });
    assert.equal(await codeOf(unnamed), 'basis-missing');
    const opened = Organisation.parse(await (await manager().patch(path(university.organisation), open)).json());
    assert.deepEqual([opened.publicFrom, opened.publicBasis], ['2026-12-01', 'pilot']);
    const closed = await manager().patch(path(university.organisation), { publicFrom: null });
    assert.deepEqual(Organisation.parse(await closed.json()).publicBasis, null);
  });

  test('kind and department are kept, and an authority stays one [S3-09, S3-10]', async () => {
    const { university, province } = made;
    const changed = await authority().patch(path(university.organisation), { kind: 'medical', department: '卫健' });
    const { kind, department } = Organisation.parse(await changed.json());
    assert.deepEqual([kind, department], ['medical', '卫健']);
    await manager().patch(path(university.organisation), { kind: 'university', department: '教育' });
    const up = await manager().patch(path(university.organisation), { kind: 'authority' });
    assert.equal(await codeOf(up), 'authority-stays');
    const down = await authority().patch(path(province.organisation), { kind: 'society' });
    assert.equal(await codeOf(down), 'authority-stays');
    const taken = await manager().patch(path(university.organisation), { name: '河东省第一医院' });
    assert.equal(await codeOf(taken), 'name-taken');
    const nothing = await manager().patch(path(university.organisation), { closedAt: null, id: nowhere });
    assert.equal(nothing.status, 400);
  });

  test('an authority sets up an operator, whose first administrator is invited by link [S0-01, S3-11]', async () => {
    const asked = { name: '心理研究会', kind: 'society', department: '民政', administrator };
    const response = await authority().post('/api/identity/organisations', asked);
    const { organisation, invitation } = setUpOrganisation.output.parse(await response.json());
    assert.deepEqual([organisation.parent, organisation.kind], [made.province.organisation, 'society']);
    assert.match(invitation.token, /^[\w-]{43}$/);
    assert.equal(invitation.expiresAt, '2026-11-29T15:40:00Z');
    const lines = server.ledger.filter(({ subject }) => subject === `organisation:${organisation.id}`);
    assert.ok(lines.every(({ word }) => word === 'identity.set-up-organisation'));
    assert.deepEqual(new Set(lines.map(({ chain }) => chain)), new Set([made.province.organisation, organisation.id]));
    assert.ok(!JSON.stringify(server.ledger).includes(invitation.token));
    const again = await authority().post('/api/identity/organisations', asked);
    assert.equal(await codeOf(again), 'name-taken');
    const inside = { ...asked, name: '分会', parent: organisation.id };
    assert.equal(await codeOf(await authority().post('/api/identity/organisations', inside)), 'not-an-authority');
  });

  test('an authority invites an administrator where there is none, and nowhere else', async () => {
    const { university, province } = made;
    const had = await authority().post(path(university.organisation, '/administrator'), administrator);
    assert.equal(await codeOf(had), 'has-administrator');
    const empty = await addOrganisation(database.owner, {
      name: '河东学院',
      kind: 'university',
      above: province.organisation,
    });
    const invited = await authority().post(path(empty, '/administrator'), administrator);
    assert.equal(invited.status, 200);
    await join(database.owner, made.nobody, empty, 'administration');
    assert.equal(
      await codeOf(await authority().post(path(empty, '/administrator'), administrator)),
      'has-administrator',
    );
  });

  test('nobody acts for an organisation that was closed', async () => {
    const { province } = made;
    const above = await addOrganisation(database.owner, {
      name: '河东市教育局',
      kind: 'authority',
      above: province.organisation,
    });
    const centre = await addOrganisation(database.owner, { name: '市一中', kind: 'other', above });
    await join(database.owner, made.nobody, centre, 'administration');
    const acting = server.as(made.nobody, centre);
    assert.equal((await acting.get(path(centre))).status, 200);
    assert.equal(await codeOf(await authority().post(path(province.organisation, '/close'))), 'own-organisation');
    assert.equal(await codeOf(await authority().post(path(above, '/close'))), 'organisations-below');
    assert.equal((await authority().post(path(centre, '/close'))).status, 200);
    assert.equal(await codeOf(await acting.get(path(centre))), 'unknown-organisation');
    assert.equal(await codeOf(await authority().post(path(centre, '/close'))), 'closed');
    assert.equal(await codeOf(await authority().patch(path(centre), { name: 'x' })), 'closed');
    assert.equal((await authority().post(path(above, '/close'))).status, 200);
  });
});
