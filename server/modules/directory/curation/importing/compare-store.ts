// The SQL of comparing a list with the directory as it is.
import { sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { compareLines } from '#sources/index.ts';
import type { Reading } from '../../../sources/contract.ts';
import { loadCurated, loadDecided, loadPublishedFacts } from '../../curated-store.ts';
import { factsOf } from '../../facts.ts';
import { alone, changedSources, loadReadings, unlistedIds } from '../../import-store.ts';
import { toLines } from '../../merging.ts';
import { type Differences, differences, digestOf } from './comparing.ts';
import type { ImportPreview } from './contract.ts';

type Tx = Transaction<DB>;

/** What saving a reading would change, whole. */
export type Compared = { readonly preview: ImportPreview; readonly differences: Differences };

const SHOWN = 500;

/** Compares one publication with the directory; `revision` is the one it is compared with. */
export async function compareReading(tx: Tx, reading: Reading, revision: number): Promise<Compared> {
  const [source] = reading.sources;
  if (source === undefined) throw new Error('a reading without a source');
  const isSame = (await changedSources(tx, reading)).length === 0;
  const known = await isKnown(tx, source.id);
  const kept = await loadReadings(tx, [source.id]);
  const fresh = { ...reading, lines: reading.lines.map(alone) };
  const lines = isSame ? null : toLines([...kept, fresh], await loadDecided(tx));
  const before = await loadPublishedFacts(tx);
  const found = differences({
    before,
    after: lines === null ? [...before.values()] : lines.map(factsOf),
    removable: lines === null ? [] : await unlistedIds(tx, lines),
    curated: await loadCurated(tx),
  });
  const flags = countedFlags(kept, fresh);
  const { id, title, number, issuers, date } = source;
  const { added, changed, gone, unchanged } = found;
  const preview = {
    digest: digestOf(reading),
    revision,
    source: { id, title, number, issuers, date, known: isSame ? 'same' : known ? 'changed' : 'new' },
    counts: {
      rows: reading.lines.length,
      added: added.length,
      changed: changed.length,
      gone: gone.length,
      unchanged,
      flags: flags.reduce((sum, { count }) => sum + count, 0),
    },
    added: added.slice(0, SHOWN),
    changed: changed.slice(0, SHOWN),
    gone: gone.slice(0, SHOWN),
    flags,
    notHotlines: reading.notHotlines.slice(0, SHOWN).map(({ raw, why }) => ({ raw, why })),
  } as const satisfies ImportPreview;
  return { preview, differences: found };
}

async function isKnown(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom('directory.source').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Doubts of the list itself, and those that come from what is there already. */
function countedFlags(kept: readonly Reading[], fresh: Reading): ImportPreview['flags'] {
  const all = [...kept, fresh];
  const compared = compareLines(
    all.flatMap(({ lines }) => lines),
    all.flatMap(({ sources }) => sources),
  );
  const own = new Set(fresh.sources.map(({ id }) => id));
  const flags = compared.filter(({ source }) => own.has(source)).flatMap((line) => line.flags);
  return [...Map.groupBy(flags, ({ code }) => code)]
    .map(([code, some]) => ({ code, count: some.length }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** The directory's revision, without waiting for it. */
export async function currentRevision(tx: Tx): Promise<number> {
  const { rows } = await sql<{ number: number }>`select number from directory.revision`.execute(tx);
  return rows[0]?.number ?? 0;
}
