import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharing } from './shared-values.ts';

test('equal texts give one and the same value, different texts do not', () => {
  const share = sharing((value) => value);
  assert.equal(share('{"raw":"24小时"}'), share('{"raw":"24小时"}'));
  assert.notEqual(share('{"raw":"24小时"}'), share('{"raw":"9:00-17:00"}'));
});

test('a shared value cannot be changed under the others who hold it', () => {
  const share = sharing(() => ({ raw: '24小时' }));
  assert.throws(() => {
    share('{}').raw = 'x';
  }, TypeError);
});

test('what the schema refuses is refused every time', () => {
  const share = sharing(() => {
    throw new RangeError('no');
  });
  assert.throws(() => share('1'), RangeError);
  assert.throws(() => share('1'), RangeError);
});
