// `npm start`: the whole service on this machine. Prints where it is once the first page can be opened.
import { runCommand } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import { startService } from '../main.ts';

await runCommand(async () => {
  const config = readConfig(process.env, process.argv.slice(2));
  const say = (zh: string, en: string) => process.stderr.write(`${zh} · ${en}\n`);
  const running = await startService(config, { tell: say, onLost: () => process.exit(1) });
  say(`找热线 ${running.url}/`, `Find help ${running.url}/en`);
  say(`接口 ${running.url}/api/openapi.json`, `HSDS ${running.url}/hsds/`);
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
