import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { Answer } from '../../contract.ts';
import { Changed, listChanges } from '../changes/contract.ts';
import { CuratedLine } from '../lines/contract.ts';
import { listEvents, previewEventOver } from './contract.ts';

const all = await openCurators();
after(all.close);
const { province } = all;

suite('events', () => {
  const FLOOD = { id: 'flood-2026', zh: '特大暴雨', en: 'the flood', begins: '2026-11-01', why: '省里已发公告' };
  const at = '/api/directory/curation/events';
  const serviceOf = async (id: string): Promise<string> =>
    Answer.parse(await (await province.get(`/api/lines/${id}`)).json()).service;
  const bind = async (id: string): Promise<void> => {
    const line = CuratedLine.parse(await (await province.get(`/api/directory/curation/lines/${id}`)).json());
    const set = { validity: { kind: 'event', event: FLOOD.id }, opened: '2026-11-02' };
    const body = { revision: line.revision, set, why: '随暴雨开通' };
    assert.equal((await province.patch(`/api/directory/curation/lines/${id}`, body)).status, 200);
  };

  test('only the top of a tree enters events and declares them over', async () => {
    const { server, made } = all;
    const code = async (who: Acting) => await codeOf(who.post(at, FLOOD));
    assert.equal(await code(server.as(null, null)), 'not-signed-in');
    assert.equal(await code(server.as(made.province.expert, made.province.organisation)), 'not-allowed');
    assert.equal(await code(server.as(made.hospital.administration, made.hospital.organisation)), 'not-yours');
    const hospital = server.as(made.hospital.administration, made.hospital.organisation);
    const over = await hospital.post(`${at}/covid-19/over`, { on: '2026-11-20', why: '结束' });
    assert.equal(await codeOf(over), 'not-yours');
  });

  test('an event declared over ends all its lines on one day, is one record, and can be put back [S2-27]', async () => {
    assert.equal((await province.post(at, FLOOD)).status, 200);
    assert.equal(await codeOf(province.post(at, FLOOD)), 'event-known');
    const ids = all.directory
      .snapshot()
      .lines.slice(0, 3)
      .map(({ line }) => line.id);
    for (const id of ids) await bind(id);
    for (const id of ids) assert.equal(await serviceOf(id), 'in-service');
    const preview = previewEventOver.output.parse(
      await (await province.get(`${at}/${FLOOD.id}/lines?on=2026-11-21`)).json(),
    );
    assert.deepEqual(
      preview.lines.map(({ id, today, afterwards }) => [id, today, afterwards]),
      ids.map((id) => [id, 'in-service', 'event-over']),
    );
    const early = await province.post(`${at}/${FLOOD.id}/over`, { on: '2026-10-31', why: '结束' });
    assert.equal(await codeOf(early), 'before-it-began');
    const over = await province.post(`${at}/${FLOOD.id}/over`, { on: '2026-11-21', why: '应急响应终止' });
    const { change } = Changed.parse(await over.json());
    for (const id of ids) assert.equal(await serviceOf(id), 'event-over');
    const { changes } = listChanges.output.parse(
      await (await province.get(`/api/directory/curation/changes?line=${ids[2]}&kind=event`)).json(),
    );
    assert.deepEqual(
      changes.map(({ id, why }) => [id, why]),
      [[change, '应急响应终止']],
    );
    assert.equal((await province.post(`/api/directory/curation/changes/${change}/undo`, { why: '误报' })).status, 200);
    for (const id of ids) assert.equal(await serviceOf(id), 'in-service');
  });

  test('the epidemic that comes with the program is over already', async () => {
    const { events } = listEvents.output.parse(await (await province.get(at)).json());
    const epidemic = events.find(({ id }) => id === 'covid-19');
    assert.ok((epidemic?.lines ?? 0) > 5);
    assert.equal(epidemic?.inService, 0);
    const over = await province.post(`${at}/covid-19/over`, { on: '2026-11-20', why: '结束' });
    assert.equal(await codeOf(over), 'over-already');
  });

  test('a line that ends within thirty days is listed until its owner has answered; past its end it is never active [S2-26]', async () => {
    const id = all.directory.snapshot().lines[10]?.line.id ?? '';
    const path = `/api/directory/curation/lines/${id}`;
    const read = async (): Promise<CuratedLine> => CuratedLine.parse(await (await province.get(path)).json());
    const expiring = async (): Promise<string> =>
      (await province.get('/api/directory/curation/lines?work=expiring&perPage=200')).text();
    const set = { validity: { kind: 'until', until: '2026-12-20' } };
    await province.patch(path, { revision: (await read()).revision, set, why: '来函写明' });
    assert.ok((await expiring()).includes(`"${id}"`));
    const asked = { revision: (await read()).revision, on: '2026-11-22', how: 'phone-call', note: '已致电' };
    assert.equal((await province.post(`${path}/questions`, asked)).status, 200);
    assert.deepEqual((await read()).asked?.answer, null);
    const answer = { answer: 'open', on: '2026-11-22', until: '2027-12-31', why: '主办方答复继续' };
    const answers = `${path}/answers`;
    const past = { ...answer, revision: (await read()).revision, until: '2026-11-01' };
    assert.equal(await codeOf(province.post(answers, past)), 'in-the-past');
    assert.equal((await province.post(answers, { ...answer, revision: (await read()).revision })).status, 200);
    assert.ok(!(await expiring()).includes(`"${id}"`));
    assert.equal((await read()).line.validity.until, '2027-12-31');
    const ended = { answer: 'ended', on: '2026-11-22', endedOn: '2026-11-21', why: '主办方答复已停' };
    assert.equal((await province.post(answers, { ...ended, revision: (await read()).revision })).status, 200);
    assert.equal(await serviceOf(id), 'expired');
  });
});
