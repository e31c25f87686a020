// Folders and files that nobody else may read, and that are there after a power cut.
import { chmod, lstat, mkdir, open } from 'node:fs/promises';
import { CannotStart } from '#platform/cannot-start.ts';

/** Makes a folder of ours alone, or checks that it is one. Throws CannotStart when others may enter it. */
export async function makePrivateFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await chmod(folder, 0o700);
  const { mode, uid } = await lstat(folder);
  if ((mode & 0o077) !== 0 || !isOurs(uid)) throw openFolder(folder, mode);
}

/** Throws CannotStart when anybody but us may read or write the file. */
export async function refuseSharedFile(file: string): Promise<void> {
  const { mode, uid } = await lstat(file);
  if ((mode & 0o077) !== 0 || !isOurs(uid)) throw openFile(file, mode);
}

/** Flushes a folder, so that a name that was added to it or taken from it stays so. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Root may read everything anyway. */
const isOurs = (uid: number): boolean => uid === 0 || process.getuid === undefined || uid === process.getuid();

const shown = (mode: number): string => (mode & 0o777).toString(8).padStart(3, '0');

const openFolder = (folder: string, mode: number): CannotStart =>
  new CannotStart(
    `密钥文件夹 ${folder} 会被别的账户读到（权限 ${shown(mode)}）；请设为 700 并归运行本程序的账户所有：chmod 700 ${folder}`,
    `The key folder ${folder} is open to other accounts (mode ${shown(mode)}); make it 700 and owned by the account that runs this program: chmod 700 ${folder}`,
  );

const openFile = (file: string, mode: number): CannotStart =>
  new CannotStart(
    `主密钥文件 ${file} 会被别的账户读到（权限 ${shown(mode)}），因此不使用；请设为 600 并归运行本程序的账户所有：chmod 600 ${file}`,
    `The master key file ${file} is open to other accounts (mode ${shown(mode)}), so it is not used; make it 600 and owned by the account that runs this program: chmod 600 ${file}`,
  );
