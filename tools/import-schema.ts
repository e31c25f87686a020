// Writes docs/import-format.schema.json, the JSON Schema of what `npm run import -- --dry-run --json` prints,
// from the contract itself. `--check` writes nothing and fails when the file is not what it should be.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { Schedule } from '../server/modules/hours/contract.ts';
import { RegionRef } from '../server/modules/regions/contract.ts';
import * as contract from '../server/modules/sources/contract.ts';

const file = path.resolve(import.meta.dirname, '..', 'docs', 'import-format.schema.json');

for (const [id, part] of Object.entries({ ...contract, Schedule, RegionRef })) {
  if (part !== contract.Reading) z.globalRegistry.add(part, { ...part.meta(), id });
}

const schema = {
  ...z.toJSONSchema(contract.Reading, { target: 'draft-2020-12' }),
  title: 'Xindeng import format',
  description: 'What reading published lists of helplines yields: npm run import -- FILE… --dry-run --json',
};
const wanted = await format(JSON.stringify(schema), { parser: 'json', printWidth: 120 });

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== wanted) {
    process.stderr.write('docs/import-format.schema.json is out of date: npm run map\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, wanted);
}
