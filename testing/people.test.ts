import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { z } from 'zod';
import { defineRoute } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { faultIn } from './asking.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { people, type People, serveStaff, type StaffServer } from './people.ts';

const routes = [
  defineRoute({
    method: 'POST',
    path: '/api/test/rename',
    access: { may: 'identity.manage-people' },
    audit: 'test.rename',
    input: {},
    output: z.object({ reach: z.string(), organisation: z.string() }),
    run: async (_, { caller, transact }) =>
      transact(async (_, note) => {
        note({ subject: 'line:x' });
        return ok(caller);
      }),
    refusals: {},
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test/self',
    access: { may: 'identity.see-self' },
    audit: { none: 'a test' },
    input: {},
    output: z.object({ organisation: z.string() }),
    run: (_, { caller }) => ok(caller),
    refusals: {},
  }),
];

suite('people of a test', () => {
  let database: TestDatabase;
  let made: People;
  let server: StaffServer;
  before(async () => {
    database = await testDatabase();
    made = await people(database.owner);
    server = await serveStaff(routes, database);
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  test('nobody, a stranger, a former member and a member of another group are refused', async () => {
    const { university, hospital, province, former, nobody } = made;
    const code = async (person: Parameters<StaffServer['as']>[0], at = university.organisation) =>
      (await faultIn(await server.as(person, at).post('/api/test/rename'))).code;
    assert.equal(await code(null), 'not-signed-in');
    assert.equal(await code(nobody), 'unknown-organisation');
    assert.equal(await code(former), 'unknown-organisation');
    assert.equal(await code(hospital.administration), 'unknown-organisation');
    assert.equal(await code(province.administration), 'unknown-organisation');
    assert.equal(await code(university.counselling), 'not-allowed');
    const response = await server.as(university.administration, null).post('/api/test/rename');
    assert.equal((await faultIn(response)).code, 'unknown-organisation');
  });

  test('who may is let in, and what they did is in the ledger', async () => {
    const { university } = made;
    const response = await server.as(university.administration, university.organisation).post('/api/test/rename');
    assert.deepEqual(await response.json(), { reach: 'own', organisation: university.organisation });
    assert.deepEqual(
      server.ledger.map(({ word, subject, person, chain }) => ({ word, subject, person, chain })),
      [{ word: 'test.rename', subject: 'line:x', person: university.administration, chain: university.organisation }],
    );
  });

  test('who does not say for which organisation is taken for the one they joined first, for themselves only', async () => {
    const response = await server.as(made.guest, null).get('/api/test/self');
    assert.deepEqual(await response.json(), { organisation: made.university.organisation });
  });
});
