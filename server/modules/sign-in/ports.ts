// What sign-in needs of the rest of the program, handed over in main.ts because it stands to the right.
import type { OnDuty } from '#identity/index.ts';
import type { Ledger } from '#platform/http/index.ts';
import type { Result } from '#platform/result.ts';
import type { SlowHash } from '#platform/slow-hash.ts';
import type { Turns } from '#platform/turns.ts';
import type { SessionTerms } from './standing.ts';

/** Where a sealed value stands: it cannot be opened anywhere else. */
export type SealedPlace = { readonly table: string; readonly column: string; readonly row: string };

/** Seals secrets with a key that is not in the database. */
export type Sealing = {
  readonly seal: (place: SealedPlace, plain: string) => Promise<Buffer>;
  readonly open: (place: SealedPlace, sealed: Buffer) => Promise<Result<Buffer, string>>;
};

export type SignInOptions = {
  /** Queries as the app's role. */
  readonly db: Parameters<OnDuty>[0];
  readonly sealing: Sealing;
  /** 32 bytes that are not in the database: marks addresses and accounts in the counts of wrong guesses. */
  readonly markKey: Uint8Array;
  readonly slowHash: SlowHash;
  /** Keeps lines about sign-ins that failed, which no row can note because a refusal undoes what it did. */
  readonly ledger: Ledger;
  /** The duty gate. */
  readonly onDuty: OnDuty;
  /** Address under which people reach the site, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Where a single sign-on goes on to. */
  readonly console: `/${string}`;
  readonly terms?: Partial<SessionTerms>;
  /** Takes providers that are not encrypted; for tests on the loopback only. */
  readonly plainProviders?: boolean;
};

/** The options with everything that is made of them once. */
export type SignInParts = Omit<SignInOptions, 'terms'> & {
  readonly terms: SessionTerms;
  readonly common: ReadonlySet<string>;
  /** The hash that is tried for accounts there are not, so that they take as long. */
  readonly nobodysHash: string;
  /** For what is asked of the database before a password is looked at. */
  readonly turns: Turns;
};
