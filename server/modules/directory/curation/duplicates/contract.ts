// Two entries that are one line. Merging keeps the listings of both and leads the old id to the new one.
import { z } from 'zod';
import { Line, LineId } from '../../contract.ts';
import { Changed, Field, Why } from '../changes/contract.ts';

const Side = z.object({ id: LineId, name: z.string(), region: z.string().nullable(), revision: z.int() });

/** Two lines that may be one. */
export const Candidate = z.object({
  lines: z.tuple([Side, Side]),
  shared: z.array(z.string()).describe('Numbers and addresses that both give.'),
  sameName: z.boolean(),
  mayMerge: z.boolean(),
});
export type Candidate = z.infer<typeof Candidate>;

/** Likeliest first. Right: directory.see-curation. */
export const listDuplicates = {
  method: 'GET',
  path: '/api/directory/curation/duplicates',
  input: { query: z.object({ line: LineId.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }) },
  output: z.object({ total: z.int(), candidates: z.array(Candidate) }),
} as const;

const pair = z.tuple([LineId, LineId]);

/** For each field where the merged line is to take the value of one of the two; left out: the rules decide. */
export const MergeChoices = z.partialRecord(Field, LineId);
export type MergeChoices = z.infer<typeof MergeChoices>;

/** What merging would give. Right: directory.see-curation. Refusals: no-such-line, same-line. */
export const previewMerge = {
  method: 'POST',
  path: '/api/directory/curation/merges/preview',
  input: { body: z.strictObject({ lines: pair, choices: MergeChoices.default({}) }) },
  output: z.object({
    keeps: LineId.describe('The id that stays: that of the oldest listing.'),
    leadsThere: LineId.describe('The id that will lead to it.'),
    merged: Line.omit({ verifiedOn: true, listings: true, openFlags: true }),
    fields: z.array(
      z.object({
        field: Field,
        values: z.array(z.object({ from: LineId, value: z.json() })).length(2),
        differs: z.boolean(),
        byRule: z.json().describe('What the merged line has without a choice.'),
      }),
    ),
    revisions: z.record(LineId, z.int()),
  }),
} as const;

/** Right: directory.curate for both lines. Refusals: no-such-line, not-yours, same-line, changed-meanwhile. */
export const mergeLines = {
  method: 'POST',
  path: '/api/directory/curation/merges',
  input: {
    body: z.strictObject({
      lines: pair,
      revisions: z.record(z.string(), z.int()),
      choices: MergeChoices.default({}),
      why: Why,
    }),
  },
  output: Changed,
} as const;
