import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { KeyId } from '../contract.ts';
import { type DataKey, dataKey, openValue, type Place, SEAL_OVERHEAD, sealValue } from './sealing.ts';

const bytes = (length: { minLength?: number; maxLength?: number }) =>
  fc.uint8Array(length).map((array) => Buffer.from(array));
const key: fc.Arbitrary<DataKey> = fc
  .tuple(fc.uuid({ version: 4 }), bytes({ minLength: 32, maxLength: 32 }))
  .map(([id, secret]) => dataKey(KeyId.parse(id), secret));
const name = fc.stringMatching(/^[a-z_.]{1,20}$/);
const place: fc.Arbitrary<Place> = fc.record({ table: name, column: name, row: fc.string() });
const same = (a: Place, b: Place) => a.table === b.table && a.column === b.column && a.row === b.row;

test('what is sealed opens to the same, at the same place with the same key [S3-71]', () => {
  fc.assert(
    fc.property(key, place, bytes({ maxLength: 500 }), (key, place, plain) => {
      const sealed = sealValue(key, place, plain);
      assert.deepEqual(openValue(key, place, sealed), plain);
      assert.equal(sealed.length, plain.length + SEAL_OVERHEAD);
    }),
  );
});

test('one flipped bit, anywhere, is refused', () => {
  fc.assert(
    fc.property(key, place, bytes({ maxLength: 40 }), fc.nat(), (key, place, plain, at) => {
      const sealed = sealValue(key, place, plain);
      const bit = at % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(openValue(key, place, sealed), undefined);
    }),
    { numRuns: 1000 },
  );
});

test('a value cut short or lengthened is refused', () => {
  fc.assert(
    fc.property(key, place, bytes({ maxLength: 40 }), fc.nat(), (key, place, plain, cut) => {
      const sealed = sealValue(key, place, plain);
      assert.equal(openValue(key, place, sealed.subarray(0, cut % sealed.length)), undefined);
      assert.equal(openValue(key, place, Buffer.concat([sealed, Buffer.of(0)])), undefined);
    }),
  );
});

test('a value copied to any other table, column or row is refused', () => {
  fc.assert(
    fc.property(key, place, place, bytes({ maxLength: 40 }), (key, here, there, plain) => {
      fc.pre(!same(here, there));
      assert.equal(openValue(key, there, sealValue(key, here, plain)), undefined);
    }),
  );
});

test('names that run into each other are different places', () => {
  const mine = dataKey(KeyId.parse(crypto.randomUUID()), Buffer.alloc(32, 7));
  const sealed = sealValue(mine, { table: 'a.b', column: 'c', row: 'd' }, 'x');
  for (const other of [
    { table: 'a.bc', column: '', row: 'd' },
    { table: 'a.b', column: 'cd', row: '' },
    { table: 'a.b', column: '', row: 'c\u0000d' },
    { table: '', column: 'a.b', row: 'c\u0000d' },
  ])
    assert.equal(openValue(mine, other, sealed), undefined);
  assert.throws(() => sealValue(mine, { table: 'a\u0000b', column: 'c', row: 'd' }, 'x'), RangeError);
});

test('another key, or another secret under the same id, is refused', () => {
  fc.assert(
    fc.property(key, key, place, bytes({ maxLength: 40 }), (key, other, place, plain) => {
      fc.pre(!key.secret.equals(other.secret));
      const sealed = sealValue(key, place, plain);
      assert.equal(openValue(other, place, sealed), undefined);
      assert.equal(openValue(dataKey(key.id, other.secret), place, sealed), undefined);
      assert.equal(openValue(dataKey(other.id, key.secret), place, sealed), undefined);
    }),
  );
});

test('equal values sealed ten thousand times give no nonce and no ciphertext twice', () => {
  const mine = dataKey(KeyId.parse(crypto.randomUUID()), Buffer.alloc(32, 7));
  const here = { table: 't', column: 'c', row: '1' };
  const sealed = Array.from({ length: 10_000 }, () => sealValue(mine, here, 'the same'));
  assert.equal(new Set(sealed.map((value) => value.toString('hex', 9, 21))).size, sealed.length);
  assert.equal(new Set(sealed.map((value) => value.toString('hex', 21))).size, sealed.length);
});
