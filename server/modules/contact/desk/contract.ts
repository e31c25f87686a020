// The counsellor’s desk: everything that can be done with a contact from there. What the desk sees of it is in
// state/contract.ts.
import { z } from 'zod';
import { MessageText, TalkLine } from './state/contract.ts';
import { PersonId } from '../../identity/contract.ts';
import { Capacity, ContactId, OpenPresence, Outcome, Presence, QueueId, RiskClass } from '../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Position = z.int().min(0);
const Somebody = z.object({ id: PersonId, name: z.string() });

/** The queues that I may answer, to be chosen when a duty begins, and what the gate says. Right: contact.talk. */
export const getDuty = {
  method: 'GET',
  path: '/api/desk/duty',
  input: {},
  output: z.object({
    passed: z.boolean(),
    lacking: z.array(z.object({ zh: z.string(), en: z.string() })),
    queues: z.array(
      z.object({ id: QueueId, name: z.string(), line: z.string(), kind: z.enum(['usual', 'dedicated']) }),
    ),
    presence: Presence,
  }),
} as const;

/** Begins my duty, available. The duty gate is asked. Right: contact.answer. */
export const beginDuty = {
  method: 'POST',
  path: '/api/desk/duty',
  input: { body: z.strictObject({ queues: z.array(QueueId).min(1).max(50), capacity: Capacity }) },
  output: z.object({ presence: Presence }),
} as const;

/** Says how I am; `off` ends the duty. Right: contact.talk. */
export const setPresence = {
  method: 'POST',
  path: '/api/desk/presence',
  input: {
    body: z.strictObject({
      presence: Presence,
      restMinutes: z.int().min(1).max(60).optional().describe('With `break`: back by itself after so long.'),
    }),
  },
  output: z.object({ presence: Presence }),
} as const;

const one = { params: z.object({ id: ContactId }) } as const;
const Done = z.object({ position: Position });

/** Takes a contact that was offered to me. Right: contact.answer. */
export const acceptOffer = {
  method: 'POST',
  path: '/api/desk/contacts/:id/acceptance',
  input: { ...one },
  output: Done,
} as const;

/** Declines it: others are asked. Right: contact.talk. */
export const declineOffer = {
  method: 'POST',
  path: '/api/desk/contacts/:id/declining',
  input: { ...one },
  output: Done,
} as const;

