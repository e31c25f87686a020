// How an organisation stands, the tree below an authority, who may change what there, and what of it is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrganisationId } from '../../../server/modules/identity/contract.ts';
import type { InstitutionOverview, Organisation } from '../../../server/modules/identity/organisations/contract.ts';
import {
  administratorFaults,
  answering,
  changedOrganisation,
  draftFaults,
  draftOf,
  dutyModeOn,
  headCounts,
  kindsFor,
  reachesBelow,
  standingSo,
  treeBelow,
} from './view.ts';

const id = (n: number): OrganisationId => OrganisationId.parse(`00000000-0000-4000-8000-00000000010${n}`);
const organisation = (n: number, parent: number | null, differences: Partial<Organisation> = {}): Organisation => ({
  id: id(n),
  parent: parent === null ? null : id(parent),
  name: `机构${n}`,
  kind: 'university',
  department: '教育',
  dutyModeFrom: null,
  publicFrom: null,
  publicBasis: null,
  closedAt: null,
  ...differences,
});
const overview = (n: number, dutyMode: InstitutionOverview['dutyMode']): InstitutionOverview => ({
  ...organisation(n, 1),
  dutyMode,
  members: { administration: 1, counselling: 2, supervision: 0, custody: 0, authority: 0, expert: 0 },
});

test('duty mode begins on its day', () => {
  assert.equal(dutyModeOn(organisation(1, null), '2026-11-23'), 'off');
  assert.equal(dutyModeOn(organisation(1, null, { dutyModeFrom: '2026-11-23' }), '2026-11-23'), 'on');
  assert.equal(dutyModeOn(organisation(1, null, { dutyModeFrom: '2026-11-24' }), '2026-11-23'), 'announced');
});

test('an authority changes what lies below it, an administration only its own', () => {
  assert.equal(reachesBelow(['authority'], 'identity.manage-organisation'), true);
  assert.equal(reachesBelow(['administration'], 'identity.manage-organisation'), false);
});

test('the tree lies as parents and children do, closed ones last, and never shows its root', () => {
  const all = [
    organisation(1, null),
    organisation(2, 1, { closedAt: '2026-01-01T00:00:00Z' }),
    organisation(3, 1),
    organisation(4, 3),
  ];
  const tree = treeBelow(id(1), all, [overview(4, 'off')]);
  assert.deepEqual(
    tree.map(({ organisation: one, depth }) => [one.id, depth]),
    [
      [id(3), 0],
      [id(4), 1],
      [id(2), 0],
    ],
  );
  assert.deepEqual(
    standingSo(tree, 'off').map(({ organisation: one }) => one.id),
    [id(4)],
  );
});

test('groups without anybody are not counted; a list names those who answer and supervise', () => {
  assert.deepEqual(headCounts(overview(1, 'on')), [
    ['administration', 1],
    ['counselling', 2],
  ]);
  assert.deepEqual(answering(overview(1, 'on')), [['counselling', 2]]);
});

test('only what was touched is sent; a ground ends with the opening it was for [S1-07]', () => {
  const before = organisation(1, null, { publicFrom: '2026-01-01', publicBasis: 'pilot' });
  assert.deepEqual(changedOrganisation(before, draftOf(before)), {});
  assert.deepEqual(changedOrganisation(before, { ...draftOf(before), publicFrom: '', department: ' ' }), {
    department: null,
    publicFrom: null,
    publicBasis: null,
  });
});

test('opening to everybody needs its ground, and an organisation a name', () => {
  const draft = draftOf(organisation(1, null));
  assert.deepEqual(draftFaults({ ...draft, name: ' ', publicFrom: '2026-12-01' }), {
    name: 'nameMissing',
    publicBasis: 'basisMissing',
  });
  assert.deepEqual(draftFaults(draft), {});
  assert.deepEqual(kindsFor('authority'), ['authority']);
  assert.equal(kindsFor('medical').includes('authority'), false);
});

test('a first administrator has a name and an address', () => {
  assert.deepEqual(administratorFaults({ name: ' ', email: 'x' }), { name: 'nameTyped', email: 'emailWrong' });
  assert.deepEqual(administratorFaults({ name: '周明', email: 'zhou@hedong.example' }), {});
});
