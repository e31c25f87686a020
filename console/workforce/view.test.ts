// What the screens about fitness for duty decide for themselves: standing, what is missing once, and what is still wrong
// with a qualification that is being recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Gate,
  type Missing,
  type Qualification,
  QualificationId,
} from '../../server/modules/workforce/contract.ts';
import {
  bodyOf,
  dayInShanghai,
  daysBetween,
  type Draft,
  faultsOf,
  kindFor,
  mendedBy,
  missingOf,
  sortedQualifications,
  standingOf,
} from './view.ts';

const missing = (need: Missing['need']): Missing => ({
  need,
  why: 'missing',
  since: null,
  words: { zh: '缺', en: 'missing' },
  from: [],
});
const gate = (duty: Gate['duty'], ...needs: readonly Missing['need'][]): Gate => ({
  duty,
  passed: needs.length === 0,
  missing: needs.map(missing),
});

test('one shut gate is enough to be blocked; without a gate there is nothing to pass', () => {
  assert.equal(standingOf([]), 'none');
  assert.equal(standingOf([gate('counselling')]), 'passed');
  assert.equal(standingOf([gate('counselling'), gate('supervision', 'supervisor-training')]), 'blocked');
});

test('what two duties miss is told once', () => {
  const both = [gate('counselling', 'screening', 'ethics-code'), gate('supervision', 'ethics-code')];
  assert.deepEqual(
    missingOf(both).map(({ need }) => need),
    ['screening', 'ethics-code'],
  );
});

test('texts are mended by oneself, background by the administration, the rest by recording', () => {
  assert.equal(mendedBy('volunteer-statement'), 'oneself');
  assert.equal(mendedBy('experience'), 'profile');
  assert.equal(mendedBy('screening'), 'recording');
  assert.equal(kindFor('screening'), 'screening');
  assert.equal(kindFor('ethics-code'), undefined);
});

const qualification = (state: Qualification['state'], issuedOn: string): Qualification => ({
  id: QualificationId.parse('00000000-0000-4000-8000-000000000001'),
  kind: 'screening',
  evidence: issuedOn,
  issuedOn,
  expiresOn: null,
  state,
  recordedBy: null,
  recordedAt: '2026-11-22T00:00:00Z',
  withdrawn: null,
});

test('what is over stands apart, the newest first', () => {
  const { standing, over } = sortedQualifications([
    qualification('expired', '2020-01-01'),
    qualification('valid', '2021-01-01'),
    qualification('withdrawn', '2025-01-01'),
    qualification('not-yet', '2027-01-01'),
  ]);
  assert.deepEqual(
    [standing.map(({ state }) => state), over.map(({ state }) => state)],
    [
      ['not-yet', 'valid'],
      ['withdrawn', 'expired'],
    ],
  );
});

const draft: Draft = {
  kind: 'basic-competence',
  evidence: ' 考核通过 ',
  issuedOn: '2026-03-01',
  expiresOn: '',
  assessed: false,
};

test('a draft is sent when nothing is wrong, open-ended and without what does not belong to it', () => {
  assert.deepEqual(faultsOf(draft), {});
  assert.deepEqual(bodyOf({ ...draft, assessed: true }), {
    kind: 'basic-competence',
    evidence: '考核通过',
    issuedOn: '2026-03-01',
    expiresOn: null,
  });
});

test('a screening needs language and communication assessed; days must be there and in order [S3-25]', () => {
  assert.deepEqual(faultsOf({ ...draft, kind: 'screening' }), { assessed: 'assessedMissing' });
  assert.equal(bodyOf({ ...draft, kind: 'screening', assessed: true }).communicationAssessed, true);
  assert.deepEqual(faultsOf({ ...draft, evidence: ' ', issuedOn: '', expiresOn: '' }), {
    evidence: 'evidenceMissing',
    issuedOn: 'issuedMissing',
  });
  assert.deepEqual(faultsOf({ ...draft, expiresOn: '2026-02-28' }), { expiresOn: 'expiresEarly' });
  assert.deepEqual(faultsOf({ ...draft, expiresOn: '2026-03-01' }), {});
});

test('days are those of Shanghai', () => {
  assert.equal(dayInShanghai(new Date('2026-11-22T15:59:00Z')), '2026-11-22');
  assert.equal(dayInShanghai(new Date('2026-11-22T16:00:00Z')), '2026-11-23');
  assert.equal(daysBetween('2026-11-22', '2026-12-10'), 18);
});
