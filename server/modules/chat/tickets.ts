// A form for coming in carries a ticket: random, signed, good for two hours. From it follow the contact and the cookie,
// so that a form sent twice is one contact and one session, and a puzzle solved for a ticket is worth one contact.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ContactId } from '../contact/contract.ts';

/** Seconds for which a ticket is good. */
const GOOD_FOR = 2 * 60 * 60;

/** How long a choice made by a code is remembered while the pages before the room are read, in seconds. */
export const AGAIN_FOR = 30 * 60;

const mac = (secret: Uint8Array, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

/** What a ticket opens: the contact that begins with it, and the token of the cookie. */
export type Ticketed = { readonly contact: ContactId; readonly token: string; readonly returner: string };

/** A new ticket. `nonce`: 32 random bytes. */
export function makeTicket(secret: Uint8Array, nonce: Uint8Array, now: Temporal.Instant): string {
  return signed(secret, 'ticket', Buffer.from(nonce).toString('base64url'), now.add({ seconds: GOOD_FOR }));
}

/** What a ticket stands for; undefined: it is too old, or none of ours. */
export function readTicket(secret: Uint8Array, ticket: string, now: Temporal.Instant): Ticketed | undefined {
  const nonce = readSigned(secret, 'ticket', ticket, now);
  if (nonce === undefined) return undefined;
  return {
    contact: ContactId.parse(uuidFrom(secret, `contact ${nonce}`)),
    returner: uuidFrom(secret, `returner ${nonce}`),
    token: mac(secret, `token ${nonce}`),
  };
}

/** Says for half an hour which return code somebody came with. */
export function makeAgain(secret: Uint8Array, code: string, now: Temporal.Instant): string {
  return signed(secret, 'again', code, now.add({ seconds: AGAIN_FOR }));
}

/** The id of the return code; undefined: too old, or none of ours. */
export function readAgain(secret: Uint8Array, again: string, now: Temporal.Instant): string | undefined {
  return readSigned(secret, 'again', again, now);
}

function signed(secret: Uint8Array, purpose: string, text: string, until: Temporal.Instant): string {
  const said = `${text}.${Math.floor(until.epochMilliseconds / 1000).toString(36)}`;
  return `${said}.${mac(secret, `${purpose} ${said}`)}`;
}

function readSigned(secret: Uint8Array, purpose: string, given: string, now: Temporal.Instant): string | undefined {
  const [text = '', until = '', proof = '', ...more] = given.split('.');
  const right = Buffer.from(mac(secret, `${purpose} ${text}.${until}`));
  const brought = Buffer.from(proof);
  if (more.length > 0 || right.length !== brought.length || !timingSafeEqual(right, brought)) return undefined;
  return Number.parseInt(until, 36) * 1000 > now.epochMilliseconds ? text : undefined;
}

function uuidFrom(secret: Uint8Array, text: string): string {
  const bytes = createHmac('sha256', secret).update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether SHA-256 of challenge and answer begins with so many zero bits. */
export function solves(challenge: string, answer: string, bits: number): boolean {
  if (!/^[0-9a-z]{1,16}$/.test(answer)) return bits === 0;
  const hash = createHash('sha256').update(`${challenge}${answer}`).digest();
  return hash.readUInt32BE(0) < 2 ** (32 - bits);
}
