// The master keys of a small installation: one text file that nobody but the program's account may read, made at the
// first start. It is replaced in one step and flushed, so that it is always whole; running servers read it again when
// they meet a key that they do not know. Whoever has this file and the database has everything: keep its copy apart.
import { randomUUID } from 'node:crypto';
import { chmod, link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotStart } from '#platform/cannot-start.ts';
import { refuseSharedFile, syncFolder } from '../files.ts';
import type { MasterSource } from '../ports.ts';
import { KEY_BYTES, masterIdOf, newKey } from '../wrapping.ts';

const HEAD = '# Xindeng · 主密钥 · Master keys. Keep a copy apart from the backups of the database (docs/keys.md).';

type Entry = { readonly id: string; readonly secret: Buffer; readonly line: string };

/** The master keys in `file`, an absolute path. Throws CannotStart when others may read it, or when it is damaged. */
export function masterFile(file: string): MasterSource {
  const entries = async (): Promise<Entry[]> => {
    const text = await readIfThere(file);
    return text === undefined ? [] : readEntries(file, text);
  };
  return {
    kind: 'file',
    find: async (id) => (await entries()).find((entry) => entry.id === id)?.secret,
    make: async (known) => {
      const there = await entries();
      const unused = there.find(({ id }) => !known.includes(id));
      if (unused !== undefined) return { secret: unused.secret, wrapped: null };
      const secret = newKey();
      const line = `${masterIdOf(secret)} ${secret.toString('base64')}`;
      const lines = [...there.map((entry) => entry.line), line];
      if (there.length > 0) await orExplain(file, () => replace(file, lines));
      else if (!(await orExplain(file, () => createFirst(file, lines)))) return firstOf(await entries(), file);
      return { secret, wrapped: null };
    },
    forget: async (id) => {
      const there = await entries();
      const rest = there.filter((entry) => entry.id !== id);
      if (rest.length < there.length) await orExplain(file, () => replaceAndBlank(file, rest));
    },
  };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    await refuseSharedFile(file);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error instanceof CannotStart ? error : notReadable(file, error);
  }
}

function readEntries(file: string, text: string): Entry[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [id = '', base64 = ''] = line.trim().split(/\s+/);
    const secret = Buffer.from(base64, 'base64');
    if (secret.length !== KEY_BYTES || masterIdOf(secret) !== id) throw damaged(file);
    return { id, secret, line };
  });
}

/** Of two programs that start at once, one makes the file and the other finds it: false. */
async function createFirst(file: string, lines: readonly string[]): Promise<boolean> {
  const part = await written(file, lines);
  try {
    await link(part, file);
    await syncFolder(dirname(file));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(part);
  }
}

async function replace(file: string, lines: readonly string[]): Promise<void> {
  await rename(await written(file, lines), file);
  await syncFolder(dirname(file));
}

/** What held a forgotten key is overwritten before it is let go. */
async function replaceAndBlank(file: string, rest: readonly Entry[]): Promise<void> {
  const before = await open(file, 'r+');
  try {
    const { size } = await before.stat();
    await replace(
      file,
      rest.map(({ line }) => line),
    );
    await before.write(Buffer.alloc(size), 0, size, 0);
    await before.sync();
  } finally {
    await before.close();
  }
}

async function written(file: string, lines: readonly string[]): Promise<string> {
  const part = join(dirname(file), `.${randomUUID()}`);
  const handle = await open(part, 'wx', 0o600);
  try {
    await handle.writeFile(`${HEAD}\n${lines.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { mode } = await stat(part);
  if ((mode & 0o077) !== 0) await chmod(part, 0o600);
  return part;
}

async function orExplain<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CannotStart ? error : notWritable(file, error);
  }
}

function firstOf(entries: readonly Entry[], file: string): { secret: Buffer; wrapped: null } {
  const [entry] = entries;
  if (entry === undefined) throw damaged(file);
  return { secret: entry.secret, wrapped: null };
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

const damaged = (file: string): CannotStart =>
  new CannotStart(
    `主密钥文件 ${file} 已损坏；请用当初另存的副本替换它。`,
    `The master key file ${file} is damaged; replace it with the copy that was kept apart.`,
  );

const notReadable = (file: string, error: unknown): CannotStart =>
  new CannotStart(
    `无法读取主密钥文件 ${file}（${codeOf(error)}）。`,
    `The master key file ${file} cannot be read (${codeOf(error)}).`,
  );

const notWritable = (file: string, error: unknown): CannotStart =>
  new CannotStart(
    `无法写入主密钥文件 ${file}（${codeOf(error)}）；请检查文件夹的权限。`,
    `The master key file ${file} cannot be written (${codeOf(error)}); see to the rights of its folder.`,
  );
