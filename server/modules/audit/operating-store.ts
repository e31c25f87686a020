// What the operator's command does, each with the text that it prints and whether all is well.
import type { Client } from 'pg';
import { ok, refuse, type Result } from '#platform/result.ts';
import { readAnchors, writeAnchors } from './anchors.ts';
import { loadNamedHeads, verifyChains } from './chain-store.ts';
import { confirm } from './confirming-store.ts';
import { removeBefore, type RemovalOptions } from './removal-store.ts';
import { tellConfirmation, tellRemoved, tellReport } from './telling.ts';

/** What to print, and whether all is well. */
export type Told = { readonly text: string; readonly fine: boolean };

export type Verification = {
  /** The organisation whose chain alone is verified; null: all chains. */
  readonly organisation: string | null;
  /** The text of anchors that were kept elsewhere. */
  readonly against: string | null;
  readonly onProgress?: (lines: number, of: number) => void;
};

/** Verifies chains. */
export async function verifyAudit(
  client: Client,
  { organisation, against, onProgress }: Verification,
): Promise<Result<Told, 'no-anchors'>> {
  const anchors = against === null ? [] : readAnchors(against);
  if (anchors === null) return refuse('no-anchors');
  const report = await verifyChains(client, { chain: organisation, anchors, ...(onProgress ? { onProgress } : {}) });
  return ok({ text: tellReport(report), fine: report.found === 0 });
}

/** The anchors of all chains. `at`: when, for people. */
export async function printAnchors(client: Client, at: string): Promise<Told> {
  return { text: writeAnchors(await loadNamedHeads(client), at), fine: true };
}

/** Sets checkpoints and removes the lines before them. */
export async function removeLines(client: Client, options: RemovalOptions): Promise<Result<Told, 'within-term'>> {
  const removed = await removeBefore(client, options);
  return removed.ok ? ok({ text: tellRemoved(removed.value), fine: true }) : removed;
}

/** Holds a file that was exported against the chain. */
export async function confirmFile(client: Client, bytes: Buffer): Promise<Told> {
  const confirmation = await confirm(client, bytes);
  return { text: tellConfirmation(confirmation), fine: confirmation.confirmed };
}
