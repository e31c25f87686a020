// Whether a file, when it runs, loads another one, however long the way: a test that opens its database through a
// fixture of a fixture needs a database as much as one that says so in its own first lines.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ imports: z.record(z.string(), z.string()) });

/** Every file that is loaded by one: `import … from`, `export … from`, `import '…'` and `import('…')`, never types. */
const LOADED = /^(?:import|export)\s(?!type\b)(?:[^;'"]*?\sfrom\s)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm;

/**
 * A question about the files of the project below `root`: does `file` load `target`? Both are paths from `root`.
 * Packages are not followed, nor is an import whose name is put together while running.
 */
export function reachWithin(root: string): (file: string, target: string) => boolean {
  const { imports } = Manifest.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  const folders = Object.entries(imports).map(([from, to]) => [from.replace('*', ''), to.replace('*', '')] as const);
  const known = new Map<string, readonly string[]>();
  const loadedBy = (file: string): readonly string[] => {
    const found = known.get(file) ?? readLoaded(root, folders, file);
    known.set(file, found);
    return found;
  };
  return (file, target) => {
    const seen = new Set([file]);
    for (const next of seen) for (const loaded of loadedBy(next)) seen.add(loaded);
    return seen.has(path.normalize(target));
  };
}

type Folders = readonly (readonly [from: string, to: string])[];

function readLoaded(root: string, folders: Folders, file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const names = [...text.matchAll(LOADED)].map(([, named, later]) => named ?? later ?? '');
  return names
    .map((name) => pathOf(name, file, folders))
    .filter((found) => found !== null && /\.(?:ts|tsx|mjs)$/.test(found) && existsSync(path.join(root, found)))
    .filter((found) => found !== null);
}

/** The path from the root that an import means, or null where it means a package. */
function pathOf(name: string, file: string, folders: Folders): string | null {
  if (name.startsWith('.')) return path.join(path.dirname(file), name);
  const folder = folders.find(([from]) => name.startsWith(from));
  return folder === undefined ? null : path.normalize(folder[1] + name.slice(folder[0].length));
}