/** Lines after a position. For the counsellor of the contact and for those who support it. Right: contact.talk. */
export const readLines = {
  method: 'GET',
  path: '/api/desk/contacts/:id/lines',
  input: { ...one, query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  output: z.object({ lines: z.array(TalkLine).describe('At most 200, in order.'), last: Position }),
} as const;

/**
 * Says something. `id` is made by the screen: sent again, it is still one message. A supervisor who came in openly may;
 * one who is silent is refused with `silent`. Right: contact.talk.
 */
export const say = {
  method: 'POST',
  path: '/api/desk/contacts/:id/messages',
  input: { ...one, body: z.strictObject({ id: z.uuid(), text: MessageText }) },
  output: Done,
} as const;

/**
 * Small signs: how far I have read, whether I am typing (holds for six seconds, so say it again while it goes on).
 * Nothing is kept of them, and those of a supervisor go nowhere. Right: contact.talk.
 */
export const sign = {
  method: 'POST',
  path: '/api/desk/contacts/:id/signs',
  input: { ...one, body: z.strictObject({ read: Position, typing: z.boolean() }) },
  output: z.object({}),
} as const;

/** Ends the conversation; the outcome comes next. Right: contact.talk. */
export const endTalk = { method: 'POST', path: '/api/desk/contacts/:id/end', input: { ...one }, output: Done } as const;

/**
 * Records how it ended (S4-15), what kind of service it was (S1-06, S3-01), and closes it. The conversation must have
 * been ended before: refused with `not-wrapping`. Right: contact.talk.
 */
export const recordOutcome = {
  method: 'POST',
  path: '/api/desk/contacts/:id/outcome',
  input: {
    ...one,
    body: z.strictObject({
      outcome: Outcome,
      kinds: z.array(z.enum(['support', 'counselling', 'crisis-intervention', 'rescue', 'information'])).max(5),
      hard: z.boolean().default(false).describe('It was a hard one: a pause of ten minutes follows.'),
    }),
  },
  output: Done,
} as const;

/** Hands over: to a colleague, a queue of this line or of another one of the organisation. Right: contact.talk. */
export const transfer = {
  method: 'POST',
  path: '/api/desk/contacts/:id/transfer',
  input: {
    ...one,
    body: z.strictObject({
      queue: QueueId,
      colleague: PersonId.optional(),
      note: z.string().trim().min(1).max(2000).describe('For whoever takes it. Sealed.'),
    }),
  },
  output: Done,
} as const;

/** Where a contact can be handed to now. Right: contact.talk. */
export const listTransferTargets = {
  method: 'GET',
  path: '/api/desk/transfer-targets',
  input: {},
  output: z.object({
    queues: z.array(z.object({ id: QueueId, name: z.string(), line: z.string(), waiting: z.int(), free: z.int() })),
    colleagues: z.array(
      Somebody.extend({
        presence: OpenPresence,
        free: z.boolean(),
        queues: z.array(QueueId),
        crisisCompetence: z.boolean(),
      }),
    ),
  }),
} as const;

/** A person sets how urgent it is, and says why. Right: contact.talk. */
export const setRisk = {
  method: 'POST',
  path: '/api/desk/contacts/:id/risk',
  input: { ...one, body: z.strictObject({ risk: RiskClass, reason: z.string().trim().min(1).max(300) }) },
  output: Done,
} as const;

/**
 * Danger: one action tells administration and supervision (S3-31, S3-32) and sets the risk to danger. A contact has one
 * alarm: raised again, it is the same one. Right: contact.talk.
 */
export const raiseAlarm = {
  method: 'POST',
  path: '/api/desk/contacts/:id/alarm',
  input: { ...one },
  output: Done,
} as const;

/** Alarms that are not acknowledged by both groups, or younger than an hour. Right: contact.answer-alarm. */
export const Alarm = z.object({
  contact: ContactId,
  number: z.int(),
  line: z.string(),
  at: Instant,
  by: Somebody,
  administration: z.object({ at: Instant, by: Somebody }).nullable(),
  supervision: z.object({ at: Instant, by: Somebody }).nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

/** The stream of alarms. Event `alarms` with { alarms: Alarm[] }, whole, at the opening and at each change. Right: contact.answer-alarm. */
export const followAlarms = { method: 'GET', path: '/api/desk/alarms/stream', input: {}, output: 'stream' } as const;

/** Acknowledges for the groups that I belong to. Right: contact.answer-alarm. */
export const acknowledgeAlarm = {
  method: 'POST',
  path: '/api/desk/contacts/:id/alarm/acknowledgement',
  input: { ...one },
  output: Done,
} as const;

/** Comes into a running conversation: open, the person is told; silent, the counsellor is (S3-53). Right: contact.supervise. */
export const comeIn = {
  method: 'POST',
  path: '/api/desk/contacts/:id/support',
  input: { ...one, body: z.strictObject({ mode: z.enum(['open', 'silent']) }) },
  output: Done,
} as const;

/** Goes out again. Right: contact.supervise. */
export const goOut = {
  method: 'DELETE',
  path: '/api/desk/contacts/:id/support',
  input: { ...one },
  output: Done,
} as const;

/** Asks a supervisor to come in (S3-53): supervisors see it on the wallboard. Right: contact.talk. */
export const askForSupport = {
  method: 'POST',
  path: '/api/desk/contacts/:id/support-wish',
  input: { ...one },
  output: Done,
} as const;

/** The steps of a call (S3-29). */
export const FlowStep = z.enum(['relation', 'clarify', 'goal', 'explore', 'summary']);
export type FlowStep = z.infer<typeof FlowStep>;

/** What the counsellor notes during a call (S3-18), and where in the flow they are. Sealed. `version` counts what was kept; 0: nothing yet. */
export const Notes = z.object({ text: z.string(), step: FlowStep.nullable(), version: z.int() });
export type Notes = z.infer<typeof Notes>;

/** My notes of a contact. Right: contact.talk. */
export const readNotes = {
  method: 'GET',
  path: '/api/desk/contacts/:id/notes',
  input: { ...one },
  output: Notes,
} as const;

/** Keeps my notes over the version I read; `notes-changed` when another was kept meanwhile. Right: contact.talk. */
export const keepNotes = {
  method: 'PUT',
  path: '/api/desk/contacts/:id/notes',
  input: {
    ...one,
    body: z.strictObject({ text: z.string().max(20_000), step: FlowStep.nullable(), version: z.int().min(0) }),
  },
  output: z.object({ version: z.int() }),
} as const;

/**
 * Sends a text or a line of the directory to the person with one tap, and notes that it was recommended (S3-39, S3-40).
 * It is one line of the timeline, `recommended`; its note is what was sent, and the person reads it as a message of the
 * counsellor. Right: contact.talk.
 */
export const recommend = {
  method: 'POST',
  path: '/api/desk/contacts/:id/recommendations',
  input: {
    ...one,
    body: z.strictObject({
      id: z.uuid(),
      what: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('line'), line: z.string().min(1).max(64) }),
        z.strictObject({ kind: z.literal('text'), text: z.uuid() }),
      ]),
    }),
  },
  output: Done,
} as const;
