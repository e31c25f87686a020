// What is kept for how long, and how it ends, for server and console alike: policies with both limits, clocks, holds,
// decisions, certificates, consents, exceptions to confidentiality. Nothing here says who anybody is or what was said.
import { z } from 'zod';
import { Opening } from '../audit/contract.ts';
import { LineId } from '../directory/contract.ts';
import { PersonId } from '../identity/contract.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

/** An instant as it travels: `2026-11-22T15:40:00Z`. */
const Instant = z.iso.datetime({ offset: true });
const Day = z.iso.date();
const Said = (most: number) => z.string().trim().min(1).max(most);
const Somebody = z.object({ id: PersonId, name: z.string() });

/** Identifies a service file: what is kept of one contact. */
export const FileId = z.uuid().brand('FileId');
export type FileId = z.infer<typeof FileId>;

/** Identifies a clock. */
export const ClockId = z.uuid().brand('ClockId');
export type ClockId = z.infer<typeof ClockId>;

/** What is kept. Each class of a file has a key of its own and ends by itself. */
export const DataClass = z.enum(['contact-details', 'correspondence', 'record', 'transcript', 'audio', 'audit']);
export type DataClass = z.infer<typeof DataClass>;

/** The classes that have clocks; the audit is one chain of the organisation. */
export const ClockedClass = DataClass.exclude(['audit']);
export type ClockedClass = z.infer<typeof ClockedClass>;

/** identity: dies when the first clock ends. record: kept for years, then destroyed by decision. */
export const KeyKind = z.enum(['identity', 'record']);
export type KeyKind = z.infer<typeof KeyKind>;

const Days = z.int().min(0).max(1_000_000);

/** How a clock stands. */
export const ClockState = z.enum(['running', 'moved', 'held', 'due', 'awaiting-decision', 'kept', 'done']);
export type ClockState = z.infer<typeof ClockState>;

/** One clock of a file. */
export const Clock = z.object({
  id: ClockId,
  file: FileId,
  line: LineId,
  class: ClockedClass,
  key: KeyKind,
  state: ClockState,
  startedAt: Instant,
  dueAt: Instant.describe('While held: when it would have ended.'),
  movedTo: Instant.nullable().describe('The last agreed meeting, when it counts from there (S1-26).'),
  wishedAt: Instant.nullable().describe('When the person asked for deletion at once.'),
  heldSince: Instant.nullable(),
  doneAt: Instant.nullable(),
  policy: z.object({ id: z.uuid(), version: z.int(), days: Days }),
});
export type Clock = z.infer<typeof Clock>;

/** What a list of clocks shows: a state, or those that end soon (a day for contact details, 90 days for the rest). */
export const ClockFilter = z.enum([...ClockState.options, 'due-soon']);
export type ClockFilter = z.infer<typeof ClockFilter>;

