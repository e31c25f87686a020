// Keeps the directory in memory and in step with the database. Every answer to a person in need is given from
// memory, at once; the bus says "look" when something changed, and a slow look every half minute makes up for
// a word that was lost. While a reload fails, the last good snapshot goes on answering.
import type { Kysely } from 'kysely';
import type { Bus } from '#platform/bus.ts';
import type { DB } from '#platform/database/index.ts';
import type { WorkingDayCalendar } from '#hours/index.ts';
import type { RegionIndex } from '../regions/contract.ts';
import type { Flag, Reading } from '../sources/contract.ts';
import { linesAsOf, noticesAsOf } from './as-of.ts';
import type { LineId } from './contract.ts';
import { loadCrisisNumbers } from './files.ts';
import { saveReading, type SaveSummary } from './import-store.ts';
import { createThrift } from './shared-values.ts';
import { buildSnapshot, type Snapshot } from './snapshot.ts';
import { loadAllEvents, loadMoved } from './curated-store.ts';
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
  /** The line that an id leads to since its own was merged; undefined: the id leads nowhere else. */
  readonly movedTo: (id: string) => LineId | undefined;
  /** After a change was committed: shows it at once; other processes are told. */
  readonly announce: () => Promise<void>;
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
  /** Shows the directory as published by this day (ISO); left out: all of it. */
  readonly asOf?: string | undefined;
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
  const announce = async (): Promise<void> => {
    if (loading !== null) await loading;
    await refresh();
    parts.bus.publish(TOPIC, held.revision);
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
    movedTo: (id) => held.moved.get(id),
    announce,
    save: async (reading) => {
      const summary = await saveReading(parts.db, reading);
      await announce();
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
  readonly moved: ReadonlyMap<string, LineId>;
};

/** The revision is read first: a change in between makes the next look reload once more, never once too few. */
async function load(parts: DirectoryParts): Promise<Held> {
  const { db, calendar, regions } = parts;
  const crisisNumbers = loadCrisisNumbers();
  const revision = await loadRevision(db);
  const thrift = createThrift();
  const [allLines, pinyin, allNotices, doubts, moved, events] = await Promise.all([
    loadLines(db, { thrift }),
    loadPinyin(db),
    loadNoticeContents(db, thrift),
    loadOpenFlags(db, thrift),
    loadMoved(db),
    loadAllEvents(db),
  ]);
  const { asOf } = parts;
  const lines = asOf === undefined ? allLines : linesAsOf(allLines, asOf);
  const notices = asOf === undefined ? allNotices : noticesAsOf(allNotices, asOf);
  return {
    revision,
    notices,
    doubts,
    moved,
    snapshot: buildSnapshot({ calendar, regions, events, crisisNumbers, lines, pinyin }),
  };
}
