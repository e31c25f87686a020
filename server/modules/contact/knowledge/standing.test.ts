import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { hasSource, judgeReview, type Kept, standingOf } from './standing.ts';

const today = '2026-11-22';
const kept = (more: Partial<Kept> = {}): Kept => ({
  withdrawn: false,
  latest: { version: 1, decision: 'approved' },
  approved: { version: 1, reviewBy: '2027-05-01' },
  ...more,
});

describe('what may be sent', () => {
  for (const [name, given, state, sendable] of [
    [
      'nothing that nobody has approved',
      kept({ latest: { version: 1, decision: null }, approved: null }),
      'waiting',
      null,
    ],
    ['an approved version', kept(), 'approved', 1],
    ['on its last day, too', kept({ approved: { version: 1, reviewBy: today } }), 'approved', 1],
    ['not on the day after', kept({ approved: { version: 1, reviewBy: '2026-11-21' } }), 'outdated', null],
    ['the approved one while a newer waits', kept({ latest: { version: 2, decision: null } }), 'waiting', 1],
    [
      'the approved one when a newer was sent back',
      kept({ latest: { version: 2, decision: 'returned' } }),
      'returned',
      1,
    ],
    ['nothing that was taken out of use', kept({ withdrawn: true }), 'withdrawn', null],
  ] as const)
    test(name, () => {
      const { state: is, sendable: may } = standingOf(given, today);
      assert.deepEqual([is, may], [state, sendable]);
    });

  const day = fc
    .integer({ min: -900, max: 900 })
    .map((days) => Temporal.PlainDate.from(today).add({ days }).toString());
  const version = fc.integer({ min: 1, max: 9 });
  const anything = fc.record({
    withdrawn: fc.boolean(),
    latest: fc.record({ version, decision: fc.constantFrom('approved' as const, 'returned' as const, null) }),
    approved: fc.option(fc.record({ version, reviewBy: day })),
  });

  test('is never unapproved, outdated or withdrawn, and whatever is outdated is listed as expiring [S3-34] [S3-39]', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { sendable, expiring } = standingOf(given, today);
        const { approved, withdrawn } = given;
        const good = approved !== null && !withdrawn && approved.reviewBy >= today;
        assert.equal(sendable, good ? approved.version : null);
        if (approved !== null && !withdrawn && approved.reviewBy < today) assert.ok(expiring);
      }),
    );
  });
});

test('a day of review lies after today and within two years', () => {
  const judged = (day: string) => {
    const result = judgeReview(day, today);
    return result.ok ? 'ok' : result.refusal;
  };
  assert.deepEqual(['2026-11-22', '2026-11-23', '2028-11-22', '2028-11-24'].map(judged), [
    'review-is-past',
    'ok',
    'ok',
    'review-too-late',
  ]);
});

test('a text has a source and its day; a phrase need not', () => {
  assert.equal(hasSource({ kind: 'text', source: '卫健委', sourceDate: null }), false);
  assert.equal(hasSource({ kind: 'text', source: '卫健委', sourceDate: '2026-01-01' }), true);
  assert.equal(hasSource({ kind: 'snippet', source: null, sourceDate: null }), true);
});
