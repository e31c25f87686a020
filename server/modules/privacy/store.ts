// What this module is given when it is opened. Nothing of it is made here, so that a test can put a wall anywhere.
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import type { Ledger } from '#platform/http/index.ts';
import type { JobKind } from '#platform/jobs.ts';
import type { Keys } from '#keys/index.ts';
import type { ClockedClass, FileId } from './contract.ts';

/**
 * Removes what another module keeps of a class of a file, in the transaction that certifies it; the key is dead by then,
 * so this is for the room it takes and for what was never sealed. Does nothing when nothing is there.
 */
export type Forgetter = (
  tx: Transaction<DB>,
  gone: { readonly file: FileId; readonly class: ClockedClass },
) => Promise<void>;

/** What the module works with. */
export type PrivacyParts = {
  readonly db: Kysely<DB>;
  readonly keys: Pick<Keys, 'identity' | 'record' | 'purpose'>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Eight hex digits that tell this installation's keys from those of another one on the same key store. */
  readonly mark: string;
  readonly forgetters: readonly Forgetter[];
  /** Creates a job in the transaction: wishes and decisions are then carried out within a second, else by the clock. */
  readonly enqueue:
    (<Data extends object>(tx: Transaction<DB>, kind: JobKind<Data>, data: Data) => Promise<void>) | null;
};
