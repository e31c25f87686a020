// `npm run migrate`: brings the tables of the database to this version; the server does the same on its start.
import { runCommand } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import { migrate } from '#platform/database/migrate.ts';
import { visitDatabase } from '#platform/database/open.ts';

await runCommand(async () => {
  const visit = await visitDatabase(readConfig(process.env, process.argv.slice(2)), 'beside', 'migrate');
  try {
    const names = (await migrate(visit.access.owner)).join(', ');
    process.stdout.write(names === '' ? '数据库已是最新\nNothing to do\n' : `已执行 · Applied: ${names}\n`);
  } finally {
    await visit.leave();
  }
});
