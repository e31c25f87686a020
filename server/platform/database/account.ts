// PostgreSQL refuses to run as root, and rightly so. People do start programs as root (a fresh container has
// nobody else), so the database then runs as an account that has no other power: the one that already owns
// the data, else the first of a short list. Files that this account cannot reach are dealt with by the callers.
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from '#platform/cannot-start.ts';

/** Who the database runs as, when that is not ourselves. */
export type Account = { readonly uid: number; readonly gid: number };

const PREFERRED = ['xindeng', 'postgres', 'nobody'];

/**
 * The account for a data folder: null means "as ourselves", which is so for everybody but root.
 * `data` need not exist. Throws CannotStart when the folder is another account's, or no account can be found.
 */
export function chooseAccount(data: string): Account | null {
  const me = process.getuid?.() ?? -1;
  const owner = ownerOf(data);
  if (me !== 0) {
    if (owner !== null && owner.uid !== me) throw belongsToAnother(data, owner.uid);
    return null;
  }
  if (owner !== null && owner.uid !== 0) return owner;
  return unprivilegedAccount(readFileSync('/etc/passwd', 'utf8'), ownerOfNearest(dirname(data)).uid);
}

/**
 * An ordinary account in the words of /etc/passwd: who owns the folder around the data (so that `sudo npm start`
 * does not lock its user out), else the first of the short list.
 */
export function unprivilegedAccount(passwd: string, around = 0): Account {
  const accounts = passwd.split('\n').map((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  });
  const found =
    accounts.find(({ uid }) => uid === around && uid > 0) ??
    PREFERRED.map((preferred) => accounts.find(({ name, uid }) => name === preferred && uid > 0)).find(Boolean);
  if (found !== undefined) return { uid: found.uid, gid: found.gid };
  throw new CannotStart(
    '数据库不能以 root 身份运行，而本机没有可用的普通账户；请先建立名为 xindeng 的账户，或设置 DATABASE_URL。',
    'The database must not run as root and this machine has no ordinary account for it; create an account named xindeng, or set DATABASE_URL.',
  );
}

/** Whether the account may read `path` and walk through every folder above it. */
export function reachable(path: string, account: Account | null): boolean {
  if (account === null) return true;
  try {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (!may(folder, account, 0o1)) return false;
      if (folder === dirname(folder)) break;
    }
    return may(path, account, statSync(path).isDirectory() ? 0o5 : 0o4);
  } catch {
    return false;
  }
}

function may(path: string, account: Account, wanted: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}

function ownerOf(path: string): Account | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : { uid: stat.uid, gid: stat.gid };
}

function ownerOfNearest(path: string): Account {
  return ownerOf(path) ?? ownerOfNearest(dirname(path));
}

function belongsToAnother(data: string, uid: number): CannotStart {
  return new CannotStart(
    `数据文件夹 ${data} 属于另一个账户（编号 ${uid}）；请用该账户启动，或用 DATA_DIR 指定另一个文件夹。`,
    `The data folder ${data} belongs to another account (number ${uid}); start as that account, or choose another folder with DATA_DIR.`,
  );
}
