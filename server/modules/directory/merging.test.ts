import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { audience, DALIAN, LIAONING, readLine, readPhone, SHANXI, source } from '#testing/lines.ts';
import type { ReadHours, ReadLine, Reading, ReadSource } from '../sources/contract.ts';
import { listingKey, toLines } from './merging.ts';

const reading = (sources: ReadSource[], lines: ReadLine[]): Reading => ({ sources, lines, notHotlines: [] });

const hours = (raw: string, from: number, to: number): ReadHours => ({
  raw,
  understood: true,
  schedule: {
    parts: [{ scope: null, rules: [{ days: { kind: 'working-days' }, bands: [{ from, to }] }] }],
  },
  zh: raw,
  en: raw,
  unread: [],
});

const HENAN = source('s1', '2020-01-30');
const FIFTH_ROUND = source('s2', '2020-05-27');
const HUNAN = source('s0', null);

const annex = readLine('s1', 'annex-1', {
  name: '郑州大学',
  hosts: ['郑州大学'],
  accessPoints: [
    { kind: 'email', raw: 'zzuxljk@163.com', number: 'zzuxljk@163.com', display: 'zzuxljk@163.com' },
    readPhone('0371-67781617'),
  ],
  validity: { raw: '疫情期间', kind: 'event', event: 'covid-19' },
});
const prose = readLine('s1', 'prose-1', {
  name: '郑州大学心理咨询服务热线',
  accessPoints: [readPhone('0371-67781617')],
  hours: hours('上午8:00-12:00，下午2:30-5:30', 480, 720),
  opened: { raw: '2020年2月1日', date: '2020-02-01' },
});
const row54 = readLine('s2', '54', {
  name: '郑州大学心理热线',
  hosts: ['郑州大学心理健康教育中心'],
  accessPoints: [readPhone('0371-67781617')],
  audience: audience({ raw: '高校学生', everyone: false, groups: ['student'] }),
  hours: hours('9:00-17:00 (工作日)', 540, 1020),
  opened: { raw: '2020年1月29日', date: '2020-01-29' },
});
const zhengzhou = [reading([HENAN], [annex, prose]), reading([FIFTH_ROUND], [row54])];

test('a list without a date takes no address from a line that has one', () => {
  const undated = readLine('s0', 'table-2', { name: '郑州大学心理热线', accessPoints: [readPhone('0371-67781617')] });
  const readings = [...zhengzhou, reading([HUNAN], [undated])];
  const before = toLines(zhengzhou);
  assert.equal(before.length, 1);
  const known = new Map(
    before.flatMap(({ id, listings }) => listings.map((one) => [listingKey(one.source, one.row), id] as const)),
  );
  assert.deepEqual(
    toLines(readings, { joins: [], pins: new Map(), known }).map(({ id }) => id),
    [before[0]?.id],
  );
  assert.notEqual(toLines(readings)[0]?.id, before[0]?.id, 'it would otherwise');
});

