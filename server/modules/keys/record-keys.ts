// Keys that lie in the main database, wrapped: one for each record, and one in use for each purpose of the program.
import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { ok, refuse } from '#platform/result.ts';
import { KeyId, type Purpose } from './contract.ts';
import { KeyCache } from './key-cache.ts';
import type { PurposeKeys, RecordKeys } from './keys.ts';
import type { MasterKeys } from './ports.ts';
import { type Found, type OnAltered, sealingKeys, unwrapped } from './sealing-keys.ts';
import { bearsId, type DataKey, dataKey, openValue, sealValue } from './sealing/sealing.ts';
import type { KeyRow, KeyStore, NewKeyRow } from './store.ts';
import { fingerprintOf, newKey } from './wrapping.ts';

export type RecordNeeds = {
  readonly store: Pick<KeyStore, 'addKey' | 'findKey' | 'keysOf' | 'deleteRecordKey'>;
  readonly masters: MasterKeys;
  readonly clock: Clock;
  /** Milliseconds, never going back: how long a key has been in memory. */
  readonly uptime: () => number;
  readonly onAltered: OnAltered;
};

/** A new wrapped key, for `addKey`. */
export async function newKeyRow(masters: MasterKeys, of: KeyRow['of']): Promise<NewKeyRow> {
  const id = KeyId.parse(randomUUID());
  const secret = newKey();
  const master = await masters.current();
  const kind = 'record' in of ? 'record' : 'purpose';
  const wrapped = master.wrap({ id, kind }, secret);
  return { id, of, current: kind === 'purpose', fingerprint: fingerprintOf(secret), masterId: master.id, wrapped };
}

/** Keys of records. */
export function recordKeys({ store, masters, clock, uptime, onAltered }: RecordNeeds): RecordKeys {
  const cache = new KeyCache(uptime, (found: Found): found is DataKey => typeof found !== 'string');
  const load = async (id: KeyId): Promise<Found> => {
    const row = await store.findKey(id);
    return row === undefined || !('record' in row.of) ? 'key-destroyed' : open(masters, row, 'record');
  };
  const find = (id: KeyId): Found | Promise<Found> => cache.get(id) ?? cache.fetch(id, () => load(id));
  return {
    ...sealingKeys(find, onAltered),
    exists: async (id) => (await load(id)) !== 'key-destroyed',
    create: async (subject) => {
      const row = await newKeyRow(masters, { record: subject });
      await store.addKey(row);
      return row.id;
    },
    describe: async (id) => {
      const row = await store.findKey(id);
      if (row === undefined || !('record' in row.of)) return undefined;
      return { keyId: id, fingerprint: row.fingerprint, subject: row.of.record, createdAt: row.createdAt };
    },
    destroy: async (id) => {
      const fingerprint = await store.deleteRecordKey(id);
      cache.drop(id);
      if (fingerprint === undefined) return refuse('already-destroyed');
      return ok({ keyId: id, fingerprint, destroyedAt: clock.now() });
    },
  };
}

/** All keys of a purpose, and the one in use. */
type Ring = { readonly current: DataKey; readonly keys: readonly DataKey[] };

/** Keys of the program's own purposes; the first use of a purpose makes its key. */
export function purposeKeys({ store, masters, uptime, onAltered }: RecordNeeds): PurposeKeys {
  const cache = new KeyCache(uptime, (ring: Ring | undefined): ring is Ring => ring !== undefined);
  const load = (purpose: Purpose): Promise<Ring | undefined> =>
    cache.fetch(purpose, async () => ringOf(masters, await store.keysOf(purpose)));
  const current = async (purpose: Purpose): Promise<DataKey> => {
    const ring = cache.get(purpose) ?? (await load(purpose));
    if (ring !== undefined) return ring.current;
    await store.addKey(await newKeyRow(masters, { purpose }));
    return current(purpose);
  };
  const keyIn = async (purpose: Purpose, sealed: Buffer): Promise<DataKey | undefined> =>
    cache.get(purpose)?.keys.find((key) => bearsId(key, sealed)) ??
    (await load(purpose))?.keys.find((key) => bearsId(key, sealed));
  return {
    seal: async (purpose, place, plain) => sealValue(await current(purpose), place, plain),
    open: async (purpose, place, sealed) => {
      const key = await keyIn(purpose, sealed);
      const plain = key === undefined ? undefined : openValue(key, place, sealed);
      if (plain !== undefined) return ok(plain);
      onAltered({ what: 'value', place, keyId: key?.id ?? null });
      return refuse('altered');
    },
    isOutdated: async (purpose, sealed) => !bearsId(await current(purpose), sealed),
  };
}

async function ringOf(masters: MasterKeys, rows: readonly KeyRow[]): Promise<Ring | undefined> {
  const keys: DataKey[] = [];
  let current: DataKey | undefined;
  for (const row of rows) {
    const found = await open(masters, row, 'purpose');
    if (typeof found === 'string') throw new Error('a wrapped key was altered');
    keys.push(found);
    if (row.current) current = found;
  }
  return current === undefined ? undefined : { current, keys };
}

async function open(masters: MasterKeys, row: KeyRow, kind: 'record' | 'purpose'): Promise<DataKey | 'altered'> {
  const secret = await unwrapped(masters, { id: row.id, kind }, [row]);
  return secret === undefined ? 'altered' : dataKey(row.id, secret);
}
