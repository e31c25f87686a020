// A random value that every process of the installation must share (to read each other's sealed addresses) is
// made by whoever comes first and kept in the database. Keys of stored personal data never belong here.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DB } from './types.generated.ts';

/** The 32 random bytes of this name, made on first use; the same for all processes. */
export async function secretNamed(db: Kysely<DB>, name: string): Promise<Uint8Array> {
  await db
    .insertInto('platform.secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('platform.secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return row.value;
}
