// What the audit does by itself: closing exports whose time has run out. Their state is right without it; this destroys
// the files and puts it on file.
import type { Kysely } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import type { Ledger } from '#platform/http/index.ts';
import { closeExpired } from './export-store.ts';

/** Closes expired exports; to be run every hour. Gives how many there were. */
export function closeExpiredExports(db: Kysely<DB>, ledger: Ledger, now: Temporal.Instant): Promise<number> {
  return transaction(db, { reach: 'everywhere' }, async (tx) => {
    const closed = await closeExpired(tx, now);
    for (const { id, organisation, number } of closed)
      await ledger.append(tx, {
        word: 'audit.expire-export',
        person: null,
        chain: organisation,
        at: now,
        request: null,
        subject: `export:${id}`,
        detail: { number },
      });
    return closed.length;
  });
}
