// HSDS wants UUIDs; ours are made from our own ids by RFC 9562 version 5, so that an object keeps its UUID on
// every machine and after every import without anybody storing one.
import { createHash } from 'node:crypto';

/** Our namespace, itself a version 4 UUID drawn once. */
const NAMESPACE = Buffer.from('6f0f2c3e5d4b4c7f9a1e8b2d7c604513', 'hex');

/** The UUID of a thing named by these words. The words must not hold line breaks. */
export function uuidOf(...words: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(words.join('\n')).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
