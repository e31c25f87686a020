import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureNow, fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';
import { type AccessState, type Line, LineId } from '../server/modules/directory/contract.ts';
import { saidAloud } from './contact-block.ts';
import { readerOf } from './reader.ts';
import { provenanceOf, standingOf } from './standing.ts';
import { endWords, startWords } from './telling-time.ts';

const site = { ports: fixturePorts, settings: fixtureSettings };
const reader = readerOf(site, 'zh', fixtureNow);
const english = readerOf(site, 'en', fixtureNow);

function lineOf(id: string): Line {
  return fixturePorts.describeLine(LineId.parse(id), fixtureNow)?.line ?? assert.fail(`no line ${id}`);
}
const point = (line: Line) => line.accessPoints[0] ?? assert.fail(`${line.id} has no access point`);
const sentence = (line: Line, at: AccessState): string =>
  standingOf(reader, line, 'in-service', { point: point(line), at }).sentence;

const until = (nextChange: string): AccessState => ({ state: 'open', nextChange, openAllDay: false });
const closed = (nextChange: string | null): AccessState => ({ state: 'closed', nextChange, openAllDay: false });
const allDay: AccessState = { state: 'open', nextChange: null, openAllDay: true };
const unsure: AccessState = { state: 'unknown', nextChange: null, openAllDay: false };

test('somebody is said to be there only when a person has verified the line', () => {
  const published = lineOf('s2-57');
  const verified = lineOf('s2-2');
  assert.equal(sentence(published, allDay), '按公布的时间，全天应有人接听');
  assert.equal(sentence(verified, allDay), '全天有人接听');
  assert.equal(sentence(published, until('2026-11-23T00:00:00+08:00')), '按公布的时间，现在应有人接听，到 24:00');
  assert.equal(sentence(verified, until('2026-11-23T02:00:00+08:00')), '现在有人接听，到明天 2:00');
});

test('outside its bands a line says when it opens next [S0-14]', () => {
  const line = lineOf('s2-57');
  assert.equal(sentence(line, closed('2026-11-23T08:00:00+08:00')), '按公布的时间，明天 8:00 开始');
  assert.equal(sentence(line, closed('2026-11-24T08:30:00+08:00')), '按公布的时间，后天 8:30 开始');
  assert.equal(sentence(line, closed('2026-11-25T08:00:00+08:00')), '按公布的时间，11月25日 周三 8:00 开始');
  assert.equal(sentence(line, closed(null)), '按公布的时间，现在没有人接听');
});

test('what cannot be said is not said, and why is', () => {
  assert.equal(sentence({ ...lineOf('s2-57'), hours: null }, unsure), '没有公布服务时间，可以试一试');
  assert.match(sentence(lineOf('s2-6'), unsure), /没有读准/);
  assert.match(sentence(lineOf('s2-57'), unsure), /放假安排还没有收进来/);
});

test('a line bound to the event says that it ended with it, and when [S2-27]', () => {
  const { lamp, sentence } = standingOf(reader, lineOf('s2-10'), 'event-over', {
    point: point(lineOf('s2-10')),
    at: allDay,
  });
  assert.equal(sentence, '只在新冠肺炎疫情期间开通，已于 2023年1月8日 随之结束');
  assert.equal(lamp, 'over');
});

test('a line past its published validity says so and is never shown as open [S2-26]', () => {
  const line = lineOf('s2-6');
  const { lamp, sentence } = standingOf(reader, line, 'expired', { point: point(line), at: allDay });
  assert.equal(sentence, '公布的有效期到 2020年5月31日，已经过了');
  assert.equal(lamp, 'over');
});

test('before its opening day a line says when it opens [S0-08]', () => {
  const line: Line = { ...lineOf('s2-57'), opened: '2026-12-01' };
  const { sentence } = standingOf(english, line, 'not-yet-open', { point: point(line), at: allDay });
  assert.equal(sentence, 'Opens on 1 December 2026');
});

test('a card says when its facts were published and that nobody has looked since', () => {
  assert.equal(provenanceOf(reader, lineOf('s2-57')), '2020年5月27日 公布，此后没有人核实过');
  assert.equal(provenanceOf(reader, lineOf('s2-2')), '2026年11月3日 有人核实过');
});

test('the coming midnight belongs to today when something ends, and to tomorrow when it begins', () => {
  assert.equal(endWords(reader, '2026-11-23T00:00:00+08:00'), '24:00');
  assert.equal(startWords(reader, '2026-11-23T00:00:00+08:00'), '明天 0:00');
});

test('a suggested number is grouped as people say it', () => {
  for (const [tel, said] of [
    ['041184689595', '0411-8468 9595'],
    ['01082951332', '010-8295 1332'],
    ['4009678920', '400-967 8920'],
    ['18500106141', '185 0010 6141'],
    ['07313138120', '0731-313 8120'],
    ['12356', '12356'],
  ] as const)
    assert.equal(saidAloud(tel), said);
});
