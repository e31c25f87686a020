// The pure parts of the kit: what an address is made of, how time is said, what is found, shown and read as a failure.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import fc from 'fast-check';
import { decideRight } from '../../server/modules/identity/rights.ts';
import { Group, rights, type Right } from '../../server/modules/identity/contract.ts';
import { addressOf, type InputOf } from './endpoint.ts';
import { failureIn } from './failure.ts';
import { isSame } from './filters.ts';
import { holds } from './rights.ts';
import { dayWords, distanceWords, durationWords, momentWords, timeWords } from './telling-time.ts';
import { twoLanguages } from './words.ts';

const now = '2026-11-22T23:40:00+08:00';

describe('an address', () => {
  test('takes its names and leaves out what is not given', () => {
    assert.equal(
      addressOf('/api/a/:id/b', { id: 'x/y?' }, { text: '热线', none: undefined, all: [1, true] }),
      '/api/a/x%2Fy%3F/b?text=%E7%83%AD%E7%BA%BF&all=1&all=true',
    );
  });

  test('without one of its names is a mistake, not another address', () => {
    for (const id of [undefined, null, '']) assert.throws(() => addressOf('/api/a/:id', { id }), TypeError);
    assert.throws(() => addressOf('/api/a', {}, { where: { a: 1 } }), TypeError);
  });

  test('what has to be sent is read off the schemas', () => {
    const endpoint = {
      method: 'POST',
      path: '/api/a/:id',
      input: { params: z.object({ id: z.string() }), query: z.object({ text: z.string().optional() }) },
      output: z.object({}),
    } as const;
    const enough: InputOf<typeof endpoint> = { params: { id: 'a' } };
    // @ts-expect-error -- params are needed
    const tooLittle: InputOf<typeof endpoint> = { query: { text: 'a' } };
    assert.ok(enough !== tooLittle);
  });
});

describe('time', () => {
  test('is Shanghai’s wherever the computer is', () => {
    assert.equal(momentWords('zh', '2026-11-22T15:40:00Z', now), '11月22日 周日 23:40');
    assert.equal(timeWords('en', '2026-11-22T16:05:00Z'), '00:05');
    assert.equal(dayWords('zh', '2025-01-01', now), '2025年1月1日 周三');
    assert.equal(dayWords('en', '2026-11-22', now), '22 November Sun');
  });

  test('a year begins in Shanghai, not in Greenwich', () => {
    assert.match(dayWords('zh', '2025-12-31T16:00:00Z', '2026-01-01T00:00:00+08:00'), /^1月1日/);
  });

  test('durations are said in words and in their largest unit', () => {
    const said = [20, 60, 3599, 7200, 86_400, 90 * 86_400].map((seconds) => durationWords('zh', seconds));
    assert.deepEqual(said, ['不到 1 分钟', '1 分钟', '59 分钟', '2 小时', '1 天', '3 个月']);
    assert.deepEqual(
      [60, 7200].map((seconds) => durationWords('en', seconds)),
      ['1 minute', '2 hours'],
    );
    assert.equal(distanceWords('zh', '2026-11-22T12:40:00Z', now), '3 小时前');
    assert.equal(distanceWords('en', '2026-11-24T15:40:00Z', now), 'in 2 days');
    assert.equal(distanceWords('zh', now, now), '刚刚');
  });
});

describe('a failure', () => {
  test('is read from the server’s answer, with its fields and its id', () => {
    const message = { zh: '不行', en: 'No' };
    const body = { error: { code: 'taken', message, fields: [{ field: 'name', message }, { field: 1 }], id: 'abc' } };
    const failure = failureIn(409, body);
    assert.deepEqual([failure.status, failure.code, failure.words, failure.id], [409, 'taken', message, 'abc']);
    assert.deepEqual(failure.fields, [{ field: 'name', message }]);
  });

  test('of a stranger in between is never shown as ours', () => {
    for (const body of [null, 'Bad gateway', {}, { error: 'x' }, { error: { code: 'a', message: 'text' } }])
      assert.equal(failureIn(502, body).code, 'unreadable');
  });
});

describe('rights', () => {
  test('what is shown is what the server would not refuse', () => {
    const names = Object.keys(rights).filter((name): name is Right => Object.hasOwn(rights, name));
    fc.assert(
      fc.property(fc.subarray([...Group.options]), fc.constantFrom(...names), (groups, right) => {
        assert.equal(holds(groups, right), decideRight(right, { groups, onDuty: true }) !== 'not-allowed');
      }),
    );
  });

  test('who belongs to no group is shown nothing', () => {
    const names = Object.keys(rights).filter((name): name is Right => Object.hasOwn(rights, name));
    assert.deepEqual(
      names.filter((name) => holds([], name)),
      [],
    );
  });
});

test('two filters are the same when they ask for the same', () => {
  assert.equal(isSame({ search: '', group: undefined }, {}), true);
  assert.equal(isSame({ search: 'a' }, { search: '' }), false);
  assert.equal(isSame({ page: 0 }, {}), false);
});

test('words that one language lacks do not compile', () => {
  // @ts-expect-error -- `more` is missing in English
  twoLanguages({ zh: { title: '成员', more: (count: number) => `${count} 人` }, en: { title: 'People' } });
  const words = twoLanguages({ zh: { title: '成员' }, en: { title: 'People' } });
  assert.equal(words.en.title, 'People');
});
