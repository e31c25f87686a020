// Snapshots for tests of matching: the real calendar, regions, events and crisis numbers, and the lines of the test.
import { loadCalendar, readHours } from '#hours/index.ts';
import { loadRegions } from '#regions/index.ts';
import { readInstant } from '#platform/clock.ts';
import type { Line, LineHours, PinyinKeys } from '../server/modules/directory/contract.ts';
import { loadCrisisNumbers, loadEvents } from '../server/modules/directory/files.ts';
import { buildSnapshot, type Snapshot } from '../server/modules/directory/snapshot.ts';

const calendar = loadCalendar();
export const regions = loadRegions();
export const events = loadEvents();
const crisisNumbers = loadCrisisNumbers();

/** A directory of these lines. */
export function snapshotOf(lines: readonly Line[], pinyin: ReadonlyMap<Line['id'], PinyinKeys> = new Map()): Snapshot {
  return buildSnapshot({ lines, events, crisisNumbers, calendar, regions, pinyin });
}

/** Hours as a source writes them; throws when they cannot be read, for a test relies on them. */
export function hours(raw: string): LineHours {
  const { schedule } = readHours(raw);
  if (schedule === null) throw new Error(`hours of a test cannot be read: ${raw}`);
  return { raw, schedule };
}

/** `2026-11-22T23:40` in Asia/Shanghai. */
export const at = readInstant;
