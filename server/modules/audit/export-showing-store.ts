// What an export looks like to who reads it, and which rights count besides the one of the row.
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { loadStanding } from '#identity/index.ts';
import type { DB } from '#platform/database/index.ts';
import type { Caller } from '#platform/http/index.ts';
import type { Right } from '../identity/contract.ts';
import type { Export } from './contract.ts';
import { type ExportKind, factsOf, loadExport, type StoredExport } from './export-store.ts';
import { mayDecide, mayFetch, mayMake, stateOf, type Step } from './exports.ts';

type Tx = Transaction<DB>;

/** Whether the caller holds a right besides the one of the row. None of those asked for here depends on the duty gate. */
export async function holds(tx: Tx, { person, organisation }: Caller, may: Right): Promise<boolean> {
  const standing = await loadStanding(tx, { may, person, organisation }, async () => false);
  return standing !== undefined && standing.reach !== null;
}

/** An export as it is answered. */
export type Shown = z.input<typeof Export>;

/** An export for a person at an instant. */
export function shown(stored: StoredExport, kinds: readonly ExportKind[], step: Step): Shown {
  const { asked, decided, made, until, kind } = stored;
  const facts = factsOf(stored);
  return {
    ...stored,
    about: kinds.find((known) => known.kind === kind)?.about ?? { zh: kind, en: kind },
    state: stateOf(facts, step.now),
    asked: { by: asked.by, at: asked.at.toString() },
    decided: decided && { ...decided, at: decided.at.toString() },
    made: made && { ...made, at: made.at.toString(), digest: made.digest.toString('hex') },
    until: until.toString(),
    may: {
      decide: mayDecide(facts, step).ok,
      make: mayMake(facts, step).ok,
      fetch: mayFetch(facts, step).ok,
    },
  };
}

/** The same after a step; it must be there. */
export async function shownAgain(
  tx: Tx,
  kinds: readonly ExportKind[],
  id: string,
  { caller, now }: Asked,
): Promise<Shown> {
  const stored = await loadExport(tx, caller.organisation, id);
  if (stored === undefined) throw new Error('An export has gone while it was held.');
  return shown(stored, kinds, { person: caller.person, now });
}

/** Who calls, and when. */
export type Asked = { readonly caller: Caller; readonly now: Temporal.Instant };
