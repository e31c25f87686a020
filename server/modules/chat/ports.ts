// What this module is given when it is opened, and what it keeps in memory while it is open.
import type { Kysely } from 'kysely';
import type { Reception } from '#contact/index.ts';
import type { Keys } from '#keys/index.ts';
import type { DB } from '#platform/database/index.ts';
import type { Metrics } from '#platform/metrics.ts';
import type { SlowHash } from '#platform/slow-hash.ts';
import type { Privacy } from '#privacy/index.ts';
import type { KnownSessions } from './known-sessions.ts';
import type { Entries, Guesses, Pace } from './limits.ts';

/** What is handed over. */
export type ChatOptions = {
  readonly db: Kysely<DB>;
  readonly reception: Reception;
  readonly privacy: Pick<
    Privacy,
    'openFile' | 'getText' | 'recordConsent' | 'endService' | 'keyFor' | 'loadPolicyInForce' | 'clocksOf'
  >;
  readonly keys: Pick<Keys, 'identity' | 'record'>;
  readonly slowHash: SlowHash;
  readonly metrics: Pick<Metrics, 'gauge'>;
};

/** What every part works with. */
export type ChatParts = ChatOptions & {
  /** The same on every process: signs tickets. */
  readonly secret: Uint8Array;
  readonly entries: Entries;
  readonly guesses: Guesses;
  readonly messages: Pace;
  readonly known: KnownSessions;
  readonly signs: Pace;
  readonly counts: Counts;
};

/** Counted since the start, without a word about whom. */
export type Counts = {
  entered: number;
  puzzlesAsked: number;
  turnedAway: number;
  messagesSlowed: number;
  wrongCodes: number;
};
