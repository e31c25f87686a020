// What is asked of the audit, and how a line is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailParts, firstWanted, isPeriod, lineQuery, subjectOf, tellSubject } from './view.ts';

const file = '3f9a10c2-7d1e-4c55-9a1b-0123456789ab';
const now = new Date('2026-11-22T17:00:00Z');

test('the days asked for are Shanghai’s: after midnight there it is the next one', () => {
  const { from, to } = firstWanted(now);
  assert.deepEqual([from, to], ['2026-11-17', '2026-11-23']);
});

test('a bare file number is looked for as the subject of a file, anything else as it was typed', () => {
  assert.equal(subjectOf(` ${file.toUpperCase()} `), `file:${file}`);
  assert.equal(subjectOf('line:hunan-1'), 'line:hunan-1');
});

test('what was left open is not asked for', () => {
  const query = lineQuery({ from: '2026-11-17', to: '', person: '', subject: ' ', word: '' });
  assert.deepEqual(query, { limit: 50, from: '2026-11-17' });
});

test('the last day may be the first one, and not lie before it', () => {
  assert.equal(isPeriod({ from: '2026-11-17', to: '2026-11-17' }), true);
  assert.equal(isPeriod({ from: '2026-11-17', to: '2026-11-16' }), false);
  assert.equal(isPeriod({ from: '', to: '2026-11-16' }), true);
});

test('a service file leads to its screen; the file of an export is not taken for one', () => {
  assert.equal(tellSubject(`file:${file}`).href, `/privacy/files/${file}`);
  assert.deepEqual(tellSubject(`file:${'ab'.repeat(32)}`), { kind: 'export-file', name: 'abababababab', href: null });
  assert.deepEqual(tellSubject('line:hunan-1'), { kind: 'line', name: 'hunan-1', href: null });
});

test('a detail is told in parts, without what is empty', () => {
  assert.deepEqual(detailParts({ approved: false, words: null, groups: ['custody'], recipient: { name: '法院' } }), [
    { name: 'approved', value: false },
    { name: 'groups', value: 'custody' },
    { name: 'recipient', value: 'name 法院' },
  ]);
  assert.deepEqual(detailParts(null), []);
});
