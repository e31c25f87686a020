// Clocks, holds, decisions, certificates and contact details over the API: first who is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, describe } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openPrivacyRoutes } from '#testing/privacy-routes.ts';
import {
  ClockFilter,
  ClockState,
  countClocks,
  getCertificate,
  getClockHealth,
  Hold,
  listCertificates,
  listClocks,
  openContactDetails,
} from './contract.ts';

const opened = await openPrivacyRoutes();
after(opened.close);
const { service, server, custody, ended, clockOf, hold } = opened;
const { clock, privacy, people } = service;
const { university, hospital, province } = people;
const administration = server.as(university.administration, university.organisation);

describe('refused', () => {
  test('whoever is not signed in, belongs elsewhere, or is of another group', async () => {
    const id = await ended();
    const paths = ['clocks', 'clocks/counts', 'clock-health', 'certificates', 'holds', `files/${id}`].map(
      (path) => `/api/privacy/${path}`,
    );
    for (const path of paths) {
      assert.equal((await server.as(null, null).get(path)).status, 401, path);
      for (const group of ['counselling', 'supervision', 'expert'] as const)
        assert.equal(
          (await server.as(university[group], university.organisation).get(path)).status,
          403,
          `${path} ${group}`,
        );
      assert.equal((await server.as(hospital.custody, university.organisation).get(path)).status, 403, path);
      assert.equal((await server.as(people.former, university.organisation).get(path)).status, 403, path);
    }
    const { id: record } = await clockOf(id, 'record');
    for (const group of ['administration', 'counselling', 'supervision', 'expert'] as const) {
      const other = server.as(university[group], university.organisation);
      assert.equal((await hold(id, other)).status, 403, group);
      const decided = await other.post(`/api/privacy/clocks/${record}/decision`, { what: 'destroy', reason: 'x' });
      assert.equal(decided.status, 403, group);
    }
    for (const group of ['administration', 'counselling', 'expert'] as const) {
      const other = server.as(university[group], university.organisation);
      const opened = await other.post(`/api/privacy/files/${id}/contact-details`, { purpose: 'handover' });
      assert.equal(opened.status, 403, group);
    }
  });

  test('another organisation, beside or above: what is not theirs looks as if it were not there', async () => {
    const id = await ended();
    const held = await ended();
    const { id: holdId } = Hold.parse(await (await hold(held)).json());
    const { id: record } = await clockOf(id, 'record');
    for (const { custody: person, organisation } of [hospital, province]) {
      const other = server.as(person, organisation);
      for (const one of [id, randomUUID()]) {
        assert.deepEqual(
          [
            (await other.get(`/api/privacy/files/${one}`)).status,
            await codeOf(await other.get(`/api/privacy/files/${one}`)),
          ],
          [404, 'no-such-file'],
        );
        assert.equal(
          (await other.post(`/api/privacy/files/${one}/contact-details`, { purpose: 'handover' })).status,
          404,
        );
        assert.equal((await hold(one, other)).status, 404);
      }
      for (const one of [holdId, randomUUID()])
        assert.equal((await other.post(`/api/privacy/holds/${one}/lift`, { reason: 'x' })).status, 404);
      for (const one of [record, randomUUID()])
        assert.equal(
          (await other.post(`/api/privacy/clocks/${one}/decision`, { what: 'destroy', reason: 'x' })).status,
          404,
        );
      const listed = listClocks.output.parse(await (await other.get('/api/privacy/clocks')).json());
      assert.deepEqual(listed.clocks, []);
    }
  });
});

