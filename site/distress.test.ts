import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaksOfDanger } from './distress.ts';

for (const text of ['想死', '我不 想活了', '活不下去', 'i want to die', 'I want to kill myself', 'suicidal'])
  test(`“${text}” in the search is heard [S0-12]`, () => assert.equal(speaksOfDanger(text), true));

for (const text of ['大连', '0411-84689595', '学习压力', 'Dalian', 'die Linie', 'xldxx'])
  test(`“${text}” is a search like others`, () => assert.equal(speaksOfDanger(text), false));
