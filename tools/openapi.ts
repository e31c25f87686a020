// Writes docs/openapi.json, the description of the API, from the route tables themselves, put together on a test database. `--check` writes nothing and
// fails when the file is not what it should be.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { apiDocument } from '../server/api-document.ts';
import { openEveryRoute } from '../testing/every-route.ts';

const file = path.resolve(import.meta.dirname, '..', 'docs', 'openapi.json');

const every = await openEveryRoute();
const document = apiDocument(every.routes);
await every.close();
const wanted = await format(JSON.stringify(document), { parser: 'json', printWidth: 120 });

if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
    process.stderr.write('docs/openapi.json is out of date: run node tools/openapi.ts\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, wanted);
}
