import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { countParticipation, listInstitutions, listReceivedNotices, NoticeDetail, Receipt } from './contract.ts';

const all = await openCurators();
after(all.close);
const { province, university } = all;

suite('notices and receipts', () => {
  let id: string;
  const NOTICE = {
    title: '关于做好心理援助热线工作的通知',
    number: '豫教疫防办〔2020〕4号',
    issuers: ['河东省教育厅'],
    text: '各高校：请于收到通知后转发本校，并及时报送落实情况。',
    contact: { person: '王老师', phone: '0371-69691661', fax: '0371-69691662' },
    annex: {
      file: '热线名单.xlsx',
      lines: all.directory
        .snapshot()
        .lines.slice(0, 2)
        .map(({ line }) => line.id),
    },
    reportBy: '2026-11-30',
  };
  const sent = '/api/directory/notices/sent';
  const received = '/api/directory/notices/received';
  const detail = async (response: Promise<Response>): Promise<NoticeDetail> => {
    const answer = await response;
    assert.equal(answer.status, 200, await answer.clone().text());
    return NoticeDetail.parse(await answer.json());
  };

  test('only an authority sends notices', async () => {
    const { server, made } = all;
    const send = (who: Acting) => codeOf(who.post('/api/directory/notices', NOTICE));
    assert.equal(await send(server.as(null, null)), 'not-signed-in');
    assert.equal(await send(university), 'not-allowed');
    assert.equal(await send(server.as(made.province.administration, made.province.organisation)), 'not-allowed');
    const unknown = { ...NOTICE, annex: { file: 'x', lines: ['nowhere-1'] } };
    assert.equal(await codeOf(province.post('/api/directory/notices', unknown)), 'no-such-line');
  });

  test('a notice reaches every institution below with its annex and whom to ask, and no other tree [S0-03, S0-06]', async () => {
    const { server, made } = all;
    const notice = await detail(province.post('/api/directory/notices', NOTICE));
    id = notice.id;
    assert.equal(await codeOf(province.post('/api/directory/notices', NOTICE)), 'number-taken');
    assert.equal(notice.receipts?.length, 2);
    const { notices } = listReceivedNotices.output.parse(await (await university.get(received)).json());
    assert.deepEqual(
      notices.map((one) => [one.id, one.receipt?.received]),
      [[id, null]],
    );
    const other = server.as(made.otherCentre.administration, made.otherCentre.organisation);
    assert.equal(await codeOf(other.post(`${received}/${id}/opening`)), 'no-such-notice');
    const elsewhere = server.as(made.otherProvince.authority, made.otherProvince.organisation);
    assert.equal(await codeOf(elsewhere.get(`${sent}/${id}`)), 'no-such-notice');
    const counsellor = server.as(made.university.counselling, made.university.organisation);
    assert.equal(await codeOf(counsellor.post(`${received}/${id}/opening`)), 'not-allowed');
  });

  test('the first opening is the receipt; passing on and reporting come after it, and the authority sees who has not [S0-04, S0-05]', async () => {
    assert.equal(await codeOf(university.put(`${received}/${id}/forwarded`, { to: '各学院' })), 'not-opened');
    const opened = await detail(university.post(`${received}/${id}/opening`));
    assert.equal(opened.contact.fax, '0371-69691662');
    assert.equal(opened.annex?.lines.length, 2);
    assert.equal(opened.receipts, null);
    const again = await detail(university.post(`${received}/${id}/opening`));
    assert.deepEqual(again.receipt?.received, opened.receipt?.received);
    await university.put(`${received}/${id}/forwarded`, { to: '各学院辅导员、心理中心' });
    const reported = await university.put(`${received}/${id}/report`, { text: '热线已开通，值班表已排。' });
    assert.equal(Receipt.parse(await reported.json()).report?.text, '热线已开通，值班表已排。');
    const seen = await detail(province.get(`${sent}/${id}`));
    assert.deepEqual(seen.progress, { institutions: 2, received: 1, forwarded: 1, reported: 1 });
    const [behind, done] = seen.receipts ?? [];
    assert.equal(behind?.organisation.name, '河东省第一医院');
    assert.equal(behind?.receipt.received, null);
    assert.equal(done?.receipt.received?.person.name, 'university administration');
    assert.equal(done?.receipt.forwarded?.to, '各学院辅导员、心理中心');
  });

  test('one institution does not see what another has done', async () => {
    const { made, database } = all;
    const rows = await database.db.selectFrom('directory.notice_receipt').selectAll().execute();
    assert.deepEqual(rows, [], 'nothing without a scope');
    const hospital = all.server.as(made.hospital.administration, made.hospital.organisation);
    const opened = await detail(hospital.post(`${received}/${id}/opening`));
    assert.ok(!JSON.stringify(opened).includes('值班表'));
  });

  test('lines, universities, numbers and accounts are counted at any time [S0-07]', async () => {
    const count = async (query: string) => {
      const response = await province.get(`/api/directory/counts${query}`);
      return countParticipation.output.parse(await response.json());
    };
    const then = await count('?region=410000&on=2020-06-01');
    assert.deepEqual([then.universities, then.email, then.phones > 40], [42, 42, true]);
    const now = await count('?region=410000');
    assert.ok(now.universities < then.universities, 'most were opened for the epidemic and ended with it');
    assert.ok((await count('')).lines > now.lines);
  });

  test('the authority sees which institutions have no line in service [S1-04]', async () => {
    const institutions = async () =>
      listInstitutions.output.parse(await (await province.get('/api/directory/institutions')).json()).institutions;
    assert.deepEqual(
      (await institutions()).map(({ organisation, inService }) => [organisation.name, inService]),
      [
        ['河东大学', 0],
        ['河东省第一医院', 0],
      ],
    );
  });
});
