// Keys for a test: in a folder of their own that goes when the test file is done.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { type Altered, type Keys, openKeys } from '#keys/index.ts';
import { type Clock, systemClock } from '#platform/clock.ts';

/** Open keys, what they reported, and where they lie. */
export type TestKeys = Keys & {
  /** Everything that was refused as altered, in order. */
  readonly altered: readonly Altered[];
  /** DATA_DIR: holds keys/master.key and identity-keys/. */
  readonly folder: string;
};

/**
 * Opens keys on the database of the test: `const keys = await testKeys(access.app); after(keys.close);`
 * `close` also removes the folder; call it before the database is closed.
 */
export async function testKeys(app: ClientConfig, clock: Clock = systemClock): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'xindeng-keys-'));
  const altered: Altered[] = [];
  const settings = { dataDir: folder, masterKeys: [] };
  const keys = await openKeys({ app, settings, clock, onAltered: (what) => altered.push(what) });
  const close = async (): Promise<void> => {
    await keys.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...keys, altered, folder, close };
}
