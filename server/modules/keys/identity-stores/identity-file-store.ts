// Identity keys as files: one small file for each, in 256 folders, beside the database and never in it. The folder may
// be shared by several processes and machines. A key is on disk, file and folder, before anybody is told its id; a
// destroyed one is overwritten, flushed, unlinked and flushed again. What the disk itself keeps of an overwritten block
// (journals, snapshots, worn flash) holds the key only as wrapped by the master key.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyId } from '../contract.ts';
import { BLANK, FILE_BYTES, freePlace, placeOf, PLACES, readKeyFile, writeKeyFile, writeWrapping } from './key-file.ts';
import type { StoredKey, Wrapping } from './key-file.ts';
import { makePrivateFolder, syncFolder } from '../files.ts';
import type { IdentityStore } from '../ports.ts';

const ABANDONED_MS = 600_000;
const HEAD = PLACES[0];

/** What a certificate says of a key whose file could not be read any more. */
const UNREADABLE = '0'.repeat(32);
const NEVER = Temporal.Instant.fromEpochMilliseconds(0);

/** Opens the folder, making it if need be. Throws CannotStart when others may read it. */
export async function openIdentityFiles(folder: string): Promise<IdentityStore> {
  await makePrivateFolder(folder);
  await sweep(folder);
  const fileOf = (id: KeyId): string => join(folder, id.slice(0, 2), id);
  return {
    create: (key) => create(folder, fileOf(key.id), key),
    read: async (id) => keyIn(contentNow(fileOf(id)), id),
    renew: (id, from, to) => renew(fileOf(id), from, to),
    destroy: (id) => destroy(join(folder, id.slice(0, 2)), fileOf(id)),
    list: (after, limit) => list(folder, after, limit),
    close: async () => undefined,
  };
}

/** Somebody has written into a file that is neither a key nor a destroyed one: a key that nothing unwraps, not one that is gone. */
function keyIn(content: Buffer, id: KeyId): StoredKey | undefined {
  const key = readKeyFile(content);
  if (key !== undefined || content.length === 0 || isBlankHead(content)) return key;
  return { id, subject: '', fingerprint: UNREADABLE, createdAt: NEVER, wrappings: [] };
}

/** A crash before the rename leaves a file that bears no key's name; a crash after it leaves a whole key. */
async function create(folder: string, file: string, key: StoredKey): Promise<void> {
  const shard = join(file, '..');
  if ((await mkdir(shard, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(folder);
  const part = join(shard, `.${randomUUID()}`);
  const handle = await open(part, 'wx', 0o600);
  try {
    await handle.writeFile(writeKeyFile(key));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  await syncFolder(shard);
}

/** Opened without leave to create: what has been unlinked meanwhile stays unlinked. */
async function renew(file: string, from: string, to: Wrapping): Promise<boolean> {
  const handle = await openIfThere(file);
  if (handle === undefined) return false;
  try {
    const content = await handle.readFile();
    const kept = placeOf(content, from);
    if (readKeyFile(content) === undefined || kept === undefined) return false;
    await handle.write(writeWrapping(to), 0, BLANK.length, freePlace(kept));
    await handle.datasync();
    await handle.write(BLANK, 0, BLANK.length, kept);
    await handle.datasync();
    return true;
  } finally {
    await handle.close();
  }
}

async function destroy(shard: string, file: string): Promise<boolean> {
  const handle = await openIfThere(file);
  if (handle === undefined) return false;
  try {
    await handle.write(Buffer.alloc(FILE_BYTES), 0, FILE_BYTES, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const removed = await unlink(file).then(
    () => true,
    (error: unknown) => ifMissing(error, false),
  );
  await syncFolder(shard);
  return removed;
}

async function list(folder: string, after: KeyId | null, limit: number): Promise<StoredKey[]> {
  const found: StoredKey[] = [];
  for (const shard of await shardsOf(folder)) {
    if (after !== null && shard < after.slice(0, 2)) continue;
    const names = (await readdir(join(folder, shard))).filter((name) => !name.startsWith('.')).toSorted();
    for (const name of names) {
      if (after !== null && name <= after) continue;
      const key = readKeyFile(await contentOf(join(folder, shard, name)));
      if (key !== undefined) found.push(key);
      if (found.length === limit) return found;
    }
  }
  return found;
}

/** Ends what a killed process had begun: files that never became a key, and keys that were already blank. */
async function sweep(folder: string): Promise<void> {
  for (const shard of await shardsOf(folder))
    for (const name of await readdir(join(folder, shard))) {
      const file = join(folder, shard, name);
      if (name.startsWith('.') ? await isAbandoned(file) : await isBlank(file)) await rm(file, { force: true });
    }
}

/** Another process may be just writing it. */
async function isAbandoned(file: string): Promise<boolean> {
  const made = await stat(file).catch((error: unknown) => ifMissing(error, undefined));
  return made !== undefined && Date.now() - made.mtimeMs > ABANDONED_MS;
}

/** Overwritten and not yet unlinked; a key that was being wrapped anew may have left something behind its head. */
async function isBlank(file: string): Promise<boolean> {
  return isBlankHead(await contentOf(file));
}

const isBlankHead = (content: Buffer): boolean =>
  content.length === FILE_BYTES && content.subarray(0, HEAD).every((byte) => byte === 0);

async function shardsOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted();
}

async function contentOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => ifMissing(error, Buffer.alloc(0)));
}

/**
 * Read without a turn of the thread pool: a key is asked for with every message, and for these few hundred bytes, which
 * the system has at hand, the way there and back would take ten times as long as the reading.
 */
function contentNow(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    return ifMissing(error, Buffer.alloc(0));
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  return open(file, 'r+').catch((error: unknown) => ifMissing(error, undefined));
}

function ifMissing<Value>(error: unknown, value: Value): Value {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
  throw error;
}
