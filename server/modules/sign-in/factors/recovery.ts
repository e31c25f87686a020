// Recovery codes: ten, of eighty random bits each, written so that they can be copied from paper. Letters that look like
// digits are left out, and read as the digits they look like.
import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const COUNT = 10;
const LENGTH = 16;

/** Ten new codes: `4f7k-2m9x-q0ha-c3zt`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte & 31] ?? '').join('');
    return letters.replaceAll(/.{4}(?=.)/g, '$&-');
  });
}

/** The form in which a code is kept. Undefined: it cannot be one. */
export function hashOfRecoveryCode(person: string, typed: string): Buffer | undefined {
  const read = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  if (read.length !== LENGTH || Array.from(read).some((letter) => !ALPHABET.includes(letter))) return undefined;
  return createHash('sha256').update(`${person}:${read}`).digest();
}
