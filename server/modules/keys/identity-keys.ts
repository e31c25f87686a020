// Identity keys: whatever can reach or name a person is sealed with one, and once it is destroyed nobody can read it, in
// any backup. They are never kept in memory beyond one use, so that a destroyed key is gone in all processes at once.
import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { ok, refuse } from '#platform/result.ts';
import { KeyId } from './contract.ts';
import type { StoredKey } from './identity-stores/key-file.ts';
import type { IdentityKeys, KeyDescription } from './keys.ts';
import type { IdentityStore, MasterKeys } from './ports.ts';
import { type Found, type OnAltered, sealingKeys, unwrapped } from './sealing-keys.ts';
import { dataKey } from './sealing/sealing.ts';
import { fingerprintOf, newKey } from './wrapping.ts';

type Needs = {
  readonly store: IdentityStore;
  readonly masters: MasterKeys;
  readonly clock: Clock;
  readonly onAltered: OnAltered;
};

/** The identity keys in `store`. */
export function identityKeys({ store, masters, clock, onAltered }: Needs): IdentityKeys {
  const find = async (id: KeyId): Promise<Found> => {
    const stored = await store.read(id);
    if (stored === undefined) return 'key-destroyed';
    const secret = await unwrapped(masters, { id, kind: 'identity' }, stored.wrappings);
    return secret === undefined ? 'altered' : dataKey(id, secret);
  };
  return {
    ...sealingKeys(find, onAltered),
    exists: async (id) => (await store.read(id)) !== undefined,
    create: async (subject) => {
      const id = KeyId.parse(randomUUID());
      const secret = newKey();
      const master = await masters.current();
      const wrapped = master.wrap({ id, kind: 'identity' }, secret);
      const wrappings = [{ masterId: master.id, wrapped }];
      await store.create({ id, subject, fingerprint: fingerprintOf(secret), createdAt: clock.now(), wrappings });
      return id;
    },
    describe: async (id) => described(await store.read(id)),
    destroy: async (id) => {
      const stored = await store.read(id);
      const done = await store.destroy(id);
      if (stored === undefined || !done) return refuse('already-destroyed');
      return ok({ keyId: id, fingerprint: stored.fingerprint, destroyedAt: clock.now() });
    },
    list: async (after, limit) => (await store.list(after, limit)).flatMap((stored) => described(stored) ?? []),
  };
}

function described(stored: StoredKey | undefined): KeyDescription | undefined {
  if (stored === undefined) return undefined;
  const { id, fingerprint, subject, createdAt } = stored;
  return { keyId: id, fingerprint, subject, createdAt };
}
