// One line as its curators see it: what its publications say, what a person has set instead and why, and who curates it.
import { z } from 'zod';
import { DaySet, HoursState, Schedule } from '../../../hours/contract.ts';
import { OrganisationId } from '../../../identity/contract.ts';
import { RegionCode } from '../../../regions/contract.ts';
import { AccessKind, Flag } from '../../../sources/contract.ts';
import { Line, LineId, Listing, Service } from '../../contract.ts';
import { By, ChangeId, Changed, Field, Why } from '../changes/contract.ts';

const day = z.iso.date();
const found = { params: z.object({ id: LineId }) };

/** The organisation that curates a line. Null where there is one of these: nobody has claimed it. */
export const Steward = z.object({ id: OrganisationId, name: z.string(), since: z.string() });
export type Steward = z.infer<typeof Steward>;

/** How somebody verified a line. */
export const VerifiedHow = z.enum(['phone-call', 'web-site', 'letter', 'visit']);
export type VerifiedHow = z.infer<typeof VerifiedHow>;

/** Verifications are stale after so many days. */
export const STALE_AFTER_DAYS = 90;

/** The owner is asked when validity ends within so many days. */
export const ASK_BEFORE_DAYS = 30;

/** A line in a list. */
export const LineRow = z.object({
  id: LineId,
  name: z.string(),
  region: z.string().nullable(),
  revision: z.int(),
  shown: z.boolean(),
  service: Service,
  openFlags: z.int(),
  curatedFields: z.int().describe('How many fields a person has set.'),
  overtaken: z.int().describe('Fields a person set whose publication has said something else since.'),
  steward: Steward.nullable(),
  mayCurate: z.boolean(),
  verified: z.object({ on: day, how: VerifiedHow.nullable() }).nullable(),
  stale: z.boolean().describe('Never verified, or longer ago than STALE_AFTER_DAYS.'),
  ends: z.string().nullable().describe('Last day of its validity, where one is known.'),
  asked: z.object({ on: day, answer: z.enum(['open', 'ended']).nullable() }).nullable(),
});
export type LineRow = z.infer<typeof LineRow>;

/** Lists of work. `expiring`: validity ends within ASK_BEFORE_DAYS, soonest first; `stale`: the longest unverified first. */
export const LineWork = z.enum(['all', 'stale', 'expiring', 'ended', 'hidden', 'overtaken', 'unclaimed']);
export type LineWork = z.infer<typeof LineWork>;

/** Right: directory.see-curation. Hidden lines are listed only for those who may curate them. */
export const listCuratedLines = {
  method: 'GET',
  path: '/api/directory/curation/lines',
  input: {
    query: z.object({
      q: z.string().max(60).optional().describe('Part of a name, former name, host, number or id.'),
      region: RegionCode.optional(),
      work: LineWork.default('all'),
      mine: z.enum(['yes', 'no']).default('yes').describe('Only lines that the caller may curate.'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      perPage: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    total: z.int(),
    lines: z.array(LineRow),
    counts: z.record(LineWork, z.int()).describe('Per list of work, for the same q, region and mine.'),
  }),
} as const;

/** One field: what the publications say, and what a person has set. */
export const FieldState = z.object({
  field: Field,
  published: z.json().describe('As its publications give it; in the form of Line.'),
  curated: z
    .object({ by: By.nullable().describe('Null: not for the caller to see.'), why: z.string(), change: ChangeId })
    .nullable()
    .describe('Null: as published. By and why are those of the latest change that set it.'),
  overtaken: z.boolean().describe('Its publications say something else than when the person set it.'),
});
export type FieldState = z.infer<typeof FieldState>;

/** A line with everything its editor shows. */
export const CuratedLine = z.object({
  line: Line.describe('As help-seekers see it.'),
  revision: z.int().describe('Send it back with every change.'),
  shown: z.boolean(),
  hiddenWhy: z.string().nullable(),
  service: Service,
  steward: Steward.nullable(),
  mayCurate: z.boolean(),
  claim: z.enum(['none', 'asked']).describe('asked: the caller’s organisation has asked for it.'),
  fields: z.array(FieldState),
  verification: z.object({ on: day, how: VerifiedHow.nullable(), by: By.nullable(), note: z.string() }).nullable(),
  asked: z
    .object({
      on: day,
      how: VerifiedHow,
      answer: z.enum(['open', 'ended']).nullable(),
      answeredOn: day.nullable(),
      until: day.nullable(),
    })
    .nullable(),
  listings: z.array(
    z.object({ listing: Listing, cells: z.record(z.string(), z.string()).describe('Source text, field by field.') }),
  ),
  flags: z.array(Flag.extend({ id: z.int(), source: z.string(), row: z.string() })).describe('Open doubts.'),
  formerIds: z.array(LineId).describe('Ids of lines that were merged into it; they lead here.'),
});
export type CuratedLine = z.infer<typeof CuratedLine>;

/** Right: directory.see-curation. A merged line's old id answers the line it became part of. Refusal: no-such-line. */
export const readCuratedLine = {
  method: 'GET',
  path: '/api/directory/curation/lines/:id',
  input: found,
  output: CuratedLine,
} as const;

/** An access point as an editor sends it. `text` is read like a published one. */
export const GivenAccessPoint = z.strictObject({
  kind: AccessKind,
  text: z.string().trim().min(1).max(120).describe('The number, account or address. Unchanged text keeps its reading.'),
  note: z.string().trim().max(120).nullable(),
  hours: z.string().trim().max(500).nullable().describe('Null: the hours of the line.'),
  audience: z.string().trim().max(300).nullable().describe('Null: the audience of the line.'),
});
export type GivenAccessPoint = z.infer<typeof GivenAccessPoint>;

/** How long a line says it will run. `long-term` and `unstated` without more, `until` with a day, `event` with its id. */
export const GivenValidity = z.strictObject({
  kind: z.enum(['long-term', 'event', 'until', 'at-least', 'unstated']),
  until: day.optional(),
  event: z.string().max(60).optional(),
});

/** Fields to set; those left out stay. */
export const GivenFields = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  formerNames: z.array(z.string().trim().min(1).max(100)).max(20).optional(),
  region: RegionCode.nullable().optional(),
  hosts: z.array(z.string().trim().min(1).max(100)).max(20).optional(),
  accessPoints: z.array(GivenAccessPoint).max(40).optional().describe('All of them, in their order.'),
  audience: z.string().trim().max(500).optional(),
  hours: z.string().trim().max(500).nullable().optional(),
  sessionMinutes: z.string().trim().max(100).nullable().optional(),
  opened: day.nullable().optional(),
  validity: GivenValidity.optional(),
});
export type GivenFields = z.infer<typeof GivenFields>;

