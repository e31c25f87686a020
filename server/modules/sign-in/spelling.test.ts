import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSyllables } from './files.ts';
import { spellingsOf } from './spelling.ts';

const spelt = (name: string): string[] => spellingsOf(loadSyllables(), name);

test('a name is known whole, by its parts, and with the given name first', () => {
  assert.deepEqual(spelt('王晓明').slice(0, 4), ['wangxiaoming', 'wang', 'xiaoming', 'xiaomingwang']);
});

test('a family name with a reading of its own is known by that too', () => {
  assert.ok(spelt('单晓红').includes('shanxiaohong'));
  assert.ok(spelt('仇英').includes('qiuying'));
  assert.ok(spelt('曾国').includes('zengguo'));
});

test('ü is typed as v', () => assert.ok(spelt('吕布').includes('lvbu')));

test('the name of an institution is known by how it is read', () => {
  assert.ok(spelt('重庆大学').includes('chongqingdaxue'));
});

test('what is no Chinese name is taken apart into its words', () => {
  assert.deepEqual(spelt('mei.lin@university.example'), ['mei', 'lin', 'university', 'example']);
});

test('a character that no table has stands for itself', () => assert.deepEqual(spelt('𠮷田一郎')[0], '𠮷tianyilang'));
