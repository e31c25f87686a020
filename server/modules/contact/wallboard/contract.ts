// The wallboard: where help is needed, at a glance. Everything on it is sent whole whenever something changes, with
// instants instead of durations, so that a screen counts by itself and nothing has to be sent for a second that passed.
// Beside it the list of contacts that ended without an outcome (S4-15).
import { z } from 'zod';
import { PersonId } from '../../identity/contract.ts';
import { ContactChannel, ContactId, OpenPresence, QueueId, RiskClass } from '../contract.ts';
import { Alarm } from '../desk/contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Somebody = z.object({ id: PersonId, name: z.string() });
const Count = z.int().min(0);
const Seconds = z.int().min(0);

/** How a day has gone so far, from midnight in Asia/Shanghai. A contact belongs to the day on which it arrived. */
export const DayFigures = z.object({
  arrived: Count,
  answered: Count,
  abandoned: Count.describe('Gave up waiting.'),
  diverted: Count.describe('Sent elsewhere: the line was closed, nobody was on duty, or it was out of scope.'),
  withinGoal: Count.describe('Answered within the goal of their channel.'),
  counted: Count.describe('Answered, or gave up after the goal had passed: what `withinGoal` is a share of.'),
  medianWait: Seconds.nullable().describe('Of those who were answered; null: nobody yet.'),
  longestWait: Seconds.nullable().describe('Of those who were answered or gave up.'),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** How it stands now, of one queue or of all. */
const Now = z.object({
  waiting: Count.describe('Waiting, or being offered to somebody.'),
  waitingSince: Instant.nullable().describe('Since when the longest waiting person waits; null: nobody does.'),
  danger: Count.describe('Of those who wait: life may be at risk.'),
  active: Count,
  wrapping: Count,
});

/** One queue on the wallboard. */
export const BoardQueue = Now.extend({
  id: QueueId,
  name: z.string(),
  line: z.string(),
  kind: z.enum(['usual', 'dedicated']),
  free: Count.describe('Counsellors of this queue who could take one more now.'),
  onDuty: Count,
  today: DayFigures,
});
export type BoardQueue = z.infer<typeof BoardQueue>;

/** What somebody holds. */
export const BoardHeld = z.object({
  contact: ContactId,
  number: z.int(),
  channel: ContactChannel,
  line: z.string(),
  status: z.enum(['offered', 'active', 'wrapping']),
  risk: RiskClass,
  since: Instant.describe('Of this status: offered, taken, ended.'),
  supporters: z.array(Somebody.extend({ mode: z.enum(['open', 'silent']) })),
});
export type BoardHeld = z.infer<typeof BoardHeld>;

/** Somebody on duty. `free`: could take one more now. `busy`: says so, or holds as many as they can. */
export const BoardCounsellor = Somebody.extend({
  state: z.enum(['free', 'busy', 'away', 'break']),
  presence: OpenPresence,
  capacity: z.object({ chats: z.int(), voice: z.int() }),
  crisisCompetence: z.boolean(),
  queues: z.array(QueueId),
  taken: Count.describe('In this shift.'),
  restUntil: Instant.nullable(),
  gone: z.boolean().describe('Away because their desk is not open any more.'),
  holds: z.array(BoardHeld),
});
export type BoardCounsellor = z.infer<typeof BoardCounsellor>;

/** A counsellor wishes for a supervisor (S3-53). */
export const BoardWish = z.object({
  contact: ContactId,
  number: z.int(),
  line: z.string(),
  risk: RiskClass,
  by: Somebody,
  at: Instant,
});
export type BoardWish = z.infer<typeof BoardWish>;

/** The whole wallboard of one organisation. */
export const Board = z.object({
  now: Instant.describe('The server’s clock, for timers.'),
  day: z.iso.date().describe('In Asia/Shanghai.'),
  goal: z.object({ chat: Seconds, voice: Seconds }).describe('Seconds within which somebody should be answered.'),
  total: Now.extend({ today: DayFigures }),
  queues: z.array(BoardQueue).describe('By line and name.'),
  staff: z.array(BoardCounsellor).describe('On duty: free ones first, then by name.'),
  wishes: z.array(BoardWish).describe('Oldest first.'),
  alarms: z.array(Alarm).describe('Not acknowledged by both groups, or younger than an hour; newest first.'),
  unfinished: Count.describe('Contacts that ended and have no outcome yet (S4-15).'),
});
export type Board = z.infer<typeof Board>;

/** The stream of the wallboard. Event `board` with a Board, whole, at the opening and when it changes, at most once a second. Right: contact.see-wallboard. */
export const followBoard = { method: 'GET', path: '/api/wallboard/stream', input: {}, output: 'stream' } as const;

/** Minutes after the end of a conversation from which a missing outcome is chased. */
export const chasedAfterMinutes = 30;

/** A conversation that ended and has no outcome. */
export const Unfinished = z.object({
  contact: ContactId,
  number: z.int(),
  channel: ContactChannel,
  line: z.string(),
  counsellor: Somebody,
  endedAt: Instant,
  minutes: z.int().describe('Since the end.'),
  remindedAt: Instant.nullable().describe('When the counsellor was last reminded.'),
});
export type Unfinished = z.infer<typeof Unfinished>;

/** Those that ended longer than half an hour ago, the oldest first (S4-15). Right: contact.chase. */
export const listUnfinished = {
  method: 'GET',
  path: '/api/contacts/unfinished',
  input: {},
  output: z.object({ contacts: z.array(Unfinished).describe('At most 200.'), count: Count }),
} as const;

/** Reminds the counsellor: their desk shows it. Doing it again renews it. Right: contact.chase. */
export const remindOfOutcome = {
  method: 'POST',
  path: '/api/contacts/:id/reminder',
  input: { params: z.object({ id: ContactId }) },
  output: z.object({ remindedAt: Instant }),
} as const;