describe('contact details', () => {
  test('are opened for a purpose, some purposes are explained, and each opening is on file [S3-91]', async () => {
    const id = await ended();
    const path = `/api/privacy/files/${id}/contact-details`;
    assert.equal((await custody.post(path, {})).status, 400);
    assert.equal(await codeOf(await custody.post(path, { purpose: 'rescue' })), 'purpose-unexplained');
    const opened = await custody.post(path, { purpose: 'rescue', words: '与 120 核对住址' });
    const { details } = openContactDetails.output.parse(await opened.json());
    assert.deepEqual(
      details.map(({ value }) => value),
      ['林小雨', '13800138000'],
    );
    const lines = await service.owner
      .selectFrom('audit.entry')
      .select(['word', 'purpose'])
      .where('subject', '=', `file:${id}`)
      .execute();
    assert.deepEqual(lines, [{ word: 'privacy.open-contact-details', purpose: 'rescue' }]);
    clock.pass({ hours: 72 });
    assert.deepEqual([(await custody.post(path, { purpose: 'handover' })).status], [410]);
    await privacy.runClocks();
    assert.equal((await custody.post(path, { purpose: 'handover' })).status, 410);
  });
});

describe('lists', () => {
  test('of clocks go through all of them page by page, each state as the rules have it', async () => {
    const held = await ended();
    await hold(held);
    for (let more = 0; more < 5; more += 1) await ended();
    const all = listClocks.output.parse(await (await custody.get('/api/privacy/clocks?limit=200')).json()).clocks;
    const paged: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = listClocks.output.parse(
        await (await custody.get(`/api/privacy/clocks?limit=3${next === '' ? '' : `&after=${next}`}`)).json(),
      );
      paged.push(...page.clocks.map(({ id }) => id));
      ({ next } = page);
    }
    assert.deepEqual(
      paged,
      all.map(({ id }) => id),
    );
    const { counts } = countClocks.output.parse(await (await administration.get('/api/privacy/clocks/counts')).json());
    for (const state of ClockFilter.options) {
      const count = counts[state];
      const of = listClocks.output.parse(
        await (await custody.get(`/api/privacy/clocks?limit=200&state=${state}`)).json(),
      ).clocks;
      assert.equal(of.length, count, state);
      if (state !== 'due-soon')
        assert.ok(
          of.every((one) => one.state === state),
          state,
        );
    }
    const states = ClockState.options;
    assert.equal(
      states.reduce((sum, state) => sum + counts[state], 0),
      all.length,
    );
  });

  test('of certificates are numbered without gaps and can be opened one by one', async () => {
    await ended();
    clock.pass({ hours: 72 });
    await privacy.runClocks();
    const { certificates } = listCertificates.output.parse(
      await (await custody.get('/api/privacy/certificates?limit=200')).json(),
    );
    assert.ok(certificates.length > 2);
    assert.deepEqual(
      certificates.map(({ number }) => number),
      certificates.map((_, place) => certificates.length - place),
    );
    const [first] = certificates;
    const one = getCertificate.output.parse(await (await custody.get(`/api/privacy/certificates/${first?.id}`)).json());
    const { auditLine, ...told } = one;
    assert.deepEqual(told, first);
    const line = await service.owner
      .selectFrom('audit.entry')
      .select(['word', 'subject'])
      .where('chain', '=', university.organisation)
      .where('number', '=', auditLine ?? 0)
      .executeTakeFirst();
    assert.deepEqual(
      line,
      { word: 'privacy.forget', subject: `file:${first?.file}` },
      'it names its line of the audit',
    );
    assert.equal(
      (await server.as(hospital.custody, hospital.organisation).get(`/api/privacy/certificates/${first?.id}`)).status,
      404,
    );
    const paged = listCertificates.output.parse(await (await custody.get('/api/privacy/certificates?limit=1')).json());
    assert.equal(paged.next, String(first?.number));
  });

  test('the banner of the administrators says when deletion does not work', async () => {
    const banner = async () =>
      getClockHealth.output.parse(await (await administration.get('/api/privacy/clock-health')).json());
    await privacy.runClocks();
    assert.equal((await banner()).ok, true);
    clock.pass({ minutes: 61 });
    const late = await banner();
    assert.equal(late.ok, false);
    assert.match(late.why?.zh ?? '', /没有成功运行/);
  });
});
