// The reading of the published tables for an empty directory, as a process beside the server that starts: it loads
// and reads while the server makes its database, and saves when a line on standard input says that there is one.
// Without that line (the directory was not empty, or the server is gone) it ends and has touched nothing.
import { once } from 'node:events';
import { ZONE } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import { readFiles } from '#sources/index.ts';
import { refusalOf } from './import-files.ts';

await runCommand(async () => {
  const told = Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end').then(() => null)]);
  const config = readConfig(process.env);
  const today = config.clock.now().toZonedDateTimeISO(ZONE).toPlainDate().toString();
  const read = await readFiles(process.argv.slice(2), { today });
  const { saveInto } = await import('./import-saving.ts');
  if ((await told) === null) return;
  if (!read.ok) throw refusalOf(read.detail ?? read.refusal);
  await saveInto(config, read.value);
  process.stdin.destroy();
});
