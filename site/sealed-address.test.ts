import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { keyLife, rememberingUnseal, seal, unseal } from './sealed-address.ts';

const secret = new Uint8Array(32).fill(7);
const start = Temporal.Instant.fromEpochMilliseconds(keyLife * 900_000);

test('what was sealed is read again, whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      assert.equal(unseal(secret, 'search', seal(secret, 'search', text, start), start), text);
    }),
  );
});

test('an address stops opening an hour after it was made, at the latest, and holds for half an hour at least', () => {
  const sealed = seal(secret, 'results', '{"region":"210200"}', start);
  assert.equal(unseal(secret, 'results', sealed, start.add({ minutes: 30 })), '{"region":"210200"}');
  assert.equal(unseal(secret, 'results', sealed, start.add({ minutes: 60 })), undefined);
});

test('an address of one page opens no other, another service opens none, and a changed one opens nowhere', () => {
  const sealed = seal(secret, 'results', 'x', start);
  assert.equal(unseal(secret, 'search', sealed, start), undefined);
  assert.equal(unseal(new Uint8Array(32), 'results', sealed, start), undefined);
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    assert.equal(unseal(secret, 'results', changed, start), undefined, `character ${at}`);
  }
  for (const broken of ['', 'x', '../..', 'A'.repeat(4000)])
    assert.equal(unseal(secret, 'results', broken, start), undefined);
});

test('the length of an address does not tell how many questions were answered', () => {
  const none = seal(secret, 'results', ',,,', start);
  const all = seal(secret, 'results', '210200,student,online,can-wait', start);
  assert.equal(none.length, all.length);
  assert.doesNotMatch(all, /210200|student|online/);
});

test('what is remembered opens no longer than the address itself', () => {
  const secret = new Uint8Array(32).fill(7);
  const then = Temporal.Instant.from('2026-11-22T12:10:00Z');
  const sealed = seal(secret, 'answers', '210200', then);
  const open = rememberingUnseal(secret, 'answers', (text) => text);
  assert.equal(open(sealed, then), '210200');
  assert.equal(open(sealed, then.add({ minutes: 5 })), '210200');
  assert.equal(open(sealed, then.add({ minutes: 61 })), undefined);
  assert.equal(open('forged', then), undefined);
});
