// What a help-seeker's page and the server say to each other while somebody waits and talks. The page knows no id of a
// contact: a cookie that scripts cannot read stands for it. Without scripts the same is done by forms.
import { z } from 'zod';

const Instant = z.iso.datetime({ offset: true });
const Position = z.int().min(0);

/** Longest message, in characters. */
export const longestMessage = 4000;

/** What a line in the room tells. `word` names a sentence of the page's own; `text` is what somebody wrote. */
export const RoomLine = z.object({
  position: Position.min(1),
  at: Instant,
  author: z.enum(['me', 'counsellor', 'supervisor', 'program']),
  id: z.uuid().nullable().describe('Of a message: made by the page that sent it.'),
  text: z.string().nullable().describe('Null: not a message, or forgotten.'),
  word: z
    .enum([
      'accepted',
      'transferred',
      'supervisor-came',
      'supervisor-left',
      'follow-up-agreed',
      'ended-by-me',
      'ended-by-counsellor',
      'ended-lost',
      'came-back',
    ])
    .nullable(),
});
export type RoomLine = z.infer<typeof RoomLine>;

/** How it stands, whole. Nothing of it is kept by the page. */
export const RoomState = z.object({
  now: Instant,
  status: z.enum(['waiting', 'talking', 'ended', 'diverted', 'gave-up']),
  line: z.object({ id: z.string(), name: z.string() }),
  place: z
    .object({ position: z.int().min(1), ahead: z.object({ risk: z.int(), priority: z.int(), arrival: z.int() }) })
    .nullable(),
  wait: z.object({ fromMinutes: z.int(), toMinutes: z.int() }).nullable().describe('Null: too little is known to say.'),
  keptMinutes: z.int().describe('How long the place is kept when the page is left.'),
  nobodyOnDuty: z.boolean().describe('Whoever was on duty has gone: say so, and offer other ways.'),
  asked: z.boolean().describe('Somebody is being asked right now.'),
  counsellor: z.object({ name: z.string() }).nullable().describe('What the counsellor is called towards people.'),
  supervisorHere: z.boolean(),
  typing: z.boolean().describe('The counsellor is typing.'),
  theirs: z.object({ delivered: Position, read: Position }).describe('How far the counsellor’s screen has come.'),
  talkMinutes: z.int(),
  acceptedAt: Instant.nullable(),
  lastPosition: Position,
});
export type RoomState = z.infer<typeof RoomState>;

/** The stream of the room. Events: `state` with RoomState; `line` with RoomLine, its id the position. */
export const followRoom = { method: 'GET', path: '/api/chat/stream', input: {}, output: 'stream' } as const;

/** Says something; sent again with the same id it is one message. */
export const say = {
  method: 'POST',
  path: '/api/chat/messages',
  input: { body: z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(longestMessage) }) },
  output: z.object({ position: Position }),
} as const;

/** Small signs: how far the page has shown and the person has read, whether they are typing. */
export const sign = {
  method: 'POST',
  path: '/api/chat/signs',
  input: { body: z.strictObject({ delivered: Position, read: Position, typing: z.boolean() }) },
  output: z.object({}),
} as const;

/** A puzzle that costs a computer a moment and a flood a fortune. `bits` leading zero bits of SHA-256(challenge + answer). */
export const Puzzle = z.object({ challenge: z.string(), bits: z.int().min(0).max(30) });
export type Puzzle = z.infer<typeof Puzzle>;

