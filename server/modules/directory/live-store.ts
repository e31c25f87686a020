// Keeps the directory in memory and in step with the database. Every answer to a person in need is given from
// memory, at once; the bus says "look" when something changed, and a slow look every half minute makes up for
// a word that was lost. While a reload fails, the last good snapshot goes on answering.
import type { Kysely } from 'kysely';
import type { Bus } from '#platform/bus.ts';
import type { DB } from '#platform/database/index.ts';
import type { WorkingDayCalendar } from '#hours/index.ts';
import type { RegionIndex } from '../regions/contract.ts';
import type { Flag, Reading } from '../sources/contract.ts';
import type { LineId } from './contract.ts';
import { loadCrisisNumbers, loadEvents } from './files.ts';
import { saveReading, type SaveSummary } from './import-store.ts';
import { buildSnapshot, type Snapshot } from './snapshot.ts';
import { loadLines, loadNoticeContents, loadOpenFlags, loadPinyin, loadRevision, type NoticeContent } from './store.ts';

/** The directory of one process. */
export type Directory = {
  /** The snapshot in force; never changes under a caller's hands. */
  readonly snapshot: () => Snapshot;
  readonly notices: () => readonly NoticeContent[];
  /** Doubts about a line that nobody has settled yet. */
  readonly doubts: (id: LineId) => readonly Flag[];
  /** Counts the changes of the directory. */
  readonly revision: () => number;
  /** Looks whether the database has moved on and reloads if so. */
  readonly refresh: () => Promise<void>;
  /** Saves what was read and shows it at once; other processes are told. */
  readonly save: (reading: Reading) => Promise<SaveSummary>;
  readonly close: () => void;
};

export type DirectoryParts = {
  readonly calendar: WorkingDayCalendar;
  readonly regions: RegionIndex;
  readonly db: Kysely<DB>;
  readonly bus: Pick<Bus, 'publish' | 'subscribe'>;
  /** Told when a reload failed; the last good snapshot stays in force. */
  readonly onFailure: (cause: unknown) => void;
};

const TOPIC = 'directory';
const LOOK_EVERY_MS = 30_000;

/** Loads the directory and keeps it in step until closed. */
export async function openDirectory(parts: DirectoryParts): Promise<Directory> {
  let held = await load(parts);
  let loading: Promise<void> | null = null;
  const reload = async (): Promise<void> => {
    if ((await loadRevision(parts.db)) === held.revision) return;
    held = await load(parts);
  };
  const refresh = (): Promise<void> => {
    loading ??= reload().finally(() => (loading = null));
    return loading;
  };
  const look = (): void => void refresh().catch(parts.onFailure);
  const unsubscribe = parts.bus.subscribe(TOPIC, (position) => (position === held.revision ? undefined : look()));
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    snapshot: () => held.snapshot,
    notices: () => held.notices,
    doubts: (id) => held.doubts.get(id) ?? [],
    revision: () => held.revision,
    refresh,
    save: async (reading) => {
      const summary = await saveReading(parts.db, reading);
      if (loading !== null) await loading;
      await refresh();
      parts.bus.publish(TOPIC, held.revision);
      return summary;
    },
    close: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}

type Held = {
  readonly revision: number;
  readonly snapshot: Snapshot;
  readonly notices: readonly NoticeContent[];
  readonly doubts: ReadonlyMap<LineId, readonly Flag[]>;
};

/** The revision is read first: a change in between makes the next look reload once more, never once too few. */
async function load(parts: DirectoryParts): Promise<Held> {
  const { db, calendar, regions } = parts;
  const events = loadEvents();
  const crisisNumbers = loadCrisisNumbers();
  const revision = await loadRevision(db);
  const [lines, pinyin, notices, doubts] = await Promise.all([
    loadLines(db),
    loadPinyin(db),
    loadNoticeContents(db),
    loadOpenFlags(db),
  ]);
  return {
    revision,
    notices,
    doubts,
    snapshot: buildSnapshot({ calendar, regions, events, crisisNumbers, lines, pinyin }),
  };
}
