import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureNow, fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';
import type { ChatDoor, RoomState } from '../../server/modules/chat/contract.ts';
import { readerOf } from '../reader.ts';
import { doorWords, spanWords, talkedWords, untilWords, waitingWords } from './telling.ts';

const zh = readerOf({ ports: fixturePorts, settings: fixtureSettings }, 'zh', fixtureNow);
const en = readerOf({ ports: fixturePorts, settings: fixtureSettings }, 'en', fixtureNow);

const waiting: RoomState = {
  now: fixtureNow.toString(),
  status: 'waiting',
  line: { id: 'hedong-1', name: '河东大学心理热线' },
  place: { position: 3, ahead: { risk: 0, priority: 0, arrival: 2 } },
  wait: { fromMinutes: 5, toMinutes: 12 },
  keptMinutes: 10,
  nobodyOnDuty: false,
  asked: false,
  counsellor: null,
  supervisorHere: false,
  typing: false,
  theirs: { delivered: 0, read: 0 },
  talkMinutes: 30,
  acceptedAt: null,
  lastPosition: 1,
};
const door: ChatDoor = {
  state: 'open',
  waiting: 2,
  hasRoom: false,
  wait: { fromMinutes: 5, toMinutes: 12 },
  opens: null,
  talkMinutes: 30,
  keptMinutes: 10,
  oneTime: true,
};

test('a wait is told as it is: the place, a range, and that one may leave for a while', () => {
  const { headline, told, kept } = waitingWords(zh, waiting);
  assert.equal(
    `${headline}，${told}${kept}`,
    '前面还有两位，大约 5 到 12 分钟。您可以先离开，位置给您留 10 分钟，回到这一页就行。',
  );
  assert.equal(waitingWords(zh, { ...waiting, wait: null }).told, '要等多久，现在还说不准。');
  const urgent = { position: 13, ahead: { risk: 1, priority: 0, arrival: 11 } };
  assert.deepEqual(
    [waitingWords(zh, { ...waiting, place: urgent }).headline, waitingWords(zh, { ...waiting, place: urgent }).told],
    ['前面还有 12 位', '其中一位情况更急，会先接。大约 5 到 12 分钟。'],
  );
  assert.equal(waitingWords(zh, { ...waiting, place: { ...urgent, position: 1 } }).headline, '下一位就是您');
});

test('nobody on duty any more is said, not hidden behind a number', () => {
  const { headline, told } = waitingWords(zh, { ...waiting, nobodyOnDuty: true });
  assert.match(headline + told, /值班的咨询员都不在了.*换一条，或者打电话/);
  assert.doesNotMatch(headline + told, /前面还有/);
});

test('a door says whether somebody is there, and only then is its lamp lit', () => {
  assert.deepEqual(doorWords(zh, door), { lamp: 'lit', sentence: '文字聊天 · 现在有人 · 两位在等、大约 5 到 12 分钟' });
  const opens = '2026-11-23T00:00:00Z';
  assert.deepEqual(doorWords(zh, { ...door, state: 'closed', opens }), {
    lamp: 'dark',
    sentence: '文字聊天 · 明天 8:00 开始',
  });
  assert.deepEqual(doorWords(zh, { ...door, state: 'nobody-on-duty' }).lamp, 'dark');
  assert.match(doorWords(en, { ...door, state: 'not-yet', opens: '2026-12-01' }).sentence, /^Chat · from /);
});

test('nobody has to wait only where nobody waits and somebody has room', () => {
  const said = (more: Partial<ChatDoor>) => doorWords(zh, { ...door, waiting: 0, ...more }).sentence;
  assert.equal(said({ wait: null }), '文字聊天 · 现在有人 · 咨询员都在忙，下一位就是您');
  assert.equal(said({}), '文字聊天 · 现在有人 · 咨询员都在忙，下一位就是您 · 大约 5 到 12 分钟');
  assert.doesNotMatch(said({ hasRoom: true, waiting: 1 }), /不用等/);
  assert.doesNotMatch(doorWords(en, { ...door, waiting: 0 }).sentence, /no wait/);
  assert.equal(said({ hasRoom: true }), '文字聊天 · 现在有人 · 不用等');
});

test('what is kept with the record is kept at least until then, and nobody is told that it goes by itself', () => {
  for (const { know, after } of [zh.words.chat, en.words.chat]) {
    const told = [know.wordsRecord('3'), after.keptWordsRecord('2029'), after.keptRecord('2029')];
    for (const sentence of told) {
      assert.match(sentence, /至少保存.*决定|at least.*decides/);
      assert.doesNotMatch(sentence, /然后销毁|then destroyed/);
    }
    assert.doesNotMatch(know.sealed, /这些都|看一次|All of it|Each time/, 'figures and classes are not sealed');
  }
});

test('the length of a talk is told softly, and passing it ends nothing', () => {
  const since = (minutes: number) => fixtureNow.subtract({ minutes }).toString();
  assert.equal(talkedWords(zh, { ...waiting, acceptedAt: since(12) }), '谈了 12 分钟，一次大约 30 分钟');
  assert.equal(talkedWords(zh, { ...waiting, acceptedAt: since(41) }), '谈了 41 分钟。不用急，会和您一起收尾');
});

test('days and ends are said as people say them', () => {
  assert.deepEqual(
    [0, 3, 1096].map((days) => spanWords(zh, days)),
    ['马上', '3 天', '3 年'],
  );
  assert.equal(untilWords(zh, '2026-11-25T12:15:00Z'), '11月25日 周三 20:15');
  assert.equal(untilWords(zh, '2029-11-22T12:15:00Z'), '2029年11月22日');
});