/** How it stands and what is new, in one answer: where a stream does not come through, and when a page wakes up. */
export const readRoom = {
  method: 'GET',
  path: '/api/chat/room',
  input: { query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  output: z.object({ state: RoomState, lines: z.array(RoomLine).describe('At most 200, in order.') }),
} as const;

/** The page is being left while waiting: the place is kept for a while. */
export const stepAway = { method: 'POST', path: '/api/chat/away', input: {}, output: z.object({}) } as const;

/** Ends the conversation, or gives up waiting. */
export const endTalk = { method: 'POST', path: '/api/chat/end', input: {}, output: z.object({}) } as const;

/** Quick exit: the session is gone, on the server and in the browser. */
export const leaveFast = { method: 'POST', path: '/api/chat/leaving', input: {}, output: z.object({}) } as const;

/** Whether a line takes chats now, and what somebody would meet. */
export const ChatDoor = z.object({
  state: z.enum(['open', 'closed', 'nobody-on-duty', 'not-yet', 'line-ended']),
  waiting: z.int().describe('Of an open door: people who wait.'),
  hasRoom: z.boolean().describe('Of an open door: somebody on duty could take one more at once.'),
  wait: RoomState.shape.wait,
  opens: z
    .string()
    .nullable()
    .describe('Of a closed door an instant, of one not yet open a day; null: it cannot be said.'),
  talkMinutes: z.int(),
  keptMinutes: z.int(),
  oneTime: z.boolean(),
});
export type ChatDoor = z.infer<typeof ChatDoor>;

/** One version of a text that is shown before somebody comes in. */
export const ShownText = z.object({ id: z.uuid(), version: z.int(), zh: z.string(), en: z.string() });
export type ShownText = z.infer<typeof ShownText>;

/** How long what is kept, in days after the service; `words`: what was written, with contact details or the record. */
export const KeptDays = z.object({
  contact: z.int(),
  words: z.int(),
  wordsWith: z.enum(['contact', 'record']),
  record: z.int(),
});
export type KeptDays = z.infer<typeof KeptDays>;

/** Until when it is kept. Null: the service has not ended. */
export const KeptUntil = z.object({
  days: KeptDays,
  contact: Instant.nullable(),
  words: Instant.nullable(),
  record: Instant.nullable(),
});
export type KeptUntil = z.infer<typeof KeptUntil>;

/** The age bands; only `under-14` changes anything (PIPL 31). */
export const AgeBand = z.enum(['under-14', '14-17', 'adult']);
export type AgeBand = z.infer<typeof AgeBand>;

/** What brings people, as the form offers it. */
export const Topic = z.enum(['study', 'relationships', 'family', 'mood', 'sleep', 'event', 'other']);
export type Topic = z.infer<typeof Topic>;

/** The group somebody counts themselves to (S3-02). */
export const TalkGroup = z.enum(['student', 'parent', 'teacher', 'medical', 'other']);
export type TalkGroup = z.infer<typeof TalkGroup>;

/** What somebody said of their danger before coming in. */
export const SaidDanger = z.enum(['none', 'high', 'danger']);
export type SaidDanger = z.infer<typeof SaidDanger>;

/** On what ground somebody under fourteen comes in. */
export const GuardianGround = z.enum(['consent', 'emergency']);
export type GuardianGround = z.infer<typeof GuardianGround>;

/** How somebody found it (S3-63). Every part may be left out. */
export const Satisfaction = z.strictObject({
  helpful: z.int().min(1).max(5).nullable(),
  attitude: z.int().min(1).max(5).nullable(),
  feeling: z.enum(['better', 'same', 'worse']).nullable(),
  words: z.string().trim().max(1000).nullable(),
});
export type Satisfaction = z.infer<typeof Satisfaction>;

/** What somebody sends to come in. */
export type Coming = {
  readonly line: string;
  readonly lang: 'zh' | 'en';
  readonly ticket: string;
  /** What solves the puzzle; empty: none was asked. */
  readonly answer: string;
  /** Where they come from on the network: for limits in memory only. */
  readonly address: string;
  /** Id of the promise that was shown. */
  readonly shown: string;
  readonly topic: Topic | null;
  readonly group: TalkGroup | null;
  readonly age: AgeBand | null;
  readonly words: string | null;
  readonly danger: SaidDanger;
  readonly guardian: GuardianGround | null;
  /** From the cookie of somebody who came with a return code. */
  readonly again: string | null;
  /** They would like the counsellor of last time. */
  readonly wishSame: boolean;
};

/** Why somebody does not come in, or not yet. */
export type ComingRefusal =
  | 'ticket-expired'
  | 'puzzle-needed'
  | 'too-many'
  | 'guardian-needed'
  | 'no-such-text'
  | 'no-such-door'
  | 'line-closed'
  | 'nobody-on-duty'
  | 'line-ended';
