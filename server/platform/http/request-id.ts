// The name of a request: short enough to be read out on the telephone, and telling nothing.
import { randomFillSync } from 'node:crypto';

/** Digits and letters without those that are easily mistaken for one another. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 10;

// Randomness is fetched for many names at once; one by one it would cost as much as the rest of a small answer.
const pool = Buffer.alloc(length * 512);
let used = pool.length;

/** Ten letters and digits, 50 random bits. */
export function requestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = '';
  for (const end = used + length; used < end; used++) id += letters.charAt((pool[used] ?? 0) & 31);
  return id;
}
