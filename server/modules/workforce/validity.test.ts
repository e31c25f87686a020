import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Held, holdsUntil, lackOf, stateOn } from './validity.ts';

const TODAY = '2026-11-22';
const held = (issuedOn: string, expiresOn: string | null = null, withdrawn = false): Held => ({
  kind: 'basic-competence',
  issuedOn,
  expiresOn,
  withdrawn,
});
const lack = (...all: Held[]) => lackOf(all, 'basic-competence', TODAY);
const until = (...all: Held[]) => holdsUntil(all, 'basic-competence', TODAY);

suite('how a qualification stands', () => {
  test('it holds on its first and on its last day', () => {
    assert.equal(stateOn(held(TODAY, TODAY), TODAY), 'valid');
    assert.equal(stateOn(held('2026-11-23'), TODAY), 'not-yet');
    assert.equal(stateOn(held('2020-01-01', '2026-11-21'), TODAY), 'expired');
    assert.equal(stateOn(held('2020-01-01', null, true), TODAY), 'withdrawn');
  });

  test('one that holds is enough, whatever became of others', () => {
    assert.equal(lack(held('2020-01-01', '2021-01-01'), held('2025-01-01'), held('2024-01-01', null, true)), undefined);
  });

  test('what is lacking is told by what comes next or came last', () => {
    assert.deepEqual(lack(), { why: 'missing', since: null });
    assert.deepEqual(lack(held('2024-01-01', null, true)), { why: 'withdrawn', since: null });
    assert.deepEqual(lack(held('2018-01-01', '2020-01-01'), held('2020-01-01', '2026-11-21')), {
      why: 'expired',
      since: '2026-11-21',
    });
    assert.deepEqual(lack(held('2020-01-01', '2026-11-21'), held('2026-12-01'), held('2027-01-01')), {
      why: 'not-yet',
      since: '2026-12-01',
    });
    assert.deepEqual(lackOf([held('2020-01-01')], 'screening', TODAY), { why: 'missing', since: null });
  });

  test('it holds until the end of the last one that follows without a gap', () => {
    assert.equal(until(), undefined);
    assert.equal(until(held('2020-01-01')), null);
    assert.equal(until(held('2020-01-01', '2026-12-01')), '2026-12-01');
    assert.equal(until(held('2026-12-02', '2027-12-01'), held('2020-01-01', '2026-12-01')), '2027-12-01');
    assert.equal(until(held('2026-12-03'), held('2020-01-01', '2026-12-01')), '2026-12-01');
    assert.equal(until(held('2026-12-02', null, true), held('2020-01-01', '2026-12-01')), '2026-12-01');
    assert.equal(until(held('2026-12-03')), undefined);
  });
});
