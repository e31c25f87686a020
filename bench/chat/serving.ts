// The real service in a process of its own, with one row more: a single-row insert through the same pool, the floor that
// messages are measured against on the same server. Prints its address and its process, and ends when its standard input
// does.
import { z } from 'zod';
import { sql } from 'kysely';
import { readConfig } from '#platform/config.ts';
import { defineRoute } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { startService } from '../../server/main.ts';

const running = await startService(readConfig(process.env), {
  more: (db) => [
    defineRoute({
      method: 'POST',
      path: '/bench/insert',
      access: { open: 'Only in benchmarks.' },
      audit: { none: 'It tells nothing.' },
      input: { body: z.strictObject({ id: z.uuid(), text: z.string().max(4000) }) },
      output: z.object({}),
      run: async ({ body: { id, text } }) => {
        await sql`insert into bench_bare (id, words) values (${id}, ${Buffer.from(text)})`.execute(db);
        return ok({});
      },
      refusals: {},
    }),
  ],
});
process.stdout.write(`${running.url} ${process.pid}\n`);
process.stdin.resume();
process.stdin.once('end', () => void running.close().then(() => process.exit(0)));
