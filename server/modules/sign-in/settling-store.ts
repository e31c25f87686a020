// Setting an account up from the command line: the first administrator, and the people of a demonstration.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { savePassword } from './account-store.ts';
import { saveSecret, takeCode } from './factors/factor-store.ts';
import { codeAt } from './factors/totp.ts';
import { isLong, readPassword } from './passwords.ts';
import type { SignInOptions } from './ports.ts';

/** Somebody whose sign-in is set up for them. */
export type Settled = {
  readonly person: string;
  readonly password: string;
  /** To be changed at the first sign-in. */
  readonly mustChange: boolean;
  /** The secret of their codes, base32; left out: they set up a second factor themselves. */
  readonly totp?: string;
};

/** Sets password and second factor. Needs a transaction that reaches everywhere. */
export async function settleAccount(
  { slowHash, sealing }: Pick<SignInOptions, 'slowHash' | 'sealing'>,
  tx: Transaction<DB>,
  { person, password, mustChange, totp: secret }: Settled,
  now: Temporal.Instant,
): Promise<void> {
  const read = readPassword(password);
  const hash = await slowHash.hash(read);
  await savePassword(tx, person, { hash, long: isLong(read), mustChange }, now);
  if (secret === undefined || !(await saveSecret(tx, sealing, { person, secret }, now))) return;
  // Confirmed by a code of two minutes ago, so that those of today are still to be used.
  const earlier = now.subtract({ minutes: 2 });
  await takeCode(tx, sealing, { person, code: codeAt(secret, earlier), confirmed: false }, earlier);
}
