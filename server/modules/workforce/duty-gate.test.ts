import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { QualificationKind } from './contract.ts';
import { dutyGate, expiringOf, type Facts, gatesOf } from './duty-gate.ts';
import type { Held } from './validity.ts';

const TODAY = '2026-11-22';
const qualification = (kind: QualificationKind, more: Partial<Held> = {}): Held => ({
  kind,
  issuedOn: '2025-01-01',
  expiresOn: null,
  withdrawn: false,
  ...more,
});
const fit: Facts = {
  groups: ['counselling'],
  background: 'counsellor',
  practisingSince: '2018-09-01',
  texts: [
    { kind: 'ethics-code', inForce: 2, accepted: 2 },
    { kind: 'volunteer-statement', inForce: 1, accepted: 1 },
    { kind: 'confidentiality', inForce: 1, accepted: null },
  ],
  qualifications: QualificationKind.options.map((kind) => qualification(kind)),
};
const gate = (facts: Facts) => dutyGate('counselling', facts, TODAY);
const lacking = (facts: Facts) => gate(facts).missing.map(({ need, why }) => [need, why]);
const without = (kind: QualificationKind) => fit.qualifications.filter((one) => one.kind !== kind);

suite('the duty gate', () => {
  test('nobody passes it by belonging to the group alone, and everything lacking is named [S0-02, S0-26, S1-21]', () => {
    const bare = { ...fit, background: null, practisingSince: null, qualifications: [], texts: [] };
    assert.equal(gate(bare).passed, false);
    assert.deepEqual(
      gate(bare).missing.map(({ need }) => need),
      [
        'screening',
        'professional-qualification',
        'basic-competence',
        'crisis-competence',
        'ethics-training',
        'background',
        'experience',
        'ethics-code',
        'volunteer-statement',
      ],
    );
  });

  test('whoever has everything passes', () => {
    assert.deepEqual(gate(fit), { duty: 'counselling', passed: true, missing: [] });
  });

  const each = [
    ['screening', 'S1-21'],
    ['screening', 'S0-02'],
    ['screening', 'S3-25'],
    ['professional-qualification', 'S1-21'],
    ['professional-qualification', 'S0-26'],
    ['basic-competence', 'S3-27'],
    ['crisis-competence', 'S3-28'],
    ['ethics-training', 'S1-21'],
  ] as const;
  for (const [kind, requirement] of each)
    test(`without ${kind} nobody takes contacts, and is told so [${requirement}]`, () => {
      const { passed, missing } = gate({ ...fit, qualifications: without(kind) });
      assert.equal(passed, false);
      assert.deepEqual(
        missing.map(({ need, why }) => [need, why]),
        [[kind, 'missing']],
      );
      assert.ok(missing[0]?.from.includes(requirement));
      assert.match(missing[0]?.words.zh ?? '', /^还没有登记.+。$/);
      assert.match(missing[0]?.words.en ?? '', /^No .+ is on record\.$/);
    });

  test('one that has expired, was withdrawn or does not hold yet blocks as well, and says which', () => {
    const cases: [Partial<Held>, string, RegExp][] = [
      [{ expiresOn: '2026-11-21' }, 'expired', /到期，最后有效日是 2026-11-21/],
      [{ withdrawn: true }, 'withdrawn', /已被撤销/],
      [{ issuedOn: '2026-12-01' }, 'not-yet', /从 2026-12-01 起有效/],
    ];
    for (const [more, why, words] of cases) {
      const qualifications = [...without('crisis-competence'), qualification('crisis-competence', more)];
      const { missing } = gate({ ...fit, qualifications });
      assert.deepEqual(
        missing.map((one) => [one.need, one.why]),
        [['crisis-competence', why]],
      );
      assert.match(missing[0]?.words.zh ?? '', words);
    }
    const lastDay = [...without('crisis-competence'), qualification('crisis-competence', { expiresOn: TODAY })];
    assert.equal(gate({ ...fit, qualifications: lastDay }).passed, true);
  });

  test('background and experience are asked for [S3-26, S0-26]', () => {
    assert.deepEqual(lacking({ ...fit, background: null }), [['background', 'missing']]);
    assert.deepEqual(lacking({ ...fit, practisingSince: null }), [['experience', 'missing']]);
    assert.deepEqual(lacking({ ...fit, practisingSince: '2026-11-23' }), [['experience', 'missing']]);
  });

  test('the newest ethics code and the volunteer statement have to be accepted [S1-27, S3-08, S3-24]', () => {
    const texts = (code: number | null, statement: number | null) => [
      { kind: 'ethics-code', inForce: 2, accepted: code },
      { kind: 'volunteer-statement', inForce: 1, accepted: statement },
    ];
    assert.deepEqual(lacking({ ...fit, texts: texts(1, 1) }), [['ethics-code', 'newer-version']]);
    assert.deepEqual(lacking({ ...fit, texts: texts(null, 1) }), [['ethics-code', 'missing']]);
    assert.deepEqual(lacking({ ...fit, texts: texts(2, null) }), [['volunteer-statement', 'missing']]);
  });

  test('supervisors need training of their own; other groups have no gate', () => {
    const qualifications = without('supervisor-training');
    assert.equal(gate({ ...fit, qualifications }).passed, true);
    const gates = gatesOf({ ...fit, groups: ['supervision', 'counselling', 'custody'], qualifications }, TODAY);
    assert.deepEqual(
      gates.map(({ duty, missing }) => [duty, missing.map(({ need }) => need)]),
      [
        ['counselling', []],
        ['supervision', ['supervisor-training']],
      ],
    );
    assert.deepEqual(gatesOf({ ...fit, groups: ['administration', 'custody', 'expert', 'authority'] }, TODAY), []);
  });

  test('what will be lacking within thirty days is told before it is', () => {
    const ending = (expiresOn: string | null, kind: QualificationKind = 'ethics-training') =>
      expiringOf({ ...fit, qualifications: [...without(kind), qualification(kind, { expiresOn })] }, TODAY);
    assert.deepEqual(ending('2026-12-22'), [{ kind: 'ethics-training', expiresOn: '2026-12-22' }]);
    assert.deepEqual(ending('2026-12-23'), []);
    assert.deepEqual(ending('2026-11-21'), []);
    assert.deepEqual(ending('2026-12-01', 'supervisor-training'), []);
  });

  test('it passes exactly when nothing is lacking, and more of what is asked for never shuts it', () => {
    const held = fc.record({
      kind: fc.constantFrom(...QualificationKind.options),
      issuedOn: fc.constantFrom('2020-01-01', TODAY, '2026-12-01'),
      expiresOn: fc.constantFrom(null, '2026-12-31', '2027-12-31'),
      withdrawn: fc.boolean(),
    });
    const facts = fc.record({
      groups: fc.constant(fit.groups),
      background: fc.constantFrom(null, 'counsellor'),
      practisingSince: fc.constantFrom(null, '2018-09-01'),
      texts: fc.constantFrom(fit.texts, []),
      qualifications: fc.array(held, { maxLength: 10 }),
    });
    fc.assert(
      fc.property(facts, held, (some, more) => {
        const before = gate(some);
        assert.equal(before.passed, before.missing.length === 0);
        const needs = (one: typeof before) => new Set(one.missing.map(({ need }) => need));
        const after = needs(gate({ ...some, qualifications: [...some.qualifications, more] }));
        for (const need of after) assert.ok(needs(before).has(need));
        assert.ok(before.missing.every(({ words, from }) => words.zh !== '' && words.en !== '' && from.length > 0));
      }),
    );
  });
});
