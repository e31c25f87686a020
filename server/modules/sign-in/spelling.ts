// How a Chinese name is typed on a keyboard, so that a password is not made of it. Read from a table of 75 kB that is
// searched as it stands: passwords are set seldom, and a dictionary of words would weigh forty megabytes.

/** Lines of a syllable and the characters read so; usual readings before others. See data/passwords/README.md. */
export type Syllables = string;

/** A name as it may be typed: whole, family name, given name, given name first. Each also with one other reading. */
export function spellingsOf(syllables: Syllables, name: string): string[] {
  if (!/\p{Script=Han}/u.test(name)) return name.split(/[\s@._-]+/).filter((word) => word.length > 2);
  const readings = Array.from(name, (character) => readingsOf(syllables, character));
  const usual = readings.map(([first = '']) => first);
  const others = readings.flatMap(([, ...rest], at) => rest.map((other) => usual.with(at, other)));
  const forms = [usual, ...others].flatMap(([family = '', ...given]) => {
    const own = given.join('');
    return [family + own, family, own, own + family];
  });
  return [...new Set(forms)].filter((word) => word.length > 2);
}

/** What is no Chinese character is typed as it is. */
function readingsOf(syllables: Syllables, character: string): string[] {
  if (!/\p{Script=Han}/u.test(character)) return [character];
  const found: string[] = [];
  for (let at = syllables.indexOf(character); at >= 0; at = syllables.indexOf(character, at + 1)) {
    const line = syllables.lastIndexOf('\n', at) + 1;
    found.push(syllables.slice(line, syllables.indexOf(' ', line)));
  }
  return found.length === 0 ? [character] : found;
}
