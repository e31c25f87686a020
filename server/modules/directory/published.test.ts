import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { loadPublished } from '#sources/index.ts';
import { DALIAN } from '#testing/lines.ts';
import { at, events, snapshotOf } from '#testing/snapshots.ts';
import type { Line } from './contract.ts';
import { findLines } from './describing.ts';
import { match } from './matching.ts';
import { toLines } from './merging.ts';
import { pinyinKeys } from './pinyin.ts';
import type { Snapshot } from './snapshot.ts';
import { serviceAt } from './validity.ts';

const NIGHT = at('2026-11-22T23:40');

suite('the lists of 2020, asked today', () => {
  let lines: Line[];
  let snapshot: Snapshot;
  before(async () => {
    lines = toLines([await loadPublished('2026-11-22')]);
    const pinyin = new Map(lines.map((line) => [line.id, pinyinKeys([line.name, ...line.formerNames])]));
    snapshot = snapshotOf(lines, pinyin);
  });

  test('in 大连 at 23:40 the city’s line comes first with its doubtful number, sure numbers right after', () => {
    const { answers } = match(snapshot, { region: DALIAN.code, at: NIGHT });
    const [dalian, ...others] = answers;
    assert.equal(dalian?.line.name, '大连市心理援助热线');
    assert.equal(dalian?.accessPoints[0]?.point.raw, '041-8468 9595');
    assert.deepEqual(
      [dalian?.accessPoints[0]?.point.tel, dalian?.accessPoints[0]?.point.suggestedTel],
      [null, '041184689595'],
    );
    assert.ok(others.length >= 10);
    for (const { accessPoints, state } of others.slice(0, 5)) {
      assert.equal(state, 'open');
      assert.notEqual(accessPoints[0]?.point.tel, null);
    }
  });

  test('every province finds somebody at every hour, and by telephone', () => {
    const provinces = snapshot.regions.regions.filter(({ level }) => level === 'province');
    for (const { code, name } of provinces) {
      for (const hour of ['03:00', '09:00', '15:00', '23:40']) {
        const { answers, allDay } = match(snapshot, { region: code, urgency: 'now', at: at(`2026-11-22T${hour}`) });
        assert.ok(answers.length > 0 && allDay !== null, `${name} ${hour}`);
      }
    }
  });

  test('what was bound to the epidemic is gone today, and was there in April 2020 [S2-27]', () => {
    const bound = lines.filter(({ validity }) => validity.kind === 'event');
    assert.ok(bound.length > 40);
    for (const line of bound) assert.equal(serviceAt(line, events, NIGHT), 'event-over');
    const then = bound.filter((line) => serviceAt(line, events, '2020-04-20') === 'in-service');
    assert.ok(then.length > 40);
  });

  test('郑州大学 stands in three places and is one line [S2-33]', () => {
    const found = findLines(snapshot, '0371-67781617', NIGHT);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.answer.line.listings.length, 3);
  });

  test('lines are found by former name, by initials and by a published number with its doubt [S2-30]', () => {
    const first = (text: string) => findLines(snapshot, text, NIGHT)[0];
    assert.equal(first('华夏心理热线')?.answer.line.name, '晨帆心理热线');
    assert.equal(first('dlsxlyzrx')?.answer.line.name, '大连市心理援助热线');
    assert.equal(first('041-8468 9595')?.answer.line.name, '大连市心理援助热线');
  });

  test('nothing that was listed is lost: every listing is in one line', async () => {
    const reading = await loadPublished('2026-11-22');
    const listed = lines.flatMap((line) => line.listings.map(({ source, row }) => `${source} ${row}`));
    assert.equal(listed.length, reading.lines.length);
    assert.equal(new Set(listed).size, listed.length);
  });
});
