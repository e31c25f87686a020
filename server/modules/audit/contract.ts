// What is on file and how it is read, for server and console alike: lines of the audit, openings of sealed records
// with their purpose (S3-91), and exports, which one person asks for and another approves (S3-92).
import { z } from 'zod';
import { Day, Instant, PersonId, words } from '../identity/contract.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

const Ordinal = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Why a sealed record is opened. */
export const Purpose = z.enum([
  'supervision',
  'own-summary',
  'quality',
  'handover',
  'follow-up',
  'rescue',
  'complaint',
  'legal',
  'technical',
]);
export type Purpose = z.infer<typeof Purpose>;

/** What each purpose is called, and whether it must be explained in the person's own words. */
export const purposes = {
  supervision: { zh: '督导', en: 'Supervision', explained: false },
  'own-summary': { zh: '本人小结', en: 'One’s own summary', explained: false },
  quality: { zh: '质量评估', en: 'Quality assessment', explained: false },
  handover: { zh: '交接班', en: 'Handover', explained: false },
  'follow-up': { zh: '约定的回访', en: 'An agreed follow-up', explained: false },
  rescue: { zh: '紧急救援', en: 'Rescue', explained: true },
  complaint: { zh: '处理投诉', en: 'Handling a complaint', explained: true },
  legal: { zh: '依法调取', en: 'Demanded by law', explained: true },
  technical: { zh: '技术排障', en: 'Finding a technical fault', explained: true },
} as const satisfies Readonly<Record<Purpose, { zh: string; en: string; explained: boolean }>>;

/** What a body says when it opens a sealed record; put its two fields into the body of the row that opens. */
export const Opening = z.strictObject({
  purpose: Purpose,
  words: words(500).optional().describe('Explains the purpose; demanded by some purposes.'),
});
export type Opening = z.infer<typeof Opening>;

/** Why an opening is refused, with words for the person; spread them into the row's refusals. */
export const openingRefusals = {
  'purpose-unexplained': {
    status: 422,
    zh: '这个目的需要您写一句说明，例如投诉编号或调取文书的编号。',
    en: 'This purpose needs a sentence of explanation, such as the number of the complaint or of the demand.',
  },
} as const;

/** Somebody who acted; the name as it is now, null when they never belonged to the caller's organisation. */
const Somebody = z.object({ id: PersonId, name: z.string().nullable() });

/** One line of the audit. */
export const Line = z.object({
  number: Ordinal.describe('Its place in the organisation’s chain, counted from 1 without gaps.'),
  at: Instant,
  word: z.string().describe('What was done, in the program’s words: `audit.search`.'),
  said: Words.describe('The same as a sentence without its subject.'),
  person: Somebody.nullable().describe('Null: the program itself.'),
  subject: z.string().nullable().describe('What it was done to: `line:hunan-1`.'),
  purpose: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable().describe('Null: none, or it cannot be opened any more.'),
  request: z.string().nullable().describe('Names the request in the log.'),
  hash: z.string().describe('SHA-256 over the line and its predecessor’s hash, hexadecimal.'),
});
export type Line = z.infer<typeof Line>;

/** A page of lines, the newest first. */
const LinePage = z.object({
  lines: z.array(Line),
  before: Ordinal.nullable().describe('Ask with this for the next page; null: there is none.'),
});

const LineQuery = z.object({
  from: Day.optional().describe('First day, Asia/Shanghai.'),
  to: Day.optional().describe('Last day, included.'),
  person: PersonId.optional(),
  subject: z.string().min(1).max(200).optional(),
  before: z.coerce.number().pipe(Ordinal).optional().describe('Only lines with a smaller number.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Reads the organisation's audit. Each search is itself a line. Right: privacy.see-audit. */
export const searchLines = {
  method: 'GET',
  path: '/api/audit/lines',
  input: { query: LineQuery.extend({ word: z.string().max(60).optional() }) },
  output: LinePage,
} as const;

/** The words that lines can have, for a filter. Right: privacy.see-audit. */
export const listWords = {
  method: 'GET',
  path: '/api/audit/words',
  input: {},
  output: z.object({ words: z.array(z.object({ word: z.string(), said: Words, opening: z.boolean() })) }),
} as const;

/** Who opened this subject, or what this person opened: lines of openings only. Right: privacy.see-audit. */
export const listOpenings = {
  method: 'GET',
  path: '/api/audit/openings',
  input: { query: LineQuery },
  output: LinePage,
} as const;

/** How an export stands. An approved one waits to be made; a made one can be fetched until it expires. */
export const ExportState = z.enum(['asked', 'approved', 'refused', 'made', 'expired']);
export type ExportState = z.infer<typeof ExportState>;

/** What is exported: depends on the kind, see `listExportKinds`. */
export const ExportScope = z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()]));
export type ExportScope = z.infer<typeof ExportScope>;

