// A further meeting with the same counsellor, by agreement (S1-24…26): it moves the first clock, the person is told so
// in the conversation, and a meeting that did not happen is asked about until somebody says what became of it.
import { z } from 'zod';
import { ContactChannel, ContactId } from '../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Day = z.iso.date();

/** Identifies a follow-up. */
export const FollowUpId = z.uuid().brand('FollowUpId');
export type FollowUpId = z.infer<typeof FollowUpId>;

/** agreed; kept: the person came; missed: the time is over and they did not; cancelled. */
export const FollowUpState = z.enum(['agreed', 'kept', 'missed', 'cancelled']);
export type FollowUpState = z.infer<typeof FollowUpState>;

/** How long before and after the agreed time somebody who comes counts as coming to it, in minutes. */
export const comesWithin = { before: 30, after: 60 } as const;

/** A meeting that was agreed. Nothing in it names the person. */
export const FollowUp = z.object({
  id: FollowUpId,
  contact: ContactId.describe('In which it was agreed.'),
  number: z.int().describe('Of that contact.'),
  line: z.object({ id: z.string(), name: z.string() }),
  channel: ContactChannel,
  counsellor: z.object({ id: z.string(), name: z.string() }),
  at: Instant,
  minutes: z.int().describe('Length of a talk on this line.'),
  state: FollowUpState,
  ordinal: z.int().min(2).describe('The how manieth contact of this person it would be.'),
  reason: z.string().nullable().describe('Why there should be more than the line allows in principle (S1-25).'),
  settled: z.string().nullable().describe('What became of a missed or cancelled one, as noted.'),
  chase: z.boolean().describe('Missed, and nobody has noted what became of it.'),
});
export type FollowUp = z.infer<typeof FollowUp>;

const FollowUps = z.object({ followUps: z.array(FollowUp) });

/** Mine: those to come, soonest first; or those missed and open; or the past. Right: contact.talk. */
export const listMyFollowUps = {
  method: 'GET',
  path: '/api/desk/follow-ups',
  input: { query: z.object({ which: z.enum(['to-come', 'missed', 'past']).default('to-come') }) },
  output: FollowUps,
} as const;

/** Missed ones of everybody that nobody has settled, the oldest first (S4-15). Right: contact.chase. */
export const listMissedFollowUps = {
  method: 'GET',
  path: '/api/contact/follow-ups/missed',
  input: {},
  output: FollowUps,
} as const;

const Told = z.object({
  followUp: FollowUp,
  sentence: z.object({ zh: z.string(), en: z.string() }).describe('What the person was told, or is to be told.'),
  told: z
    .boolean()
    .describe('True: it stands in the conversation. False: the conversation is over; tell them otherwise.'),
  keptUntil: Day.nullable().describe('Until when contact details are kept now; null: it depends on when service ends.'),
});

/**
 * Agrees a meeting. Only the counsellor of the contact, while it is active or wrapping. The timeline gets the line
 * `follow-up-agreed`, and while it is active a `said` before it with the sentence. Right: contact.talk. Refusals:
 * unknown-contact, not-open, in-the-past, too-far, agreed-already, reason-needed, deletion-was-asked, already-ended.
 */
export const agreeFollowUp = {
  method: 'POST',
  path: '/api/desk/contacts/:id/follow-ups',
  input: {
    params: z.object({ id: ContactId }),
    body: z.strictObject({
      at: Instant,
      reason: z.string().trim().min(1).max(500).optional().describe('Needed beyond the line’s number of contacts.'),
    }),
  },
  output: Told,
} as const;

const one = { params: z.object({ id: FollowUpId }) } as const;

/**
 * Another time, also for one that was missed and not settled. The clock moves with it. Right: contact.talk. Refusals:
 * no-such-follow-up, already-settled, in-the-past, too-far, deletion-was-asked, already-ended.
 */
export const changeFollowUp = {
  method: 'PUT',
  path: '/api/desk/follow-ups/:id',
  input: { ...one, body: z.strictObject({ at: Instant }) },
  output: Told,
} as const;

/**
 * It will not take place. The first clock counts from the end of service again: contact details may be due at once.
 * Right: contact.talk. Refusals: no-such-follow-up, already-settled.
 */
export const cancelFollowUp = {
  method: 'POST',
  path: '/api/desk/follow-ups/:id/cancellation',
  input: { ...one, body: z.strictObject({ reason: z.string().trim().min(1).max(300) }) },
  output: Told,
} as const;

/**
 * What became of it, from half an hour before its time on: met, for instance by telephone, or not reached. One that was
 * missed is chased until this is said. Right: contact.talk. Refusals: no-such-follow-up, not-yet, already-settled.
 */
export const settleFollowUp = {
  method: 'POST',
  path: '/api/desk/follow-ups/:id/settling',
  input: { ...one, body: z.strictObject({ met: z.boolean(), words: z.string().trim().min(1).max(300) }) },
  output: FollowUp,
} as const;

/** Mine to come, as a calendar file (RFC 5545). It says when and which number, nothing else. Right: contact.talk. */
export const followUpCalendar = {
  method: 'GET',
  path: '/api/desk/follow-ups.ics',
  input: {},
  output: 'file',
} as const;
