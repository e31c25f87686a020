// Sealing and opening with keys that are named by their id, the same for identity keys and record keys: only where the
// key comes from differs. Every refusal of something altered is told, so that the audit and an alarm can say so.
import { ok, refuse } from '#platform/result.ts';
import type { KeyId } from './contract.ts';
import { type Altered, KeyDestroyed, type SealingKeys } from './keys.ts';
import { type DataKey, openValue, type Place, sealValue } from './sealing/sealing.ts';
import { openingStream, sealingStream } from './sealing/sealed-streams.ts';
import { readerOf } from './sealing/stream-reading.ts';
import type { MasterKeys } from './ports.ts';
import type { Wrapping } from './identity-stores/key-file.ts';
import type { Wrapped } from './wrapping.ts';

/** A key, or why there is none: it is gone, or what wraps it was tampered with. */
export type Found = DataKey | 'key-destroyed' | 'altered';

/** Tells of something altered. */
export type OnAltered = (altered: Altered) => void;

/**
 * All that sealing and opening needs is a way to find a key. A key at hand is given at once: a turn of the event loop
 * for each value would cost as much as the cipher.
 */
export function sealingKeys(
  find: (id: KeyId) => Found | Promise<Found>,
  onAltered: OnAltered,
): Omit<SealingKeys, 'exists'> {
  const { toSeal, refusal } = answersTo(onAltered);
  return {
    seal: async (keyId, place, plain) => {
      const found = find(keyId);
      return sealValue(toSeal(found instanceof Promise ? await found : found, keyId, place), place, plain);
    },
    open: async (keyId, place, sealed) => {
      const coming = find(keyId);
      const found = coming instanceof Promise ? await coming : coming;
      if (typeof found === 'string') return refusal(found, keyId, place);
      const plain = openValue(found, place, sealed);
      if (plain !== undefined) return ok(plain);
      onAltered({ what: 'value', place, keyId });
      return refuse('altered');
    },
    ...sealingStreams(find, onAltered),
  };
}

function sealingStreams(
  find: (id: KeyId) => Found | Promise<Found>,
  onAltered: OnAltered,
): Pick<SealingKeys, 'sealStream' | 'openStream' | 'openReader'> {
  const { toSeal, refusal } = answersTo(onAltered);
  return {
    sealStream: async (keyId, place) => sealingStream(toSeal(await find(keyId), keyId, place), place),
    openStream: async (keyId, place) => {
      const found = await find(keyId);
      if (typeof found === 'string') return refusal(found, keyId, place);
      return ok(openingStream(found, place, () => onAltered({ what: 'stream', place, keyId })));
    },
    openReader: async (keyId, place, bytes) => {
      const found = await find(keyId);
      if (typeof found === 'string') return refusal(found, keyId, place);
      return readerOf(found, place, bytes, () => onAltered({ what: 'stream', place, keyId }));
    },
  };
}

/** What is said when a key is not to be had. */
function answersTo(onAltered: OnAltered) {
  const toSeal = (found: Found, keyId: KeyId, place: Place): DataKey => {
    if (typeof found !== 'string') return found;
    if (found === 'key-destroyed') throw new KeyDestroyed();
    onAltered({ what: 'key', place, keyId });
    throw new Error('a wrapped key was altered');
  };
  const refusal = (why: 'key-destroyed' | 'altered', keyId: KeyId, place: Place) => {
    if (why === 'altered') onAltered({ what: 'key', place, keyId });
    return refuse(why);
  };
  return { toSeal, refusal };
}

/** Unwraps a stored key by whichever of its wrappings opens. Throws CannotStart when its master key cannot be had. */
export async function unwrapped(
  masters: MasterKeys,
  about: Wrapped,
  wrappings: readonly Wrapping[],
): Promise<Buffer | undefined> {
  for (const { masterId, wrapped } of wrappings) {
    const secret = (await masters.get(masterId)).unwrap(about, wrapped);
    if (secret !== undefined) return secret;
  }
  return undefined;
}
