// What may be a password, after NIST SP 800-63B-4 (section 3.1.1.2): length alone counts, nothing is demanded of its
// characters, it never expires, and what guessers try first is refused. Fifteen characters where it is the only factor,
// eight where a second one is asked for; anything up to 256 is taken whole. Every character of any script counts as one.

/** What a password is judged beside. */
export type Judging = {
  /** It is the only factor. */
  readonly alone: boolean;
  /** Names that belong to the person: their own, in pinyin, of their address, of their organisations. */
  readonly own: readonly string[];
  /** Passwords that are tried first, lower case. */
  readonly common: ReadonlySet<string>;
};

/** Why a password is not taken. */
export type PasswordRefusal =
  'password-too-short' | 'password-too-long' | 'password-too-common' | 'password-too-like-you';

/** Least length where it is the only factor, and where there is a second; and the most. */
export const passwordLengths = { alone: 15, besides: 8, most: 256 } as const;

/** Fewer different pieces than this are guessed, however long they are. */
const FEWEST_PIECES = 4;

/** The form in which a password is compared and hashed: NFKC, so that keyboards of all makers write the same. */
export function readPassword(typed: string): string {
  return typed.normalize('NFKC');
}

/** Whether a password may be set. It has been read by `readPassword`. */
export function decidePassword(password: string, { alone, own, common }: Judging): PasswordRefusal | 'good' {
  const length = Array.from(password).length;
  if (length < (alone ? passwordLengths.alone : passwordLengths.besides)) return 'password-too-short';
  if (length > passwordLengths.most) return 'password-too-long';
  const said = password.toLowerCase();
  const forms = [said, plain(said)];
  if (forms.some((form) => common.has(form) || pieces(form, common, []).size < FEWEST_PIECES))
    return 'password-too-common';
  const names = own.map((name) => name.normalize('NFKC').toLowerCase()).filter((name) => Array.from(name).length > 1);
  return forms.some((form) => pieces(form, common, names).size < FEWEST_PIECES) ? 'password-too-like-you' : 'good';
}

/** Whether it could stand alone. */
export function isLong(password: string): boolean {
  return Array.from(password).length >= passwordLengths.alone;
}

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** Without the usual disguises: p@ssw0rd is password. */
function plain(text: string): string {
  return text.replaceAll(/[01345@$]/g, (mark) => disguises[mark] ?? mark);
}

const runs = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb'];
const bothWays = runs.flatMap((run) => [run, Array.from(run).toReversed().join('')]);
const LONGEST_PIECE = 20;

/**
 * The different pieces a text is put together from, as a guesser would: known passwords, names, runs of the keyboard,
 * repetitions and dates are one piece each, every other character is a piece of its own.
 */
function pieces(text: string, common: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at < text.length;) {
    const piece = pieceAt(text, at, common, names);
    found.add(piece);
    at += piece.length;
  }
  return found;
}

function pieceAt(text: string, at: number, common: ReadonlySet<string>, names: readonly string[]): string {
  const rest = text.slice(at, at + 64);
  const same = /^(.)\1{2,}/u.exec(rest)?.[0] ?? '';
  const date = /^(?:19|20)\d{2}(?:[-./]?(?:0[1-9]|1[0-2])[-./]?(?:[0-2]\d|3[01]))?/.exec(rest)?.[0] ?? '';
  const name = names.filter((known) => rest.startsWith(known)).reduce(longer, '');
  const run = bothWays.map((line) => runAt(rest, line)).reduce(longer, '');
  const known = knownAt(rest, common);
  const best = [same, date, name, run, known].reduce(longer, '');
  return best === '' ? (Array.from(rest)[0] ?? '') : best;
}

const longer = (a: string, b: string): string => (b.length > a.length ? b : a);

function runAt(rest: string, line: string): string {
  const start = line.indexOf(rest[0] ?? '');
  if (start === -1) return '';
  let length = 0;
  while (length < rest.length && start + length < line.length && rest[length] === line[start + length]) length += 1;
  return length > 2 ? rest.slice(0, length) : '';
}

function knownAt(rest: string, common: ReadonlySet<string>): string {
  for (let length = Math.min(LONGEST_PIECE, rest.length); length > 3; length -= 1)
    if (common.has(rest.slice(0, length))) return rest.slice(0, length);
  return '';
}
