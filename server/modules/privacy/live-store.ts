// Opens the module for one process: binds what other modules may do to the keys and the ledger it was given.
import type { Transaction } from 'kysely';
import { type DB, secretNamed } from '#platform/database/index.ts';
import type { Jobs } from '#platform/jobs.ts';
import { certificatesExport } from './certificates-export-store.ts';
import type { ClockedClass, FileId } from './contract.ts';
import { findCurrentText, getText, recordConsent, withdrawConsent } from './consent/store.ts';
import { clockHealth, watchClocks } from './heartbeat-store.ts';
import { addPrivacyJobs, runClocks, sweepKeys } from './jobs.ts';
import { privacyRoutes } from './routes.ts';
import { loadPolicyInForce } from './policies/store.ts';
import { loadClocks } from './reading-store.ts';
import { agreeFollowUp, deleteNow, endService, keyFor, openFile, type Opening } from './service-store.ts';
import type { PrivacyParts } from './store.ts';
import { type Given, keepContactDetail, openContactDetails, type Reader } from './vault-store.ts';

type Tx = Transaction<DB>;

/** What is handed over when the module is opened. */
export type PrivacyOptions = Omit<PrivacyParts, 'mark' | 'forgetters' | 'enqueue'> & {
  readonly jobs?: Pick<Jobs, 'handle' | 'schedule' | 'enqueue'>;
  /** What other modules do when a class of a file is gone. */
  readonly forgetters?: PrivacyParts['forgetters'];
  /** Whether the directory has such a line. */
  readonly knowsLine: (line: string) => boolean;
};

/** The module in one process. */
export type Privacy = Awaited<ReturnType<typeof openPrivacy>>;

/** Opens the module; before `jobs.start`, when there are jobs. */
export async function openPrivacy({ jobs, forgetters = [], knowsLine, ...given }: PrivacyOptions) {
  const mark = Buffer.from(await secretNamed(given.db, 'identity-keys')).toString('hex', 0, 4);
  const parts: PrivacyParts = { ...given, mark, forgetters, enqueue: jobs?.enqueue ?? null };
  await watchClocks(parts, parts.clock.now());
  if (jobs !== undefined) addPrivacyJobs(jobs, parts);
  return {
    openFile: (tx: Tx, opening: Opening) => openFile(parts, tx, opening),
    keyFor: (tx: Tx, of: { id: FileId; class: ClockedClass }, at: Temporal.Instant) => keyFor(parts, tx, of, at),
    keepContactDetail: (tx: Tx, file: FileId, detail: Given) => keepContactDetail(parts, tx, file, detail),
    openContactDetails: (tx: Tx, file: FileId, reader: Reader) => openContactDetails(parts, tx, file, reader),
    endService,
    agreeFollowUp,
    loadPolicyInForce,
    /** The clocks of a file that run, have ended or are held. */
    clocksOf: async (tx: Tx, file: FileId, at: Temporal.Instant) =>
      (await loadClocks(tx, { file, limit: 20 }, at)).clocks,
    deleteNow: (tx: Tx, file: FileId, at: Temporal.Instant) => deleteNow(parts, tx, file, at),
    findCurrentText,
    getText,
    recordConsent,
    withdrawConsent,
    runClocks: () => runClocks(parts),
    sweepKeys: () => sweepKeys(parts),
    clockHealth: (at: Temporal.Instant) => clockHealth(parts, at),
    /** Kinds of export for the audit's register. */
    exports: [certificatesExport],
    routes: privacyRoutes(parts, knowsLine),
  };
}
