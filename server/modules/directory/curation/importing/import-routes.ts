// Reading a list in: first compared and shown, then saved exactly as it was shown.
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { Reading } from '../../../sources/contract.ts';
import { saveReadingWithin } from '../../import-store.ts';
import { dayOf } from '../../validity.ts';
import { holdDirectory, recordChange } from '../changes/applying-store.ts';
import { curatesAll, leads } from '../changes/change-store.ts';
import type { Curating } from '../changes/changing-routes.ts';
import { type Compared, compareReading, currentRevision } from './compare-store.ts';
import { digestOf } from './comparing.ts';
import { applyImport, LARGEST_FILE, previewImport } from './contract.ts';
import type { ReadGivenFile } from './files.ts';

/** What importing needs besides. */
export type Importing = Curating & { readonly readFile: ReadGivenFile };

const refusals = {
  'not-readable': { status: 422, zh: '这个文件读不了。', en: 'This file cannot be read.' },
  'too-large': { status: 413, zh: '文件太大，最多 5 MB。', en: 'The file is too large; 5 MB at most.' },
} as const;

/** The rows about importing. */
export function importRoutes(importing: Importing): readonly Route[] {
  return [previewRoute(importing), applyRoute(importing)];
}

type File = { readonly name: string; readonly base64: string };

/** The largest file as base64, with some room around it. */
const longestBody = LARGEST_FILE * 1.5;

function read(
  { readFile, directory }: Importing,
  { name, base64 }: File,
  now: Temporal.Instant,
): Promise<Result<Reading, ReadRefusal>> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.length > LARGEST_FILE) return Promise.resolve(refuse('too-large'));
  return readFile({ name, bytes, today: dayOf(now), events: directory.snapshot().events });
}

function previewRoute(importing: Importing): Route {
  return defineRoute({
    ...previewImport,
    longestBody,
    about: 'Reads a list and shows what it would change. Nothing is saved.',
    access: { may: 'directory.import' },
    audit: { none: 'Nothing is changed, and what is read is to be published.' },
    run: async ({ body }, { transact, now }) => {
      const reading = await read(importing, body, now);
      if (!reading.ok) return reading;
      return transact(async (tx) => {
        const compared = await compareReading(tx, reading.value, await currentRevision(tx));
        return ok(compared.preview);
      });
    },
    refusals,
  });
}

type ReadRefusal = 'not-readable' | 'too-large';
type ApplyRefusal = 'changed-meanwhile' | 'not-yours';
type Applied = { change: number; linesAdded: number; linesChanged: number; linesRemoved: number };

function applyRoute(importing: Importing): Route {
  return defineRoute({
    ...applyImport,
    longestBody,
    about: 'Saves a list as it was shown.',
    access: { may: 'directory.import' },
    audit: 'directory.import-list',
    run: async ({ body }, context): Promise<Result<Applied, ApplyRefusal | ReadRefusal | 'another-reading'>> => {
      const reading = await read(importing, body, context.now);
      if (!reading.ok) return reading;
      if (digestOf(reading.value) !== body.digest) return refuse('another-reading');
      const done = await apply(importing, context, reading.value, body);
      if (done.ok) await importing.directory.announce();
      return done;
    },
    refusals: {
      ...refusals,
      'another-reading': {
        status: 409,
        zh: '这不是刚才预览的那份文件，请重新预览。',
        en: 'This is not the file that was previewed. Please preview it again.',
      },
      'changed-meanwhile': {
        status: 409,
        zh: '预览之后名录有了变化，请重新预览。',
        en: 'The directory has changed since the preview. Please preview again.',
      },
      'not-yours': {
        status: 403,
        zh: '名单里有不归您维护的热线。新增热线由最上级的主管部门导入。',
        en: 'The list touches lines that you do not curate. New lines are imported by the authority at the top.',
      },
    },
  });
}

function apply(
  { pinyinOf }: Importing,
  { transact, caller, now }: StaffContext,
  reading: Reading,
  shown: { readonly revision: number; readonly why: string },
): Promise<Result<Applied, ApplyRefusal>> {
  return transact<Applied, ApplyRefusal>(async (tx, note) => {
    const revision = await holdDirectory(tx);
    if (revision !== shown.revision) return refuse('changed-meanwhile');
    const compared = await compareReading(tx, reading, revision);
    const foreign = await notOwn(tx, compared);
    if (foreign !== null) return refuse('not-yours', foreign);
    const saved = await saveReadingWithin(tx, reading, pinyinOf);
    const { source } = compared.preview;
    const why = shown.why === '' ? source.title : shown.why;
    const lines = touchedBy(compared);
    const change = await recordChange(tx, { kind: 'import', why, caller, at: now, parts: [] }, lines);
    note({ subject: `source:${source.id}`, detail: { change, lines: lines.length } });
    return ok({ change, ...saved });
  });
}

const touchedBy = ({ differences: { added, changed } }: Compared): string[] =>
  [...added, ...changed].map(({ id }) => id);

/** Names of lines that the caller may not change by this list; null: none. Only the top of a tree adds lines. */
async function notOwn(tx: Parameters<typeof compareReading>[0], compared: Compared): Promise<string | null> {
  const { added, changed, gone } = compared.differences;
  const firstNames = (lines: readonly { readonly name: string }[]): string =>
    lines
      .slice(0, 3)
      .map(({ name }) => name)
      .join('、');
  if (added.length > 0 && !(await leads(tx))) return firstNames(added);
  const touched = [...changed, ...gone];
  const own = await curatesAll(
    tx,
    touched.map(({ id }) => id),
  );
  if (own) return null;
  const foreign: { name: string }[] = [];
  for (const line of touched) if (foreign.length < 3 && !(await curatesAll(tx, [line.id]))) foreign.push(line);
  return firstNames(foreign);
}
