// The way of an export: asked for by one person, approved by another, made once, fetched by who asked, gone after its
// time (S3-92). The database holds the same rules; these say why a step is refused.
import type { Words } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ExportState } from './contract.ts';

/** How long each step may wait for the next one. */
export const DAYS = { asked: 30, approved: 7, made: 7 } as const;

/** Until when the step after this one is possible. */
export function untilAfter(step: keyof typeof DAYS, now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: DAYS[step] * 24 });
}

/** What decides about the next step. */
export type ExportFacts = {
  readonly askedBy: string;
  readonly approved: boolean | null;
  readonly made: boolean;
  readonly until: Temporal.Instant;
};

/** Where an export stands. */
export function stateOf({ approved, made, until }: ExportFacts, now: Temporal.Instant): ExportState {
  if (approved === false) return 'refused';
  if (Temporal.Instant.compare(until, now) <= 0) return 'expired';
  if (made) return 'made';
  return approved === true ? 'approved' : 'asked';
}

/** Who wants the next step, and when. */
export type Step = { readonly person: string; readonly now: Temporal.Instant };

/** Whether this person may approve or refuse it now. */
export function mayDecide(facts: ExportFacts, { person, now }: Step): Result<null, 'own-request' | 'not-open'> {
  if (stateOf(facts, now) !== 'asked') return refuse('not-open');
  return facts.askedBy === person ? refuse('own-request') : ok(null);
}

/** Whether this person may have the file made now. */
export function mayMake(facts: ExportFacts, { person, now }: Step): Result<null, 'not-yours' | 'not-approved'> {
  if (facts.askedBy !== person) return refuse('not-yours');
  return stateOf(facts, now) === 'approved' ? ok(null) : refuse('not-approved');
}

/** Whether this person may fetch the file now. */
export function mayFetch(facts: ExportFacts, { person, now }: Step): Result<null, 'not-yours' | 'no-file'> {
  if (facts.askedBy !== person) return refuse('not-yours');
  return stateOf(facts, now) === 'made' ? ok(null) : refuse('no-file');
}

/** A value of a table. Instants are written as times in Asia/Shanghai. */
export type Cell = string | number | Temporal.Instant | null;

/** A row; `line` names the line of the audit that it shows, so that it can be confirmed against the chain. */
export type ExportRow = {
  readonly cells: readonly Cell[];
  readonly line?: { readonly number: number; readonly hash: Buffer };
};

/** What a kind of export puts out. */
export type ExportTable = { readonly columns: readonly Words[]; readonly rows: readonly ExportRow[] };

/** Rows of one export at most. */
export const MOST_ROWS = 20_000;
