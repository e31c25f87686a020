// Opening a sealed record: there is always a purpose, some purposes are explained, and the opening is a line of its own.
import type { Note, Noted } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { type Opening, purposes } from './contract.ts';

/** What is opened: `record:…`, and what else its line should tell. */
export type Opened = { readonly subject: string; readonly detail?: Readonly<Record<string, Noted>> };

/**
 * The note for an opening; call it before anything is read. The words of the explanation stand in the line's detail,
 * sealed (S3-91).
 */
export function noteOpening({ purpose, words }: Opening, opened: Opened): Result<Note, 'purpose-unexplained'> {
  if (purposes[purpose].explained && words === undefined) return refuse('purpose-unexplained');
  const detail = { ...opened.detail, ...(words === undefined ? {} : { words }) };
  return ok({ subject: opened.subject, purpose, detail });
}
