// `npm run restore -- FILE`: puts a backup into an empty database, while no server uses it.
import { CannotStart } from '#platform/cannot-start.ts';
import { runCommand, several } from '#platform/command.ts';
import { readCommand } from '#platform/config.ts';
import { visitDatabase } from '#platform/database/open.ts';
import { restore } from '#platform/database/restore.ts';
import { installJobs, JOBS_VERSION } from '#platform/jobs.ts';

await runCommand(async () => {
  const { config, words } = readCommand(process.env, process.argv.slice(2));
  const [file] = words;
  if (file === undefined || words.length > 1)
    throw new CannotStart('用法：npm run restore -- 文件名', 'Usage: npm run restore -- FILE');
  const visit = await visitDatabase(config, 'alone', 'restore');
  const jobs = { version: JOBS_VERSION, install: () => installJobs(visit.access) };
  try {
    const { tables, rows, made } = await restore(visit.access.owner, file, { jobs });
    process.stdout.write(`已恢复 ${made} 的备份：${tables} 张表、${rows} 行\n`);
    process.stdout.write(`Restored the backup of ${made}: ${several(rows, 'row')} of ${several(tables, 'table')}\n`);
  } finally {
    await visit.leave();
  }
});
