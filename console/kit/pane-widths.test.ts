// Panes keep their widths, and no edge pushes a pane out of sight.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { leastWidth, rangeOf, textOfWidths, widthsFrom, withEdgeAt } from './pane-widths.ts';

test('widths that were kept come back, also from before there were three panes', () => {
  assert.deepEqual(widthsFrom('40 60', [50, 50]), [40, 60]);
  assert.deepEqual(widthsFrom('40', [50, 50]), [40, 60]);
  assert.deepEqual(widthsFrom('20 50 30', [28, 44, 28]), [20, 50, 30]);
});

test('a text that says no widths that can be shown gives those to begin with', () => {
  for (const text of [null, '', 'wide', '10', '95 5', '20 20 20', '50 50 0', '33.3 66.7'])
    assert.deepEqual(widthsFrom(text, [50, 50]), [50, 50], String(text));
});

test('an edge takes from one neighbour what it gives to the other, and goes no further than both can be read', () => {
  assert.deepEqual(withEdgeAt([28, 44, 28], 1, 60), [28, 32, 40]);
  assert.deepEqual(withEdgeAt([28, 44, 28], 0, 99), [54, 18, 28]);
  assert.deepEqual(withEdgeAt([50, 50], 0, -5), [30, 70]);
  assert.deepEqual(rangeOf([28, 44, 28], 1), { at: 72, from: 46, to: 82 });
});

test('however edges are moved, the panes fill the place, none is too narrow, and the widths survive being kept', () => {
  const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.double({ min: -50, max: 150, noNaN: true })));
  fc.assert(
    fc.property(fc.boolean(), moves, (three, moved) => {
      const first = three ? [28, 44, 28] : [50, 50];
      const last = moved.reduce<readonly number[]>(
        (widths, [edge, to]) => withEdgeAt(widths, three ? edge : 0, to),
        first,
      );
      assert.equal(
        last.reduce((sum, one) => sum + one, 0),
        100,
      );
      assert.ok(last.every((one) => one >= leastWidth(last.length)));
      assert.deepEqual(widthsFrom(textOfWidths(last), first), last);
    }),
  );
});
