import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { DirectoryEvent, Line } from './contract.ts';
import { dayOf, serviceAt, standingOf, type Validated } from './validity.ts';

const EPIDEMIC: DirectoryEvent = {
  id: 'covid-19',
  zh: '新冠肺炎疫情',
  en: 'the COVID-19 epidemic',
  begins: '2020-01-20',
  ends: '2023-01-08',
  source: '国家卫生健康委员会公告',
};

const line = (validity: Partial<Line['validity']>, rest: Partial<Validated> = {}): Validated => ({
  opened: null,
  verifiedOn: null,
  validity: { raw: '', kind: 'unstated', ...validity },
  ...rest,
});
const on = (one: Validated, day: string) => serviceAt(one, [EPIDEMIC], day);

suite('whether a line is in service', () => {
  test('before its opening date a line is not yet open, from that day on it is in service [S0-08]', () => {
    const opening = line({ kind: 'long-term' }, { opened: '2020-02-09' });
    assert.equal(on(opening, '2020-02-08'), 'not-yet-open');
    assert.equal(on(opening, '2020-02-09'), 'in-service');
  });

  test('a line valid until a month serves on its last day and is expired on the next [S2-26]', () => {
    const dated = line({ kind: 'until', until: '2020-12-31' });
    assert.equal(on(dated, '2020-12-31'), 'in-service');
    assert.equal(on(dated, '2021-01-01'), 'expired');
  });

  test('a promise of some months more is not taken for longer than it was given [S2-25]', () => {
    const promised = line({ kind: 'at-least', until: '2020-08-27' });
    assert.equal(on(promised, '2020-08-27'), 'in-service');
    assert.equal(on(promised, '2020-08-28'), 'expired');
  });

  test('all lines bound to the epidemic end together when it was declared over [S2-27]', () => {
    for (const opened of ['2020-01-26', '2020-02-25', null]) {
      const bound = line({ kind: 'event', event: 'covid-19' }, { opened });
      assert.equal(on(bound, '2023-01-08'), 'in-service');
      assert.equal(on(bound, '2023-01-09'), 'event-over');
    }
  });

  test('a service that was opened only for the epidemic did not exist before it [S0-21]', () => {
    assert.equal(on(line({ kind: 'event', event: 'covid-19' }), '2019-12-31'), 'not-yet-open');
  });

  test('a line without a stated end, or of an event nobody knows, is not declared gone', () => {
    for (const validity of [
      { kind: 'long-term' },
      { kind: 'unstated' },
      { kind: 'until' },
      { kind: 'event', event: 'unheard-of' },
    ] as const) {
      assert.equal(on(line(validity), '2026-11-22'), 'in-service');
    }
  });

  test('somebody who called after the stated end puts a line back in service, from the day of the call', () => {
    const called = line({ kind: 'until', until: '2020-05-31' }, { verifiedOn: '2026-03-01' });
    assert.equal(on(called, '2026-02-28'), 'expired');
    assert.equal(on(called, '2026-03-01'), 'in-service');
    assert.equal(on(called, '2026-11-22'), 'in-service');
  });

  test('a call before the stated end does not prolong a line', () => {
    const called = line({ kind: 'until', until: '2020-05-31' }, { verifiedOn: '2020-05-30' });
    assert.equal(on(called, '2020-06-01'), 'expired');
  });

  test('the day is that of Asia/Shanghai', () => {
    const dated = line({ kind: 'until', until: '2020-12-31' });
    assert.equal(serviceAt(dated, [], Temporal.Instant.from('2020-12-31T15:59:59Z')), 'in-service');
    assert.equal(serviceAt(dated, [], Temporal.Instant.from('2020-12-31T16:00:00Z')), 'expired');
    assert.equal(dayOf(Temporal.Instant.from('2020-12-31T16:00:00Z')), '2021-01-01');
  });

  test('without a new call a line that has ended never comes back [S2-26]', () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
    const kind = fc.constantFrom<Line['validity']['kind']>('long-term', 'event', 'until', 'at-least', 'unstated');
    fc.assert(
      fc.property(kind, day, day, day, (kind, until, one, other) => {
        const subject = line({ kind, until, event: 'covid-19' });
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const before = on(subject, earlier);
        if (before === 'expired' || before === 'event-over') assert.equal(on(subject, later), before);
      }),
    );
  });
});

suite('how well a line is confirmed', () => {
  test('a person calling counts before the newest publication', () => {
    const both = { verifiedOn: '2026-10-01', confirmedOn: '2026-11-01' };
    assert.deepEqual(standingOf(both, '2026-11-22'), { kind: 'verified-lately', on: '2026-10-01', days: 52 });
    assert.equal(standingOf(both, '2027-11-22').kind, 'verified');
  });

  test('a line that was only ever listed says so with the date of the list', () => {
    const listed = { verifiedOn: null, confirmedOn: '2020-05-27' };
    assert.deepEqual(standingOf(listed, '2026-11-22'), { kind: 'listed', on: '2020-05-27', days: 2370 });
    assert.equal(standingOf({ verifiedOn: null, confirmedOn: null }, '2026-11-22').kind, 'undated');
  });
});
