// Consents and exceptions to confidentiality: first who is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, describe } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { serveStaff } from '#testing/people.ts';
import { testPrivacy } from '#testing/privacy.ts';
import type { FileId } from '../contract.ts';
import { ConsentText, Exception, listConsents, listConsentTexts, listExceptions, openException } from './contract.ts';
import { noticeDue } from './notices.ts';
import { digestOf } from './store.ts';

const service = await testPrivacy();
const { db, owner, clock, privacy, people, file, end } = service;
const { university, hospital } = people;
const server = await serveStaff(privacy.routes, service, {
  clock,
  records: { db, ledger: service.options.ledger },
  onDuty: async (_, { person }) => person === university.counselling,
});
after(async () => {
  await server.close();
  await service.close();
});
const administration = server.as(university.administration, university.organisation);
const custody = server.as(university.custody, university.organisation);
const counselling = server.as(university.counselling, university.organisation);

const texts = {
  subject: 'recording',
  zh: '我们想录音。您可以不同意。',
  en: 'We would like to record. You may say no.',
};
const publish = async (more: object = {}) =>
  ConsentText.parse(await (await administration.post('/api/privacy/consent-texts', { ...texts, ...more })).json());
const exception = (id: string, more: object = {}) => ({
  file: id,
  kind: 'life-risk',
  reason: '来访者说已经站在楼顶',
  basis: '个人信息保护法 13（四）',
  disclosed: '所在位置、电话号码',
  recipient: '110 指挥中心',
  ...more,
});

describe('refused', () => {
  test('whoever may not publish texts, see consents, or use exceptions', async () => {
    const id = await file(university.organisation);
    for (const group of ['counselling', 'supervision', 'custody', 'expert'] as const)
      assert.equal(
        (await server.as(university[group], university.organisation).post('/api/privacy/consent-texts', texts)).status,
        403,
        group,
      );
    for (const group of ['counselling', 'supervision', 'expert'] as const)
      assert.equal(
        (await server.as(university[group], university.organisation).get(`/api/privacy/files/${id}/consents`)).status,
        403,
        group,
      );
    for (const group of ['administration', 'expert'] as const) {
      const other = server.as(university[group], university.organisation);
      assert.equal((await other.post('/api/privacy/exceptions', exception(id))).status, 403, group);
      assert.equal((await other.get('/api/privacy/exceptions')).status, 403, group);
    }
    assert.equal(
      (await counselling.post(`/api/privacy/exceptions/${randomUUID()}/opening`, { purpose: 'quality' })).status,
      403,
    );
  });

  test('another organisation: its files, consents and exceptions look as if they were not there', async () => {
    const id = await file(university.organisation);
    const used = Exception.parse(await (await counselling.post('/api/privacy/exceptions', exception(id))).json());
    const other = server.as(hospital.custody, hospital.organisation);
    assert.equal((await other.get(`/api/privacy/files/${id}/consents`)).status, 404);
    assert.equal((await other.post('/api/privacy/exceptions', exception(id))).status, 404);
    assert.equal((await other.post(`/api/privacy/exceptions/${used.id}/notice`, { outcome: 'told' })).status, 404);
    assert.equal((await other.post(`/api/privacy/exceptions/${used.id}/opening`, { purpose: 'quality' })).status, 404);
    assert.deepEqual(
      listExceptions.output.parse(await (await other.get('/api/privacy/exceptions')).json()).exceptions,
      [],
    );
  });
});

describe('the consent ledger', () => {
  test('keeps every version of a text, with its digest, and the newest is shown', async () => {
    const first = await publish();
    clock.pass({ minutes: 1 });
    const second = await publish({ zh: '我们想录音，只用于督导。' });
    assert.deepEqual([first.version, second.version], [1, 2]);
    assert.equal(second.digest, digestOf(second.zh, second.en));
    assert.notEqual(digestOf('a', 'bc'), digestOf('ab', 'c'));
    const current = await transaction(db, { organisation: university.organisation }, (tx) =>
      privacy.findCurrentText(tx, university.organisation, 'recording'),
    );
    assert.equal(current?.id, second.id);
    const all = listConsentTexts.output.parse(
      await (await custody.get('/api/privacy/consent-texts?subject=recording')).json(),
    );
    assert.deepEqual(
      all.texts.map(({ version }) => version),
      [2, 1],
    );
  });

  test('says what was agreed to, by which text, how and when, and when it was withdrawn [S3-90] [S0-22]', async () => {
    const text = await publish({ subject: 'confidentiality-promise' });
    const id = await file(university.organisation);
    const scope = { organisation: university.organisation };
    const answer = (answered: 'given' | 'refused') =>
      transaction(db, scope, (tx) =>
        privacy.recordConsent(tx, {
          file: id,
          text: text.id,
          answer: answered,
          lang: 'zh',
          manner: 'button',
          at: clock.now(),
        }),
      );
    const given = await answer('given');
    clock.pass({ minutes: 1 });
    const refused = await answer('refused');
    assert.ok(given.ok && refused.ok);
    clock.pass({ minutes: 5 });
    const withdraw = (consent: string) =>
      transaction(db, scope, (tx) => privacy.withdrawConsent(tx, consent, { manner: 'spoken', at: clock.now() }));
    assert.ok((await withdraw(given.value)).ok);
    const at = clock.now().toString();
    clock.pass({ minutes: 5 });
    assert.ok((await withdraw(given.value)).ok, 'a second time changes nothing');
    assert.deepEqual(await withdraw(refused.value), { ok: false, refusal: 'no-such-consent' });
    const { consents } = listConsents.output.parse(
      await (await custody.get(`/api/privacy/files/${id}/consents`)).json(),
    );
    assert.deepEqual(
      consents.map(({ answer: said, text: { digest }, withdrawn }) => [said, digest, withdrawn]),
      [
        ['given', text.digest, { at, manner: 'spoken' }],
        ['refused', text.digest, null],
      ],
    );
  });

  test('takes no text of another organisation', async () => {
    const text = await publish();
    const theirs = await file(hospital.organisation);
    const answered = await transaction(db, { organisation: hospital.organisation }, (tx) =>
      privacy.recordConsent(tx, {
        file: theirs,
        text: text.id,
        answer: 'given',
        lang: 'zh',
        manner: 'form',
        at: clock.now(),
      }),
    );
    assert.deepEqual(answered, { ok: false, refusal: 'no-such-text' });
  });
});

