// Whether the built console is that of the sources as they are. Names, sizes and times of the sources are compared
// first, which takes a few milliseconds; only where they differ (a fresh checkout) are the sources read. Plain
// JavaScript, so that run.mjs can ask under any Node.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const marker = path.join(root, 'console', 'dist', 'built-from');

const alone = ['package-lock.json', 'site/tokens.css', 'tools/console.ts', 'tools/console-digest.mjs'];

/** Files under a folder that the build may read, what it wrote itself left out. */
function filesUnder(folder, wanted, found = []) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) {
      if (wanted(name)) found.push(name);
    } else if (name !== 'console/dist') filesUnder(name, wanted, found);
  }
  return found;
}

function sources() {
  const ours = filesUnder('console', (file) => /\.(?:tsx?|css|svg|json)$/.test(file) && !file.endsWith('.test.ts'));
  const contracts = filesUnder('server/modules', (file) => file.endsWith('/contract.ts'));
  return [...alone, ...ours, ...contracts].sort((one, other) => (one < other ? -1 : 1));
}

function lookOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function contentOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** The sources as they are, to be handed to `markBuilt` once they have been built. */
export function digestOfSources() {
  const files = sources();
  return { look: lookOf(files), content: contentOf(files) };
}

/** Notes that console/dist was built from these sources. */
export function markBuilt({ look, content }) {
  writeFileSync(marker, `${look} ${content}`);
}

/** Whether what is in console/dist was built from the sources as they are. */
export function isBuilt() {
  if (!existsSync(marker)) return false;
  const [look, content] = readFileSync(marker, 'utf8').split(' ');
  const files = sources();
  const looks = lookOf(files);
  if (looks === look) return true;
  if (contentOf(files) !== content) return false;
  markBuilt({ look: looks, content });
  return true;
}
