// What all deeds of a desk have in common: they are done in one transaction with their line of the audit, and after the
// commit the screens are told and counsellors asked.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Note, StaffContext } from '#platform/http/index.ts';
import { ok, type Result } from '#platform/result.ts';
import type { Core } from '../core-store.ts';
import type { Acted } from '../store.ts';

/** What a deed has at hand. */
export type Hand = {
  readonly tx: Transaction<DB>;
  readonly note: (note: Note) => void;
  readonly person: string;
  readonly organisation: string;
  readonly at: Temporal.Instant;
};

/** What was done, and the position to be answered. */
export type Deed = { readonly acted: readonly Acted[]; readonly position: number };

/** A deed of one command. */
export const deed = (acted: Acted): Deed => ({ acted: [acted], position: acted.position });

/** Nothing had to be done: it was done before. */
export const doneAt = (position: number): Deed => ({ acted: [], position });

/** Does it, and answers when it is durable and told. */
export async function carryOut<Refusal extends string>(
  core: Core,
  { transact, caller, now }: StaffContext,
  work: (hand: Hand) => Promise<Result<Deed, Refusal>>,
): Promise<Result<{ position: number }, Refusal>> {
  const { person, organisation } = caller;
  const done = await transact((tx, note) => work({ tx, note, person, organisation, at: now }));
  if (!done.ok) return done;
  await core.settle(...done.value.acted);
  return ok({ position: done.value.position });
}
