// What curating changes, as one record each: who, when, why, and every field before and after. Undoing is one more
// record that puts the former values back, so that nothing is ever taken out of the history.
import { z } from 'zod';
import { OrganisationId, PersonId } from '../../../identity/contract.ts';
import { LineId } from '../../contract.ts';

/** A reason in the words of whoever changes something. */
export const Why = z.string().trim().min(2).max(500).describe('The reason, for whoever reads the history.');

/** Counts the changes of the directory; higher is later. */
export const ChangeId = z.int().positive();
export type ChangeId = z.infer<typeof ChangeId>;

/** A fact of a line that a person may set instead of its publications. */
export const Field = z.enum([
  'name',
  'formerNames',
  'region',
  'hosts',
  'accessPoints',
  'audience',
  'hours',
  'sessionMinutes',
  'opened',
  'validity',
]);
export type Field = z.infer<typeof Field>;

/** Who did something and when. */
export const By = z.object({
  person: z.object({
    id: PersonId,
    name: z.string().nullable().describe('Null: a person of another organisation.'),
  }),
  organisation: z.object({ id: OrganisationId, name: z.string() }),
  at: z.string().describe('ISO instant, +08:00.'),
});
export type By = z.infer<typeof By>;

/** What a change was. */
export const ChangeKind = z.enum([
  'edit', // fields of one line
  'settle', // doubts, with the fields that follow
  'verify', // a person called or asked
  'show', // shown to help-seekers, or hidden
  'ask', // the owner asked before the end of validity, and the answer
  'merge', // two lines put together
  'event', // an event entered, or declared over
  'import', // a list read in; cannot be undone here
  'undo',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One fact before and after; null stands for none, or as published. */
export const ChangePart = z.object({
  subject: z.string().describe('line:hunan-1, flag:12, event:covid-19.'),
  field: z
    .string()
    .describe('A Field; or shown, verified, asked, joined of a line; state of a flag; facts of an event.'),
  before: z.json(),
  after: z.json(),
});
export type ChangePart = z.infer<typeof ChangePart>;

/** One change. */
export const Change = z.object({
  id: ChangeId,
  kind: ChangeKind,
  by: By,
  why: z.string(),
  lines: z.array(z.object({ id: LineId, name: z.string().nullable() })).describe('Lines it touched.'),
  parts: z.array(ChangePart),
  undoes: ChangeId.nullable(),
  undoneBy: ChangeId.nullable(),
  mayUndo: z
    .boolean()
    .describe('It can be undone and the caller may; whether values have changed since shows in trying.'),
});
export type Change = z.infer<typeof Change>;

/** What every change answers. */
export const Changed = z.object({
  change: ChangeId,
  lines: z.array(z.object({ id: LineId, revision: z.int() })).describe('Lines it touched, as they count now.'),
});
export type Changed = z.infer<typeof Changed>;

/** The changes that the caller may see, newest first. Right: directory.see-curation. */
export const listChanges = {
  method: 'GET',
  path: '/api/directory/curation/changes',
  input: {
    query: z.object({
      line: LineId.optional().describe('Only those that touched this line.'),
      kind: ChangeKind.optional(),
      before: z.coerce.number().int().positive().optional().describe('Older than this change, for the next page.'),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
  },
  output: z.object({ changes: z.array(Change), more: z.boolean() }),
} as const;

/**
 * Puts back what a change changed. Right: directory.curate. Refusals: no-such-change, not-yours, changed-since (a value
 * has changed since; detail names the fields), undone-already, cannot-be-undone (an import).
 */
export const undoChange = {
  method: 'POST',
  path: '/api/directory/curation/changes/:id/undo',
  input: { params: z.object({ id: z.coerce.number().pipe(ChangeId) }), body: z.strictObject({ why: Why }) },
  output: Changed,
} as const;
