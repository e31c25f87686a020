import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { addOrganisation, addPerson, join, type StaffServer } from '#testing/people.ts';
import { openStaffed } from '#testing/staffed.ts';
import { PersonId } from '../contract.ts';
import { loadOrganisationForUpdate } from '../organisations/store.ts';
import { identityRoutes } from '../routes.ts';
import { listMembers, MemberDetail, Self } from './contract.ts';
import { saveEnding } from './store.ts';

const stranger = PersonId.parse('00000000-0000-4000-8000-000000000000');
const path = (person: string, more = ''): string => `/api/identity/members/${person}${more}`;

const { database, made, server, close } = await openStaffed(({ guest }) =>
  identityRoutes(async (_, { person }) => person === guest),
);
after(close);

suite('members', () => {
  const manager = () => server.as(made.university.administration, made.university.organisation);
  const namesFor = async (query: string): Promise<string[]> => {
    const response = await manager().get(`/api/identity/members${query}`);
    return listMembers.output.parse(await response.json()).members.map(({ name }) => name);
  };

  test('counsellors, experts, strangers and an authority do not see who works there', async () => {
    const { university, province, hospital } = made;
    const here = university.organisation;
    const code = async (person: Parameters<StaffServer['as']>[0], at = here) =>
      codeOf(await server.as(person, at).get('/api/identity/members'));
    assert.equal(await code(null), 'not-signed-in');
    assert.equal(await code(university.counselling), 'not-allowed');
    assert.equal(await code(university.expert), 'not-allowed');
    assert.equal(await code(hospital.administration), 'unknown-organisation');
    assert.equal(await code(province.authority), 'unknown-organisation');
    assert.equal(await code(province.authority, province.organisation), 'not-allowed');
  });

  test('only the administration changes who belongs where [S3-22]', async () => {
    const { university } = made;
    for (const person of [university.supervision, university.custody, university.counselling]) {
      const acting = server.as(person, university.organisation);
      const target = path(university.counselling);
      assert.equal(await codeOf(await acting.post(`${target}/groups`, { group: 'expert' })), 'not-allowed');
      assert.equal(await codeOf(await acting.post(`${target}/groups/counselling/end`)), 'not-allowed');
      assert.equal(await codeOf(await acting.post(`${target}/end`)), 'not-allowed');
      assert.equal(await codeOf(await acting.patch(target, { name: 'x' })), 'not-allowed');
    }
  });

  test('a long list comes in pages that together are the whole, by name, none twice', async () => {
    const read = async (query: string) =>
      listMembers.output.parse(await (await manager().get(`/api/identity/members?${query}`)).json());
    const { members: all, total } = await read('');
    assert.ok(total > 3 && all.length === total);
    const pages = [await read('perPage=2&page=1'), await read('perPage=2&page=2'), await read('perPage=2&page=3')];
    assert.deepEqual(
      pages.flatMap(({ members }) => members.map(({ person }) => person)),
      all.slice(0, 6).map(({ person }) => person),
    );
    assert.deepEqual(
      pages.map((page) => page.total),
      [total, total, total],
    );
  });

  test('a member of another organisation and a missing person look alike', async () => {
    for (const person of [made.hospital.counselling, made.otherCentre.counselling, made.province.authority, stranger]) {
      assert.equal(await codeOf(await manager().get(path(person))), 'no-such-member');
      assert.equal(await codeOf(await manager().patch(path(person), { name: 'x' })), 'no-such-member');
      const added = await manager().post(path(person, '/groups'), { group: 'counselling' });
      assert.equal(await codeOf(added), 'no-such-member');
      assert.equal(await codeOf(await manager().post(path(person, '/groups/custody/end'))), 'no-such-member');
      assert.equal(await codeOf(await manager().post(path(person, '/end'))), 'no-such-member');
    }
  });

  test('members are listed by name, searched and filtered by group; who has left is not among them', async () => {
    assert.deepEqual((await namesFor('')).length, 6);
    assert.deepEqual(await namesFor('?group=custody'), ['university custody']);
    assert.deepEqual((await namesFor('?group=counselling')).toSorted(), ['university counselling', '客座']);
    assert.deepEqual(await namesFor(`?search=${encodeURIComponent('客')}`), ['客座']);
    assert.deepEqual(await namesFor('?search=SUPER'), ['university supervision']);
    assert.deepEqual(await namesFor('?search=%25'), []);
    assert.deepEqual(await namesFor(`?search=${encodeURIComponent(`'; drop table identity.person; --`)}`), []);
    const detail = MemberDetail.parse(await (await manager().get(path(made.guest))).json());
    assert.deepEqual(
      [detail.groups, detail.memberships.length, detail.email],
      [['counselling'], 1, 'guest@university.example'],
    );
  });

  test('somebody may belong to several groups, and a group ends without the person going [S1-11, S3-22]', async () => {
    const { university } = made;
    const person = university.expert;
    const added = await manager().post(path(person, '/groups'), { group: 'supervision' });
    assert.deepEqual(MemberDetail.parse(await added.json()).groups, ['expert', 'supervision']);
    const again = await manager().post(path(person, '/groups'), { group: 'supervision' });
    assert.equal(await codeOf(again), 'already-in-group');
    const unfit = await manager().post(path(person, '/groups'), { group: 'authority' });
    assert.equal(await codeOf(unfit), 'group-does-not-fit');
    const ended = MemberDetail.parse(await (await manager().post(path(person, '/groups/supervision/end'))).json());
    assert.deepEqual(ended.groups, ['expert']);
    assert.equal(ended.memberships.find(({ group }) => group === 'supervision')?.endedAt === null, false);
    assert.equal(await codeOf(await manager().post(path(person, '/groups/supervision/end'))), 'not-in-group');
    const words = server.ledger.filter(({ subject }) => subject === `person:${person}`).map(({ word }) => word);
    assert.deepEqual(words, ['identity.add-to-group', 'identity.end-group']);
  });

  test('nobody gives themselves a group', async () => {
    const own = await manager().post(path(made.university.administration, '/groups'), { group: 'custody' });
    assert.equal(await codeOf(own), 'not-oneself');
  });

  test('an organisation keeps its last administrator, also when two remove each other at once [S3-11]', async () => {
    const { university } = made;
    const { administration: first, organisation } = university;
    const end = (person: PersonId) => path(person, '/groups/administration/end');
    assert.equal(await codeOf(await manager().post(end(first))), 'last-administrator');
    assert.equal(await codeOf(await manager().post(path(first, '/end'))), 'last-administrator');
    const second = await addPerson(database.owner, '副主任');
    await join(database.owner, second, organisation, 'administration');
    const meanwhile = await transaction(database.db, { organisation, person: first }, async (tx) => {
      await loadOrganisationForUpdate(tx, organisation);
      await saveEnding(tx, { organisation, person: second, groups: ['administration'] }, Temporal.Now.instant());
      const asked = server.as(second, organisation).post(end(first));
      await wait(200);
      return { asked };
    });
    assert.equal(await codeOf(await meanwhile.asked), 'last-administrator');
  });

  test('who has been ended is out at once here, and stays elsewhere [S1-11]', async () => {
    const { university, hospital, guest } = made;
    const here = server.as(guest, university.organisation);
    assert.equal((await here.get('/api/identity/me')).status, 200);
    assert.equal((await manager().post(path(guest, '/end'))).status, 200);
    assert.equal(await codeOf(await here.get('/api/identity/me')), 'unknown-organisation');
    assert.equal((await server.as(guest, hospital.organisation).get('/api/identity/me')).status, 200);
    const gone = MemberDetail.parse(await (await manager().get(path(guest))).json());
    assert.deepEqual([gone.groups, gone.email, gone.name], [[], null, '客座']);
    const back = await manager().post(path(guest, '/groups'), { group: 'counselling' });
    assert.equal(back.status, 200);
    assert.equal(MemberDetail.parse(await back.json()).memberships.length, 2);
  });

  test('staff number, background and experience are entered by a colleague [S3-26, S0-26]', async () => {
    const { university, hospital } = made;
    const person = university.counselling;
    const change = { staffNumber: 'A-017', background: 'counsellor', practisingSince: '2018-09-01' };
    const changed = MemberDetail.parse(await (await manager().patch(path(person), change)).json());
    assert.deepEqual(
      [changed.staffNumber, changed.background, changed.practisingSince],
      ['A-017', 'counsellor', '2018-09-01'],
    );
    assert.deepEqual(await namesFor('?search=a-01'), ['university counselling']);
    const taken = await manager().patch(path(university.custody), { staffNumber: 'A-017' });
    assert.equal(await codeOf(taken), 'staff-number-taken');
    const elsewhere = server.as(hospital.administration, hospital.organisation);
    assert.equal((await elsewhere.patch(path(hospital.custody), { staffNumber: 'A-017' })).status, 200);
    const own = await manager().patch(path(university.administration), { background: 'counsellor' });
    assert.equal(await codeOf(own), 'not-oneself');
    const future = await manager().patch(path(person), { practisingSince: '2026-11-23' });
    assert.equal(await codeOf(future), 'in-the-future');
    const freed = await manager().patch(path(person), { staffNumber: null });
    assert.equal(MemberDetail.parse(await freed.json()).staffNumber, null);
  });

  test('an administration cannot change the address an account is entered with', async () => {
    const asked = await manager().patch(path(made.university.custody), { email: 'mine@evil.example' });
    assert.equal(asked.status, 400);
    const control = await manager().patch(path(made.university.custody), { name: 'a\u0000b' });
    assert.equal(control.status, 400);
  });

  test('somebody sees where they belong and what they may do there, without naming an organisation', async () => {
    const { university, hospital, guest } = made;
    const self = Self.parse(await (await server.as(guest, null).get('/api/identity/me')).json());
    assert.deepEqual(
      self.places.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, groups }) => [name, groups]),
      [
        ['河东大学', ['counselling']],
        ['河东省第一医院', ['supervision']],
      ],
    );
    const rightsAt = (id: string) => self.places.find((place) => place.id === id)?.rights.map(({ right }) => right);
    assert.ok(rightsAt(university.organisation)?.includes('privacy.use-exception'));
    assert.ok(!rightsAt(university.organisation)?.includes('identity.see-people'));
    assert.ok(rightsAt(hospital.organisation)?.includes('identity.see-people'));
    const offDuty = Self.parse(
      await (await server.as(university.counselling, university.organisation).get('/api/identity/me')).json(),
    );
    assert.ok(!offDuty.places[0]?.rights.some(({ right }) => right === 'privacy.use-exception'));
    assert.equal(await codeOf(await server.as(made.nobody, null).get('/api/identity/me')), 'unknown-organisation');
  });

  test('somebody changes their own name and language, and nothing else', async () => {
    const { university } = made;
    const acting = server.as(university.custody, university.organisation);
    const changed = Self.parse(await (await acting.patch('/api/identity/me', { name: '何平', language: 'en' })).json());
    assert.deepEqual([changed.name, changed.language], ['何平', 'en']);
    assert.equal((await acting.patch('/api/identity/me', { background: 'counsellor' })).status, 400);
    assert.equal((await acting.patch('/api/identity/me', { groups: ['custody'] })).status, 400);
  });

  test('a closed organisation is no place to be', async () => {
    const { province, nobody } = made;
    const above = province.organisation;
    const centre = await addOrganisation(database.owner, { name: '旧中心', kind: 'other', above });
    await join(database.owner, nobody, centre, 'expert');
    const read = async () => (await server.as(nobody, null).get('/api/identity/me')).status;
    assert.equal(await read(), 200);
    await database.owner
      .updateTable('identity.organisation')
      .set({ closed_at: '2026-11-22T00:00:00Z' })
      .where('id', '=', centre)
      .execute();
    assert.equal(await read(), 403);
  });
});
