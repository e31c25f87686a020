import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, cellWith, rowWords, valueLines } from './values.ts';

const point = {
  kind: 'phone',
  raw: '041-8468 9595',
  display: '041-8468 9595',
  e164: null,
  tel: null,
  suggestedTel: '041184689595',
  number: null,
  lineType: null,
  menuKeys: [],
  note: '晚班',
  hours: null,
  audience: null,
};

test('a fact is said in words, whatever its form', () => {
  assert.deepEqual(valueLines('name', '大连市心理援助热线', 'zh'), ['大连市心理援助热线']);
  assert.deepEqual(valueLines('region', { code: '210200', name: '大连市' }, 'zh'), ['大连市']);
  assert.deepEqual(valueLines('accessPoints', [point], 'zh'), ['电话 041-8468 9595 · 晚班']);
  assert.deepEqual(valueLines('hours', { raw: '24小时', schedule: null }, 'en'), ['24小时']);
  assert.deepEqual(valueLines('validity', { raw: '', kind: 'long-term' }, 'zh'), ['长期有效']);
  assert.deepEqual(valueLines('hosts', [], 'zh'), []);
  assert.deepEqual(valueLines('opened', null, 'zh'), []);
});

test('what is no fact of a line is said too', () => {
  assert.deepEqual(valueLines('verified', { on: '2026-11-20', how: 'phone-call' }, 'zh'), ['2026-11-20 · 打电话']);
  assert.deepEqual(valueLines('shown', { shown: false }, 'en'), ['hidden']);
});

test('a value in an unknown form is shown as it is rather than left out', () => {
  assert.deepEqual(valueLines('name', 7, 'zh'), ['7']);
});

test('places in a publication are said as one would', () => {
  assert.equal(rowWords('12', 'zh'), '第 12 行');
  assert.equal(rowWords('list-19', 'zh'), '清单第 19 项');
  assert.equal(rowWords('appendix', 'en'), 'appendix');
});

test('the doubtful words are found in the cell where they stand', () => {
  const cells = { accessPoints: '18530767073', email: 'sqnux1@126.com' };
  assert.equal(cellWith(cells, 'accessPoints', 'sqnux1@126.com'), 'sqnux1@126.com');
  assert.deepEqual(around('周一至周五24小时', '24小时'), ['周一至周五', '24小时', '']);
  assert.equal(around('周一', '24小时'), null);
});
