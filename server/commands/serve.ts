// `npm start`: the whole service on this machine. Prints where it is once the first page can be opened. With `--demo` it
// has people to sign in as, whose passwords are printed. On the first start the database is made and the published tables
// are read while the program itself is still being loaded.
import { runCommand } from '#platform/command.ts';
import { readCommand, readConfig } from '#platform/config.ts';
import { prepareFolder } from '#platform/database/data-folder.ts';
import { publishedTables } from '../published-tables.ts';

await runCommand(async () => {
  const args = process.argv.slice(2);
  const demo = args.includes('--demo');
  const rest = args.filter((word) => word !== '--demo');
  const { config, words } = readCommand(process.env, rest, ['--demo']);
  // It takes no words; the settings say so.
  if (words.length > 0) readConfig(process.env, words);
  if (demo) (await import('./demo.ts')).refuseDemoFor(config);
  const say = (zh: string, en: string) => process.stderr.write(`${zh} · ${en}\n`);
  const tables = publishedTables(config);
  // Should it fail, it is tried again where it is needed, and said there.
  if (config.databaseUrl === undefined) prepareFolder(config.dataDir).catch(() => undefined);
  const { startService } = await import('../main.ts');
  const running = await startService(config, { demo, tables, tell: say, onLost: () => process.exit(1) });
  say(`找热线 ${running.url}/`, `Find help ${running.url}/en`);
  say(`接口 ${running.url}/api/openapi.json`, `HSDS ${running.url}/hsds/`);
  const { demoLines } = await import('./demo.ts');
  if (demo) process.stderr.write(demoLines({ console: `http://localhost:${running.port}/console` }));
  if (process.stderr.isTTY) say('按 Ctrl-C 停止', 'Ctrl-C stops');
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
});
