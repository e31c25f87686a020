import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { clockAt, readInstant } from '#platform/clock.ts';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { openStaffed } from '#testing/staffed.ts';
import { findAccount, foundOrganisation } from '../account-store.ts';
import { loadMember } from '../member-store.ts';
import { identityRoutes } from '../routes.ts';
import { acceptInvitation } from './accepting-store.ts';
import { InvitationByLink, InvitationId, invite, listInvitations } from './contract.ts';

const NOW = readInstant('2026-11-22T23:40');
const LATER = NOW.add({ hours: 24 * 7 });
const all = '/api/identity/invitations';

const { database, made, server, serveToo, close } = await openStaffed(() => identityRoutes(async () => false));
const nextWeek = await serveToo({ clock: clockAt(LATER) });
after(close);

suite('invitations', () => {
  const manager = () => server.as(made.university.administration, made.university.organisation);
  const someone = { name: '林晓', email: 'Lin@Home.example', groups: ['counselling'] };
  const invited = async (body: object = someone) => invite.output.parse(await (await manager().post(all, body)).json());
  const read = (token: string, from = server) => from.as(null, null).post(`${all}/read`, { token });
  const accept = (token: string, signedIn: string | null = null, now = NOW) =>
    transaction(database.db, { reach: 'everywhere' }, (tx) => acceptInvitation(tx, { token, signedIn, now }));

  test('only the administration invites, lists and takes back', async () => {
    const { university, hospital, province, former } = made;
    const { invitation } = await invited({ ...someone, email: 'a@b.example' });
    for (const [person, at] of [
      [university.supervision, university.organisation],
      [university.counselling, university.organisation],
      [province.authority, province.organisation],
    ] as const) {
      const acting = server.as(person, at);
      assert.equal(await codeOf(await acting.post(all, someone)), 'not-allowed');
      assert.equal(await codeOf(await acting.get(all)), 'not-allowed');
      assert.equal(await codeOf(await acting.post(`${all}/${invitation.id}/revoke`)), 'not-allowed');
    }
    assert.equal(
      await codeOf(await server.as(former, university.organisation).post(all, someone)),
      'unknown-organisation',
    );
    const elsewhere = server.as(hospital.administration, hospital.organisation);
    assert.equal(await codeOf(await elsewhere.post(`${all}/${invitation.id}/revoke`)), 'no-such-invitation');
    const missing = InvitationId.parse('00000000-0000-4000-8000-000000000000');
    assert.equal(await codeOf(await manager().post(`${all}/${missing}/revoke`)), 'no-such-invitation');
    const listed = listInvitations.output.parse(await (await elsewhere.get(all)).json());
    assert.deepEqual(listed.invitations, []);
  });

  test('an invitation needs something to sign in with, and groups that exist there; nobody invites themselves', async () => {
    const code = async (body: object) => codeOf(await manager().post(all, { ...someone, ...body }));
    assert.equal(await code({ email: undefined }), 'nothing-to-sign-in-with');
    assert.equal(await code({ groups: ['authority'] }), 'group-does-not-fit');
    assert.equal(await code({ groups: [] }), 'bad-input');
    assert.equal(await code({ email: 'administration@university.example', groups: ['custody'] }), 'not-oneself');
    assert.equal(await code({ organisation: made.hospital.organisation }), 'bad-input');
  });

  test('the secret of the link is shown once and kept only as its hash; the link ends after seven days', async () => {
    const { invitation, token } = await invited();
    assert.equal(Buffer.from(token, 'base64url').length, 32);
    assert.deepEqual([invitation.email, invitation.state], ['lin@home.example', 'open']);
    assert.equal(invitation.expiresAt, LATER.toString());
    const text = await (await manager().get(all)).text();
    assert.ok(!text.includes(token) && !JSON.stringify(server.ledger).includes(token));
    assert.ok(!server.logged().includes(token));
    const row = await database.owner
      .selectFrom('identity.invitation')
      .select('token_hash')
      .where('id', '=', invitation.id)
      .executeTakeFirstOrThrow();
    assert.deepEqual(row.token_hash, createHash('sha256').update(token).digest());
    assert.equal((await read(token)).status, 200);
    assert.equal(await codeOf(await read(token, nextWeek)), 'invitation-expired');
    assert.deepEqual(await accept(token, null, LATER), { ok: false, refusal: 'invitation-expired' });
    assert.equal((await read(token)).status, 200);
  });

  test('whoever holds the link reads where to and as whom, and nothing else; any other link opens nothing', async () => {
    const { token } = await invited({ ...someone, email: 'reader@home.example' });
    const response = await read(token);
    assert.deepEqual(InvitationByLink.strict().parse(await response.json()), {
      organisation: '河东大学',
      name: '林晓',
      groups: ['counselling'],
      expiresAt: LATER.toString(),
      signInFirst: false,
    });
    const other = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    assert.equal(await codeOf(await read(other)), 'no-such-invitation');
    assert.equal((await read('')).status, 400);
  });

  test('it is used once, by whoever comes first, and makes a person with a membership', async () => {
    const { token, invitation } = await invited({
      ...someone,
      email: 'new@home.example',
      staffNumber: 'B-1',
      groups: ['counselling', 'supervision', 'counselling'],
    });
    const { joined, late } = await transaction(database.db, { reach: 'everywhere' }, async (tx) => {
      const joined = await acceptInvitation(tx, { token, signedIn: null, now: NOW });
      const late = accept(token);
      await wait(200);
      return { joined, late: { answer: late } };
    });
    assert.ok(joined.ok && joined.value.isNew);
    assert.deepEqual(await late.answer, { ok: false, refusal: 'invitation-used' });
    const member = await loadMember(database.db, joined.value.person, made.university.organisation);
    assert.deepEqual(member?.groups, ['counselling', 'supervision']);
    assert.equal(await codeOf(await read(token)), 'invitation-used');
    assert.equal(await codeOf(await manager().post(`${all}/${invitation.id}/revoke`)), 'not-open');
    const find = (by: Parameters<typeof findAccount>[1]) =>
      transaction(database.db, { reach: 'everywhere' }, (tx) => findAccount(tx, by));
    assert.equal(await find({ email: ' New@Home.example ' }), joined.value.person);
    assert.equal(await find({ staffNumber: 'B-1', organisation: '河东大学' }), joined.value.person);
    assert.equal(await find({ staffNumber: 'B-1', organisation: made.university.organisation }), joined.value.person);
    assert.equal(await find({ staffNumber: 'B-1', organisation: '河东省第一医院' }), undefined);
    assert.equal(await find({ email: "x' or true --@home.example" }), undefined);
  });

  test('of two invitations to one address only the first makes an account', async () => {
    const address = { ...someone, email: 'two@home.example' };
    const tokens = [await invited(address), await invited(address)];
    const both = await Promise.all(tokens.map(({ token }) => accept(token)));
    const refused = both.flatMap((joined) => (joined.ok ? [] : [joined.refusal]));
    assert.deepEqual(refused, ['sign-in-first']);
  });

  test('one that was taken back opens nothing', async () => {
    const { token, invitation } = await invited({ ...someone, email: 'back@home.example' });
    assert.equal((await manager().post(`${all}/${invitation.id}/revoke`)).status, 200);
    assert.equal(await codeOf(await manager().post(`${all}/${invitation.id}/revoke`)), 'not-open');
    assert.equal(await codeOf(await read(token)), 'invitation-revoked');
    assert.deepEqual(await accept(token), { ok: false, refusal: 'invitation-revoked' });
    const listed = listInvitations.output.parse(await (await manager().get(all)).json());
    const found = listed.invitations.find(({ id }) => id === invitation.id);
    assert.deepEqual([found?.state, found?.invitedBy], ['revoked', 'university administration']);
  });

  test('an invitation never opens the account of somebody who has one: they take it themselves [S1-11]', async () => {
    const { hospital, university } = made;
    const { token } = await invited({ ...someone, email: 'counselling@hospital.example' });
    assert.equal(InvitationByLink.parse(await (await read(token)).json()).signInFirst, true);
    assert.deepEqual(await accept(token), { ok: false, refusal: 'sign-in-first' });
    assert.deepEqual(await accept(token, university.custody), { ok: false, refusal: 'signed-in-as-another' });
    assert.deepEqual(await accept(token, hospital.custody), { ok: false, refusal: 'signed-in-as-another' });
    const own = await accept(token, hospital.counselling);
    assert.ok(own.ok && !own.value.isNew && own.value.person === hospital.counselling);
    assert.deepEqual((await loadMember(database.db, hospital.counselling, university.organisation))?.groups, [
      'counselling',
    ]);
    const people = await database.owner
      .selectFrom('identity.person')
      .select('id')
      .where('email', '=', 'counselling@hospital.example')
      .execute();
    assert.equal(people.length, 1);
  });

  test('an invitation without an e-mail adds whoever is signed in, but not whoever made it', async () => {
    const number = { name: '王敏', staffNumber: 'C-9', groups: ['custody'] };
    const { token } = await invited(number);
    assert.deepEqual(await accept(token, made.university.administration), { ok: false, refusal: 'not-oneself' });
    const joined = await accept(token, made.otherCentre.expert);
    assert.ok(joined.ok && !joined.value.isNew && joined.value.person === made.otherCentre.expert);
    const taken = await manager().post(all, { ...number, name: '另一位' });
    assert.equal(await codeOf(taken), 'staff-number-taken');
  });

  test('who belongs already and is invited to more keeps what they have', async () => {
    const { university } = made;
    const { token } = await invited({
      name: '专家',
      email: 'expert@university.example',
      groups: ['expert', 'counselling'],
    });
    assert.ok((await accept(token, university.expert)).ok);
    const member = await loadMember(database.db, university.expert, university.organisation);
    assert.deepEqual(member?.groups, ['counselling', 'expert']);
  });

  test('the first organisation of an installation comes with the link of its administrator', async () => {
    const founded = await transaction(database.db, { reach: 'everywhere' }, (tx) =>
      foundOrganisation(
        tx,
        {
          name: '南岭省教育厅',
          kind: 'authority',
          department: '教育',
          administrator: { name: '周厅', email: 'Zhou@Nanling.example' },
        },
        NOW,
      ),
    );
    assert.ok(founded.ok);
    const joined = await accept(founded.value.invitation.token);
    assert.ok(joined.ok);
    assert.deepEqual(joined.value.groups, ['administration', 'authority']);
    const again = await transaction(database.db, { reach: 'everywhere' }, (tx) =>
      foundOrganisation(
        tx,
        {
          name: '南岭省教育厅',
          kind: 'authority',
          department: null,
          administrator: { name: 'x', email: 'x@y.example' },
        },
        NOW,
      ),
    );
    assert.deepEqual(again, { ok: false, refusal: 'name-taken' });
  });

  test('an invitation to an organisation that has closed opens nothing', async () => {
    const { token } = await invited({ ...someone, email: 'late@home.example' });
    const close = (at: string | null) =>
      database.owner
        .updateTable('identity.organisation')
        .set({ closed_at: at })
        .where('id', '=', made.university.organisation)
        .execute();
    await close('2026-11-22T00:00:00Z');
    assert.equal(await codeOf(await read(token)), 'no-such-invitation');
    assert.deepEqual(await accept(token), { ok: false, refusal: 'no-such-invitation' });
    await close(null);
  });
});