suite('putting listings together', () => {
  test('a number that stands in three places under like names is one line [S2-33]', () => {
    const [line, ...others] = toLines(zhengzhou);
    assert.equal(others.length, 0);
    assert.deepEqual(
      line?.listings.map((one) => `${one.source}/${one.row}`),
      ['s1/annex-1', 's1/prose-1', 's2/54'],
    );
    assert.equal(line?.id, 's1-annex-1');
    assert.equal(line?.confirmedOn, '2020-05-27');
  });

  test('the newest publication decides each field it speaks of, older ones fill in the rest', () => {
    const [line] = toLines(zhengzhou);
    assert.equal(line?.name, '郑州大学心理热线');
    assert.equal(line?.hours?.raw, '9:00-17:00 (工作日)');
    assert.equal(line?.opened, '2020-01-29');
    assert.equal(line?.validity.kind, 'event');
    assert.deepEqual(line?.formerNames, ['郑州大学心理咨询服务热线']);
  });

  test('what is newest is told by the date of the publication, and an undated one never overrules', () => {
    const named = (from: string, name: string) =>
      readLine(from, '1', { name, accessPoints: [readPhone('0411-84689595')] });
    const lines = [named('z-old', '大连心理热线'), named('a-new', '大连市心理援助热线'), named('undated', '大连热线')];
    const sources = [source('z-old', '2019-01-01'), source('a-new', '2021-01-01'), source('undated', null)];
    const [line, ...others] = toLines([reading(sources, lines)]);
    assert.equal(others.length, 0);
    assert.equal(line?.name, '大连市心理援助热线');
    assert.equal(line?.id, 'undated-1');
  });

  test('what a newer publication leaves open about a number, an older one fills in', () => {
    const noted = readLine('s1', '1', {
      name: '大连热线',
      accessPoints: [readPhone('0411-84689595', { note: '白班' })],
    });
    const bare = readLine('s2', '1', {
      name: '大连热线',
      accessPoints: [readPhone('0411-84689595', { raw: '0411-8468 9595' })],
    });
    const [point] = toLines([reading([HENAN, FIFTH_ROUND], [noted, bare])])[0]?.accessPoints ?? [];
    assert.equal(point?.note, '白班');
    assert.equal(point?.raw, '0411-8468 9595');
  });

  test('an access point that only an older publication gives keeps that publication’s terms', () => {
    const [line] = toLines(zhengzhou);
    assert.deepEqual(
      line?.accessPoints.map((point) => [point.kind, point.audience?.everyone ?? null]),
      [
        ['phone', null],
        ['email', true],
      ],
    );
  });

  test('what the publications disagree on is counted as open doubts', () => {
    const together = toLines(zhengzhou)[0]?.openFlags ?? 0;
    assert.ok(together > 0, 'hours, audience and opening date differ');
    assert.equal(toLines([reading([HENAN], [prose])])[0]?.openFlags, 0);
    const flags = [{ code: 'repaired' as const, field: 'region', raw: '', why: '合并单元格。' }];
    assert.equal(toLines([zhengzhou[0]!, reading([FIFTH_ROUND], [{ ...row54, flags }])])[0]?.openFlags, together + 1);
  });

  test('one number under unlike names stays two lines [S2-33]', () => {
    const one = readLine('s0', '1', { name: '湖南省心理援助热线', accessPoints: [readPhone('0731-12320')] });
    const other = readLine('s2', '2', { name: '郴州守护者', accessPoints: [readPhone('0731-12320')] });
    assert.equal(toLines([reading([HUNAN, FIFTH_ROUND], [one, other])]).length, 2);
  });

  test('a shared platform with different menu keys is not one line [S2-22]', () => {
    const platform = (row: string, key: string) =>
      readLine('s2', row, {
        name: '12320心理援助热线',
        accessPoints: [readPhone('0931-12320', { kind: 'short-code', menuKeys: [key] })],
      });
    assert.equal(toLines([reading([FIFTH_ROUND], [platform('1', '5'), platform('2', '6')])]).length, 2);
    assert.equal(toLines([reading([FIFTH_ROUND], [platform('1', '5'), platform('2', '5')])]).length, 1);
  });

  test('a short code without area code is another line in another province', () => {
    const code = (row: string, place: typeof SHANXI) =>
      readLine('s2', row, {
        name: '12320心理援助热线',
        region: place,
        accessPoints: [{ kind: 'short-code', raw: '12320', tel: '12320', display: '12320', lineType: 'short-code' }],
      });
    assert.equal(toLines([reading([FIFTH_ROUND], [code('1', SHANXI), code('2', LIAONING)])]).length, 2);
    assert.equal(toLines([reading([FIFTH_ROUND], [code('1', DALIAN), code('2', LIAONING)])]).length, 1);
  });

  test('the same host behind the same number is the same line under another name [S2-30]', () => {
    const before = readLine('s1', '1', {
      name: '晨光倾听',
      hosts: ['北京妇联'],
      accessPoints: [readPhone('010-86460770')],
    });
    const after = readLine('s2', '1', {
      name: '暮色陪伴',
      hosts: ['北京妇联'],
      accessPoints: [readPhone('010-86460770')],
    });
    const [line, ...others] = toLines([reading([HENAN, FIFTH_ROUND], [before, after])]);
    assert.equal(others.length, 0);
    assert.equal(line?.name, '暮色陪伴');
    assert.deepEqual(line?.formerNames, ['晨光倾听']);
  });

  test('a city named by one publication is kept against the mere province of a newer one [S2-31]', () => {
    const city = readLine('s1', '1', { region: DALIAN, accessPoints: [readPhone('0411-84689595')] });
    const province = readLine('s2', '1', { region: LIAONING, accessPoints: [readPhone('0411-84689595')] });
    assert.equal(toLines([reading([HENAN, FIFTH_ROUND], [city, province])])[0]?.region?.code, '210200');
  });

  test('a doubtful number keeps its published digits and carries the correction apart', () => {
    const doubtful = readLine('s2', '26', {
      name: '大连市心理援助热线',
      accessPoints: [{ kind: 'phone', raw: '041-8468 9595', display: '041-8468 9595' }],
      flags: [
        {
          code: 'suspicious-area-code',
          field: 'accessPoints',
          raw: '041-8468 9595',
          suggestion: '0411-84689595',
          why: '没有 041 这个区号。',
        },
      ],
    });
    const [point] = toLines([reading([FIFTH_ROUND], [doubtful])])[0]?.accessPoints ?? [];
    assert.equal(point?.raw, '041-8468 9595');
    assert.equal(point?.tel, null);
    assert.equal(point?.suggestedTel, '041184689595');
  });

  test('a line of an unknown source is refused', () => {
    assert.throws(() => toLines([reading([], [annex])]), /unknown source/);
  });
});

