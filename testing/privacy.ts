// A service with its vault and clocks for a test: real database, real keys, real audit, and a clock that the test moves.
import { randomUUID } from 'node:crypto';
import { createLedger } from '#audit/index.ts';
import type { Clock } from '#platform/clock.ts';
import { transaction } from '#platform/database/index.ts';
import { openPrivacy, type Privacy, type PrivacyOptions } from '#privacy/index.ts';
import { LineId } from '../server/modules/directory/contract.ts';
import type { FileId } from '../server/modules/privacy/contract.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type TestKeys, testKeys } from './keys.ts';
import { type People, people } from './people.ts';

/** A clock that stands where it is put. */
export type MovableClock = Clock & {
  readonly set: (at: Temporal.Instant | string) => void;
  readonly pass: (time: Temporal.DurationLike) => void;
};

/** A clock for a test, at first on 2026-11-22T20:15 in Asia/Shanghai. */
export function movableClock(start = '2026-11-22T20:15:00+08:00'): MovableClock {
  let at = Temporal.Instant.from(start);
  return {
    now: () => at,
    set: (to) => void (at = Temporal.Instant.from(to)),
    pass: (time) => void (at = at.add(time)),
  };
}

/** The line that tests contact. */
export const LINE = LineId.parse('hedong-1');

export type TestPrivacy = TestDatabase & {
  readonly people: People;
  readonly keys: TestKeys;
  readonly clock: MovableClock;
  readonly privacy: Privacy;
  /** What the module was opened with, for another process beside it. */
  readonly options: PrivacyOptions;
  /** Opens the file of a new contact of an organisation, with a telephone number and a name in its vault. */
  readonly file: (organisation: string, phone?: string) => Promise<FileId>;
  /** Ends the service of a file now. */
  readonly end: (organisation: string, file: FileId) => Promise<void>;
};

/** Opens everything; `close` it when the file is done. */
export async function testPrivacy(more: Partial<PrivacyOptions> = {}): Promise<TestPrivacy> {
  const database = await testDatabase();
  const clock = movableClock();
  const keys = await testKeys(database.access.app, clock);
  const ledger = createLedger(keys.purpose);
  const options = { db: database.db, keys, ledger, clock, knowsLine: (line: string) => line === LINE, ...more };
  const privacy = await openPrivacy(options);
  const file: TestPrivacy['file'] = (organisation, phone = '13800138000') =>
    transaction(database.db, { organisation }, async (tx) => {
      const at = clock.now();
      const id = await privacy.openFile(tx, { organisation, line: LINE, contact: randomUUID(), at });
      await privacy.keepContactDetail(tx, id, { kind: 'phone', value: phone, at });
      await privacy.keepContactDetail(tx, id, { kind: 'name', value: '林小雨', at });
      return id;
    });
  const end: TestPrivacy['end'] = (organisation, id) =>
    transaction(database.db, { organisation }, async (tx) => void (await privacy.endService(tx, id, clock.now())));
  const close = async (): Promise<void> => {
    await keys.close();
    await database.close();
  };
  return { ...database, people: await people(database.owner), keys, clock, privacy, options, file, end, close };
}
