import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { before, inOrder, placeOf, placesOf, type Waiting } from './queue.ts';

const one = (contact: string, since: number, more: Partial<Waiting> = {}): Waiting => ({
  contact,
  risk: 'ordinary',
  priority: null,
  since,
  number: since,
  ...more,
});

describe('the order', () => {
  test('is that of arrival [S3-88]', () => {
    const order = inOrder([one('c', 3), one('a', 1), one('b', 2)]).map(({ contact }) => contact);
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  test('is overtaken by danger, then by high risk, then by the classes the line serves first [S4-05]', () => {
    const order = inOrder([
      one('ordinary', 1),
      one('second class', 2, { priority: 1 }),
      one('first class', 3, { priority: 0 }),
      one('high', 4, { risk: 'high' }),
      one('danger', 5, { risk: 'danger' }),
    ]).map(({ contact }) => contact);
    assert.deepEqual(order, ['danger', 'high', 'first class', 'second class', 'ordinary']);
  });

  test('is settled by the number of arrival in the same millisecond', () => {
    assert.ok(before(one('a', 1, { number: 1 }), one('b', 1, { number: 2 })) < 0);
  });
});

test('a place says how many are ahead and on what ground [S3-88]', () => {
  const waiting = [
    one('earlier', 1),
    one('own', 2),
    one('later', 3),
    one('class', 4, { priority: 0 }),
    one('danger', 5, { risk: 'danger' }),
  ];
  assert.deepEqual(placeOf('own', waiting), { position: 4, ahead: { risk: 1, priority: 1, arrival: 1 } });
  assert.deepEqual(placeOf('danger', waiting), { position: 1, ahead: { risk: 0, priority: 0, arrival: 0 } });
  assert.equal(placeOf('gone', waiting), undefined);
});

const waiting = fc
  .array(
    fc.record({
      risk: fc.constantFrom('danger', 'high', 'ordinary'),
      priority: fc.option(fc.nat({ max: 2 })),
      since: fc.nat({ max: 5 }),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((some, number): Waiting => ({ ...some, number, contact: String(number) })));

describe('for whoever waits', () => {
  test('everybody has a place of their own, and the places are the order', () => {
    fc.assert(
      fc.property(waiting, (all) => {
        const places = inOrder(all).map(({ contact }) => placeOf(contact, all)?.position);
        assert.deepEqual(
          places,
          all.map((_, index) => index + 1),
        );
      }),
    );
  });

  test('the places told in one pass are those told one by one', () => {
    fc.assert(
      fc.property(waiting, (all) => {
        const places = placesOf(all);
        assert.equal(places.size, all.length);
        for (const { contact } of all) assert.deepEqual(places.get(contact), placeOf(contact, all));
      }),
    );
  });

  test('only risk and the named classes ever overtake', () => {
    fc.assert(
      fc.property(waiting, (all) => {
        for (const [a, b] of pairs(inOrder(all)))
          if (a.since > b.since) assert.ok(a.risk !== b.risk || a.priority !== b.priority);
      }),
    );
  });
});

function pairs(all: readonly Waiting[]): (readonly [Waiting, Waiting])[] {
  return all.flatMap((a, place) => all.slice(place + 1).map((b) => [a, b] as const));
}
