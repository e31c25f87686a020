import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differing, type Draft, faultsOf, givenFrom, meet, movedPoint, takenFrom } from './draft.ts';
import { daysBetween } from './list-view.ts';
import { bandWords, type Day, marked, shanghaiNow, slotsOf } from './week-view.ts';

const point = (key: string) => ({ key, kind: 'phone' as const, text: key, note: '', hours: '', audience: '' });
const draft: Draft = {
  name: '大连市心理援助热线',
  formerNames: '',
  region: '210200',
  hosts: '大连市第七人民医院',
  accessPoints: [point('a'), point('b'), point('c')],
  audience: '全国所有需要心理支持的人群',
  hours: '24小时',
  sessionMinutes: '30-50分钟',
  opened: '2013-07-15',
  validity: { kind: 'long-term', until: '', event: '' },
};

test('only what differs is sent; spaces and empty rows make no difference', () => {
  const typed = { ...draft, hosts: '大连市第七人民医院 \n\n', hours: '9:00-17:00', opened: '' };
  assert.deepEqual(differing(draft, typed), ['hours', 'opened']);
  assert.deepEqual(givenFrom(typed, ['hours', 'opened']), { hours: '9:00-17:00', opened: null });
});

test('a validity is sent with its day or its event only', () => {
  const validity = { kind: 'until' as const, until: '2027-06-30', event: 'covid-19' };
  assert.deepEqual(givenFrom({ ...draft, validity }, ['validity']), {
    validity: { kind: 'until', until: '2027-06-30' },
  });
  assert.deepEqual(faultsOf({ ...draft, validity: { ...validity, until: '' } }), ['no-day']);
});

test('an access point moves by one place and no further than the ends', () => {
  const keys = (from: number, by: number): string =>
    movedPoint(draft.accessPoints, from, by)
      .map(({ key }) => key)
      .join('');
  assert.equal(keys(0, 1), 'bac');
  assert.equal(keys(2, -1), 'acb');
  assert.equal(keys(0, -1), 'abc');
  assert.equal(keys(2, 1), 'abc');
});

test('two editors: what only one changed stays theirs, what both changed is asked about', () => {
  const mine = { ...draft, hours: '9:00-17:00', hosts: '市第三医院' };
  const theirs = { ...draft, hours: '8:00-20:00', name: '大连热线' };
  const { both, merged } = meet(draft, mine, theirs);
  assert.deepEqual(both, ['hours']);
  assert.equal(merged.name, '大连热线');
  assert.equal(merged.hosts, '市第三医院');
  assert.equal(merged.hours, '9:00-17:00');
  assert.equal(takenFrom(merged, theirs, both).hours, '8:00-20:00');
  assert.deepEqual(meet(draft, mine, { ...draft, hours: '9:00-17:00' }).both, []);
});

const sunday: Day = {
  date: '2026-11-22',
  day: 'weekend',
  bands: [
    { from: 540, to: 720 },
    { from: 1200, to: 1440 },
  ],
};

test('the lamp is lit for the band of this moment only, and only while the line is open', () => {
  const now = shanghaiNow(new Date('2026-11-22T15:40:00Z'));
  assert.deepEqual(now, { date: '2026-11-22', minute: 1420 });
  assert.deepEqual(
    slotsOf(sunday, now, true)?.map(({ lit }) => lit),
    [false, true],
  );
  assert.ok(slotsOf(sunday, now, false)?.every(({ lit }) => !lit));
  assert.ok(slotsOf({ ...sunday, date: '2026-11-23' }, now, true)?.every(({ lit }) => !lit));
  assert.equal(slotsOf({ ...sunday, bands: null }, now, true), null);
});

test('a day is said in words: its bands, all day, closed, or that it cannot be said', () => {
  const words = { all: '全天', none: '不开', unknown: '说不准', comma: '、' };
  assert.equal(bandWords(sunday.bands, words), '9:00–12:00、20:00–24:00');
  assert.equal(bandWords([{ from: 0, to: 1440 }], words), '全天');
  assert.equal(bandWords([], words), '不开');
  assert.equal(bandWords(null, words), '说不准');
});

test('what was not read is marked where it stands', () => {
  assert.deepEqual(marked('周一9:00-12:00，寒假另定', ['寒假另定']), [
    { text: '周一9:00-12:00，', unread: false },
    { text: '寒假另定', unread: true },
  ]);
  assert.deepEqual(marked('24小时', ['没有的']), [{ text: '24小时', unread: false }]);
});

test('days are counted across months and years', () => {
  assert.equal(daysBetween('2026-11-22', '2026-12-05'), 13);
  assert.equal(daysBetween('2026-01-01', '2025-12-31'), -1);
});
