// How `npm start` runs the server, so that benchmarks run it the same way: flags of Node and settings of the C library.
import { z } from 'zod';
import packageFile from '../package.json' with { type: 'json' };

/** What stands in the start line before the program. */
export type StartLine = { readonly flags: readonly string[]; readonly env: Readonly<Record<string, string>> };

/** Read from package.json. */
export function startLine(): StartLine {
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(packageFile);
  const words = scripts.start.split(' ');
  const before = words.slice(0, words.indexOf('tools/run.mjs'));
  const env = before.flatMap((word) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(word) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return { flags: before.filter((word) => word.startsWith('--')), env: Object.fromEntries(env) };
}
