// How long what may be kept: both ends of every class, and what follows when a line says nothing.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { DataClass } from '../contract.ts';
import type { Terms } from './contract.ts';
import { inForce, judgeTerms, limitOf, limits, termOf } from './limits.ts';

const shortest: Terms = {
  'contact-details': 3,
  correspondence: { key: 'identity', days: 3 },
  record: 1096,
  transcript: null,
  audio: null,
  audit: 184,
};

describe('a policy is refused', () => {
  const cases: readonly (readonly [string, Partial<Terms>, string, RegExp])[] = [
    [
      'contact details longer than three days [S0-25] [S1-23]',
      { 'contact-details': 4 },
      'longer-than-allowed',
      /联系方式：最多 3 天/,
    ],
    [
      'correspondence with the identity key longer than three days [S1-23]',
      { correspondence: { key: 'identity', days: 4 } },
      'longer-than-allowed',
      /往来文字：最多 3 天/,
    ],
    [
      'correspondence with the record key shorter than three years [S3-69]',
      { correspondence: { key: 'record', days: 1095 } },
      'shorter-than-demanded',
      /at least 1096 days/,
    ],
    [
      'a record shorter than three years [S3-69]',
      { record: 1095 },
      'shorter-than-demanded',
      /服务记录：至少 1096 天.*S3-69/,
    ],
    [
      'a transcript or recording, where it is kept, shorter than three years [S3-69]',
      { audio: 30 },
      'shorter-than-demanded',
      /录音：至少 1096 天/,
    ],
    ['anything longer than thirty years', { transcript: 10_959 }, 'longer-than-allowed', /最多 10958 天/],
    ['more than ten years without a reason', { record: 3654 }, 'reason-needed', /个人信息保护法 19/],
    ['the audit shorter than half a year beyond the rest', { audit: 183 }, 'shorter-than-demanded', /六个月/],
  ];
  for (const [what, change, refusal, words] of cases)
    test(`that keeps ${what}`, () => {
      const judged = judgeTerms({ ...shortest, ...change }, undefined);
      assert.ok(!judged.ok);
      assert.equal(judged.refusal, refusal);
      assert.match(judged.detail ?? '', words);
    });
});

describe('a policy is taken', () => {
  test('at the shortest of every class, and beyond ten years with a reason', () => {
    assert.ok(judgeTerms(shortest, undefined).ok);
    assert.ok(
      judgeTerms({ ...shortest, record: 10_958 }, 'The hospital keeps records of treatment for thirty years.').ok,
    );
  });

  test('exactly when every term lies within its limits', () => {
    const days = fc.oneof(
      fc.integer({ min: 0, max: 12_000 }),
      fc.constantFrom(0, 3, 4, 183, 184, 1095, 1096, 3653, 3654, 10_958),
    );
    const terms = fc.record({
      'contact-details': days,
      correspondence: fc.record({ key: fc.constantFrom('identity' as const, 'record' as const), days }),
      record: days,
      transcript: fc.option(days),
      audio: fc.option(days),
      audit: days,
    });
    fc.assert(
      fc.property(terms, fc.boolean(), (given, reasoned) => {
        const within = DataClass.options.every((of) => {
          const term = termOf(given, of);
          if (term === undefined) return true;
          const { shortest: least, longest: most, reasonBeyond } = limitOf(of, term.key);
          const enough = reasoned || reasonBeyond.days === null || term.days <= reasonBeyond.days;
          return term.days >= (least.days ?? 0) && term.days <= (most.days ?? Infinity) && enough;
        });
        assert.equal(judgeTerms(given, reasoned ? 'because' : undefined).ok, within);
      }),
      { numRuns: 2000 },
    );
  });
});

test('every class has limits in both languages, and three years have at most as many days as we ask for', () => {
  assert.deepEqual(new Set(limits.map((limit) => limit.class)), new Set(DataClass.options));
  for (const { shortest: least, longest: most } of limits)
    for (const { source } of [least, most]) assert.ok(source.zh.length > 3 && source.en.length > 3);
  for (let day = Temporal.PlainDate.from('2020-01-01'); day.year < 2032; day = day.add({ days: 1 }))
    assert.ok(day.until(day.add({ years: 3 })).total({ unit: 'days', relativeTo: day }) <= 1096);
});

test('a line without a policy has its organisation’s, and that one the standard', () => {
  const standard = { id: 's', terms: shortest };
  const own = { id: 'o', terms: { ...shortest, record: 2000 } };
  const line = { id: 'l', terms: { ...shortest, record: 3000 } };
  const follows = { id: 'f', terms: null };
  const cases = [
    [undefined, undefined, 's', 'standard'],
    [own, undefined, 'o', 'organisation'],
    [own, line, 'l', 'line'],
    [own, follows, 'o', 'organisation'],
    [follows, follows, 's', 'standard'],
    [undefined, line, 'l', 'line'],
  ] as const;
  for (const [organisation, of, id, from] of cases) {
    const found = inForce<{ id: string; terms: Terms | null }>(standard, organisation, of);
    assert.deepEqual([found.policy.id, found.from], [id, from]);
  }
});
