// `npm run bench -- NAME [PART…]`: runs one set of benchmarks and prints every figure beside its floor.
import { existsSync } from 'node:fs';
import path from 'node:path';

const [name = '', ...parts] = process.argv.slice(2);
const file = path.join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z][a-z-]*$/.test(name) || name === 'run' || name === 'measure' || !existsSync(file)) {
  process.stderr.write('npm run bench -- directory [hours|match|site|start]\n');
  process.exit(2);
}
const bench: unknown = await import(file);
if (typeof bench === 'object' && bench !== null && 'run' in bench && typeof bench.run === 'function') {
  await bench.run(parts);
}
