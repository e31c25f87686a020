// Retention policies over the API: first who is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, describe } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { faultIn } from '#testing/asking.ts';
import { serveStaff } from '#testing/people.ts';
import { LINE, testPrivacy } from '#testing/privacy.ts';
import { getPolicy, listPolicyVersions, type Terms } from './contract.ts';
import { judgeTerms } from './limits.ts';

const service = await testPrivacy();
const { clock, privacy, people, db, owner } = service;
const server = await serveStaff(privacy.routes, service, { clock });
after(async () => {
  await server.close();
  await service.close();
});
const { university, hospital, province, otherProvince } = people;
const administration = server.as(university.administration, university.organisation);
const authority = server.as(province.authority, province.organisation);
const PATH = '/api/privacy/policy';

const terms: Terms = {
  'contact-details': 2,
  correspondence: { key: 'record', days: 1100 },
  record: 2000,
  transcript: 1500,
  audio: null,
  audit: 200,
};
const policyOf = async (query = '', by = administration) =>
  getPolicy.output.parse(await (await by.get(PATH + query)).json());

describe('refused', () => {
  test('whoever may not see or set policies', async () => {
    assert.equal((await server.as(null, null).get(PATH)).status, 401);
    for (const group of ['counselling', 'expert'] as const)
      assert.equal((await server.as(university[group], university.organisation).get(PATH)).status, 403, group);
    for (const group of ['counselling', 'supervision', 'custody', 'expert'] as const)
      assert.equal(
        (await server.as(university[group], university.organisation).post(PATH, { terms })).status,
        403,
        group,
      );
    assert.equal((await authority.post(PATH, { terms })).status, 403);
  });

  test('a look into an organisation that is not below, which looks as if it were not there', async () => {
    for (const other of [otherProvince.organisation, hospital.organisation, randomUUID()])
      assert.equal((await administration.get(`${PATH}?organisation=${other}`)).status, 404);
    assert.equal((await authority.get(`${PATH}?organisation=${otherProvince.organisation}`)).status, 404);
  });

  test('terms beyond a limit, with the limit named, and lines that the directory does not have', async () => {
    const long = await administration.post(PATH, { terms: { ...terms, 'contact-details': 30 } });
    const fault = await faultIn(long);
    assert.deepEqual([long.status, fault.code], [422, 'longer-than-allowed']);
    assert.match(fault.detail ?? '', /联系方式：最多 3 天。服务结束后 3 天内删除联系方式（S0-25、S1-23）/);
    assert.equal((await faultIn(await administration.post(PATH, { terms, line: 'nowhere-9' }))).code, 'no-such-line');
  });
});

test('the standard keeps to its own limits', async () => {
  const { organisation, lines, limits } = await policyOf('', server.as(hospital.custody, hospital.organisation));
  assert.deepEqual([organisation.from, organisation.version, lines], ['standard', 1, []]);
  assert.ok(judgeTerms(organisation.terms, undefined).ok);
  assert.ok(limits.every(({ shortest, longest }) => shortest.source.zh !== '' && longest.source.en !== ''));
});

test('a policy holds for files opened from then on; those open keep what the person was promised', async () => {
  const open = () => service.file(university.organisation);
  const daysOf = async (id: string) =>
    (
      await owner
        .selectFrom('privacy.clock')
        .select(['class', 'days'])
        .where('file_id', '=', id)
        .orderBy('class')
        .execute()
    ).map(({ days }) => days);
  const before = await open();
  assert.equal((await administration.post(PATH, { terms })).status, 200);
  clock.pass({ minutes: 1 });
  const after0 = await open();
  assert.deepEqual(await daysOf(before), [3, 1096]);
  assert.deepEqual(await daysOf(after0), [2, 2000]);
  const key = (id: typeof before, of: 'correspondence' | 'transcript' | 'audio') =>
    transaction(db, { organisation: university.organisation }, (tx) =>
      privacy.keyFor(tx, { id, class: of }, clock.now()),
    );
  const [old, now] = [await key(before, 'correspondence'), await key(after0, 'correspondence')];
  assert.deepEqual([old.ok && old.value.kind, now.ok && now.value.kind], ['identity', 'record']);
  assert.equal((await key(after0, 'transcript')).ok, true);
  assert.deepEqual(await key(after0, 'audio'), { ok: false, refusal: 'not-kept' });
});

test('a line’s own policy goes before its organisation’s until it follows again, and every version is kept', async () => {
  const own = { ...terms, record: 4000 };
  assert.equal((await faultIn(await administration.post(PATH, { terms: own, line: LINE }))).code, 'reason-needed');
  assert.equal((await administration.post(PATH, { terms: own, line: LINE, reason: '医院病历规定' })).status, 200);
  assert.deepEqual(
    (await policyOf()).lines.map(({ line, from, terms: { record } }) => [line, from, record]),
    [[LINE, 'line', 4000]],
  );
  clock.pass({ minutes: 1 });
  await administration.post(PATH, { terms: null, line: LINE });
  assert.deepEqual(
    (await policyOf()).lines.map(({ from, terms: { record } }) => [from, record]),
    [['organisation', 2000]],
  );
  const { versions } = listPolicyVersions.output.parse(
    await (await administration.get(`${PATH}/versions?line=${LINE}`)).json(),
  );
  assert.deepEqual(
    versions.map(({ version, reason }) => [version, reason]),
    [
      [2, null],
      [1, '医院病历规定'],
    ],
  );
});

test('an authority sees the policies of the organisations below it', async () => {
  const { organisation } = await policyOf(`?organisation=${university.organisation}`, authority);
  assert.deepEqual([organisation.from, organisation.terms.record], ['organisation', 2000]);
});

test('two who set a policy at once make two versions', async () => {
  const set = (record: number) => administration.post(PATH, { terms: { ...terms, record } });
  const answers = await Promise.all([set(2100), set(2200), set(2300)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
});
