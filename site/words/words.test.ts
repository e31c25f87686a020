import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every text of a language with the path of its key; functions are asked with examples. */
function texts(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return texts(value('五', '六', '七'), path);
  if (Array.isArray(value)) return value.flatMap((one, index) => texts(one, `${path}.${index}`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => texts(one, `${path}.${key}`));
  return [];
}

const chinese = texts({ ...zh, point: { ...zh.point, menuKeys: zh.point.menuKeys(['5', '2']) } });
const english = texts({ ...en, point: { ...en.point, menuKeys: en.point.menuKeys(['5', '2']) } });

test('both languages say the same things, and none of them is empty', () => {
  assert.deepEqual(
    chinese.map(([path]) => path),
    english.map(([path]) => path),
  );
  assert.ok(chinese.length > 200);
  for (const [path, text] of [...chinese, ...english]) assert.notEqual(text.trim(), '', path);
});

test('nobody is shouted at, and everybody is addressed politely', () => {
  for (const [path, text] of [...chinese, ...english]) assert.doesNotMatch(text, /[!！]/, path);
  for (const [path, text] of chinese) assert.doesNotMatch(text, /你|点击|自杀成功|请稍候/, path);
});

test('12356 is never promised around the clock, and secrecy never absolutely', () => {
  for (const [path, text] of [...chinese, ...english]) {
    assert.doesNotMatch(text, /12356[^。]*(24 ?小时|全天|现在就|24 hours|24\/7|call it now)/, path);
    assert.doesNotMatch(text, /绝对保密|完全保密|absolutely confidential/, path);
  }
});

test('a title of a page does not tell why somebody is here', () => {
  const titles = [...Object.values(zh.titles), ...Object.values(en.titles)];
  for (const title of titles) assert.doesNotMatch(title, /心理|热线|危机|求助|psych|crisis|support|help|line/i);
});

test('only the languages themselves are written in the other script', () => {
  const foreign = english.filter(
    ([path, text]) => /\p{Script=Han}/u.test(text) && !/五|六|七/.test(text) && path !== '',
  );
  assert.deepEqual(
    foreign.map(([path]) => path),
    ['.frame.otherLanguage', '.find.searchExample'],
  );
});
