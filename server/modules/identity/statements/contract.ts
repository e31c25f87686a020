// What everybody who works here accepts, with its version and the instant: the ethics code (S3-08, S1-27), the volunteer
// statement (S3-24) and the promise of confidentiality. A text never changes; a new one has a new version.
import { z } from 'zod';
import { Day, Instant } from '../contract.ts';

/** 伦理守则, 志愿服务声明, 保密承诺. */
export const StatementKind = z.enum(['ethics-code', 'volunteer-statement', 'confidentiality']);
export type StatementKind = z.infer<typeof StatementKind>;

const Both = z.object({ zh: z.string(), en: z.string() });

/** The text in force, and whether the caller has accepted it. */
export const Statement = z.object({
  kind: StatementKind,
  version: z.int(),
  inForceFrom: Day,
  title: Both,
  text: Both.describe('Paragraphs are parted by an empty line.'),
  acceptedAt: Instant.nullable(),
});
export type Statement = z.infer<typeof Statement>;

/** Texts in force today; those still to be accepted first. */
export const listStatements = {
  method: 'GET',
  path: '/api/identity/statements',
  input: {},
  output: z.object({ statements: z.array(Statement), open: z.int().describe('How many are still to be accepted.') }),
} as const;

/** Accepts a text that is in force. Doing it twice changes nothing. */
export const acceptStatement = {
  method: 'POST',
  path: '/api/identity/statements/accept',
  input: { body: z.strictObject({ kind: StatementKind, version: z.int().min(1).max(10_000) }) },
  output: Statement,
} as const;
