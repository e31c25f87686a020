import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { againOf, mayComeAgain, talkState, usualLimits } from './limits.ts';

const another = (before: number, agreed = true, reason = '') => {
  const may = mayComeAgain({ before, agreed, reason }, usualLimits);
  return may.ok ? may.value : may.refusal;
};

describe('a further meeting', () => {
  test('is for one time unless it is agreed [S1-22]', () => {
    assert.equal(another(0, false), 'first');
    assert.equal(another(1, false), 'one-time-only');
    assert.equal(another(2), 'by-agreement');
  });

  test('beyond the third needs a reason on file [S1-25]', () => {
    assert.equal(another(3), 'reason-needed');
    assert.equal(another(3, true, '  '), 'reason-needed');
    assert.equal(another(3, true, '家人刚刚去世'), 'by-exception');
  });
});

describe('whoever comes again', () => {
  const again = (before: number, agreed = false, risk: 'danger' | 'high' | 'ordinary' = 'ordinary', oneTime = true) =>
    againOf({ before, agreed }, { contactsInPrinciple: 3, oneTime }, risk);

  test('is noted, by agreement or beyond what the line allows [S0-24]', () => {
    assert.deepEqual(
      [again(0), again(1), again(1, true), again(3)],
      [null, 'beyond-one-time', 'by-agreement', 'beyond-limit'],
    );
    assert.equal(again(1, false, 'ordinary', false), null);
  });

  test('in danger is not counted', () => {
    assert.equal(again(9, false, 'danger'), null);
    assert.equal(again(9, false, 'high'), 'beyond-limit');
  });
});

test('the length of a talk is told softly: five minutes before, and after [S0-13]', () => {
  const states = [0, 24, 25, 29, 30, 90].map((minutes) => talkState(minutes, usualLimits));
  assert.deepEqual(states, ['within', 'within', 'soon', 'soon', 'over', 'over']);
});
