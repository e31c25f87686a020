// What an invitation needs before it is sent, and that an earlier one can be sent anew without typing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Invitation, InvitationId } from '../../../server/modules/identity/invitations/contract.ts';
import { bodyOf, draftAgain, emptyDraft, faultsOf, waitingFirst } from './view.ts';

test('a name, something to sign in with and a group are needed', () => {
  assert.deepEqual(faultsOf(emptyDraft), { name: 'nameMissing', signIn: 'signInMissing', groups: 'groupsMissing' });
  assert.deepEqual(faultsOf({ name: '沈', email: '', staffNumber: 'A-7', groups: ['expert'] }), {});
});

test('an address that is none and a number with a space are told', () => {
  assert.deepEqual(faultsOf({ name: '沈', email: 'shen@', staffNumber: 'A 7', groups: ['expert'] }), {
    email: 'emailWrong',
    staffNumber: 'badNumber',
  });
});

test('what was left open is not sent', () => {
  assert.deepEqual(bodyOf({ name: ' 沈 ', email: '', staffNumber: ' A-7 ', groups: ['expert'] }), {
    name: '沈',
    staffNumber: 'A-7',
    groups: ['expert'],
  });
});

const invitation = (state: Invitation['state']): Invitation => ({
  id: InvitationId.parse('00000000-0000-4000-8000-000000000001'),
  name: '沈若云',
  email: null,
  staffNumber: 'A-7',
  groups: ['expert'],
  state,
  invitedBy: null,
  invitedAt: '2026-11-22T00:00:00Z',
  expiresAt: '2026-11-29T00:00:00Z',
});

test('those still waiting stand first, and an expired one begins anew as it was', () => {
  const [first, second] = waitingFirst([invitation('expired'), invitation('open')]);
  assert.deepEqual([first?.state, second?.state], ['open', 'expired']);
  assert.deepEqual(draftAgain(invitation('expired')), {
    name: '沈若云',
    email: '',
    staffNumber: 'A-7',
    groups: ['expert'],
  });
});
