// A list is read and compared before anything is saved; what is then saved is exactly what was shown.
import { z } from 'zod';
import { FlagCode } from '../../../sources/contract.ts';
import { LineId } from '../../contract.ts';
import { ChangeId, Field } from '../changes/contract.ts';

/** Largest file, in bytes. */
export const LARGEST_FILE = 5 * 1024 * 1024;

const file = {
  name: z.string().trim().min(1).max(200).describe('With its ending: .csv, .xlsx, .txt, .html.'),
  base64: z
    .base64()
    .min(1)
    .max(Math.ceil(LARGEST_FILE / 3) * 4),
};

const Shown = z.object({ id: LineId, name: z.string() });

/** What saving would change; at most 500 lines of each list are given, the counts are whole. */
export const ImportPreview = z.object({
  digest: z.string().describe('Names this reading; send it back to save it.'),
  revision: z.int().describe('The directory it was compared with.'),
  source: z.object({
    id: z.string(),
    title: z.string(),
    number: z.string().nullable(),
    issuers: z.array(z.string()),
    date: z.string().nullable(),
    known: z.enum(['new', 'same', 'changed']).describe('Whether the directory has this publication already.'),
  }),
  counts: z.object({
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    gone: z.int(),
    unchanged: z.int(),
    flags: z.int(),
  }),
  added: z.array(Shown),
  changed: z.array(
    Shown.extend({
      fields: z.array(
        z.object({
          field: Field,
          before: z.json(),
          after: z.json(),
          kept: z.boolean().describe('A person has set this field: it stays as set, and is listed as overtaken.'),
        }),
      ),
    }),
  ),
  gone: z.array(Shown).describe('Lines that no publication would list any more; verified or curated ones stay.'),
  flags: z.array(z.object({ code: FlagCode, count: z.int() })).describe('Doubts the list brings, most frequent first.'),
  notHotlines: z.array(z.object({ raw: z.string(), why: z.string() })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** Reads a list and compares. Nothing is saved. Right: directory.import. Refusals: not-readable (detail says why), too-large. */
export const previewImport = {
  method: 'POST',
  path: '/api/directory/import/preview',
  input: { body: z.strictObject(file) },
  output: ImportPreview,
} as const;

/**
 * Saves what a preview showed; the file is sent again. Right: directory.import. Refusals: not-readable, too-large,
 * another-reading (the file is not the one previewed), changed-meanwhile (preview again), not-yours.
 */
export const applyImport = {
  method: 'POST',
  path: '/api/directory/import',
  input: {
    body: z.strictObject({
      ...file,
      digest: z.string().max(64),
      revision: z.int(),
      why: z.string().trim().max(500).default(''),
    }),
  },
  output: z.object({
    change: ChangeId,
    linesAdded: z.int(),
    linesChanged: z.int(),
    linesRemoved: z.int(),
  }),
} as const;
