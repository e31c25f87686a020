import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { codeOf } from '#testing/asking.ts';
import { openCurators } from '#testing/curators.ts';
import type { Acting } from '#testing/people.ts';
import { listChanges } from '../changes/contract.ts';
import { CuratedLine, listCuratedLines } from '../lines/contract.ts';
import { Claim, listClaims } from './contract.ts';

const all = await openCurators();
after(all.close);
const { province, university } = all;

suite('answering for a line', () => {
  let hospital: Acting;
  let id: string;
  before(async () => {
    const { server, made } = all;
    hospital = server.as(made.hospital.administration, made.hospital.organisation);
    id = all.directory.snapshot().lines[0]?.line.id ?? '';
  });

  const claim = (who: Acting): Promise<Response> =>
    who.post(`/api/directory/curation/lines/${id}/claims`, { why: '这是我们的热线' });
  const decide = (who: Acting, claim: number, as: string): Promise<Response> =>
    who.post(`/api/directory/curation/claims/${claim}/decision`, { as, why: '已核对' });
  const mine = async (who: Acting): Promise<readonly string[]> => {
    const response = await who.get('/api/directory/curation/lines?perPage=200');
    return listCuratedLines.output.parse(await response.json()).lines.map((line) => line.id);
  };
  const rename = async (who: Acting, name: string): Promise<Response> => {
    const line = CuratedLine.parse(await (await who.get(`/api/directory/curation/lines/${id}`)).json());
    return who.patch(`/api/directory/curation/lines/${id}`, { revision: line.revision, set: { name }, why: '改名' });
  };

  test('nobody and counsellors claim nothing, and nobody decides about what they do not reach', async () => {
    const { server, made } = all;
    assert.equal(await codeOf(claim(server.as(null, null))), 'not-signed-in');
    const counsellor = server.as(made.university.counselling, made.university.organisation);
    assert.equal(await codeOf(claim(counsellor)), 'not-allowed');
    const asked = Claim.parse(await (await claim(university)).json());
    assert.equal(asked.state, 'asked');
    assert.equal(await codeOf(claim(university)), 'asked-already');
    assert.equal(await codeOf(decide(hospital, asked.id, 'confirmed')), 'no-such-claim');
    assert.equal(await codeOf(decide(university, asked.id, 'confirmed')), 'not-yours');
    const other = server.as(made.otherProvince.authority, made.otherProvince.organisation);
    assert.equal(await codeOf(decide(other, asked.id, 'confirmed')), 'no-such-claim');
    assert.equal(await codeOf(rename(university, '大学热线')), 'not-yours');
    assert.deepEqual(await mine(university), []);
  });

  test('once confirmed, the institution and its authority curate the line; nobody else does', async () => {
    const { server, made } = all;
    const { claims } = listClaims.output.parse(
      await (await province.get('/api/directory/curation/claims?state=asked')).json(),
    );
    const [asked] = claims;
    assert.ok(asked?.mayDecide === true);
    assert.equal((await decide(province, asked.id, 'confirmed')).status, 200);
    assert.equal(await codeOf(decide(province, asked.id, 'declined')), 'decided-already');
    assert.deepEqual(await mine(university), [id]);
    assert.equal((await rename(university, '大学自己改的名')).status, 200);
    assert.equal((await rename(province, '主管部门改的名')).status, 200);
    assert.equal(await codeOf(rename(hospital, '医院改的名')), 'not-yours');
    const other = server.as(made.otherProvince.authority, made.otherProvince.organisation);
    assert.equal(await codeOf(rename(other, '外省改的名')), 'not-yours');
    const manager = server.as(made.province.administration, made.province.organisation);
    assert.equal(await codeOf(rename(manager, '行政组只管本级')), 'not-yours');
    assert.equal(await codeOf(claim(hospital)), 'claimed-already');
  });

  test('the history of a claimed line is seen by those who curate it, not by others', async () => {
    const { server, made } = all;
    const seen = async (who: Acting): Promise<number> => {
      const response = await who.get(`/api/directory/curation/changes?line=${id}`);
      return listChanges.output.parse(await response.json()).changes.length;
    };
    assert.equal(await seen(university), 2);
    assert.equal(await seen(province), 2);
    assert.equal(await seen(hospital), 0);
    assert.equal(await seen(server.as(made.otherProvince.authority, made.otherProvince.organisation)), 0);
    const { changes } = listChanges.output.parse(
      await (await university.get(`/api/directory/curation/changes?line=${id}`)).json(),
    );
    const undone = await hospital.post(`/api/directory/curation/changes/${changes[0]?.id}/undo`, { why: '试试' });
    assert.equal(await codeOf(undone), 'no-such-change');
  });

  test('an institution may give a line up, and then its authority curates it again', async () => {
    const { claims } = listClaims.output.parse(await (await university.get('/api/directory/curation/claims')).json());
    assert.equal((await decide(university, claims[0]?.id ?? 0, 'ended')).status, 200);
    assert.equal(await codeOf(rename(university, '又改一次')), 'not-yours');
    assert.equal((await rename(province, '主管部门再改')).status, 200);
  });
});
