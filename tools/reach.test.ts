import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { reachWithin } from './reach.ts';

const root = mkdtempSync(path.join(tmpdir(), 'xindeng-reach-'));
after(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}
write('package.json', JSON.stringify({ imports: { '#testing/*': './testing/*' } }));
write('testing/database.ts', 'export const open = 1;\n');
write('testing/people.ts', "import { z } from 'zod';\nimport {\n  open,\n  type Shut,\n} from './database.ts';\n");
write('testing/types.ts', "import type { Shut } from './database.ts';\nexport type { Shut } from './database.ts';\n");
write('testing/round.ts', "export * from './about.ts';\n");
write('testing/about.ts', "import './round.ts';\nimport '#testing/people.ts';\n");

const reaches = reachWithin(root);
const found = (text: string): boolean => {
  const file = `server/deep/${crypto.randomUUID()}.test.ts`;
  write(file, text);
  return reaches(file, 'testing/database.ts');
};

test('a file that loads another directly, through others, in a circle, or while running, reaches it', () => {
  for (const text of [
    "import { open } from '#testing/database.ts';\n",
    "import { open } from '../../testing/database.ts';\n",
    "import fs from 'node:fs';\nimport { people } from '#testing/people.ts';\n",
    "import * as round from '#testing/round.ts';\n",
    "export { open } from '#testing/database.ts';\n",
    "const { open } = await import('#testing/database.ts');\n",
  ])
    assert.equal(found(text), true, text);
});

test('types, packages and words about a file load nothing', () => {
  for (const text of [
    "import type { Shut } from '#testing/database.ts';\n",
    "import { type Shut } from '#testing/types.ts';\n",
    "import { z } from 'zod';\n// import { open } from '#testing/database.ts';\n",
    "const said = '#testing/database.ts';\n",
  ])
    assert.equal(found(text), false, text);
});

test('in this project a test that opens a database through fixtures is found, and a pure rule is not', () => {
  const here = reachWithin(path.resolve(import.meta.dirname, '..'));
  for (const file of [
    'server/routes.access.test.ts',
    'server/modules/privacy/routes.test.ts',
    'server/modules/audit/chain.test.ts',
    'server/modules/directory/curation/lines/line-routes.test.ts',
  ])
    assert.equal(here(file, 'testing/database.ts'), true, file);
  for (const file of ['server/modules/hours/writing.test.ts', 'server/modules/contact/life-cycle.test.ts'])
    assert.equal(here(file, 'testing/database.ts'), false, file);
});
