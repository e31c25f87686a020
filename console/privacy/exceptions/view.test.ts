// What an entry needs before it is sent, and how its notice stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf, type ExceptionDraft, lacksWords, missingIn, noException, noticeOf } from './view.ts';

const whole: ExceptionDraft = {
  file: '3f9a10c2-7d1e-4c55-9a1b-0123456789ab',
  kind: 'life-risk',
  reason: ' 来访者说已经站在楼顶 ',
  basis: '个人信息保护法 13（四）',
  disclosed: '所在位置',
  recipient: '110',
  noticeBy: '',
};

test('an entry is sent whole or not at all', () => {
  assert.deepEqual(missingIn(noException), ['file', 'kind', 'reason', 'basis', 'disclosed', 'recipient']);
  assert.equal(entryOf({ ...whole, recipient: ' ' }), null);
  assert.equal(entryOf(whole)?.reason, '来访者说已经站在楼顶');
  assert.equal('noticeBy' in (entryOf(whole) ?? {}), false);
});

test('the time of the notice is Shanghai’s, whatever the computer thinks', () => {
  assert.equal(entryOf({ ...whole, noticeBy: '2026-11-24T09:30' })?.noticeBy, '2026-11-24T09:30:00+08:00');
});

test('a settled notice is never called overdue', () => {
  assert.equal(noticeOf({ notice: { overdue: true, settled: null } }), 'overdue');
  assert.equal(noticeOf({ notice: { overdue: false, settled: null } }), 'open');
  assert.equal(noticeOf({ notice: { overdue: true, settled: { outcome: 'told' } } }), 'told');
});

test('only some purposes have to be explained', () => {
  assert.equal(lacksWords('legal', ' '), true);
  assert.equal(lacksWords('legal', '调查令 12 号'), false);
  assert.equal(lacksWords('supervision', ''), false);
  assert.equal(lacksWords(null, ''), false);
});
