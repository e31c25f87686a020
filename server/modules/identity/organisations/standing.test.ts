import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { changedFields, decideChange, dutyModeOn } from './standing.ts';

const before = {
  name: '河东大学',
  kind: 'university',
  department: '教育',
  dutyModeFrom: null,
  publicFrom: '2026-12-01',
  publicBasis: 'pilot',
  closedAt: null,
} as const;

suite('how an organisation stands', () => {
  test('it is in duty mode from the day on that was set [S1-04]', () => {
    assert.equal(dutyModeOn(null, '2026-11-22'), 'off');
    assert.equal(dutyModeOn('2026-11-23', '2026-11-22'), 'announced');
    assert.equal(dutyModeOn('2026-11-22', '2026-11-22'), 'on');
    assert.equal(dutyModeOn('2020-01-27', '2026-11-22'), 'on');
  });

  test('what is not given stays, and what is given as nothing is cleared', () => {
    const { closedAt: _, ...same } = before;
    assert.deepEqual(decideChange(before, {}), { ok: true, value: same });
    assert.deepEqual(decideChange(before, { department: null, name: undefined }), {
      ok: true,
      value: { ...same, department: null },
    });
    assert.deepEqual(changedFields(before, { ...same, department: null }), ['department']);
  });

  test('a university that is open to everybody does not become something else while it is', () => {
    assert.deepEqual(decideChange(before, { kind: 'society' }), { ok: false, refusal: 'only-universities' });
    assert.equal(decideChange(before, { kind: 'society', publicFrom: null }).ok, true);
  });

  test('a closed organisation is not changed', () => {
    const closed = { ...before, closedAt: '2026-01-01T00:00:00Z' };
    assert.deepEqual(decideChange(closed, { name: 'x' }), { ok: false, refusal: 'closed' });
  });
});
