// `npm run import -- FILE…`: reads published lists into the directory, all files or none. With --dry-run it
// touches no database; with --json one JSON document goes to standard output and nothing else does.
import { ZONE } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { type Config, readCommand } from '#platform/config.ts';
import { readFiles } from '#sources/index.ts';
import type { Reading } from '../modules/sources/contract.ts';
import {
  countReading,
  IMPORT_FLAGS,
  type ImportOptions,
  progressBar,
  readImportOptions,
  refusalOf,
  type Saved,
  summaryOf,
  usage,
} from './import-files.ts';

const say = (text: string): void => void process.stderr.write(text);

/** Loaded only when something is to be saved: a dry run then needs no database driver at all. */
async function save(config: Config, reading: Reading): Promise<Saved> {
  const { saveInto } = await import('./import-saving.ts');
  return saveInto(config, reading);
}

/** Standard output may be a pipe: the program ends only once everything is through. */
const print = (value: unknown): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`, () => resolve()));

async function report(reading: Reading, saved: Saved | null, options: ImportOptions): Promise<void> {
  const counts = countReading(reading);
  if (options.json) await print(saved === null ? reading : { ...counts, ...saved });
  if (options.quiet) return;
  const summary = `${summaryOf(counts, saved)}\n`;
  if (options.json) say(summary);
  else process.stdout.write(summary);
}

await runCommand(async () => {
  const options = readImportOptions(process.argv.slice(2));
  const { config, words: files } = readCommand(process.env, options.rest, IMPORT_FLAGS);
  if (files.length === 0) throw usage();
  const today = options.at ?? config.clock.now().toZonedDateTimeISO(ZONE).toPlainDate().toString();
  const showsProgress = process.stderr.isTTY && !options.quiet;
  const read = await readFiles(files, {
    today,
    ...(showsProgress ? { onProgress: (done, total) => say(progressBar(done, total)) } : {}),
  });
  if (!read.ok) {
    if (showsProgress) say('\n');
    throw refusalOf(read.detail ?? read.refusal);
  }
  const saved = options.dryRun ? null : await save(config, read.value);
  await report(read.value, saved, options);
});
