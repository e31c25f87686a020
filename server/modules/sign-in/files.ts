// The passwords that are tried first, from data/passwords/common.txt, and how names are typed, from syllables.txt beside it.
import { readFileSync } from 'node:fs';
import type { Syllables } from './spelling.ts';

/** Lower case. */
export function loadCommonPasswords(): ReadonlySet<string> {
  const text = readFileSync(new URL('../../../data/passwords/common.txt', import.meta.url), 'utf8');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/** Read each time: a password is set seldom, and the file is small. */
export function loadSyllables(): Syllables {
  return readFileSync(new URL('../../../data/passwords/syllables.txt', import.meta.url), 'utf8');
}
