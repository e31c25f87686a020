// Requests that another body hands over (S4-11, S4-14): 12345, 12320, a school. It signs what it sends with a key it
// was given; docs/inbound.md says how. What it sends becomes a contact that waits like everybody else's.
import { z } from 'zod';
import { LineId } from '../../directory/contract.ts';
import { PersonId } from '../../identity/contract.ts';
import { ContactId, RiskClass } from '../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Somebody = z.object({ id: PersonId, name: z.string() });

/** Identifies an inbound body. */
export const InboundBodyId = z.uuid().brand('InboundBodyId');
export type InboundBodyId = z.infer<typeof InboundBodyId>;

/** Names a key; it is no secret. */
export const InboundKeyId = z.uuid().brand('InboundKeyId');
export type InboundKeyId = z.infer<typeof InboundKeyId>;

/** How far the clock of a sender may be from ours, in seconds, either way. */
export const signatureWindow = 300;

/** Headers of a signed request, as Node gives their names. */
export const SignedHeaders = z.object({
  'xindeng-key': InboundKeyId.describe('Which key signed.'),
  'xindeng-time': z
    .string()
    .regex(/^\d{10}$/)
    .describe('Seconds since 1970, when it was signed.')
    .meta({ examples: ['1795361400'] }),
  'xindeng-signature': z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('HMAC-SHA-256 over time, method, path and body, in hex; see docs/inbound.md.')
    .meta({ examples: ['0'.repeat(64)] }),
});

/** How a handover stands; never who, never what was said. */
export const HandoverState = z.enum(['received', 'being-served', 'ended']);
export type HandoverState = z.infer<typeof HandoverState>;

/** How it ended, in classes. not-reached: nobody took the call-back, or the place was given up. */
export const OutcomeClass = z.enum(['helped', 'passed-on', 'not-reached', 'not-a-request']);
export type OutcomeClass = z.infer<typeof OutcomeClass>;

/** What the sender learns of a handover. */
export const Handover = z.object({
  id: z.uuid().describe('The sender’s own.'),
  number: z.int().nullable().describe('What people at the line call the contact; null: guidance, nobody waits.'),
  state: HandoverState,
  receivedAt: Instant,
  outcome: OutcomeClass.nullable().describe('Once it has ended.'),
});
export type Handover = z.infer<typeof Handover>;

/**
 * Hands over. `call-back`: the person is to be called, and waits in the queue. `transferred`: the call itself was put
 * through by telephone, this is its log. `guided`: the sender told the person about the line; only logged (S4-14).
 * Open: signed by the sender's key. Refusals: not-signed, too-late, key-revoked, other-request, too-many, no-such-line,
 * line-closed, nobody-on-duty, number-needed.
 */
export const handOver = {
  method: 'POST',
  path: '/api/inbound/handovers',
  input: {
    headers: SignedHeaders,
    body: z.strictObject({
      id: z.uuid().describe('Made by the sender: sent again, it is still one handover.'),
      kind: z.enum(['call-back', 'transferred', 'guided']),
      line: LineId,
      origin: z
        .string()
        .trim()
        .min(1)
        .max(40)
        .refine((text) => !/\d{7}/.test(text.replaceAll(/[ -]/g, '')), 'no numbers of people')
        .describe('Where it came in, e.g. 12345 网上受理.')
        .meta({ examples: ['12345 来电'] }),
      reason: z.string().trim().min(1).max(1000).describe('Why it is handed over. Sealed.'),
      urgency: RiskClass.describe('danger: life at risk now; then also call 120 or 110.'),
      callBack: z
        .string()
        .trim()
        .regex(/^\+?[0-9][0-9 -]{4,24}$/)
        .optional()
        .describe('Sealed with the identity key of the contact; deleted with it.')
        .meta({ examples: ['13800138000'] }),
      group: z.string().trim().min(1).max(40).optional().describe('Group of people, for those served first (S4-05).'),
      wish: z.string().trim().min(1).max(300).optional().describe('What the person asks for. Sealed.'),
    }),
  },
  output: Handover,
} as const;