const period = { from: Day.describe('First day, Asia/Shanghai.'), to: Day.describe('Last day, included.') };

/** Scope of the kind `audit.statement`: who opened a subject, or what a person opened. */
export const StatementScope = z
  .strictObject({ ...period, subject: z.string().min(1).max(200).optional(), person: PersonId.optional() })
  .refine(({ subject, person }) => (subject === undefined) !== (person === undefined));
export type StatementScope = z.infer<typeof StatementScope>;

/** Scope of the kind `audit.lines`: lines of the audit as a table. */
export const LinesScope = z.strictObject({
  ...period,
  subject: z.string().min(1).max(200).optional(),
  person: PersonId.optional(),
  word: z.string().max(60).optional(),
});
export type LinesScope = z.infer<typeof LinesScope>;

/** To whom an export goes when it leaves the organisation, and what allows that (S3-92). */
const Recipient = z.strictObject({
  name: words(100),
  basis: z.enum(['consent', 'law']).describe('consent: of the person concerned; law: a lawful exception.'),
});

/** An export, from the asking to its end. */
export const Export = z.object({
  id: z.uuid(),
  number: Ordinal.describe('Its number within the organisation; stands on the file.'),
  kind: z.string(),
  about: Words.describe('What the kind is.'),
  scope: ExportScope,
  purpose: Purpose,
  reason: z.string().describe('Why, in the words of who asked.'),
  recipient: Recipient.nullable().describe('Null: it stays inside the organisation.'),
  state: ExportState,
  asked: z.object({ by: Somebody, at: Instant }),
  decided: z.object({ by: Somebody, at: Instant, approved: z.boolean(), words: z.string().nullable() }).nullable(),
  made: z.object({ at: Instant, rows: z.int(), bytes: z.int(), digest: z.string(), name: z.string() }).nullable(),
  until: Instant.describe('When the next step is no longer possible.'),
  may: z
    .object({ decide: z.boolean(), make: z.boolean(), fetch: z.boolean() })
    .describe('Whether its state and persons allow it to who reads this; the right is needed besides.'),
});
export type Export = z.infer<typeof Export>;

/** The kinds of export, for a form. `scope` is a JSON Schema. Right: privacy.ask-export. */
export const listExportKinds = {
  method: 'GET',
  path: '/api/audit/export-kinds',
  input: {},
  output: z.object({
    kinds: z.array(z.object({ kind: z.string(), about: Words, scope: z.record(z.string(), z.unknown()) })),
  }),
} as const;

/** The organisation's exports, the newest first. Right: privacy.ask-export. */
export const listExports = {
  method: 'GET',
  path: '/api/audit/exports',
  input: {
    query: z.object({
      state: ExportState.optional(),
      before: z.coerce.number().pipe(Ordinal).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ exports: z.array(Export), before: Ordinal.nullable() }),
} as const;

const byId = z.object({ id: z.uuid() });

/** One export. Right: privacy.ask-export. */
export const getExport = {
  method: 'GET',
  path: '/api/audit/exports/:id',
  input: { params: byId },
  output: Export,
} as const;

/** Asks for an export. Right: privacy.ask-export. */
export const askExport = {
  method: 'POST',
  path: '/api/audit/exports',
  input: {
    body: z.strictObject({
      kind: z
        .string()
        .min(1)
        .max(60)
        .meta({ examples: ['audit.lines'] }),
      scope: ExportScope.meta({ examples: [{ from: '2026-11-01', to: '2026-11-30' }] }),
      purpose: Purpose,
      reason: words(500),
      recipient: Recipient.optional(),
    }),
  },
  output: Export,
} as const;

/** Approves or refuses what somebody else has asked for. Right: privacy.approve-export. */
export const decideExport = {
  method: 'POST',
  path: '/api/audit/exports/:id/decision',
  input: {
    params: byId,
    body: z.strictObject({ approve: z.boolean(), words: words(500).optional() }),
  },
  output: Export,
} as const;

/** Makes the file of an approved export, once; only who asked for it may. Right: privacy.ask-export. */
export const makeExport = {
  method: 'POST',
  path: '/api/audit/exports/:id/file',
  input: { params: byId },
  output: Export,
} as const;

/** The file of a made export; only who asked for it may fetch it, and each time is a line. Right: privacy.ask-export. */
export const fetchExport = {
  method: 'GET',
  path: '/api/audit/exports/:id/file',
  input: { params: byId },
  output: 'file',
} as const;
