// The only file of the module that touches the disk. A file is asked how large it is before it is opened, and
// one is held at a time.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ok, refuse, type Result } from '#platform/result.ts';
import { loadRegions } from '#regions/index.ts';
import type { Reading } from './contract.ts';
import { readDocument, together, type ReadingContext } from './documents.ts';
import type { ReadRefusal } from './published.ts';

const MEGABYTE = 1024 * 1024;
const LARGEST = 20 * MEGABYTE;

/** How a reading is done. `today`: the ISO day in China against which validity is judged. */
export type ReadOptions = {
  readonly today: string;
  /** Told before each file, and once more at the end. */
  readonly onProgress?: (done: number, total: number) => void;
};

const EventsFile = z.object({
  events: z.array(z.object({ id: z.string(), zh: z.string(), begins: z.iso.date(), ends: z.iso.date().nullable() })),
});

/** What every reading is done against: regions and events of data/, and the day. Throws when data/ is broken. */
export async function loadReadingContext(today: string): Promise<ReadingContext> {
  const events = EventsFile.parse(JSON.parse(await readFile(dataFile('events.json'), 'utf8'))).events;
  return { index: loadRegions(), events, today };
}

const dataFile = (name: string): URL => new URL(`../../../data/${name}`, import.meta.url);

/**
 * Reads files into one reading: all of them, or none. The refusal's detail begins with the file it is about.
 * Nothing is kept of a file that is too large, missing or not a file.
 */
export async function readFiles(files: readonly string[], options: ReadOptions): Promise<Result<Reading, ReadRefusal>> {
  const context = await loadReadingContext(options.today);
  const readings: Reading[] = [];
  for (const [done, file] of files.entries()) {
    options.onProgress?.(done, files.length);
    const read = await readOne(file, context);
    if (!read.ok) return refuse(read.refusal, `${file}：${read.detail ?? read.refusal}`);
    readings.push(read.value);
  }
  options.onProgress?.(files.length, files.length);
  return ok(together(readings));
}

async function readOne(file: string, context: ReadingContext): Promise<Result<Reading, ReadRefusal>> {
  const facts = await stat(file).catch(() => null);
  if (facts?.isDirectory() === true)
    return refuse('missing', '这是一个文件夹，请写出里面的文件 · This is a folder; name the files in it');
  if (facts === null || !facts.isFile()) return refuse('missing', '没有这个文件 · There is no such file');
  if (facts.size > LARGEST) {
    const size = Math.round(facts.size / MEGABYTE);
    return refuse('too-large', `文件有 ${size} MB，最多只读 20 MB · The file is ${size} MB; at most 20 MB are read`);
  }
  if (facts.size === 0) return refuse('empty', '文件里没有内容 · The file is empty');
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null)
    return refuse('missing', '文件打不开，可能没有权限 · The file cannot be opened; permission may be missing');
  return readDocument({ name: path.basename(file), bytes }, context);
}

/** Reads the tables that the project carries in data/published/. Throws when one of them is broken. */
export async function loadPublished(today: string): Promise<Reading> {
  const folder = dataFile('published/');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).toSorted();
  const read = await readFiles(
    names.map((name) => new URL(name, folder).pathname),
    { today },
  );
  if (!read.ok) throw new Error(`data/published: ${read.detail ?? read.refusal}`);
  return read.value;
}
