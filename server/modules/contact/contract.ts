// One person being helped once, on any channel, in words that server, site and desk share. Everything else happens
// to a contact; each happening is one line of its timeline.
import { z } from 'zod';

/** Identifies a contact. */
export const ContactId = z.uuid().brand('ContactId');
export type ContactId = z.infer<typeof ContactId>;

/** Identifies a queue. */
export const QueueId = z.uuid().brand('QueueId');
export type QueueId = z.infer<typeof QueueId>;

/** The channels. A channel only carries words or voice; everything else is the same for all. */
export const ContactChannel = z.enum(['chat', 'voice', 'phone', 'mail']);
export type ContactChannel = z.infer<typeof ContactChannel>;

/** Where a contact stands in its life. */
export const Status = z.enum([
  'arrived',
  'waiting',
  'offered',
  'active',
  'wrapping',
  'closed',
  'abandoned',
  'diverted',
]);
export type Status = z.infer<typeof Status>;

/**
 * How urgent a contact is, from what is known so far. Only this may overtake in the queue (S3-88). `danger` is life at
 * risk now; `high` calls for somebody with crisis competence.
 */
export const RiskClass = z.enum(['danger', 'high', 'ordinary']);
export type RiskClass = z.infer<typeof RiskClass>;

/** What a person asked for at the door. */
export const Wish = z.strictObject({
  /** Somebody they talked to before (S1-24). */
  counsellor: z.uuid().optional(),
});
export type Wish = z.infer<typeof Wish>;

/** Why a contact was sent elsewhere instead of being taken. */
export const DivertReason = z.enum(['line-closed', 'nobody-on-duty', 'out-of-scope', 'line-ended', 'asked-for-phone']);
export type DivertReason = z.infer<typeof DivertReason>;

/** Who ended a conversation. */
export const EndedBy = z.enum(['person', 'counsellor', 'lost']);
export type EndedBy = z.infer<typeof EndedBy>;

/** How a contact ended (S4-15): without one of these it is on the list of those to be chased. */
export const Outcome = z.enum([
  'helped',
  'referred',
  'follow-up-agreed',
  'escalated',
  'information-given',
  'left-early',
  'not-a-service-contact',
]);
export type Outcome = z.infer<typeof Outcome>;

/** How many conversations a counsellor may hold at once, by channel; voice and phone share one ear. */
export const Capacity = z.strictObject({ chats: z.int().min(0).max(6), voice: z.int().min(0).max(1) });
export type Capacity = z.infer<typeof Capacity>;

/** What a counsellor has told about being there. */
export const Presence = z.enum(['available', 'busy', 'away', 'break', 'off']);
export type Presence = z.infer<typeof Presence>;

/** Of somebody who is on duty. */
export const OpenPresence = Presence.exclude(['off']);
export type OpenPresence = z.infer<typeof OpenPresence>;
