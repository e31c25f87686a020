// Replacing keys while servers run. A new master key is registered first, so that whoever needs one can have it; then
// every wrapped key is wrapped anew, in batches, as often as it takes; only then is the old master key retired. Killed at
// any moment, the command goes on where it was when it is given again. Nothing sealed is touched.
import type { Clock } from '#platform/clock.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { KeyId, Purpose } from './contract.ts';
import type { StoredKey } from './identity-stores/key-file.ts';
import type { IdentityStore, MasterKeys, MasterSource } from './ports.ts';
import { newKeyRow } from './record-keys.ts';
import { unwrapped } from './sealing-keys.ts';
import type { KeyRow, KeyStore, MasterRow } from './store.ts';
import { masterIdOf, type MasterKey } from './wrapping.ts';

export type RotationNeeds = {
  readonly store: KeyStore;
  readonly identity: IdentityStore;
  readonly masters: MasterKeys;
  readonly sources: readonly [MasterSource, ...MasterSource[]];
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
};

/** What a rotation did. */
export type Rotated = {
  readonly masterId: string;
  readonly renewed: number;
  /** Keys whose wrapping does not open: altered. As long as there are any, the old master key is not retired. */
  readonly unreadable: readonly KeyId[];
};

/** A master key, and how many keys of each kind it wraps. */
export type MasterStatus = MasterRow & { readonly wraps: Readonly<Record<string, number>> };

/** What the command for keys can do. */
export type KeyRotation = {
  readonly status: () => Promise<readonly MasterStatus[]>;
  readonly rotateMaster: () => Promise<Result<Rotated, 'already-running'>>;
  /** New values of this purpose are sealed with a new key, within a minute in all processes; the old one still opens. */
  readonly rotatePurpose: (purpose: Purpose) => Promise<void>;
  /** Blanks a retired master key. Backups made before it was retired can then not be read any more. */
  readonly forget: (id: string) => Promise<Result<null, 'no-such-key' | 'not-retired' | 'still-in-use'>>;
};

/** A server may have asked for the current key just before it was replaced, and write just after. */
const LATECOMERS_MS = 2000;

/** The work of the command. */
export function keyRotation(needs: RotationNeeds): KeyRotation {
  const { store, masters } = needs;
  return {
    status: () => statusOf(needs),
    rotateMaster: async () => {
      const done = await store.alone(() => rotate(needs));
      return done === undefined ? refuse('already-running') : ok(done);
    },
    rotatePurpose: async (purpose) => store.replacePurposeKey(await newKeyRow(masters, { purpose })),
    forget: (id) => forget(needs, id),
  };
}

async function rotate(needs: RotationNeeds): Promise<Rotated> {
  const { store, masters, sources, clock, pause } = needs;
  const rows = await store.masters();
  if (!rows.some(({ state }) => state === 'old')) await makeNew(store, sources[0], rows);
  const current = await masters.current();
  let { renewed, unreadable } = await renewAll(needs, current);
  for (let more = -1; more !== 0; renewed += more) {
    await pause(LATECOMERS_MS);
    ({ renewed: more, unreadable } = await renewAll(needs, current));
  }
  const old = (await store.masters()).filter(({ state }) => state === 'old');
  if (unreadable.length === 0) for (const { id } of old) await store.retireMaster(id, clock.now());
  return { masterId: current.id, renewed, unreadable };
}

async function makeNew(store: KeyStore, source: MasterSource, rows: readonly MasterRow[]): Promise<void> {
  const { secret, wrapped } = await source.make(rows.map(({ id }) => id));
  await store.replaceMaster({ id: masterIdOf(secret), kind: source.kind, wrapped });
}

type Pass = { renewed: number; unreadable: KeyId[] };

async function renewAll(needs: RotationNeeds, current: MasterKey): Promise<Pass> {
  const pass: Pass = { renewed: 0, unreadable: [] };
  await renewDataKeys(needs, current, pass);
  await renewIdentityKeys(needs, current, pass);
  return pass;
}

async function renewDataKeys({ store, masters }: RotationNeeds, current: MasterKey, pass: Pass): Promise<void> {
  for await (const row of pages((after) => store.wrappedByOthers(current.id, after))) {
    const about = { id: row.id, kind: kindOf(row) };
    const secret = await unwrapped(masters, about, [row]);
    if (secret === undefined) pass.unreadable.push(row.id);
    else {
      await store.renewKey(row.id, row.masterId, { masterId: current.id, wrapped: current.wrap(about, secret) });
      pass.renewed += 1;
    }
  }
}

const kindOf = (row: KeyRow): 'record' | 'purpose' => ('record' in row.of ? 'record' : 'purpose');

async function renewIdentityKeys({ identity, masters }: RotationNeeds, current: MasterKey, pass: Pass): Promise<void> {
  for await (const key of pages((after) => identity.list(after, 500))) {
    const others = key.wrappings.filter(({ masterId }) => masterId !== current.id);
    for (const { masterId } of others) {
      const about = { id: key.id, kind: 'identity' as const };
      const secret = await unwrapped(masters, about, key.wrappings);
      if (secret === undefined) pass.unreadable.push(key.id);
      else if (await identity.renew(key.id, masterId, { masterId: current.id, wrapped: current.wrap(about, secret) }))
        pass.renewed += 1;
    }
  }
}

async function* pages<Item extends { readonly id: KeyId }>(
  load: (after: KeyId | null) => Promise<readonly Item[]>,
): AsyncGenerator<Item> {
  let after: KeyId | null = null;
  for (;;) {
    const page: readonly Item[] = await load(after);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function statusOf({ store, identity }: RotationNeeds): Promise<MasterStatus[]> {
  const wraps = new Map<string, Record<string, number>>();
  const count = (masterId: string, kind: string, more: number): void => {
    const counts = wraps.get(masterId) ?? {};
    counts[kind] = (counts[kind] ?? 0) + more;
    wraps.set(masterId, counts);
  };
  for (const row of await store.counts()) count(row.masterId, row.kind, row.count);
  for await (const key of pages<StoredKey>((after) => identity.list(after, 500)))
    for (const { masterId } of key.wrappings) count(masterId, 'identity', 1);
  return (await store.masters()).map((row) => ({ ...row, wraps: wraps.get(row.id) ?? {} }));
}

async function forget(
  needs: RotationNeeds,
  id: string,
): Promise<Result<null, 'no-such-key' | 'not-retired' | 'still-in-use'>> {
  const found = (await statusOf(needs)).filter((row) => row.id.startsWith(id));
  const [row] = found;
  if (row === undefined || found.length > 1) return refuse('no-such-key');
  if (row.state !== 'retired') return refuse('not-retired');
  if (Object.keys(row.wraps).length > 0) return refuse('still-in-use');
  for (const source of needs.sources) await source.forget(row.id);
  await needs.store.forgetMaster(row.id);
  return ok(null);
}
