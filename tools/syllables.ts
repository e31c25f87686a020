// Writes data/passwords/syllables.txt: how Chinese characters are typed on a keyboard, so that a password can be held
// against somebody's name. The dictionary it comes from takes 40 MB of memory once it is used, too much for the server.
// `--check` fails when the file is not what the dictionary says.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pinyin } from 'pinyin-pro';

const target = path.resolve(import.meta.dirname, '..', 'data', 'passwords', 'syllables.txt');

/** The unified ideographs and their first extension: names have no others. */
const [first, last] = [0x34_00, 0x9f_ff];

/** Every reading of a character without tones, the usual one first; nothing for what the dictionary does not know. */
function readingsOf(character: string): string[] {
  const found = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true });
  return [...new Set(found)].filter((reading) => /^[a-z]+$/.test(reading));
}

function table(): string {
  const usual = new Map<string, string>();
  const other = new Map<string, string>();
  for (let code = first; code <= last; code += 1) {
    const character = String.fromCodePoint(code);
    for (const [at, reading] of readingsOf(character).entries()) {
      const book = at === 0 ? usual : other;
      book.set(reading, (book.get(reading) ?? '') + character);
    }
  }
  const lines = (book: ReadonlyMap<string, string>): string[] =>
    [...book].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([reading, characters]) => `${reading} ${characters}\n`);
  return [...lines(usual), ...lines(other)].join('');
}

const text = table();
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('data/passwords/syllables.txt is stale; run npm run map.\n');
  process.exitCode = 1;
}
