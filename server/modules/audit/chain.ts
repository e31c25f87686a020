// What makes a chain a chain: which bytes of a line are hashed, and what they tell. They are those of PostgreSQL's COPY in
// binary form (each field as its length in four bytes and its bytes, null as the length -1), so that a million lines
// can be checked as they are read, without being taken apart and put together again.
import { hash } from 'node:crypto';

/** The chain of the installation itself, which belongs to no organisation. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

/** The columns in the order in which they are hashed; the hash itself stands behind them. */
export const HASHED = [
  'chain',
  'number',
  'previous',
  'id',
  'at',
  'word',
  'person',
  'subject',
  'purpose',
  'request',
  'sealed',
  'detail',
] as const;

/** What the first line of a chain has for its predecessor's hash. */
export const NOTHING_BEFORE: Buffer = Buffer.alloc(32);

/** Up to where a chain reaches: the number of a line and its hash. */
export type Mark = { readonly chain: string; readonly number: number; readonly hash: Buffer };

/** SHA-256 of some bytes, 32 bytes. */
export function digestOf(bytes: Buffer | string): Buffer {
  return hash('sha256', bytes, 'buffer');
}

const LENGTH = 4;
const UUID = 16;
const INTEGER = 8;
const HASH = 32;
const NUMBER_AT = LENGTH + UUID + LENGTH;
const PREVIOUS_AT = NUMBER_AT + INTEGER + LENGTH;

/** One line as it is read: the hashed bytes and the hash that it claims. Both are views, valid until the next one. */
export type LineBytes = { readonly content: Buffer; readonly hash: Buffer };

/** The id of the chain in hashed bytes. */
export function chainIn(content: Buffer): string {
  const hex = content.toString('hex', LENGTH, LENGTH + UUID);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The number of the line in hashed bytes. */
export function numberIn(content: Buffer): number {
  return Number(content.readBigInt64BE(NUMBER_AT));
}

/** The predecessor's hash in hashed bytes. */
export function previousIn(content: Buffer): Buffer {
  return content.subarray(PREVIOUS_AT, PREVIOUS_AT + HASH);
}

/** The same line as if it had been written elsewhere in the chain. */
export function placedAt(content: Buffer, number: number, previous: Buffer): Buffer {
  const moved = Buffer.from(content);
  moved.writeBigInt64BE(BigInt(number), NUMBER_AT);
  previous.copy(moved, PREVIOUS_AT);
  return moved;
}
