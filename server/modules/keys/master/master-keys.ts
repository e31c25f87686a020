// Which master key wraps new keys is written in the main database, so that all processes agree; the keys themselves are
// in a file, in the environment, or wrapped by an HSM. Several may be known at once, while one replaces another and for
// as long as an old backup may have to be read. A missing one stops the start: a new one in its place would open nothing.
import { CannotStart } from '#platform/cannot-start.ts';
import type { Kms, MasterKeys, MasterSource } from '../ports.ts';
import type { KeyStore, MasterRow } from '../store.ts';
import { masterIdOf, masterKey, newKey, type MasterKey } from '../wrapping.ts';

type Registry = Pick<KeyStore, 'masters' | 'addFirstMaster'>;

/**
 * The master keys of this process. The first source is where new ones are made; the others are looked into as well, so
 * that an installation can move from one to another. Throws CannotStart when the current one cannot be had.
 */
export async function openMasterKeys(
  registry: Registry,
  sources: readonly [MasterSource, ...MasterSource[]],
): Promise<MasterKeys> {
  const held = new Map<string, MasterKey>();
  const take = async (row: Sought): Promise<MasterKey> => {
    const known = held.get(row.id);
    if (known !== undefined) return known;
    const secret = await search(row, sources);
    if (secret === undefined) throw missing(row);
    const found = masterKey(secret);
    held.set(row.id, found);
    return found;
  };
  const get = async (id: string): Promise<MasterKey> => {
    const known = held.get(id);
    if (known !== undefined) return known;
    return take((await registry.masters()).find((master) => master.id === id) ?? { id, kind: null, wrapped: null });
  };
  const current = async (): Promise<MasterKey> => {
    const row = (await registry.masters()).find(({ state }) => state === 'current');
    if (row !== undefined) return take(row);
    await makeFirst(registry, sources[0]);
    return current();
  };
  await current();
  return { current, get };
}

async function makeFirst(registry: Registry, source: MasterSource): Promise<void> {
  const { secret, wrapped } = await source.make([]);
  await registry.addFirstMaster({ id: masterIdOf(secret), kind: source.kind, wrapped });
}

/** A master key as the registry knows it. Kind null: it does not, as after restoring a backup from before its time. */
type Sought = Pick<MasterRow, 'id' | 'wrapped'> & { readonly kind: MasterRow['kind'] | null };

/** Looks where the registry says it is first, then everywhere: a file may have become a setting. */
async function search(row: Sought, sources: readonly MasterSource[]): Promise<Buffer | undefined> {
  for (const source of sources.toSorted((a, b) => Number(b.kind === row.kind) - Number(a.kind === row.kind))) {
    const secret = await source.find(row.id, row.wrapped);
    if (secret !== undefined && masterIdOf(secret) === row.id) return secret;
  }
  return undefined;
}

/** Master keys given by the environment, the newest first. */
export function masterInEnvironment(secrets: readonly Buffer[]): MasterSource {
  return {
    kind: 'environment',
    find: async (id) => secrets.find((secret) => masterIdOf(secret) === id),
    make: async (known) => {
      const secret = secrets.find((candidate) => !known.includes(masterIdOf(candidate)));
      if (secret === undefined) throw needsNewOne();
      return { secret, wrapped: null };
    },
    forget: async () => undefined,
  };
}

/** Master keys that an HSM wraps; the registry keeps what it gave out. */
export function masterInHsm(hsm: Kms): MasterSource {
  return {
    kind: 'pkcs11',
    find: async (_, wrapped) => (wrapped === null ? undefined : hsm.unwrap(wrapped)),
    make: async () => {
      const secret = newKey();
      return { secret, wrapped: await hsm.wrap(secret) };
    },
    forget: async () => undefined,
  };
}

const WHERE: Readonly<Record<MasterRow['kind'], { zh: string; en: string }>> = {
  file: {
    zh: '请把另存的 master.key 放回 DATA_DIR/keys（权限 600），或用 MASTER_KEY_FILE 指出它的位置',
    en: 'put the copy of master.key back into DATA_DIR/keys (mode 600), or name its place by MASTER_KEY_FILE',
  },
  environment: { zh: '请在 MASTER_KEY 中给出它', en: 'give it in MASTER_KEY' },
  pkcs11: { zh: '请核对 KMS_MODULE 等加密机设置', en: 'check KMS_MODULE and the other settings of the HSM' },
};

function missing({ id, kind }: Sought): CannotStart {
  const name = id.slice(0, 8);
  if (kind === null)
    return new CannotStart(
      `有密钥是用本数据库不知道的主密钥 ${name} 封装的，而这里也找不到它；密钥库与数据库不配套。`,
      `A key is wrapped by the master key ${name}, which this database does not know and which is not here either; the key store and the database do not belong together.`,
    );
  return new CannotStart(
    `缺少主密钥 ${name}，已密封的内容无法打开；${WHERE[kind].zh}。`,
    `The master key ${name} is missing, so nothing that was sealed can be opened; ${WHERE[kind].en}.`,
  );
}

const needsNewOne = (): CannotStart =>
  new CannotStart(
    'MASTER_KEY 中没有新的主密钥；请先把新的一个写在最前面（用逗号与旧的隔开），并重新启动各服务。',
    'MASTER_KEY holds no new master key; first put a new one in front, with a comma before the old, and restart the servers.',
  );
