import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { PersonId } from '../contract.ts';
import { decideUse, type Use } from './accepting.ts';

const person = (number: number): PersonId => PersonId.parse(`00000000-0000-4000-8000-00000000000${number}`);
const [invited, inviter, third] = [person(1), person(2), person(3)];
const somebody = fc.constantFrom(null, invited, inviter, third);
const open: Use = { state: 'open', email: 'a@b.example', account: null, invitedBy: inviter, signedIn: null };

suite('using an invitation', () => {
  test('somebody without an account becomes a new person', () => {
    assert.deepEqual(decideUse(open), { ok: true, value: 'new' });
    assert.deepEqual(decideUse({ ...open, email: null }), { ok: true, value: 'new' });
  });

  test('an account is never opened by the link alone, nor joined by anybody but its person', () => {
    const state = fc.constantFrom('open', 'accepted', 'revoked', 'expired');
    const email = fc.constantFrom(null, 'a@b.example');
    fc.assert(
      fc.property(state, email, somebody, somebody, (state, email, holder, signedIn) => {
        const account = email === null ? null : holder;
        const decided = decideUse({ state, email, account, invitedBy: inviter, signedIn });
        if (!decided.ok) return;
        assert.equal(state, 'open');
        if (decided.value === 'new') assert.deepEqual([account, signedIn], [null, null]);
        else {
          assert.equal(decided.value, signedIn);
          assert.notEqual(decided.value, inviter);
          if (email !== null) assert.equal(decided.value, account);
        }
      }),
    );
  });

  test('each refusal says what to do', () => {
    const refusal = (use: Partial<Use>) => {
      const decided = decideUse({ ...open, ...use });
      return decided.ok ? null : decided.refusal;
    };
    assert.equal(refusal({ state: 'accepted' }), 'invitation-used');
    assert.equal(refusal({ state: 'revoked' }), 'invitation-revoked');
    assert.equal(refusal({ state: 'expired' }), 'invitation-expired');
    assert.equal(refusal({ account: invited }), 'sign-in-first');
    assert.equal(refusal({ account: invited, signedIn: third }), 'signed-in-as-another');
    assert.equal(refusal({ signedIn: third }), 'signed-in-as-another');
    assert.equal(refusal({ email: null, signedIn: inviter }), 'not-oneself');
  });
});
