// What is asked for when participation is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countQuery, noCountFilter, withoutService } from './view.ts';

test('an empty filter counts everything as it is today', () => {
  assert.deepEqual(countQuery(noCountFilter), {});
  assert.deepEqual(countQuery({ region: '430000', source: '', on: '2020-02-09' }), {
    region: '430000',
    on: '2020-02-09',
  });
});

test('institutions without a line in service are counted, those with lines that do not serve too', () => {
  assert.equal(withoutService([{ inService: 0 }, { inService: 2 }, { inService: 0 }]), 2);
  assert.equal(withoutService([]), 0);
});
