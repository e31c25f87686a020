// Terms are measured while they are typed, by the limits that the server gives; and each version tells what it changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeTerms, limits } from '#privacy/policies/limits.ts';
import { PersonId } from '../../../server/modules/identity/contract.ts';
import type { PolicyVersion, Terms } from '../../../server/modules/privacy/policies/contract.ts';
import {
  changedIn,
  classes,
  draftOf,
  faultOf,
  inLargerUnits,
  limitOf,
  needsReason,
  termsOf,
  versionBefore,
} from './view.ts';

const standard: Terms = {
  'contact-details': 3,
  correspondence: { key: 'identity', days: 3 },
  record: 1096,
  transcript: null,
  audio: null,
  audit: 184,
};
const draft = draftOf(standard);
const withDays = (of: (typeof classes)[number], days: string): typeof draft => ({
  ...draft,
  days: { ...draft.days, [of]: days },
});

test('the terms in force have no fault, and come out of the form as they went in', () => {
  for (const of of classes) assert.equal(faultOf(draft, of, limits), undefined, of);
  assert.deepEqual(termsOf(draft), standard);
});

test('one day beyond each limit is told, as the server would', () => {
  assert.deepEqual(faultOf(withDays('contact-details', '4'), 'contact-details', limits), { fault: 'tooLong', days: 3 });
  assert.deepEqual(faultOf(withDays('record', '1095'), 'record', limits), { fault: 'tooShort', days: 1096 });
  assert.deepEqual(faultOf(withDays('audit', 'zwei'), 'audit', limits), { fault: 'wholeDays' });
  assert.equal(judgeTerms(termsOf(withDays('record', '1095')), undefined).ok, false);
});

test('correspondence is measured by the limits of the key it goes with', () => {
  assert.equal(limitOf(limits, 'correspondence', 'identity')?.longest.days, 3);
  const kept = { ...withDays('correspondence', '1096'), key: 'record' as const };
  assert.equal(faultOf(kept, 'correspondence', limits), undefined);
});

test('what is not kept is not measured, and ten years need a reason', () => {
  assert.equal(faultOf(withDays('audio', '1'), 'audio', limits), undefined);
  assert.equal(needsReason(withDays('record', '3653'), limits), false);
  assert.equal(needsReason(withDays('record', '3654'), limits), true);
});

const version = (differences: Partial<PolicyVersion>): PolicyVersion => ({
  id: '00000000-0000-4000-8000-000000000001',
  line: null,
  version: 1,
  terms: standard,
  reason: null,
  by: null,
  at: '2026-11-22T00:00:00Z',
  ...differences,
});

test('the first version of an organisation is told against the standard one', () => {
  const own = version({ by: { id: PersonId.parse('00000000-0000-4000-8000-000000000002'), name: '陈静' } });
  const program = version({});
  assert.equal(versionBefore([own, program], own), program);
  assert.equal(versionBefore([own, program], program), undefined);
  const changed = { ...own, terms: { ...standard, 'contact-details': 2 } };
  assert.deepEqual(changedIn(changed, program), [
    { of: 'contact-details', before: { days: 3, key: 'identity' }, after: { days: 2, key: 'identity' } },
  ]);
  assert.equal(changedIn({ ...own, terms: null }, program), null);
});

test('long terms are told in years or months as well', () => {
  assert.equal(inLargerUnits(3), undefined);
  assert.deepEqual(inLargerUnits(184), { months: 6 });
  assert.deepEqual(inLargerUnits(1096), { years: 3 });
});
