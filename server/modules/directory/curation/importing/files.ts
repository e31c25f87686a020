// Starts the threads that read files and make pinyin. A file that takes too long or too much memory is given up; the
// server goes on.
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { ok, refuse, type Result } from '#platform/result.ts';
import { Reading } from '../../../sources/contract.ts';
import { type DirectoryEvent, PinyinKeys } from '../../contract.ts';
import type { PinyinOf } from '../../line-store.ts';

/** A file to be read, and against what. */
export type GivenFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** ISO day in China. */
  readonly today: string;
  readonly events: readonly DirectoryEvent[];
};

/** Reads a file; the refusal's detail is one sentence, Chinese and English. */
export type ReadGivenFile = (file: GivenFile) => Promise<Result<Reading, 'not-readable' | 'too-large'>>;

const LONGEST_MS = 60_000;
const MEMORY_MB = 512;

const Outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: Reading }),
  z.object({ ok: z.literal(false), refusal: z.string(), detail: z.string().optional() }),
]);

/** Reads a file in a thread of its own. */
export const readInThread: ReadGivenFile = async (file) => {
  const said = await runTask({ task: 'read', ...file });
  if (said === null) return refuse('too-large', '文件太大，读不完 · The file is too large to be read');
  const outcome = Outcome.parse(JSON.parse(said));
  if (outcome.ok) return ok(outcome.value);
  return refuse(outcome.refusal === 'too-large' ? 'too-large' : 'not-readable', outcome.detail);
};

/** Makes pinyin in a thread of its own. */
export const pinyinInThread: PinyinOf = async (names) => {
  const said = await runTask({ task: 'pinyin', names });
  if (said === null) throw new Error('the pinyin of names was not made');
  return z.array(PinyinKeys).parse(JSON.parse(said));
};

/** What the thread says; null when it ended without a word. */
function runTask(task: object): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('jobs.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const timer = setTimeout(() => void worker.terminate(), LONGEST_MS);
    let said: string | null = null;
    worker.on('message', (words) => (said = String(words)));
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}
