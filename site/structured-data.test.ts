import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fixtureNow, fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';
import { hours } from '#testing/snapshots.ts';
import { type AccessPoint, LineId, type LineHours } from '../server/modules/directory/contract.ts';
import { readerOf } from './reader.ts';
import { structuredLine } from './structured-data.ts';

const reader = readerOf({ ports: fixturePorts, settings: fixtureSettings }, 'zh', fixtureNow);

/** What machines read of a line with these hours and, where they are given, hours of its number's own. */
function described(lineHours: LineHours, own: AccessPoint['hours'] = null): string {
  const view = fixturePorts.describeLine(LineId.parse('s2-57'), fixtureNow) ?? assert.fail('no line s2-57');
  const points = view.points.map((shown) => ({ ...shown, point: { ...shown.point, hours: own } }));
  return JSON.stringify(structuredLine(reader, { ...view, line: { ...view.line, hours: lineHours }, points }));
}

suite('opening hours for machines', () => {
  test('are left out where they depend on public holidays, for nobody would be there on a day shown as open', () => {
    for (const raw of ['周一至周五 9:00-17:00（节假日除外）', '9:00-17:00 (工作日)']) {
      const text = described(hours(raw));
      assert.doesNotMatch(text, /hoursAvailable|OpeningHours/, raw);
      assert.match(text, /"telephone":"02081899120"/, 'the number itself stays');
    }
  });

  test('are not the line’s where the number has hours of its own that could not be read', () => {
    assert.doesNotMatch(described(hours('24小时'), { raw: '有人时', schedule: null }), /hoursAvailable/);
  });

  test('name the weekdays, and from which day on they hold where the text says so', () => {
    const weekdays = described(hours('周一至周五 9:00-17:00'));
    assert.match(weekdays, /"hoursAvailable":\[\{[^}]*schema\.org\/Friday"\],"opens":"09:00","closes":"17:00"\}\]/);
    assert.doesNotMatch(weekdays, /validFrom|Saturday/);
    const since = described(hours('自2026年12月1日起，9:00-17:00'));
    assert.match(since, /"closes":"17:00","validFrom":"2026-12-01"/);
  });
});
