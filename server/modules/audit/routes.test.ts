import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { openExports } from '#testing/exports.ts';
import { listOpenings } from './contract.ts';
import { noteOpening } from './openings.ts';

const opened = await openExports();
const { db, owner, ledger, server, custodian, close } = opened;
const { university, hospital, province, otherCentre } = opened.people;
after(close);

const page = async (path: string, by = custodian) => {
  const response = await by.get(path);
  assert.equal(response.status, 200, await response.clone().text());
  return listOpenings.output.parse(await response.json());
};

describe('who does not read the audit', () => {
  test('groups without the right, and whoever acts for another organisation', async () => {
    for (const [person, organisation] of [
      [university.counselling, university.organisation],
      [university.supervision, university.organisation],
      [university.expert, university.organisation],
      [province.authority, province.organisation],
      [hospital.custody, university.organisation],
      [null, university.organisation],
    ] as const)
      for (const path of ['lines', 'openings', 'words'])
        assert.ok([401, 403].includes((await server.as(person, organisation).get(`/api/audit/${path}`)).status));
  });

  test('an authority above, and an organisation beside, read their own chain only [S3-71]', async () => {
    for (const { custody, organisation } of [province, hospital, otherCentre]) {
      const { lines } = await page('/api/audit/lines', server.as(custody, organisation));
      assert.deepEqual(
        lines.filter(({ word }) => word !== 'audit.search'),
        [],
      );
    }
  });

  test('the database itself shows a chain to custody and administration of its organisation alone', async () => {
    const seen = (organisation: string, person: string, reach: 'own' | 'below' = 'own') =>
      transaction(db, { organisation, person, reach }, async (tx) => {
        const { rows } = await sql<{
          chains: number;
        }>`select count(distinct chain)::integer as chains from audit.entry`.execute(tx);
        return rows[0]?.chains;
      });
    await custodian.get('/api/audit/lines');
    assert.equal(await seen(university.organisation, university.custody), 1);
    assert.equal(await seen(university.organisation, university.counselling), 0);
    assert.equal(await seen(university.organisation, hospital.custody), 0);
    assert.equal(await seen(province.organisation, province.authority, 'below'), 0);
  });
});

describe('reading the audit', () => {
  test('who has read this: every opening of a subject, with its purpose and its words [S3-91]', async () => {
    const { lines } = await page('/api/audit/openings?subject=record:2');
    assert.deepEqual(
      lines.map(({ person, purpose, subject, detail, said }) => [person?.name, purpose, subject, detail, said.zh]),
      [['university supervision', 'legal', 'record:2', { words: '=cmd() 某区法院调查令 <b>7</b>' }, '调阅了密封档案']],
    );
  });

  test('what has this person opened, in a time', async () => {
    const of = (days: string) => page(`/api/audit/openings?person=${university.supervision}${days}`);
    assert.equal((await of('')).lines.length, 3);
    assert.equal((await of('&from=2026-11-22&to=2026-11-22')).lines.length, 3);
    assert.equal((await of('&to=2026-11-21')).lines.length, 0);
    assert.equal((await of('&from=2026-11-23')).lines.length, 0);
  });

  test('each search is itself a line, and says what was looked for', async () => {
    await page('/api/audit/lines?word=sign-in.password&from=2026-11-01');
    const [line] = (await page('/api/audit/lines?word=audit.search&limit=1')).lines;
    assert.deepEqual(
      [line?.person?.id, line?.detail],
      [university.custody, { word: 'sign-in.password', from: '2026-11-01' }],
    );
  });

  test('pages follow one another without gap or repetition', async () => {
    for (let count = 0; count < 7; count += 1) await page('/api/audit/openings?subject=record:1');
    const numbers: number[] = [];
    for (let before: number | null = 1000; before !== null;) {
      const { lines, before: next } = await page(`/api/audit/lines?limit=3&before=${before}`);
      numbers.push(...lines.map(({ number }) => number));
      before = next;
      if (numbers.length > 200) break;
    }
    assert.deepEqual(numbers.slice(-3), [3, 2, 1]);
    const [first = 0] = numbers;
    assert.deepEqual(
      numbers,
      Array.from({ length: first }, (_, index) => first - index),
    );
  });

  test('details lie in the database sealed', async () => {
    const { rows } = await sql<{ sealed: boolean; detail: Buffer }>`
      select sealed, detail from audit.entry where subject = 'record:2'`.execute(owner);
    assert.equal(rows[0]?.sealed, true);
    assert.equal(rows[0]?.detail.includes('调查令'), false);
  });
});

describe('opening a sealed record', () => {
  test('without a purpose there is no line, and without a line no opening [S3-91]', async () => {
    const line = { word: 'privacy.open-record', person: null, chain: null, at: Temporal.Now.instant(), request: null };
    await assert.rejects(
      transaction(db, {}, (tx) => ledger.append(tx, line)),
      /without a purpose/,
    );
  });

  test('some purposes are explained in words', () => {
    const open = { subject: 'record:1' };
    assert.deepEqual(noteOpening({ purpose: 'legal' }, open), { ok: false, refusal: 'purpose-unexplained' });
    assert.equal(noteOpening({ purpose: 'legal', words: '调查令 7 号' }, open).ok, true);
    assert.deepEqual(noteOpening({ purpose: 'supervision' }, open), {
      ok: true,
      value: { subject: 'record:1', purpose: 'supervision', detail: {} },
    });
  });
});
