// What the desk sees: its whole state, and conversations line by line, numbered without gaps, so that a screen sees at
// once when it missed something.
import { z } from 'zod';
import { PersonId } from '../../../identity/contract.ts';
import {
  Capacity,
  ContactChannel,
  ContactId,
  EndedBy,
  Outcome,
  Presence,
  QueueId,
  RiskClass,
  Status,
} from '../../contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Position = z.int().min(0);
const Somebody = z.object({ id: PersonId, name: z.string() });

/** Longest message, in characters, on either side. */
export const longestMessage = 4000;

/** The words of a message as typed; line breaks stay. */
export const MessageText = z.string().trim().min(1).max(longestMessage);

/** What a person answered before the conversation, all of it optional (S0-09, S3-02). */
export const Introduction = z.object({
  /** What brings them, in the words of the form. */
  topic: z.string().nullable(),
  /** The group they count themselves to. */
  group: z.string().nullable(),
  /** `under-14`, `14-17`, `adult`. */
  age: z.string().nullable(),
  /** In their own words. */
  words: z.string().nullable(),
  /** In which language they see the page. */
  lang: z.enum(['zh', 'en']),
});
export type Introduction = z.infer<typeof Introduction>;

/** What a line of a conversation tells besides words. Names of staff are for the desk only. */
export const TalkKind = z.enum([
  'arrived',
  'introduced',
  'queued',
  'offered',
  'declined',
  'offer-expired',
  'accepted',
  'said',
  'transferred',
  'stepped-away',
  'came-back',
  'gave-up',
  'diverted',
  'risk-set',
  'alarm-raised',
  'alarm-acknowledged',
  'supervisor-came',
  'supervisor-left',
  'recommended',
  'follow-up-agreed',
  'ended',
  'outcome-recorded',
  'closed',
]);
export type TalkKind = z.infer<typeof TalkKind>;

/** One line of a conversation, as the desk shows it. */
export const TalkLine = z.object({
  position: Position.min(1),
  at: Instant,
  kind: TalkKind,
  by: Somebody.nullable().describe('The member of staff; null: the person, or the program.'),
  said: z
    .object({
      id: z.uuid().describe('Made by the screen that sent it.'),
      author: z.enum(['person', 'counsellor', 'supervisor']),
      text: z.string().nullable().describe('Null: forgotten, or it cannot be opened.'),
    })
    .nullable(),
  introduction: Introduction.nullable().describe('Of `introduced`.'),
  note: z.string().nullable().describe('Of `transferred`: the hand-over note. Of `recommended`: what was sent.'),
  detail: z
    .object({
      risk: RiskClass.optional(),
      reason: z.string().optional(),
      queue: z.string().optional().describe('Its name.'),
      mode: z.enum(['open', 'silent']).optional(),
      ended: EndedBy.optional(),
      outcome: Outcome.optional(),
      meeting: Instant.optional(),
      group: z.enum(['administration', 'supervision']).optional(),
    })
    .describe('Particulars, as the kind has them.'),
});
export type TalkLine = z.infer<typeof TalkLine>;

/** How far one side has come. Positions of lines. */
const Seen = z.object({ delivered: Position, read: Position });

