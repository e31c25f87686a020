import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type Condition, Group, type Right, rights } from './contract.ts';
import { decideRight, dependsOnDuty, rightsHeld } from './rights.ts';

const names = Object.keys(rights);
const right = fc.constantFrom(...names);
const groups = fc.subarray([...Group.options]);
const order = { 'not-allowed': 0, own: 1, below: 2 };
const measure = (name: string, held: { groups: readonly Group[]; onDuty: boolean }): number => {
  const decided = decideRight(name, held);
  return order[decided === 'not-allowed' ? decided : decided.reach];
};

suite('rights', () => {
  test('nobody without a group holds anything, and what the table does not know is not allowed [S3-22]', () => {
    for (const name of names) assert.equal(decideRight(name, { groups: [], onDuty: true }), 'not-allowed');
    for (const name of ['identity.unknown', 'toString', '__proto__', ''])
      assert.equal(decideRight(name, { groups: [...Group.options], onDuty: true }), 'not-allowed');
  });

  test('the three groups have rights of their own [S3-22, S3-11]', () => {
    const only = (group: Group): Set<string> =>
      new Set(rightsHeld({ groups: [group], onDuty: false }).map(({ right }) => right));
    const [administration, counselling, supervision] = [
      only('administration'),
      only('counselling'),
      only('supervision'),
    ];
    assert.ok(administration.has('identity.manage-people') && !supervision.has('identity.manage-people'));
    assert.ok(supervision.has('privacy.open-record') && !administration.has('privacy.open-record'));
    assert.ok(!counselling.has('identity.manage-people') && !counselling.has('privacy.open-record'));
    assert.ok(counselling.has('identity.see-self'));
  });

  test('an authority reaches those below it, an institution only itself [S0-01]', () => {
    const decide = (name: Right, group: Group) => decideRight(name, { groups: [group], onDuty: false });
    assert.deepEqual(decide('identity.manage-organisation', 'authority'), { reach: 'below' });
    assert.deepEqual(decide('identity.manage-organisation', 'administration'), { reach: 'own' });
  });

  test('below wins over own where both hold', () => {
    const held = { groups: ['administration', 'authority'] as const, onDuty: false };
    assert.deepEqual(decideRight('identity.manage-organisation', held), { reach: 'below' });
  });

  test('what needs the duty gate is not held by a counsellor who does not pass it [S1-21]', () => {
    const groups = ['counselling'] as const;
    assert.equal(decideRight('privacy.use-exception', { groups, onDuty: false }), 'not-allowed');
    assert.deepEqual(decideRight('privacy.use-exception', { groups, onDuty: true }), { reach: 'own' });
    assert.equal(dependsOnDuty('privacy.use-exception', groups), true);
    assert.equal(dependsOnDuty('privacy.use-exception', ['supervision']), false);
    assert.equal(dependsOnDuty('identity.see-self', groups), false);
  });

  test('more groups, or a passed gate, never mean fewer rights', () => {
    fc.assert(
      fc.property(right, groups, groups, fc.boolean(), (name, some, more, onDuty) => {
        const before = measure(name, { groups: some, onDuty });
        assert.ok(measure(name, { groups: [...some, ...more], onDuty }) >= before);
        assert.ok(measure(name, { groups: some, onDuty: true }) >= before);
      }),
    );
  });

  test('every right can be held by somebody, says where it holds, and has words in both languages', () => {
    for (const name of names) assert.notEqual(measure(name, { groups: [...Group.options], onDuty: true }), 0, name);
    for (const [name, { about, anyOf }] of Object.entries(rights)) {
      assert.ok(anyOf.length > 0, name);
      assert.match(about.zh, /[\u4e00-\u9fff]/, name);
      assert.match(about.en, /^[A-Z][^\u4e00-\u9fff]*[^.]$/, name);
      for (const list of anyOf as readonly (readonly Condition[])[]) {
        assert.equal(list.filter((condition) => condition === 'own' || condition === 'below').length, 1, name);
        assert.ok(
          list.some((condition) => Group.safeParse(condition).success),
          name,
        );
      }
    }
  });
});
