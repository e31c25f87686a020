import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { audience, DALIAN, LIAONING, line, phone } from '#testing/lines.ts';
import { at, hours, snapshotOf } from '#testing/snapshots.ts';
import { RegionCode } from '../regions/contract.ts';
import { LineId } from './contract.ts';
import { browse, describeLine, findLines, linesIn, linesNowhere } from './describing.ts';

const SUNDAY_NIGHT = at('2026-11-22T23:40');
const describe = (one: ReturnType<typeof line>, when = SUNDAY_NIGHT) => describeLine(snapshotOf([one]), one.id, when);

suite('the page of one line', () => {
  test('tells for each access point how it stands, and its next seven days', () => {
    const office = line('a', { hours: hours('9:00-17:00 (工作日)') });
    const described = describe(office);
    assert.equal(described?.state, 'closed');
    assert.equal(described?.nextChange, '2026-11-23T09:00:00+08:00');
    const week = described?.points[0]?.week ?? [];
    assert.deepEqual(
      week.map(({ date, day, bands }) => `${date} ${day} ${bands?.length}`),
      [
        '2026-11-22 weekend 0',
        '2026-11-23 working 1',
        '2026-11-24 working 1',
        '2026-11-25 working 1',
        '2026-11-26 working 1',
        '2026-11-27 working 1',
        '2026-11-28 weekend 0',
      ],
    );
  });

  test('an evening that passes midnight is cut there and goes on the next day', () => {
    const night = line('a', { hours: hours('20:00-次日2:00') });
    assert.deepEqual(describe(night)?.points[0]?.week[1]?.bands, [
      { from: 0, to: 120 },
      { from: 1200, to: 1440 },
    ]);
  });

  test('days that the calendar does not reach are said to be unknown', () => {
    const office = line('a', { hours: hours('9:00-17:00 (工作日)') });
    const week = describe(office, at('2031-05-05T10:00'))?.points[0]?.week;
    assert.deepEqual([week?.[0]?.day, week?.[0]?.bands], ['unknown', null]);
  });

  test('a line past its end shows nobody there, whatever its hours say [S2-26]', () => {
    const ended = line('a', { hours: hours('24小时'), validity: { raw: '', kind: 'until', until: '2020-12-31' } });
    const described = describe(ended);
    assert.equal(described?.service, 'expired');
    assert.deepEqual([described?.state, described?.points[0]?.at.openAllDay], ['closed', false]);
    assert.deepEqual(
      described?.points[0]?.week.map(({ bands }) => bands?.length),
      [0, 0, 0, 0, 0, 0, 0],
    );
  });

  test('all access points are there, whomever they are for, best first', () => {
    const two = line('a', {
      hours: hours('24小时'),
      accessPoints: [
        phone('x', { tel: null, suggestedTel: '041184689595' }),
        phone('01011111111', { audience: audience({ everyone: false, groups: ['police'] }) }),
        phone('01022222222'),
      ],
    });
    assert.deepEqual(
      describe(two)?.points.map(({ point }) => point.tel),
      ['01022222222', null, '01011111111'],
    );
  });

  test('there is no page for an id that no line has', () => {
    assert.equal(describeLine(snapshotOf([]), LineId.parse('nobody'), SUNDAY_NIGHT), undefined);
  });
});

suite('reading the directory by region', () => {
  const ended = { validity: { raw: '', kind: 'until' as const, until: '2020-12-31' } };
  const lines = [
    line('dalian-closed', { region: DALIAN, hours: hours('9:00-17:00') }),
    line('dalian-ended', { region: DALIAN, hours: hours('24小时'), ...ended }),
    line('dalian-open', { region: LIAONING, name: '大连市热线', hours: hours('24小时') }),
    line('liaoning', { region: LIAONING, hours: hours('24小时') }),
    line('nowhere', { hours: hours('24小时') }),
  ];
  const snapshot = snapshotOf(lines);

  test('counts the lines in service by province and city [S2-31]', () => {
    const liaoning = browse(snapshot, SUNDAY_NIGHT).find(({ region }) => region.code === '210000');
    assert.equal(liaoning?.lines, 3);
    assert.deepEqual(
      liaoning?.cities.map(({ region, lines }) => [region.code, lines]),
      [['210200', 2]],
    );
    assert.equal(browse(snapshot, SUNDAY_NIGHT).length, 34);
  });

  test('lists a region’s lines best first, and those that have ended apart [S2-26]', () => {
    const ids = (code: string) => {
      const found = linesIn(snapshot, RegionCode.parse(code), SUNDAY_NIGHT);
      return [found?.inService, found?.ended].map((answers) => answers?.map((answer): string => answer.line.id));
    };
    assert.deepEqual(ids('210200'), [['dalian-open', 'dalian-closed'], ['dalian-ended']]);
    assert.deepEqual(ids('210000')[0], ['dalian-open', 'liaoning', 'dalian-closed']);
    assert.equal(linesIn(snapshot, RegionCode.parse('999999'), SUNDAY_NIGHT), undefined);
  });

  test('lines without a place are listed by themselves [S2-32]', () => {
    assert.deepEqual(
      linesNowhere(snapshot, SUNDAY_NIGHT).inService.map((answer): string => answer.line.id),
      ['nowhere'],
    );
  });

  test('a search finds lines as they stand, also the ended [S2-26]', () => {
    const found = findLines(snapshot, 'dalian', SUNDAY_NIGHT).map(
      ({ answer }) => `${answer.line.id} ${answer.service}`,
    );
    assert.deepEqual(found, ['dalian-closed in-service', 'dalian-ended expired']);
    assert.equal(findLines(snapshot, '热线', SUNDAY_NIGHT, 2).length, 2);
  });
});