/** What lists that are longer than one answer are asked with … */
export const Paging = {
  after: z.string().max(100).optional().describe('The `next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
/** … and what they tell. */
export const Next = z.string().nullable().describe('Ask with this as `after`; null: there is no more.');

/** The organisation’s clocks, those that end first first. Right: privacy.see-clocks. */
export const listClocks = {
  method: 'GET',
  path: '/api/privacy/clocks',
  input: {
    query: z.object({
      state: ClockFilter.optional(),
      class: ClockedClass.optional(),
      line: LineId.optional(),
      ...Paging,
    }),
  },
  output: z.object({ clocks: z.array(Clock), next: Next }),
} as const;

/** How many clocks stand how. Right: privacy.see-clocks. */
export const countClocks = {
  method: 'GET',
  path: '/api/privacy/clocks/counts',
  input: {},
  output: z.object({ counts: z.record(ClockFilter, z.int()) }),
} as const;

/** A legal hold: stops all clocks of a file. It ends only when somebody lifts it; the review date is a reminder. */
export const Hold = z.object({
  id: z.uuid(),
  file: FileId,
  line: LineId,
  reason: z.string(),
  basis: z.string().describe('The demand or the law it rests on, as cited.'),
  by: Somebody,
  at: Instant,
  reviewOn: Day.describe('By when somebody looks at it again, Asia/Shanghai.'),
  reviewDue: z.boolean(),
  lifted: z.object({ by: Somebody, at: Instant, reason: z.string() }).nullable(),
});
export type Hold = z.infer<typeof Hold>;

/** A custodian’s decision on a class whose term has ended (S3-70). */
export const Decision = z.object({
  clock: ClockId,
  class: ClockedClass,
  what: z.enum(['destroy', 'keep']),
  until: Instant.nullable().describe('For keep: when it is decided anew.'),
  reason: z.string(),
  by: Somebody,
  at: Instant,
});
export type Decision = z.infer<typeof Decision>;

/** Proof that something is gone. It never says what was in it. */
export const Certificate = z.object({
  id: z.uuid(),
  number: z.int().describe('Counted within the organisation, from 1.'),
  file: FileId,
  line: LineId,
  class: ClockedClass,
  at: Instant,
  dueAt: Instant.describe('When its clock had ended.'),
  cause: z.enum(['clock', 'wish', 'decision']),
  rule: Words,
  policy: z.object({ id: z.uuid(), version: z.int(), days: Days }),
  key: z.object({
    kind: KeyKind,
    fingerprint: z
      .string()
      .nullable()
      .describe('Could only be made from the key that died. Null: it was gone before, as after a restore.'),
  }),
  decidedBy: Somebody.nullable(),
});
export type Certificate = z.infer<typeof Certificate>;

/** Scope of the kind of export `privacy.certificates`: days in Asia/Shanghai, both included. */
export const CertificatesScope = z.strictObject({ from: Day, to: Day, class: ClockedClass.optional() });
export type CertificatesScope = z.infer<typeof CertificatesScope>;

/** One service file, as far as its keeping goes. Right: privacy.see-clocks. */
export const getFile = {
  method: 'GET',
  path: '/api/privacy/files/:id',
  input: { params: z.object({ id: FileId }) },
  output: z.object({
    id: FileId,
    line: LineId,
    contact: z.uuid(),
    openedAt: Instant,
    lastMeetingAt: Instant.nullable().describe('The last agreed follow-up.'),
    endedAt: Instant.nullable().describe('Null: the service goes on; no clock runs yet.'),
    clocks: z.array(Clock),
    holds: z.array(Hold),
    decisions: z.array(Decision),
    certificates: z.array(Certificate),
  }),
} as const;

/** What can reach or name a person. */
export const DetailKind = z.enum(['phone', 'email', 'name', 'address', 'location', 'account']);
export type DetailKind = z.infer<typeof DetailKind>;

/** One contact detail, opened. */
export const ContactDetail = z.object({
  kind: DetailKind,
  value: z.string().nullable().describe('Null: it was altered and does not open; that is on file.'),
  keptAt: Instant,
});
export type ContactDetail = z.infer<typeof ContactDetail>;

/** Opens the contact details of a file, for a purpose; each opening is on file. Right: privacy.open-record. */
export const openContactDetails = {
  method: 'POST',
  path: '/api/privacy/files/:id/contact-details',
  input: { params: z.object({ id: FileId }), body: Opening },
  output: z.object({ details: z.array(ContactDetail) }),
} as const;

/** The organisation’s certificates, the newest first. Right: privacy.see-clocks. */
export const listCertificates = {
  method: 'GET',
  path: '/api/privacy/certificates',
  input: {
    query: z.object({
      class: ClockedClass.optional(),
      file: FileId.optional(),
      from: Day.optional(),
      to: Day.optional(),
      ...Paging,
    }),
  },
  output: z.object({ certificates: z.array(Certificate), next: Next }),
} as const;

/** One certificate. Right: privacy.see-clocks. */
export const getCertificate = {
  method: 'GET',
  path: '/api/privacy/certificates/:id',
  input: { params: z.object({ id: z.uuid() }) },
  output: Certificate.extend({
    auditLine: z.int().nullable().describe('Its line in the organisation’s audit. Null: past the term of the audit.'),
  }),
} as const;

/** The organisation’s holds, those to be reviewed first first. Right: privacy.see-clocks. */
export const listHolds = {
  method: 'GET',
  path: '/api/privacy/holds',
  input: {
    query: z.object({
      state: z.enum(['active', 'review-due', 'lifted']).optional(),
      file: FileId.optional(),
      ...Paging,
    }),
  },
  output: z.object({ holds: z.array(Hold), next: Next }),
} as const;

/** Stops all clocks of a file. Right: privacy.hold. */
export const placeHold = {
  method: 'POST',
  path: '/api/privacy/holds',
  input: { body: z.strictObject({ file: FileId, reason: Said(500), basis: Said(300), reviewOn: Day }) },
  output: Hold,
} as const;

/** Ends a hold; clocks go on with the time that was left. Right: privacy.hold. */
export const liftHold = {
  method: 'POST',
  path: '/api/privacy/holds/:id/lift',
  input: { params: z.object({ id: z.uuid() }), body: z.strictObject({ reason: Said(500) }) },
  output: Hold,
} as const;

/** Decides on one class of a file whose term has ended. Right: privacy.decide-destruction. */
export const decideDestruction = {
  method: 'POST',
  path: '/api/privacy/clocks/:id/decision',
  input: {
    params: z.object({ id: ClockId }),
    body: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('destroy'), reason: Said(500) }),
      z.strictObject({ what: z.literal('keep'), reason: Said(500), until: Day.describe('Asia/Shanghai, its end.') }),
    ]),
  },
  output: Clock,
} as const;

/** Whether the clocks run, for the administrators’ banner. Right: privacy.see-clocks. */
export const getClockHealth = {
  method: 'GET',
  path: '/api/privacy/clock-health',
  input: {},
  output: z.object({
    ok: z.boolean(),
    lastSuccess: Instant.nullable(),
    overdue: z.int().describe('Clocks of this organisation that ended more than an hour ago and are not done.'),
    why: Words.nullable().describe('Null: all is well.'),
  }),
} as const;
