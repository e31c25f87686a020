// `npm run backup -- FILE`: everything the database holds, in one file, while the server goes on working.
import { CannotStart } from '#platform/cannot-start.ts';
import { runCommand, several } from '#platform/command.ts';
import { readCommand } from '#platform/config.ts';
import { backup } from '#platform/database/backup.ts';
import { visitDatabase } from '#platform/database/open.ts';

await runCommand(async () => {
  const { config, words } = readCommand(process.env, process.argv.slice(2));
  const [file] = words;
  if (file === undefined || words.length > 1)
    throw new CannotStart('用法：npm run backup -- 文件名', 'Usage: npm run backup -- FILE');
  const visit = await visitDatabase(config, 'beside', 'backup');
  try {
    const { tables, rows } = await backup(visit.access.owner, file);
    process.stdout.write(`已备份 ${tables} 张表、${rows} 行到 ${file}\n`);
    process.stdout.write(
      `${several(rows, 'row')} of ${several(tables, 'table')} ${rows === 1 ? 'is' : 'are'} now in ${file}\n`,
    );
  } finally {
    await visit.leave();
  }
});