/**
 * Sets fields, or gives fields back to the publications. Right: directory.curate. Refusals: no-such-line, not-yours,
 * changed-meanwhile (detail names the fields that others changed; read the line again for the other version),
 * not-readable (detail says which text and why), nothing-changes.
 */
export const editLine = {
  method: 'PATCH',
  path: '/api/directory/curation/lines/:id',
  input: {
    ...found,
    body: z.strictObject({
      revision: z.int(),
      set: GivenFields.default({}),
      release: z.array(Field).max(10).default([]).describe('As published again.'),
      why: Why,
    }),
  },
  output: Changed,
} as const;

/** Shows a line to help-seekers or hides it. Right: directory.curate. Refusals as of editLine. */
export const showLine = {
  method: 'PUT',
  path: '/api/directory/curation/lines/:id/shown',
  input: { ...found, body: z.strictObject({ revision: z.int(), shown: z.boolean(), why: Why }) },
  output: Changed,
} as const;

/** Puts a verification on file. `on` may not lie in the future. Right: directory.curate. Refusals as of editLine; in-the-future. */
export const verifyLine = {
  method: 'POST',
  path: '/api/directory/curation/lines/:id/verifications',
  input: {
    ...found,
    body: z.strictObject({
      revision: z.int(),
      on: day,
      how: VerifiedHow,
      note: z.string().trim().max(500).default(''),
    }),
  },
  output: Changed,
} as const;

/** Puts on file that the owner was asked whether the line goes on (S2-26). Nothing is sent by the program yet. */
export const askOwner = {
  method: 'POST',
  path: '/api/directory/curation/lines/:id/questions',
  input: {
    ...found,
    body: z.strictObject({
      revision: z.int(),
      on: day,
      how: VerifiedHow,
      note: z.string().trim().max(500).default(''),
    }),
  },
  output: Changed,
} as const;

/**
 * Puts the owner's answer on file and sets the validity by it: open until a day (null: long-term), or ended on a day.
 * Refusals as of editLine; in-the-past (open until a day that is over), in-the-future (ended on a day to come).
 */
export const answerForOwner = {
  method: 'POST',
  path: '/api/directory/curation/lines/:id/answers',
  input: {
    ...found,
    body: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('open'), revision: z.int(), on: day, until: day.nullable(), why: Why }),
      z.strictObject({ answer: z.literal('ended'), revision: z.int(), on: day, endedOn: day, why: Why }),
    ]),
  },
  output: Changed,
} as const;

/** One day of a week's picture: bands within the day in minutes from midnight; null: cannot be said. */
export const DayOfWeek = z.object({
  date: day,
  day: z.enum(['working', 'weekend', 'public-holiday', 'make-up', 'unknown']),
  bands: z.array(z.object({ from: z.int(), to: z.int() })).nullable(),
});

/** What a text of hours was understood as, with the seven days that begin today. */
export const HoursPreview = z.object({
  text: z.string(),
  understood: z.boolean(),
  zh: z.string().nullable(),
  en: z.string().nullable(),
  unread: z.array(z.string()).describe('Parts that could not be read, as written.'),
  schedule: Schedule.nullable(),
  parts: z
    .array(
      z.object({
        scope: z.string().nullable().describe('Whom or what it is for, as written; null: the whole line.'),
        rules: z.array(z.object({ days: DaySet, bands: z.array(z.object({ from: z.int(), to: z.int() })) })),
        week: z.array(DayOfWeek),
        now: z.object({ state: HoursState, nextChange: z.string().nullable() }),
      }),
    )
    .describe('Mostly one. Empty when not understood.'),
});
export type HoursPreview = z.infer<typeof HoursPreview>;

/** Reads hours while they are typed. Right: directory.see-curation. */
export const previewHours = {
  method: 'POST',
  path: '/api/directory/hours/preview',
  input: { body: z.strictObject({ text: z.string().max(500) }) },
  output: HoursPreview,
} as const;
