import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { contentOf, dayIn, differenceOf, draftOf, type Piece } from './view.ts';

const rest = (pieces: readonly Piece[], without: Piece['kind']): string =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

test('what differs is shown where it stands', () => {
  assert.deepEqual(differenceOf('每天 8:00 开', '每天 9:00 开'), [
    { kind: 'same', text: '每天 ' },
    { kind: 'removed', text: '8' },
    { kind: 'added', text: '9' },
    { kind: 'same', text: ':00 开' },
  ]);
  assert.deepEqual(differenceOf('一样', '一样'), [{ kind: 'same', text: '一样' }]);
});

test('a comparison holds both texts, whatever they are', () => {
  const text = fc.string({ unit: fc.constantFrom('我', '在', 'a', '1', ' ', '\n', '。'), maxLength: 60 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = differenceOf(before, after);
      assert.equal(rest(pieces, 'added'), before);
      assert.equal(rest(pieces, 'removed'), after);
    }),
  );
});

test('texts too long to compare stand whole', () => {
  const long = '长'.repeat(3001);
  assert.deepEqual(
    differenceOf(long, '短').map(({ kind }) => kind),
    ['removed', 'added'],
  );
});

test('a draft is sent when nothing is missing', () => {
  const draft = { ...draftOf(), title: '标题', zh: '内容', tags: '睡眠，放松 睡眠' };
  assert.deepEqual(contentOf(draft)?.tags, ['睡眠', '放松']);
  assert.equal(contentOf({ ...draft, title: ' ' }), undefined);
  assert.equal(contentOf({ ...draft, kind: 'text', source: '卫健委' }), undefined, 'the day is missing');
  assert.ok(contentOf({ ...draft, kind: 'text', source: '卫健委', sourceDate: '2026-01-01' }));
});

test('days are those of China', () => {
  assert.equal(dayIn(1, new Date('2026-11-22T17:00:00Z')), '2026-11-24');
});
