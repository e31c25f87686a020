// Return codes: sixteen digits that can be written on a hand. The first six find the code, all sixteen prove it.

const LENGTH = 16;
const LOOKUP = 6;

/** A code from sixteen random numbers of 0 to 9. */
export function codeFrom(digits: readonly number[]): string {
  if (digits.length !== LENGTH) throw new RangeError('A code has sixteen digits.');
  return digits.join('');
}

/** `1234 5678 9012 3456`, as it is shown and read aloud. */
export function grouped(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** The sixteen digits somebody typed, with blanks, dashes or full-width digits; undefined: that is no code. */
export function readCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-–—]/g, '');
  return new RegExp(`^\\d{${LENGTH}}$`).test(digits) ? digits : undefined;
}

/** The part by which it is found. */
export function lookupOf(code: string): string {
  return code.slice(0, LOOKUP);
}