/** How a handover of the sender stands. Open: signed. Refusals: not-signed, too-late, key-revoked, no-such-handover. */
export const readHandover = {
  method: 'GET',
  path: '/api/inbound/handovers/:id',
  input: { params: z.object({ id: z.uuid() }), headers: SignedHeaders },
  output: Handover,
} as const;

/** A key as administration sees it. The secret is shown once, when it is made. */
export const InboundKey = z.object({
  id: InboundKeyId,
  madeAt: Instant,
  madeBy: Somebody,
  usedAt: Instant.nullable().describe('When it last signed something.'),
  endsAt: Instant.nullable().describe('It was replaced and works until then.'),
  revokedAt: Instant.nullable(),
});

/** A body that may hand over. */
export const InboundBody = z.object({
  id: InboundBodyId,
  name: z.string(),
  perHour: z.int().describe('Handovers an hour, at most.'),
  keys: z.array(InboundKey),
  month: z.object({ callBack: z.int(), transferred: z.int(), guided: z.int() }).describe('In the last 30 days.'),
  closedAt: Instant.nullable(),
});
export type InboundBody = z.infer<typeof InboundBody>;

/** A handover as administration sees it: where from, when, how it stands. */
export const HandoverRow = z.object({
  id: z.uuid(),
  body: z.object({ id: InboundBodyId, name: z.string() }),
  kind: z.enum(['call-back', 'transferred', 'guided']),
  origin: z.string(),
  line: z.object({ id: LineId, name: z.string() }),
  number: z.int().nullable(),
  urgency: RiskClass,
  state: HandoverState,
  receivedAt: Instant,
});
export type HandoverRow = z.infer<typeof HandoverRow>;

/** The bodies and the latest 100 handovers. Right: contact.manage-queues. */
export const listInbound = {
  method: 'GET',
  path: '/api/contact/inbound',
  input: {},
  output: z.object({ bodies: z.array(InboundBody), handovers: z.array(HandoverRow) }),
} as const;

const one = { params: z.object({ id: InboundBodyId }) } as const;
const MadeKey = z.object({
  body: InboundBody,
  key: InboundKeyId,
  secret: z.string().describe('64 hex digits. Shown once; we keep it sealed.'),
});
export type MadeKey = z.infer<typeof MadeKey>;

/** Lets a body hand over, with its first key. Right: contact.manage-queues. Refusals: name-taken. */
export const addInboundBody = {
  method: 'POST',
  path: '/api/contact/inbound/bodies',
  input: {
    body: z.strictObject({
      name: z
        .string()
        .trim()
        .min(1)
        .max(60)
        .meta({ examples: ['河东省 12345 热线'] }),
      perHour: z.int().min(1).max(1000).default(60),
    }),
  },
  output: MadeKey,
} as const;

/** A new key; those before work for seven more days. Right: contact.manage-queues. Refusals: no-such-body, body-closed. */
export const replaceInboundKey = {
  method: 'POST',
  path: '/api/contact/inbound/bodies/:id/keys',
  input: { ...one },
  output: MadeKey,
} as const;

/** Ends a key at once. Right: contact.manage-queues. Refusals: no-such-key. */
export const revokeInboundKey = {
  method: 'POST',
  path: '/api/contact/inbound/bodies/:id/revocation',
  input: { ...one, body: z.strictObject({ key: InboundKeyId }) },
  output: InboundBody,
} as const;

/**
 * The number to call back, for the counsellor of the contact while it goes on. Each opening is on file with its purpose
 * (S3-91), which is always the call-back itself. Right: contact.talk. Refusals: unknown-contact, already-ended.
 */
export const openCallBack = {
  method: 'POST',
  path: '/api/desk/contacts/:id/call-back',
  input: { params: z.object({ id: ContactId }) },
  output: z.object({
    numbers: z.array(z.string()),
    origin: z.string().nullable().describe('Which body handed it over, and where it came in there.'),
  }),
} as const;

/** Lets a body hand over no more; what it has handed over is served. Right: contact.manage-queues. Refusals: no-such-body, body-closed. */
export const closeInboundBody = {
  method: 'POST',
  path: '/api/contact/inbound/bodies/:id/closing',
  input: { ...one },
  output: InboundBody,
} as const;
