import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { auditWords, isOpening, sayWord } from './words.ts';

const server = path.join(import.meta.dirname, '../..');

test('a word that is not known speaks for itself', () => {
  assert.deepEqual(sayWord('test.unknown'), { zh: 'test.unknown', en: 'test.unknown' });
  assert.equal(isOpening('test.unknown'), false);
});

test('every word that a module writes by itself, outside its rows, has its sentence', () => {
  const files = globSync('modules/**/*.ts', { cwd: server }).filter((file) => !file.endsWith('.test.ts'));
  const written = files.flatMap((file) => {
    const text = readFileSync(path.join(server, file), 'utf8');
    return [...text.matchAll(/\b(?:word|audit): '([a-z-]+\.[a-z-]+)'/g)].map(([, word]) => word ?? '');
  });
  assert.ok(written.length > 40);
  assert.deepEqual(
    written.filter((word) => !Object.hasOwn(auditWords, word)),
    [],
  );
});

test('sentences are short, plain, and without exclamation', () => {
  for (const { zh, en } of Object.values(auditWords)) {
    assert.match(zh, /^[^！!]{2,24}$/);
    assert.match(en, /^[^!]{3,60}$/);
  }
});
