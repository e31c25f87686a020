import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Group, OrganisationKind, PersonId } from '../contract.ts';
import { decideJoining, decideLeaving, decideProfile, firstGroups, groupFits } from './belonging.ts';

const person = (number: number): PersonId => PersonId.parse(`00000000-0000-4000-8000-00000000000${number}`);
const [me, other, third] = [person(1), person(2), person(3)];
const here = { groups: ['counselling'], kind: 'university' } as const;

suite('who belongs', () => {
  test('nobody gives themselves a group, not even one they have', () => {
    for (const group of Group.options) {
      const decided = decideJoining({ by: me, about: me }, group, here);
      assert.deepEqual(decided, { ok: false, refusal: 'not-oneself' });
    }
  });

  test('a group is joined once, and only where it exists', () => {
    const join = (group: Group) => decideJoining({ by: me, about: other }, group, here);
    assert.deepEqual(join('counselling'), { ok: false, refusal: 'already-in-group' });
    assert.deepEqual(join('authority'), { ok: false, refusal: 'group-does-not-fit' });
    assert.equal(join('custody').ok, true);
  });

  test('the first administrator of any organisation is put only into groups that exist there', () => {
    for (const kind of OrganisationKind.options) {
      assert.ok(firstGroups(kind).includes('administration'));
      assert.ok(firstGroups(kind).every((group) => groupFits(group, kind)));
    }
    assert.deepEqual(firstGroups('authority'), ['administration', 'authority']);
  });

  test('whatever is ended in whatever order, an administrator remains [S3-11]', () => {
    const step = fc.constantFrom(me, other, third);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (leavers) => {
        let administrators = [me, other, third];
        for (const about of leavers)
          if (decideLeaving(about, ['custody', 'administration'], administrators).ok)
            administrators = administrators.filter((one) => one !== about);
        assert.ok(administrators.length > 0);
      }),
    );
    assert.equal(decideLeaving(me, ['counselling'], [me]).ok, true);
  });

  test('background and experience are entered by a colleague, and not ahead of time', () => {
    const own = { by: me, about: me };
    assert.equal(decideProfile(own, { name: '何平', staffNumber: '7' }, '2026-11-22').ok, true);
    assert.equal(decideProfile(own, { background: null }, '2026-11-22').ok, false);
    assert.equal(decideProfile(own, { practisingSince: '2018-09-01' }, '2026-11-22').ok, false);
    const colleague = { by: me, about: other };
    assert.equal(decideProfile(colleague, { practisingSince: '2026-11-22' }, '2026-11-22').ok, true);
    assert.equal(decideProfile(colleague, { practisingSince: '2026-11-23' }, '2026-11-22').ok, false);
  });
});
