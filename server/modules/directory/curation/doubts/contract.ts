// Doubts over what was read, as a list of work: each is accepted, answered otherwise or dismissed by a person.
import { z } from 'zod';
import { RegionCode } from '../../../regions/contract.ts';
import { Flag, FlagCode } from '../../../sources/contract.ts';
import { LineId } from '../../contract.ts';
import { By, ChangeId, Changed, Why } from '../changes/contract.ts';
import { GivenFields } from '../lines/contract.ts';

/** open until a person accepted, edited or dismissed it. */
export const FlagState = z.enum(['open', 'accepted', 'edited', 'dismissed']);
export type FlagState = z.infer<typeof FlagState>;

/** One doubt with where it stands and how it was settled. */
export const Doubt = Flag.extend({
  id: z.int(),
  state: FlagState,
  line: z.object({ id: LineId, name: z.string(), region: z.string().nullable(), revision: z.int() }),
  listing: z.object({ source: z.string(), title: z.string(), row: z.string() }),
  equal: z.int().describe('Open doubts with the same code, field, text and suggestion, this one included.'),
  writes: z
    .boolean()
    .describe('Accepting writes the suggestion into the line; otherwise it confirms the reading in force.'),
  settled: z.object({ by: By, why: z.string(), change: ChangeId }).nullable(),
  mayCurate: z.boolean(),
});
export type Doubt = z.infer<typeof Doubt>;

const filters = {
  code: FlagCode.optional(),
  source: z.string().max(64).optional(),
  region: RegionCode.optional().describe('Of the line; a province takes its cities in.'),
  line: LineId.optional(),
  state: FlagState.default('open'),
  mine: z.enum(['yes', 'no']).default('yes').describe('Only of lines that the caller may curate.'),
};

/** Doubts in the order of their publications. Right: directory.see-curation. */
export const listDoubts = {
  method: 'GET',
  path: '/api/directory/curation/flags',
  input: {
    query: z.object({
      ...filters,
      equalTo: z.coerce.number().int().positive().optional().describe('Only those equal to this one.'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      perPage: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    total: z.int(),
    flags: z.array(Doubt),
    byCode: z
      .array(z.object({ code: FlagCode, open: z.int(), settled: z.int() }))
      .describe('Without the filter by code.'),
    bySource: z.array(z.object({ source: z.string(), title: z.string(), open: z.int(), settled: z.int() })),
  }),
} as const;

/**
 * Settles doubts, several in one change. `accept` writes the suggestion, or confirms a reading that already follows it;
 * `edit` sets another value of the field in doubt; `dismiss` leaves the line as it is. Right: directory.curate. Refusals:
 * no-such-flag, not-yours, settled-already, no-suggestion, not-readable, several-lines (an edit for doubts of several
 * lines), field-gone (the line no longer has the text in doubt).
 */
export const settleDoubts = {
  method: 'POST',
  path: '/api/directory/curation/flags/settle',
  input: {
    body: z.discriminatedUnion('as', [
      z.strictObject({ as: z.literal('accept'), flags: z.array(z.int()).min(1).max(200), why: Why.optional() }),
      z.strictObject({ as: z.literal('dismiss'), flags: z.array(z.int()).min(1).max(200), why: Why }),
      z.strictObject({ as: z.literal('edit'), flags: z.array(z.int()).min(1).max(200), set: GivenFields, why: Why }),
    ]),
  },
  output: Changed,
} as const;