/** A contact of mine, or one that I support. */
export const DeskContact = z.object({
  id: ContactId,
  number: z.int().describe('What people at the line call it: counts arrivals.'),
  channel: ContactChannel,
  line: z.object({ id: z.string(), name: z.string() }),
  queue: z.object({ id: QueueId, name: z.string() }).nullable(),
  status: Status,
  risk: RiskClass,
  role: z.enum(['counsellor', 'supporter']).describe('supporter: a supervisor who was brought in or came.'),
  counsellor: Somebody.nullable(),
  arrivedAt: Instant,
  acceptedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endedBy: EndedBy.nullable(),
  outcome: Outcome.nullable(),
  talk: z
    .object({ minutes: z.int(), state: z.enum(['within', 'soon', 'over']) })
    .describe('The length it is meant to have, and how it stands.'),
  lastPosition: Position,
  unread: z.int().describe('Messages of the person after the last one read here.'),
  person: z.object({
    here: z.boolean().describe('Their page is open.'),
    typing: z.boolean(),
    seen: Seen,
    before: z.int().describe('Earlier contacts under the same return code.'),
    again: z
      .enum(['by-agreement', 'beyond-one-time', 'beyond-limit'])
      .nullable()
      .describe('How coming again stands against what the line allows (S1-22, S1-25). Null: nobody counts.'),
  }),
  supporters: z.array(Somebody.extend({ mode: z.enum(['open', 'silent']) })),
  alarm: z
    .object({ at: Instant, by: Somebody, administration: Instant.nullable(), supervision: Instant.nullable() })
    .nullable()
    .describe('Raised, and when each group acknowledged (S3-31, S3-32).'),
  mode: z
    .enum(['open', 'silent'])
    .nullable()
    .describe('Of a supporter: `open` may write, `silent` only reads. Null: I am the counsellor.'),
  supportWished: z.boolean().describe('I asked for a supervisor, and nobody has come yet.'),
  remindedAt: Instant.nullable().describe('I was reminded that the outcome is missing (S4-15).'),
});
export type DeskContact = z.infer<typeof DeskContact>;

/** A contact that I am asked to take. It reveals nothing of what the person said. */
export const DeskOffer = z.object({
  contact: ContactId,
  number: z.int(),
  channel: ContactChannel,
  line: z.object({ id: z.string(), name: z.string() }),
  queue: z.string(),
  risk: RiskClass,
  waitingSince: Instant,
  until: Instant,
  transferredBy: Somebody.nullable().describe('Handed over by a colleague; the note opens once it is taken.'),
});
export type DeskOffer = z.infer<typeof DeskOffer>;

/** Somebody who waits in a queue that I answer, with the reason for the place (S3-88). */
export const DeskWaiting = z.object({
  contact: ContactId,
  number: z.int(),
  queue: z.object({ id: QueueId, name: z.string() }),
  channel: ContactChannel,
  position: z.int().min(1),
  risk: RiskClass,
  priority: z.string().nullable().describe('The group served first that it belongs to (S4-05).'),
  ahead: z.object({ risk: z.int(), priority: z.int(), arrival: z.int() }),
  waitingSince: Instant,
  steppedAway: z.boolean(),
  wishesMe: z.boolean().describe('The person asked for me (S1-24).'),
});
export type DeskWaiting = z.infer<typeof DeskWaiting>;

/** What the desk shows, whole. Sent when it opens and whenever something of it changes. */
export const DeskState = z.object({
  now: Instant.describe('The server’s clock, for timers.'),
  me: z.object({
    presence: Presence,
    capacity: Capacity,
    queues: z.array(z.object({ id: QueueId, name: z.string(), line: z.string() })),
    taken: z.int().describe('Contacts taken in this shift.'),
    missed: z.boolean().describe('Set to away because offers passed unanswered.'),
    restUntil: Instant.nullable().describe('A pause after a hard contact; nothing is offered until then.'),
  }),
  offers: z.array(DeskOffer),
  contacts: z.array(DeskContact).describe('Active and wrapping, oldest first.'),
  waiting: z.array(DeskWaiting).describe('At most 50, in order.'),
  waitingCount: z.int(),
  followUps: z
    .array(z.object({ contact: ContactId, number: z.int(), at: Instant }))
    .describe('Mine, in the next 24 hours.'),
});
export type DeskState = z.infer<typeof DeskState>;

/** What the event `line` carries. */
export const DeskLine = z.object({ contact: ContactId, line: TalkLine });
export type DeskLine = z.infer<typeof DeskLine>;

/**
 * The stream of the desk. Events: `desk` with a DeskState, whole, at the opening and when anything of it changed, small
 * signs (typing, seen) included, at most four a second; `line` with a DeskLine for each new line of my contacts from
 * when the contact first stood in a `desk` on. Lines come sooner than the `desk` that counts them. What is missing
 * between the last line a screen has and `lastPosition` is asked for with `readLines`; the ids of events say nothing.
 * While this stream is open its person counts as there: a minute after it is gone they are set to away, and back when
 * it returns. Right: contact.talk.
 */
export const followDesk = { method: 'GET', path: '/api/desk/stream', input: {}, output: 'stream' } as const;