suite('merging does not depend on chance', () => {
  const names = ['大连市心理援助热线', '大连心理热线', '守护者', '郑州大学', '晨帆热线'];
  const arbitraryLine = fc.record({
    source: fc.constantFrom('s0', 's1', 's2'),
    row: fc.nat({ max: 40 }).map(String),
    name: fc.constantFrom(...names),
    tels: fc.uniqueArray(fc.constantFrom('0411-84689595', '0371-67781617', '010-86460770'), { maxLength: 2 }),
  });
  const arbitraryReadings = fc
    .uniqueArray(arbitraryLine, { maxLength: 12, selector: (line) => `${line.source}/${line.row}` })
    .map((lines) =>
      lines.map(({ source, row, name, tels }) =>
        readLine(source, row, { name, accessPoints: tels.map((tel) => readPhone(tel)) }),
      ),
    );
  const sources = [HUNAN, HENAN, FIFTH_ROUND];

  test('the order in which documents arrive changes nothing', () => {
    fc.assert(
      fc.property(arbitraryReadings, fc.boolean(), (lines, split) => {
        const once = toLines([reading(sources, lines)]);
        const reversed = lines.toReversed();
        const parts = split
          ? [reading([FIFTH_ROUND, HUNAN], reversed.slice(0, 3)), reading([HENAN, HUNAN], reversed.slice(3))]
          : [reading(sources.toReversed(), reversed)];
        assert.deepEqual(toLines(parts), once);
      }),
    );
  });

  test('every listing is in exactly one line and every id is unique', () => {
    fc.assert(
      fc.property(arbitraryReadings, (lines) => {
        const merged = toLines([reading(sources, lines)]);
        const listed = merged.flatMap((line) => line.listings.map((one) => `${one.source}/${one.row}`)).sort();
        assert.deepEqual(listed, lines.map((line) => `${line.source}/${line.row}`).sort());
        assert.equal(new Set(merged.map((line) => line.id)).size, merged.length);
      }),
    );
  });

  test('no number that was published is lost', () => {
    fc.assert(
      fc.property(arbitraryReadings, (lines) => {
        const kept = new Set(
          toLines([reading(sources, lines)]).flatMap((line) => line.accessPoints.map((one) => one.raw)),
        );
        for (const point of lines.flatMap((line) => line.accessPoints)) assert.ok(kept.has(point.raw));
      }),
    );
  });
});
