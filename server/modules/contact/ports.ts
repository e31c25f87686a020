// What contacts are handed from outside: the directory, the clocks and keys of what is kept, the bus. Nothing of it is
// made here, so that a test can put a wall anywhere.
import type { Kysely, Transaction } from 'kysely';
import type { WorkingDayCalendar } from '#hours/index.ts';
import type { Keys } from '#keys/index.ts';
import type { Bus } from '#platform/bus.ts';
import type { Clock } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import type { Lang, Ledger, Words } from '#platform/http/index.ts';
import type { Jobs } from '#platform/jobs.ts';
import type { Log } from '#platform/log.ts';
import type { Privacy } from '#privacy/index.ts';
import type { HoursState } from '../hours/contract.ts';

/** A line of the directory at an instant, as far as its door needs to know. */
export type LineNow = {
  readonly name: string;
  /** `ended`: its period or its event is over. */
  readonly service: 'in-service' | 'not-yet-open' | 'ended';
  /** ISO date; null: it has not said. */
  readonly opensOn: string | null;
  readonly hours: HoursState;
  /** When `hours` changes next. */
  readonly nextChange: Temporal.Instant | null;
};

/** The directory, asked for one line at an instant; undefined: it has no such line. */
export type LineAt = (line: string, at: Temporal.Instant) => LineNow | undefined;

/** What is done with the service file of a contact. */
export type Files = Pick<Privacy, 'openFile' | 'keyFor' | 'endService' | 'deleteNow' | 'agreeFollowUp'>;

/** What contacts are opened with. */
export type ContactParts = {
  readonly db: Kysely<DB>;
  readonly bus: Pick<Bus, 'publish' | 'subscribe'>;
  readonly privacy: Files;
  readonly keys: Pick<Keys, 'identity' | 'record'>;
  readonly lineAt: LineAt;
  readonly calendar: WorkingDayCalendar;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly jobs?: Pick<Jobs, 'handle' | 'schedule' | 'enqueue'> | undefined;
  /** How often what is due is looked for; null: only when `sweep` is called. Two seconds unless told. */
  readonly sweepEveryMs?: number | null;
};

/** What a person is told of a line of the directory: its name and how to reach it; undefined: there is no such line. */
export type LineWords = (line: string, lang: Lang, at: Temporal.Instant) => string | undefined;

/** How somebody stands before the duty gate today, in a transaction of their organisation. */
export type GateOf = (
  tx: Transaction<DB>,
  of: { readonly person: string; readonly organisation: string },
  at: Temporal.Instant,
) => Promise<{ readonly passed: boolean; readonly lacking: readonly Words[]; readonly crisisCompetence: boolean }>;

/** What the rows of this module need besides. */
export type RowParts = ContactParts & {
  readonly privacy: Pick<Privacy, 'keepContactDetail' | 'openContactDetails'>;
  readonly keys: Pick<Keys, 'purpose'>;
  readonly ledger: Ledger;
  /** The first letters of the syllables of a title. */
  readonly initialsOf: (title: string) => Promise<string>;
  readonly lineWords: LineWords;
  readonly gateOf: GateOf;
};
