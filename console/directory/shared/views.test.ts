import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endingOf } from '../events/view.ts';
import { base64Of, changesAnything } from '../importing/view.ts';
import { bodyOf, blank, isLate, missingIn, stateOf } from '../notices/view.ts';
import { standingWords } from '../review/view.ts';

test('only lines that serve today end with an event [S2-27]', () => {
  const lines = [
    { id: 1, today: 'in-service', afterwards: 'event-over' },
    { id: 2, today: 'event-over', afterwards: 'event-over' },
    { id: 3, today: 'in-service', afterwards: 'in-service' },
  ] as const;
  const { ending, others } = endingOf(lines);
  assert.deepEqual(
    ending.map(({ id }) => id),
    [1],
  );
  assert.equal(others.length, 2);
});

test('a file becomes base64 as a whole, however long', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
  assert.deepEqual(new Uint8Array(Buffer.from(base64Of(bytes), 'base64')), bytes);
});

test('a list that is known and changes nothing need not be imported', () => {
  const counts = { rows: 19, added: 0, changed: 0, gone: 0, unchanged: 19, flags: 3 };
  const source = { id: 'a', title: 'a', number: null, issuers: [], date: null, known: 'same' as const };
  assert.equal(changesAnything({ counts, source }), false);
  assert.equal(changesAnything({ counts, source: { ...source, known: 'new' } }), true);
  assert.equal(changesAnything({ counts: { ...counts, gone: 1 }, source }), true);
});

test('an institution has come as far as its furthest step, and a report is late from the day after its day [S0-05]', () => {
  assert.equal(stateOf(null), 'new');
  assert.equal(stateOf({ received: null, forwarded: null, report: null }), 'new');
  const receipt = { received: null, forwarded: null, report: null };
  assert.equal(isLate({ reportBy: '2026-12-10', receipt }, '2026-12-10'), false);
  assert.equal(isLate({ reportBy: '2026-12-10', receipt }, '2026-12-11'), true);
  assert.equal(isLate({ reportBy: null, receipt }, '2026-12-11'), false);
});

test('a notice is sent once its title, issuers, text and contact are there', () => {
  assert.deepEqual(missingIn(blank), ['title', 'issuers', 'text', 'person', 'phone']);
  const body = bodyOf({ ...blank, issuers: '河东省教育厅\n\n河东省卫生健康委 ', number: ' ' });
  assert.deepEqual(body.issuers, ['河东省教育厅', '河东省卫生健康委']);
  assert.equal(body.number, null);
});

test('a line that runs out says when, what its owner answered, and when it was last verified', () => {
  const line = {
    ends: '2026-11-25',
    verified: null,
    asked: { on: '2026-11-20', answer: null },
  } as const;
  assert.deepEqual(standingWords(line, '2026-11-22', 'zh'), [
    '11月25日 周三 到期，还有 3 天',
    '11月20日 周五 问过机构，还没有回音',
    '从来没有核实过',
  ]);
});
