// The public face: keys that seal, and the command that replaces them. No key leaves this module in the clear.
export { KeyDestroyed } from './keys.ts';
export type { Altered, IdentityKeys, Keys, PurposeKeys } from './keys.ts';
export { openKeyRotation, openKeys } from './live-store.ts';
export type { Place } from './sealing/sealing.ts';