describe('an exception to confidentiality', () => {
  const use = async (id: FileId, more: object = {}) =>
    Exception.parse(await (await counselling.post('/api/privacy/exceptions', exception(id, more))).json());

  test('are listed newest first, a page at a time, none twice and none left out', async () => {
    const id = await file(university.organisation);
    const used = [await use(id), await use(id)];
    clock.pass({ minutes: 1 });
    used.push(await use(id));
    const read = async (more: string) =>
      listExceptions.output.parse(await (await counselling.get(`/api/privacy/exceptions?file=${id}${more}`)).json());
    const first = await read('&limit=1');
    const second = await read(`&limit=1&after=${first.next}`);
    const third = await read(`&limit=1&after=${second.next}`);
    const ids = [first, second, third].flatMap(({ exceptions }) => exceptions.map((one) => one.id));
    assert.equal(ids[0], used[2]?.id);
    assert.deepEqual(ids.toSorted(), used.map((one) => one.id).toSorted());
    assert.deepEqual([third.next, (await read('')).next], [null, null]);
  });

  test('is recorded with its reason, basis and who, sealed, and opens a task to tell the person [S0-23]', async () => {
    const id = await file(university.organisation);
    const used = await use(id);
    assert.equal(used.by.id, university.counselling);
    assert.equal(Temporal.Instant.from(used.notice.dueAt).since(clock.now()).total('hours'), 24);
    const row = await owner
      .selectFrom('privacy.exception')
      .selectAll()
      .where('id', '=', used.id)
      .executeTakeFirstOrThrow();
    assert.doesNotMatch(JSON.stringify({ ...row, sealed: row.sealed.toString('utf8') }), /楼顶|110|位置/);
    const opened = await custody.post(`/api/privacy/exceptions/${used.id}/opening`, {
      purpose: 'legal',
      words: '检察院第 7 号',
    });
    assert.equal(openException.output.parse(await opened.json()).recipient, '110 指挥中心');
    const lines = await owner
      .selectFrom('audit.entry')
      .select(['word', 'purpose'])
      .where('subject', '=', `exception:${used.id}`)
      .execute();
    assert.deepEqual(lines, [{ word: 'privacy.open-exception', purpose: 'legal' }]);
  });

  test('is due before the contact details go, is listed when overdue, and is settled once', async () => {
    const id = await file(university.organisation);
    await end(university.organisation, id);
    clock.pass({ hours: 60 });
    const used = await use(id);
    assert.equal(Temporal.Instant.from(used.notice.dueAt).since(clock.now()).total('hours'), 12);
    clock.pass({ hours: 13 });
    const overdue = async () =>
      listExceptions.output.parse(await (await counselling.get('/api/privacy/exceptions?notice=overdue')).json())
        .exceptions;
    assert.ok((await overdue()).some((one) => one.id === used.id && one.notice.overdue));
    const settle = (body: object) => counselling.post(`/api/privacy/exceptions/${used.id}/notice`, body);
    assert.equal((await settle({ outcome: 'not-told' })).status, 400);
    assert.equal((await settle({ outcome: 'not-told', because: 'cannot-be-reached' })).status, 200);
    assert.equal(await codeOf(await settle({ outcome: 'told' })), 'already-settled');
    assert.ok(!(await overdue()).some((one) => one.id === used.id));
  });

  test('is told at a time that makes sense', () => {
    const at = Temporal.Instant.from('2026-11-22T12:00:00Z');
    const due = (asked?: string, first?: string) => {
      const found = noticeDue(
        at,
        asked === undefined ? undefined : Temporal.Instant.from(asked),
        first === undefined ? null : Temporal.Instant.from(first),
      );
      return found.ok ? found.value.toString() : found.refusal;
    };
    assert.equal(due(), '2026-11-23T12:00:00Z');
    assert.equal(due('2026-11-25T12:00:00Z'), '2026-11-25T12:00:00Z');
    assert.equal(due('2026-11-25T12:00:00Z', '2026-11-24T00:00:00Z'), '2026-11-24T00:00:00Z');
    assert.equal(due('2026-11-25T12:00:00Z', '2026-11-21T00:00:00Z'), '2026-11-25T12:00:00Z', 'they are gone already');
    assert.equal(due('2026-11-22T12:00:00Z'), 'not-a-time-for-notice');
    assert.equal(due('2026-12-23T12:00:00Z'), 'not-a-time-for-notice');
  });
});
