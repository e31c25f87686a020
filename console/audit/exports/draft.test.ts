// What a request for an export needs, and what is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PersonId } from '../../../server/modules/identity/contract.ts';
import {
  type ExportDraft,
  isAskable,
  missingFrom,
  noDraft,
  requestOf,
  scopeOf,
  standingOf,
  statementOf,
} from './draft.ts';

const file = '3f9a10c2-7d1e-4c55-9a1b-0123456789ab';
const person = PersonId.parse('00000000-0000-4000-8000-000000000007');
const whole: ExportDraft = {
  ...noDraft,
  kind: 'audit.statement',
  from: '2026-11-01',
  to: '2026-11-30',
  subject: file,
  purpose: 'legal',
  reason: ' 法院调查令 12 号 ',
};

test('a request is sent whole or not at all', () => {
  assert.deepEqual(missingFrom(noDraft), ['kind', 'days', 'purpose', 'reason']);
  assert.equal(requestOf({ ...whole, from: '2026-12-01' }), null);
  assert.deepEqual(requestOf(whole), {
    kind: 'audit.statement',
    scope: { from: '2026-11-01', to: '2026-11-30', subject: `file:${file}` },
    purpose: 'legal',
    reason: '法院调查令 12 号',
  });
});

test('what leaves the organisation names to whom and what allows it; what was typed and taken back is not sent', () => {
  const outside = { ...whole, outside: true };
  assert.deepEqual(missingFrom(outside), ['recipient', 'basis']);
  assert.deepEqual(requestOf({ ...outside, recipient: '河东区法院', basis: 'law' })?.recipient, {
    name: '河东区法院',
    basis: 'law',
  });
  assert.equal('recipient' in (requestOf({ ...whole, recipient: '河东区法院', basis: 'law' }) ?? {}), false);
});

test('a statement is about a file or a person, never both; lines may be narrowed by both', () => {
  const both = { ...whole, person };
  assert.deepEqual(Object.keys(scopeOf(both)), ['from', 'to', 'subject']);
  assert.deepEqual(Object.keys(scopeOf({ ...both, about: 'person' })), ['from', 'to', 'person']);
  assert.deepEqual(Object.keys(scopeOf({ ...both, kind: 'audit.lines' })), ['from', 'to', 'subject', 'person']);
});

test('a statement begins only from a search about one file or one person', () => {
  const wanted = { from: '2026-11-01', to: '2026-11-30', person: '', subject: file, word: '' } as const;
  assert.equal(statementOf(wanted)?.about, 'subject');
  assert.equal(statementOf({ ...wanted, person }), null);
  assert.equal(statementOf({ ...wanted, subject: '' }), null);
  assert.equal(statementOf({ ...wanted, from: '' }), null);
});

test('a kind that needs what this form does not ask for is left to its own screen', () => {
  assert.equal(isAskable({ properties: { from: {} }, required: ['from', 'to'] }), true);
  assert.equal(isAskable({ properties: { room: {} }, required: ['room'] }), false);
});

test('an export that expired after it was made has no file any more; one that was never made had none', () => {
  assert.equal(standingOf({ state: 'expired', made: null }), 'expired');
  const made = { at: '', rows: 1, bytes: 1, digest: '', name: '' };
  assert.equal(standingOf({ state: 'expired', made }), 'file-gone');
  assert.equal(standingOf({ state: 'made', made }), 'made');
});
