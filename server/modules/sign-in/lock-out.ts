// How guessing is slowed down without locking anybody else out. Wrong guesses are counted for a pair: this account from
// this address, or, on a browser where the person has signed in before, this account on this browser. Somebody else's
// guesses therefore never slow the real person down on their own browser. Besides, an address that fails for many
// accounts is held up as a whole; known browsers are exempt from that too.

/** Guesses that cost nothing but the answer. */
const FREE = 5;
const FIRST_WAIT = 5;
const LONGEST_WAIT = 900;

/** Wrong guesses of an address, over all accounts, before it is held up; a school shares one address. */
const ADDRESS_FREE = 100;

/** Wrong codes of a second step, from unknown browsers together: whoever makes them knows the password already. */
const CODES_FREE = 30;

/** What is counted. */
export type Counted = 'pair' | 'address' | 'codes';

const free: Readonly<Record<Counted, number>> = { pair: FREE, address: ADDRESS_FREE, codes: CODES_FREE };

/** Minutes after its latest failure at which a count is forgotten. */
export const forgottenAfterMinutes = 60;

/** Seconds until the next guess is looked at, after so many failures: 5, 10, 20 … at most a quarter of an hour. */
export function waitAfter(counted: Counted, failures: number): number {
  const over = failures - free[counted];
  return over < 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(over, 20));
}

/** An address as far as it is one household: IPv4 whole, of IPv6 the first 64 bits. */
export function neighbourhood(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  if (after.at(-1)?.includes('.') === true) return after.at(-1) ?? '';
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
    .slice(0, 4)
    .map((group) => group.padStart(4, '0'))
    .join(':');
}
