// The pure parts of the shell: what the palette finds, what the navigation shows, where it says one is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Screen } from '../kit/screens.ts';
import { type Command, findCommands } from './commands.ts';
import { isCurrent, navigationOf } from './navigation.ts';

const command = (name: string, found: string): Command => ({ key: name, name, found, kind: '', run: () => undefined });
const commands = [
  command('锁定屏幕', 'lock sdpm'),
  command('成员', 'People cy members'),
  command('资料保管', 'custody zlbg'),
];
const names = (text: string): string[] => findCommands(commands, text).map(({ name }) => name);

test('nothing typed shows everything; every word typed must occur', () => {
  assert.equal(names('').length, 3);
  assert.deepEqual(names('PEOPLE'), ['成员']);
  assert.deepEqual(names('people lock'), []);
});

test('pinyin initials, Chinese and English all find; what begins so comes first', () => {
  assert.deepEqual(names('zlbg'), ['资料保管']);
  assert.deepEqual(names('屏幕'), ['锁定屏幕']);
  assert.deepEqual(names('c'), ['成员', '资料保管', '锁定屏幕']);
});

const screen = (path: `/${string}`, group: Screen['group'], may: Screen['may']): Screen => ({
  path,
  title: { zh: path, en: path },
  group,
  may,
  load: () => Promise.reject(new Error('not in a test')),
});

test('the navigation shows what is open to somebody, in the order of its parts, and nothing empty', () => {
  const screens = [
    screen('/account', 'account', 'everybody'),
    screen('/audit', 'privacy', ['privacy.see-audit', 'privacy.see-clocks']),
    screen('/people', 'people', ['identity.see-people']),
    screen('/people/:person', 'none', ['identity.see-people']),
  ];
  const shown = (held: readonly string[]) =>
    navigationOf(screens, (right) => held.includes(right)).map(({ group, rows }) => [
      group,
      rows.map(({ path }) => path),
    ]);
  assert.deepEqual(shown([]), [['account', ['/account']]]);
  assert.deepEqual(shown(['privacy.see-clocks', 'identity.see-people']), [
    ['people', ['/people']],
    ['privacy', ['/audit']],
    ['account', ['/account']],
  ]);
});

test('a screen under another belongs to it; a namesake does not', () => {
  assert.equal(isCurrent('/people', '/people/7'), true);
  assert.equal(isCurrent('/people', '/peoples'), false);
  assert.equal(isCurrent('/', '/people'), false);
});
