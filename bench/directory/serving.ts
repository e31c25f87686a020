// The real service in a process of its own, with one row more: a short string that costs nothing, the floor that
// pages are measured against on the same server. Prints its address and ends when its standard input does.
import { readConfig } from '#platform/config.ts';
import { defineRoute } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { startService } from '../../server/main.ts';

const floor = defineRoute({
  method: 'GET',
  path: '/bench/static',
  access: { open: 'Only in benchmarks.' },
  audit: { none: 'It tells nothing.' },
  input: {},
  output: 'text',
  run: () => ok('here'),
  refusals: {},
});

const running = await startService(readConfig(process.env), { more: [floor] });
process.stdout.write(`${running.url}\n`);
process.stdin.resume();
process.stdin.once('end', () => void running.close().then(() => process.exit(0)));
