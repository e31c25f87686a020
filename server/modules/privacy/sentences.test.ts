// What people are told, word for word.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sayTime } from '#platform/saying-time.ts';
import { ruleOf, sayDeletion, sayFollowUp } from './sentences.ts';

const at = (text: string) => Temporal.Instant.from(`${text}:00+08:00`);
const now = at('2026-12-30T20:15');

test('a time is said in Asia/Shanghai, with its year only when that is another one', () => {
  assert.deepEqual(sayTime(at('2026-12-31T08:05'), now), { zh: '12月31日08:05', en: '31 December, 08:05' });
  assert.deepEqual(sayTime(at('2027-01-02T00:00'), now), { zh: '2027年1月2日00:00', en: '2 January 2027, 00:00' });
});

test('an agreed follow-up says until when the contact details are kept [S1-26]', () => {
  assert.deepEqual(sayFollowUp(at('2027-01-05T19:00'), at('2027-01-08T19:00'), now), {
    zh: '我们约好的最后一次联系是2027年1月5日19:00。您的联系方式会保存到2027年1月8日19:00，之后自动删除。',
    en: 'Our last agreed contact is on 5 January 2027, 19:00. Your contact details are kept until 8 January 2027, 19:00 and then deleted automatically.',
  });
  assert.match(sayFollowUp(at('2026-12-31T19:00'), null, now).zh, /最后一次联系是12月31日19:00.*最多三天/);
});

test('a wish under a hold is not promised to be carried out at once', () => {
  assert.match(sayDeletion(false).zh, /正在删除/);
  assert.doesNotMatch(sayDeletion(true).zh, /正在删除/);
});

test('a certificate names its rule', () => {
  assert.match(ruleOf('identity', 'contact-details', 'clock').zh, /S0-25、S1-23/);
  assert.match(ruleOf('identity', 'correspondence', 'clock').zh, /S1-23/);
  assert.match(ruleOf('identity', 'contact-details', 'wish').zh, /个人信息保护法 47/);
  assert.match(ruleOf('record', 'audio', 'decision').zh, /S3-69、S3-70/);
});
