// The list of members: order, filters, stepping; and that only what was touched of a profile is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PersonId } from '../../../server/modules/identity/contract.ts';
import type { Member, MemberDetail } from '../../../server/modules/identity/members/contract.ts';
import type { MemberGates } from '../../../server/modules/workforce/contract.ts';
import {
  changedProfile,
  countsOf,
  draftOf,
  groupsFor,
  memberQuery,
  profileFaults,
  rowsOf,
  shownRows,
  wholeYears,
} from './view.ts';

const id = (n: number): PersonId => PersonId.parse(`00000000-0000-4000-8000-00000000000${n}`);
const member = (n: number): Member => ({
  person: id(n),
  name: `成员${n}`,
  groups: ['counselling'],
  staffNumber: null,
  background: null,
  practisingSince: null,
  since: '2026-01-01T00:00:00Z',
});
const standing = (n: number, passed: boolean, expiring = false): MemberGates => ({
  person: id(n),
  name: '',
  groups: ['counselling'],
  gates: [{ duty: 'counselling', passed, missing: [] }],
  expiring: expiring ? [{ kind: 'screening', expiresOn: '2026-12-01' }] : [],
});

const rows = rowsOf([member(1), member(2), member(3)], [standing(1, true, true), standing(3, false)]);

test('whoever something is missing for comes first; the others keep their order', () => {
  assert.deepEqual(
    rows.map(({ person }) => person),
    [id(3), id(1), id(2)],
  );
});

test('each gate filter shows its own, and says how many', () => {
  assert.deepEqual(countsOf(rows), { all: 3, blocked: 1, passed: 1, expiring: 1 });
  assert.deepEqual(
    shownRows(rows, 'expiring').map(({ person }) => person),
    [id(1)],
  );
});

test('nothing typed asks for nothing', () => {
  assert.deepEqual(memberQuery({ search: '  ', group: '', gate: 'all' }), {});
  assert.deepEqual(memberQuery({ search: ' 林 ', group: 'expert', gate: 'all' }), { search: '林', group: 'expert' });
});

test('only an authority has the group of that name', () => {
  assert.equal(groupsFor('university').includes('authority'), false);
  assert.equal(groupsFor('authority').includes('authority'), true);
});

const detail: MemberDetail = { ...member(1), staffNumber: 'A-1', email: null, memberships: [] };

test('a profile sends what was changed, and empties what was emptied', () => {
  assert.deepEqual(changedProfile(detail, draftOf(detail)), {});
  assert.deepEqual(changedProfile(detail, { ...draftOf(detail), name: ' 林晓 ', staffNumber: ' ' }), {
    name: '林晓',
    staffNumber: null,
  });
});

test('faults of a profile', () => {
  const typed = { ...draftOf(detail), name: ' ', staffNumber: 'A 1', practisingSince: '2026-11-24' };
  assert.deepEqual(profileFaults(typed, '2026-11-23'), {
    name: 'nameMissing',
    staffNumber: 'badNumber',
    practisingSince: 'noFuture',
  });
  assert.deepEqual(profileFaults(draftOf(detail), '2026-11-23'), {});
});

test('a year counts when its day has come', () => {
  assert.equal(wholeYears('2020-11-23', '2026-11-22'), 5);
  assert.equal(wholeYears('2020-11-23', '2026-11-23'), 6);
});
