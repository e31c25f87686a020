// Puts the parts together for one process: where identity keys lie, where master keys rest, and the tables.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { CannotStart } from '#platform/cannot-start.ts';
import type { Clock } from '#platform/clock.ts';
import type { KeySettings } from '#platform/config.ts';
import { withClient } from '#platform/database/client.ts';
import { makePrivateFolder } from './files.ts';
import { openHsm } from './master/hsm-store.ts';
import { openIdentityDatabase } from './identity-stores/identity-database-store.ts';
import { openIdentityFiles } from './identity-stores/identity-file-store.ts';
import { identityKeys } from './identity-keys.ts';
import type { Altered, Keys } from './keys.ts';
import { masterFile } from './master/master-file-store.ts';
import { masterInEnvironment, masterInHsm, openMasterKeys } from './master/master-keys.ts';
import type { IdentityStore, MasterKeys, MasterSource } from './ports.ts';
import { purposeKeys, recordKeys } from './record-keys.ts';
import { type KeyRotation, keyRotation } from './rotation.ts';
import { type KeyStore, openKeyStore } from './store.ts';

export type KeysOptions = {
  /** How the app connects to the main database; keys have connections of their own. */
  readonly app: ClientConfig;
  readonly settings: KeySettings;
  readonly clock: Clock;
  /** Told of everything that was refused because it had been altered or moved. Never holds what was sealed. */
  readonly onAltered: (altered: Altered) => void;
};

/** Opens the keys; the first start makes a master key. Throws CannotStart when a person has to act. */
export async function openKeys({ app, settings, clock, onAltered }: KeysOptions): Promise<Keys> {
  const { store, identity, masters, close } = await openParts(app, settings);
  const needs = { store, masters, clock, onAltered, uptime: () => performance.now() };
  return {
    identity: identityKeys({ store: identity, masters, clock, onAltered }),
    record: recordKeys(needs),
    purpose: purposeKeys(needs),
    close,
  };
}

/** Opens what the command for keys works with. */
export async function openKeyRotation({
  app,
  settings,
  clock,
}: Omit<KeysOptions, 'onAltered'>): Promise<KeyRotation & { readonly close: () => Promise<void> }> {
  const { close, ...parts } = await openParts(app, settings);
  const pause = async (ms: number): Promise<void> => wait(ms);
  return { ...keyRotation({ ...parts, clock, pause }), close };
}

type Parts = {
  readonly store: KeyStore;
  readonly identity: IdentityStore;
  readonly masters: MasterKeys;
  readonly sources: readonly [MasterSource, ...MasterSource[]];
  readonly close: () => Promise<void>;
};

async function openParts(app: ClientConfig, settings: KeySettings): Promise<Parts> {
  const sources = await sourcesOf(settings);
  const identity = await openIdentityStore(app, settings);
  const store = openKeyStore(app);
  const close = async (): Promise<void> => {
    await Promise.all([store.close(), identity.close()]);
  };
  try {
    return { store, identity, sources, masters: await openMasterKeys(store, sources), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The first is where new master keys are made: an HSM before the environment before a file. */
async function sourcesOf(settings: KeySettings): Promise<readonly [MasterSource, ...MasterSource[]]> {
  const ours = join(settings.dataDir, 'keys');
  if (settings.masterKeyFile === undefined) await makePrivateFolder(ours);
  const file = masterFile(settings.masterKeyFile ?? join(ours, 'master.key'));
  const environment = settings.masterKeys.length === 0 ? [] : [masterInEnvironment(settings.masterKeys)];
  const hsm = settings.hsm === undefined ? [] : [masterInHsm(openHsm(settings.hsm))];
  const [first = file, ...others] = [...hsm, ...environment];
  return first === file ? [file] : [first, ...others, file];
}

async function openIdentityStore(app: ClientConfig, settings: KeySettings): Promise<IdentityStore> {
  const url = settings.keysDatabaseUrl;
  if (url === undefined) return openIdentityFiles(join(settings.dataDir, 'identity-keys'));
  const store = await openIdentityDatabase({ connectionString: url });
  if ((await serverOf(app)) === (await serverOf({ connectionString: url }))) {
    await store.close();
    throw sameServer();
  }
  return store;
}

/** What tells one PostgreSQL from another, whatever addresses they have. */
async function serverOf(connection: ClientConfig): Promise<string> {
  return withClient(connection, 'keys', async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select system_identifier::text as id from pg_control_system()',
    );
    return rows[0]?.id ?? '';
  });
}

const sameServer = (): CannotStart =>
  new CannotStart(
    'KEYS_DATABASE_URL 指向了主数据库所在的服务器；身份密钥必须放在另一台，否则主库的备份会带走它们。',
    'KEYS_DATABASE_URL names the server of the main database; identity keys must lie on another one, or the backups of the main database would carry them away.',
  );
