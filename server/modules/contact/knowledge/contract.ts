// Texts and phrases at hand during a conversation (S3-34, S3-39): every version has an author, and what may be sent to
// a person was approved by somebody else, with a day until which it holds. Versions are added, never changed.
import { z } from 'zod';
import { PersonId } from '../../identity/contract.ts';

const Instant = z.iso.datetime({ offset: true });
const Day = z.iso.date();
const Somebody = z.object({ id: PersonId, name: z.string() });

/** Identifies a text. */
export const TextId = z.uuid().brand('TextId');
export type TextId = z.infer<typeof TextId>;

/** snippet: something counsellors say often, put into the box to be changed; text: information, sent as it is. */
export const TextKind = z.enum(['snippet', 'text']);
export type TextKind = z.infer<typeof TextKind>;

/** Longest body in either language; the longest message of a conversation. */
export const longestBody = 4000;

/** What somebody writes. */
export const TextContent = z.strictObject({
  kind: TextKind,
  title: z.string().trim().min(1).max(60),
  zh: z.string().trim().min(1).max(longestBody),
  en: z.string().trim().min(1).max(longestBody).nullable(),
  tags: z.array(z.string().trim().min(1).max(20)).max(10),
  source: z.string().trim().min(1).max(200).nullable().describe('Where it comes from; of a text it is demanded.'),
  sourceDate: Day.nullable().describe('Day of the source; of a text it is demanded (S3-34).'),
});
export type TextContent = z.infer<typeof TextContent>;

/** A text that may be sent now. */
export const DeskText = z.object({
  id: TextId,
  version: z.int().min(1),
  kind: TextKind,
  title: z.string(),
  zh: z.string(),
  en: z.string().nullable(),
  tags: z.array(z.string()),
  source: z.string().nullable(),
  sourceDate: Day.nullable(),
  approvedOn: Day,
  reviewBy: Day.describe('The last day on which it may be sent.'),
});
export type DeskText = z.infer<typeof DeskText>;

/**
 * Searches what may be sent now, best first: words of title, tags and body, or the initials of the title in pinyin.
 * Without `q`: the latest approved. At most 30. Right: contact.talk.
 */
export const searchTexts = {
  method: 'GET',
  path: '/api/desk/texts',
  input: {
    query: z.object({
      q: z.string().max(60).default(''),
      kind: TextKind.optional(),
      tag: z.string().max(20).optional(),
    }),
  },
  output: z.object({ texts: z.array(DeskText) }),
} as const;

/**
 * How a text stands. waiting: its latest version is to be approved; returned: it was sent back; outdated: its day of
 * review is over; withdrawn: nobody may send it any more. An approved older version is sendable while a newer waits.
 */
export const TextState = z.enum(['waiting', 'returned', 'approved', 'outdated', 'withdrawn']);
export type TextState = z.infer<typeof TextState>;

/** One version. */
export const TextVersion = TextContent.extend({
  version: z.int().min(1),
  by: Somebody,
  at: Instant,
  decision: z
    .object({
      what: z.enum(['approved', 'returned']),
      by: Somebody,
      at: Instant,
      reason: z.string().nullable(),
      reviewBy: Day.nullable(),
    })
    .nullable()
    .describe('Null: nobody has decided about it; of an older version: it was overtaken.'),
});
export type TextVersion = z.infer<typeof TextVersion>;

/** A text in a list of work. */
export const TextRow = z.object({
  id: TextId,
  kind: TextKind,
  title: z.string(),
  tags: z.array(z.string()),
  state: TextState,
  version: z.int().describe('The latest.'),
  sendable: z.int().nullable().describe('The version that may be sent now; null: none.'),
  by: Somebody.describe('Who wrote the latest version.'),
  at: Instant,
  reviewBy: Day.nullable().describe('Of the approved version.'),
  mine: z.boolean().describe('I wrote the latest version: somebody else decides about it.'),
});
export type TextRow = z.infer<typeof TextRow>;

/** Lists of work. expiring: the day of review is within 30 days, or over. */
export const TextWork = z.enum(['all', 'waiting', 'expiring', 'returned', 'withdrawn']);
export type TextWork = z.infer<typeof TextWork>;

/** The organisation's texts. Right: contact.write-text. */
export const listTexts = {
  method: 'GET',
  path: '/api/contact/texts',
  input: {
    query: z.object({
      q: z.string().max(60).default(''),
      work: TextWork.default('all'),
      kind: TextKind.optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      perPage: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ total: z.int(), texts: z.array(TextRow), counts: z.record(TextWork, z.int()) }),
} as const;

const one = { params: z.object({ id: TextId }) } as const;

/** A text with all its versions, the latest first. Right: contact.write-text. */
export const WholeText = TextRow.extend({
  versions: z.array(TextVersion),
  withdrawn: z.object({ by: Somebody, at: Instant, reason: z.string() }).nullable(),
});
export type WholeText = z.infer<typeof WholeText>;

export const readText = {
  method: 'GET',
  path: '/api/contact/texts/:id',
  input: { ...one },
  output: WholeText,
} as const;

/** Writes a new text; it waits for approval. Right: contact.write-text. Refusals: source-needed. */
export const writeText = {
  method: 'POST',
  path: '/api/contact/texts',
  input: { body: TextContent },
  output: WholeText,
} as const;

/** Adds a version; it waits for approval, and the approved one is sent until then. Right: contact.write-text. Refusals: no-such-text, changed-meanwhile, nothing-changes, source-needed. */
export const reviseText = {
  method: 'POST',
  path: '/api/contact/texts/:id/versions',
  input: { ...one, body: TextContent.extend({ after: z.int().min(1).describe('The version that was changed.') }) },
  output: WholeText,
} as const;

/** Decides about the latest version. Right: contact.approve-text. Refusals: no-such-text, not-the-latest, own-writing, decided-already, review-is-past, review-too-late. */
export const decideText = {
  method: 'POST',
  path: '/api/contact/texts/:id/decision',
  input: {
    ...one,
    body: z.discriminatedUnion('what', [
      z.strictObject({
        what: z.literal('approved'),
        version: z.int().min(1),
        reviewBy: Day.describe('The last day on which it may be sent; at most two years from now.'),
      }),
      z.strictObject({
        what: z.literal('returned'),
        version: z.int().min(1),
        reason: z.string().trim().min(1).max(500),
      }),
    ]),
  },
  output: WholeText,
} as const;

/** Looked at again and still right: a new day of review for the approved version. Right: contact.approve-text. Refusals: no-such-text, not-approved, own-writing, review-is-past, review-too-late. */
export const reviewText = {
  method: 'POST',
  path: '/api/contact/texts/:id/review',
  input: { ...one, body: z.strictObject({ reviewBy: Day }) },
  output: WholeText,
} as const;

/** Takes a text out of use; it stays on file. Right: contact.approve-text. Refusals: no-such-text, withdrawn-already. */
export const withdrawText = {
  method: 'POST',
  path: '/api/contact/texts/:id/withdrawal',
  input: { ...one, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
  output: WholeText,
} as const;
