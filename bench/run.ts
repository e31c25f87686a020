// `npm run bench -- NAME [PART…]`: runs one set of benchmarks and prints every figure beside its floor.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const [name = '', ...parts] = process.argv.slice(2);
const file = path.join(import.meta.dirname, `${name}.ts`);
const shared = new Set(['run', 'measure', 'start-line']);
if (!/^[a-z][a-z-]*$/.test(name) || shared.has(name) || !existsSync(file)) {
  const sets = readdirSync(import.meta.dirname)
    .filter((entry) => entry.endsWith('.ts'))
    .map((entry) => entry.slice(0, -3));
  const names = sets.filter((set) => !shared.has(set)).join('|');
  process.stderr.write(`npm run bench -- ${names} [PART…]\n`);
  process.exit(2);
}
const bench: unknown = await import(file);
if (typeof bench === 'object' && bench !== null && 'run' in bench && typeof bench.run === 'function') {
  await bench.run(parts);
}
