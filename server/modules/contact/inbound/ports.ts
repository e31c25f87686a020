// What handing over needs besides the core: the vault for numbers, the program's own keys, and the ledger, since whoever
// hands over is nobody who signed in.
import type { Keys } from '#keys/index.ts';
import type { Ledger } from '#platform/http/index.ts';
import type { Privacy } from '#privacy/index.ts';
import type { Core } from '../core-store.ts';

/** What handing over is opened with. */
export type InboundParts = {
  readonly core: Core;
  readonly vault: Pick<Privacy, 'keepContactDetail' | 'openContactDetails'>;
  readonly sealing: Keys['purpose'];
  readonly ledger: Ledger;
};

/** Where the secret of a key lies. */
export const placeOfKey = (key: string) => ({ table: 'contact.inbound_key', column: 'sealed', row: key });
